import assert from 'node:assert/strict';
import { test } from 'node:test';
import { evenIfFailed } from './even-if-failed.ts';

const fails = (what: string) => async (): Promise<never> => {
  throw new Error(what);
};

test('what follows is done in any case, and of two errors the first one tells why', async () => {
  const noted: unknown[] = [];
  const note = (error: unknown) => noted.push(error);
  let followed = 0;
  const follows = async () => followed++;
  assert.equal(await evenIfFailed(async () => 3, follows, note), 3);
  await assert.rejects(evenIfFailed(fails('the files'), follows, note), /the files/u);
  assert.equal(followed, 2);
  assert.deepEqual(noted, []);
  await assert.rejects(
    evenIfFailed(async () => 3, fails('the list'), note),
    /the list/u,
  );
  await assert.rejects(evenIfFailed(fails('the files'), fails('the list'), note), /the files/u);
  assert.deepEqual(noted.map(String), ['Error: the list']);
});
