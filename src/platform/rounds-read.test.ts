import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { parseCronItems } from 'graphile-worker';

test('the times of every round are such as the worker reads: one that is not stops a start', () => {
  const root = fileURLToPath(new URL('..', import.meta.url));
  const times = globSync('**/*.ts', { cwd: root, exclude: ['**/*.test.ts'] }).flatMap((file) =>
    [...readFileSync(`${root}${file}`, 'utf8').matchAll(/\bcron: '([^']+)'/gu)].map(([, match = '']) => match),
  );
  assert.ok(times.length > 5);
  for (const match of times) assert.equal(parseCronItems([{ task: 'round', match }]).length, 1, match);
});
