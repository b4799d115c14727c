import assert from 'node:assert/strict';
import { test } from 'node:test';
import { NextRun } from './next-run.ts';

const turn = () => new Promise((resolve) => setImmediate(resolve));

const held = () => {
  const begun: { readonly end: (failure?: Error) => void }[] = [];
  const runs = new NextRun(
    () =>
      new Promise<number>((resolve, reject) => {
        const n = begun.length + 1;
        begun.push({ end: (failure) => (failure === undefined ? resolve(n) : reject(failure)) });
      }),
  );
  return { runs, begun };
};

test('who asks while a run is under way waits for the next one, which all of them share', async () => {
  const { runs, begun } = held();
  const first = runs.join();
  await turn();
  assert.equal(begun.length, 1);
  const later = [runs.join(), runs.join(), runs.join()];
  await turn();
  assert.equal(begun.length, 1);
  begun[0]?.end();
  assert.equal(await first, 1);
  await turn();
  assert.equal(begun.length, 2);
  begun[1]?.end();
  assert.deepEqual(await Promise.all(later), [2, 2, 2]);
});

test('a run that fails fails those who waited for it, and the next one begins all the same', async () => {
  const { runs, begun } = held();
  const first = runs.join();
  await turn();
  const later = runs.join();
  begun[0]?.end(new Error('disk full'));
  await assert.rejects(first, /disk full/u);
  await turn();
  begun[1]?.end();
  assert.equal(await later, 2);
});
