import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Role } from '#kernel/actor.ts';
import { handoverObjection } from './handover-permit.ts';

const asked = (role: Role, from: string) => handoverObjection({ account: 'me', roles: [role] }, { from });

describe('who hands over a whole desk', () => {
  test('one’s own is everybody’s own, a colleague’s is the head’s alone', () => {
    for (const role of ['handler', 'mediator', 'intake-officer', 'bureau-head', 'leader'] as const) {
      assert.equal(asked(role, 'me'), undefined, role);
      assert.equal(asked(role, 'other')?.refusal, role === 'bureau-head' ? undefined : 'handover-is-the-heads', role);
    }
    assert.deepEqual([asked('handler', 'other')?.status, asked('handler', 'other')?.field], [403, 'from']);
  });
});
