import assert from 'node:assert/strict';
import test from 'node:test';
import type { Role } from './actor.ts';
import { helpsToComplain, mayTakeDown, type TakenDown, takesDown } from './taking-down.ts';

const all: readonly TakenDown[] = ['complaint', 'report', 'question', 'operator'];
const administrators: readonly Role[] = ['system-administrator', 'security-administrator', 'auditor'];

test('officers and heads take down what they are told; nobody else does', () => {
  for (const what of all) {
    for (const role of ['intake-officer', 'handler', 'bureau-head'] as const)
      assert.ok(mayTakeDown(what, [role]), role);
    for (const role of [...administrators, 'mediator', 'leader', 'association-mediator'] as const)
      assert.ok(!mayTakeDown(what, [role]), `${role} ${what}`);
    assert.ok(!mayTakeDown(what, []));
  }
});

test('an administrator never does, whatever else it holds, and nobody who is no official', () => {
  for (const role of administrators)
    for (const what of all) assert.ok(!mayTakeDown(what, ['handler', role]), `${role} ${what}`);
  assert.ok(!takesDown({ kind: 'consumer', roles: ['handler'] }, 'complaint'));
  assert.ok(takesDown({ kind: 'staff', roles: ['leader', 'handler'] }, 'complaint'));
});

test('an association helps to complain', () => {
  assert.ok(helpsToComplain({ kind: 'staff', roles: ['association-mediator'] }));
  assert.ok(!helpsToComplain({ kind: 'staff', roles: ['association-mediator', 'auditor'] }));
  assert.ok(!helpsToComplain({ kind: 'staff', roles: ['mediator'] }));
});
