import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { isRefusal } from '#kernel/refusal.ts';
import { cursorOf, pageOf } from './cursor.ts';

const id = '01900000-0000-7000-8000-000000000001';

describe('the cursor of a list', () => {
  const dueFirst = cursorOf('day', 'id');

  test('comes back part by part, the day that never comes too', () => {
    for (const day of ['2026-11-28', 'infinity']) assert.deepEqual(dueFirst.read(dueFirst.write(day, id)), [day, id]);
    assert.equal(dueFirst.read(undefined), undefined);
  });

  test('of another list, cut short or made up is refused, never guessed', () => {
    const other = cursorOf('instant', 'id').write('2026-11-28T01:02:03.004Z', id);
    const hostile = Buffer.from(`2026-11-28 ${id}; select 1`).toString('base64url');
    for (const wrong of [other, hostile, dueFirst.write('2026-11-28', id).slice(0, -6), '', 'x'])
      assert.ok(isRefusal(dueFirst.read(wrong)), wrong);
  });
});

test('a page shows what was asked for and says where the next begins, the last one nothing', () => {
  const rows = [1, 2, 3];
  assert.deepEqual(pageOf(rows, 2, String), { shown: [1, 2], next: '2' });
  assert.deepEqual(pageOf(rows, 3, String), { shown: [1, 2, 3], next: null });
  assert.deepEqual(pageOf([], 3, String), { shown: [], next: null });
});
