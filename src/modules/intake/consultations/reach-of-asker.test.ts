import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Consultation } from './consultation.ts';
import { reachOfAsker } from './handle.ts';

describe('where an asker is told of the answer', () => {
  const given = (told: readonly object[], asker: { phone?: string; email?: string }) =>
    reachOfAsker({ told } as unknown as Consultation, 1, (field) => asker[field]);
  const both = { phone: '138 0000 7003', email: 'chengyu@example.cn' };
  const failed = { n: 1, channel: 'e-mail', outcome: 'failed', on: '2026-04-28' };

  test('at the e-mail address given, which a text message replaces once it was in vain', () => {
    assert.equal(given([], both).email, both.email);
    assert.deepEqual(given([failed], both), { mobile: '13800007003', email: undefined });
    assert.equal(given([{ ...failed, n: 2 }], both).email, both.email);
  });

  test('again at the address where there is no mobile number; nowhere where there is neither', () => {
    assert.equal(given([failed], { ...both, phone: '0571-86000001' }).email, both.email);
    assert.deepEqual(given([], { phone: '0571-86000001' }), { mobile: undefined, email: undefined });
  });
});
