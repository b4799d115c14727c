import assert from 'node:assert/strict';
import { test } from 'node:test';
import { newId } from './ids.ts';

test('ids made one after the other sort in that order, also within one millisecond', () => {
  // A millisecond holds at least 2,048 in order; two hundred are made in far less than what would fill it.
  const made = Array.from({ length: 200 }, newId);
  assert.deepEqual([...made].sort(), made);
});

test('an id is a uuid of version 7 and never comes twice', () => {
  const made = Array.from({ length: 5_000 }, newId);
  for (const id of made) assert.match(id, /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  assert.equal(new Set(made).size, made.length);
});
