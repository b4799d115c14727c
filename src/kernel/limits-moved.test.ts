import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { isSameLimit, type LimitRow, limitsMoved } from './limits-moved.ts';

const row = (more: Partial<LimitRow> = {}): LimitRow => ({
  rule: 'CMP-05',
  started_on: '2026-11-17',
  due_on: '2026-12-08',
  sure_until: '2026-12-08',
  provisional: false,
  state: 'running',
  reckoning: { textVersion: 'order-121@2025-12-30', decrees: [{ year: 2026, decree: '通知' }] },
  ...more,
});

describe('what a change of the law did to the limits of a case', () => {
  test('another name of the notice moves nothing', () => {
    const renamed = row({ reckoning: { ...row().reckoning, decrees: [{ year: 2026, decree: '另一个通知' }] } });
    assert.equal(limitsMoved([row()], [renamed]), undefined);
    assert.ok(isSameLimit(row(), renamed));
  });

  test('a later and an earlier day, with the rule each belongs to', () => {
    for (const due_on of ['2026-12-09', '2026-12-07'] as const)
      assert.deepEqual(limitsMoved([row()], [row({ due_on, sure_until: due_on })]), {
        moved: [{ rule: 'CMP-05', from: '2026-12-08', to: due_on }],
        confirmed: [],
      });
  });

  test('a provisional day that has become sure, whether it moved or not', () => {
    const open = row({ provisional: true, sure_until: '2026-12-31', due_on: '2027-01-05' });
    const same = { due_on: '2027-01-05', sure_until: '2027-01-05' } as const;
    assert.deepEqual(limitsMoved([open], [row(same)]), { moved: [], confirmed: ['CMP-05'] });
    assert.deepEqual(limitsMoved([open], [row({ due_on: '2027-01-07' })])?.moved, [
      { rule: 'CMP-05', from: '2027-01-05', to: '2027-01-07' },
    ]);
  });

  test('another text with the same day, another first day, a limit that came or went', () => {
    const nothing = { moved: [], confirmed: [] };
    assert.deepEqual(limitsMoved([row()], [row({ reckoning: { textVersion: 'order-20@2019-11-30' } })]), nothing);
    assert.deepEqual(limitsMoved([row()], [row({ started_on: '2026-11-18' })]), nothing);
    assert.deepEqual(limitsMoved([], [row()]), nothing);
    assert.deepEqual(limitsMoved([row()], []), nothing);
    assert.equal(limitsMoved([row({ state: 'stopped' })], []), undefined, 'one that runs no more may stay');
  });
});
