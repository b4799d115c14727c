import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Actor, Role } from '#kernel/actor.ts';
import { mayOpenValues } from './who-may-open.ts';

const staff = (account: string, ...roles: Role[]): Actor => ({
  kind: 'staff',
  account,
  roles,
  tenants: ['yunqi'],
  bureaus: ['yunqi-linxi'],
  principals: [],
});
const held = { handler: 'chen', mediator: 'he' };

test('PIPL 6 values open for officers of the bureau and for whoever the case names, for nobody else', () => {
  for (const role of ['intake-officer', 'handler', 'bureau-head'] as const)
    assert.ok(mayOpenValues(staff('anybody', role), held), role);
  assert.ok(mayOpenValues(staff('he', 'mediator'), held), 'the mediator of the case telephones with both sides');
  assert.equal(mayOpenValues(staff('another', 'mediator'), held), false);
  assert.equal(mayOpenValues(staff('leader', 'leader'), held), false);
  assert.equal(mayOpenValues({ ...staff('he'), kind: 'consumer' }, held), false);
});
