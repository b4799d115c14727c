import assert from 'node:assert/strict';
import { test } from 'node:test';
import { madeOnce, Remembered } from './remembered.ts';

test('what is asked for a thousand times at once is made once, what failed is made again', async () => {
  const kept = new Remembered<Promise<number>>();
  let made = 0;
  const make = async (): Promise<number> => {
    made += 1;
    await Promise.resolve();
    return made;
  };
  const asked = await Promise.all(Array.from({ length: 1000 }, () => madeOnce(kept, 'one', make)));
  assert.deepEqual(new Set(asked), new Set([1]));
  assert.equal(await madeOnce(kept, 'another', make), 2);
  await assert.rejects(madeOnce(kept, 'broken', () => Promise.reject(new Error('no paper'))));
  assert.equal(await madeOnce(kept, 'broken', make), 3);
});
