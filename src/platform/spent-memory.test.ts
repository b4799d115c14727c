import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setImmediate } from 'node:timers/promises';
import { SpentMemory } from './spent-memory.ts';

/** As a page does: made, looked at, forgotten. */
const passOver = (bytes: number): WeakRef<Buffer> => new WeakRef(Buffer.alloc(bytes));

test('what was passed over is collected once enough of it lies about, and not before', async () => {
  const spent = new SpentMemory();
  assert.equal(spent.collect(), false);
  const little = passOver(1_000_000);
  const much = passOver(30_000_000);
  await setImmediate();
  assert.ok(little.deref() !== undefined && much.deref() !== undefined, 'left to itself it lies there');
  await setImmediate();
  assert.equal(spent.collect(), true);
  assert.ok(little.deref() === undefined && much.deref() === undefined);
});
