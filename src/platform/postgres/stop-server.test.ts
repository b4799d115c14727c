import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ServerProcess } from './server-processes.ts';
import { StuckStop } from './stop-server.ts';

const one = (pid: number, title: string, spent = 'none', isAsleep = true): ServerProcess => ({
  ...{ pid, spent, isAsleep },
  title: `postgres: ${title}`,
});
const left = [one(1, 'logger'), one(2, 'io worker 0'), one(3, 'checkpointer')];
/** After how many looks, of thirty, it is taken for stuck. */
const seenAfter = (look: (n: number) => readonly ServerProcess[] | undefined): number | undefined => {
  const stuck = new StuckStop();
  for (let n = 1; n <= 30; n += 1) if (stuck.sees(look(n))) return n;
  return undefined;
};

test('a stop nobody works at any more is seen once all who are left have slept through', () => {
  assert.equal(
    seenAfter(() => left),
    13,
  );
  assert.equal(
    seenAfter((n) => [...left, one(100 + n, 'fangxin_app fangxin [local] startup')]),
    13,
    'whoever knocks',
  );
  assert.equal(
    seenAfter((n) => [one(1, 'logger', String(n), false), ...left.slice(1)]),
    13,
    'and what is noted of it',
  );
});

test('a stop somebody works at is waited for', () => {
  const cases: [string, (n: number) => readonly ServerProcess[] | undefined][] = [
    ['a checkpoint that says so', () => [one(3, 'checkpointer performing shutdown checkpoint')]],
    ['a checkpoint that spends time', (n) => [one(3, 'checkpointer', String(n))]],
    ['a checkpoint that waits for the disk', () => [one(3, 'checkpointer', 'none', false)]],
    ['one that moves now and then', (n) => [one(3, 'checkpointer', String(n >> 3))]],
    ['a recovery', () => [...left, one(4, 'startup recovering 000000010000000000000001')]],
    ['the archive of the log', () => [...left, one(4, 'archiver archiving 000000010000000000000001')]],
    ['a standby', () => [...left, one(4, 'walsender')]],
    ['a client', () => [...left, one(4, 'fangxin_app fangxin [local] COMMIT')]],
    ['nobody left to checkpoint', () => left.slice(0, 2)],
    ['a machine that does not tell', () => undefined],
  ];
  for (const [what, look] of cases) assert.equal(seenAfter(look), undefined, what);
});
