import assert from 'node:assert/strict';
import { test } from 'node:test';
import { correctedSince, isLater } from './later-correction.ts';

const put = (at: string, fields: readonly string[], more: object = {}) => ({
  type: 'AskerCorrected',
  at: new Date(at),
  payload: { fields: Object.fromEntries(fields.map((field) => [field, {}])), ...more },
});

test('what came along from another bureau counts from when it was put right there, the rest from its own moment', () => {
  const [first, second, third] = ['2026-11-29T01:00:00.000Z', '2026-11-29T02:00:00.000Z', '2026-11-29T03:00:00.000Z'];
  assert.deepEqual(
    correctedSince([
      { type: 'ConsultationAsked', at: new Date(first), payload: {} },
      put(second, ['name', 'phone']),
      put(third, ['name'], { along: 'Q-2', since: { name: first } }),
      put(third, ['email'], { along: 'Q-2' }),
    ]),
    { name: first, phone: second, email: third },
  );
});

test('of two corrections one is the later, asked from either side', () => {
  const [early, late] = ['2026-11-29T01:00:00.000Z', '2026-11-29T02:00:00.000Z'];
  for (const [here, there] of [
    [early, late],
    [early, early],
    [undefined, early],
  ]) {
    const [a, b] = [
      { number: 'Q-1', since: here },
      { number: 'Q-2', since: there },
    ];
    assert.deepEqual([isLater(a, b), isLater(b, a)], [false, true]);
  }
});
