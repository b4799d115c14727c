import assert from 'node:assert/strict';
import { test } from 'node:test';
import { mostRows } from '../../kit/list/most-rows.ts';
import { portionsOf } from './portions.ts';

test('as many cases as a list shows can be handed over in one go, in orders of 200', () => {
  const rows = Array.from({ length: mostRows }, (_, i) => i);
  assert.deepEqual(
    portionsOf(rows).map((portion) => portion.length),
    [200, 200, 100],
  );
  assert.deepEqual(portionsOf(rows).flat(), rows);
  assert.deepEqual(portionsOf([]), []);
  assert.deepEqual(portionsOf(rows.slice(0, 200)).length, 1);
});
