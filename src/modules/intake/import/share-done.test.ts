import assert from 'node:assert/strict';
import { test } from 'node:test';
import { shareDone } from './share-done.ts';

test('of a file that was read as a whole only what came of it is done', () => {
  const whole = { size: 1000, read: 1000, width: 1 };
  assert.deepEqual(
    [0, 320, 1000, 1200].map((done) => shareDone({ ...whole, done })),
    [0, 0.32, 1, 1],
  );
  assert.equal(shareDone({ ...whole, read: 100, done: 320 }), 0.1);
});

test('in another encoding too; an empty file is done', () => {
  assert.equal(shareDone({ size: 1000, read: 1000, done: 750, width: 1.5 }), 0.5);
  assert.equal(shareDone({ size: 0, read: 0, done: 0, width: 1 }), 1);
});
