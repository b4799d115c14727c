/**
 * Runs tests with the longest files first, so that at the end no core waits for a last long one; node:test by itself
 * takes them by name. Usage: node test/run.ts [pure] [db] [journeys] (all three when silent)
 */
import assert from 'node:assert/strict';
import { globSync } from 'node:fs';
import { finished } from 'node:stream/promises';
import { run } from 'node:test';
import { spec } from 'node:test/reporters';

const groups: Readonly<Record<string, readonly string[]>> = {
  journeys: ['test/journeys/**/*.test.ts'],
  db: [
    'src/**/*.@(db|api).test.ts',
    'db/**/*.@(db|api).test.ts',
    'tools/**/*.@(db|api).test.ts',
    'test/!(journeys)/**/*.@(db|api).test.ts',
  ],
  pure: [
    'src/**/!(*.db|*.api).test.ts',
    'db/**/!(*.db|*.api).test.ts',
    'tools/**/!(*.db|*.api).test.ts',
    'test/!(journeys)/**/!(*.db|*.api).test.ts',
  ],
};

/** Where a file takes tens of seconds, longest first: browsers, then whole servers. */
const slow = ['test/journeys/', 'test/desk/', 'test/hostile/', 'src/app/', 'src/platform/postgres/'];

const rank = (file: string): number => {
  const place = slow.findIndex((folder) => file.startsWith(folder));
  return place < 0 ? slow.length : place;
};

const asked = process.argv.slice(2);
const names = asked.length === 0 ? Object.keys(groups) : asked;
const files = names.flatMap((name) => {
  const found = globSync([...(groups[name] ?? [])]);
  // A group that finds nothing would pass for ever.
  if (found.length === 0) throw new Error(`no tests in "${name}"; groups: ${Object.keys(groups).join(' ')}`);
  return found.sort((one, other) => rank(one) - rank(other) || one.localeCompare(other));
});

if (asked.length === 0)
  assert.deepEqual([...files].sort(), globSync('{src,db,test,tools}/**/*.test.ts').sort(), 'every file, and once');

const needsDatabase = names.some((name) => name !== 'pure');
const results = run({
  files,
  // Browsers and databases are waited for, rules are not.
  concurrency: needsDatabase ? 3 : 2,
  timeout: 300_000,
  ...(needsDatabase ? { globalSetupPath: 'test/global-setup.ts' } : {}),
});
results.on('test:fail', () => {
  process.exitCode = 1;
});
results.on('test:summary', ({ success }) => {
  if (!success) process.exitCode = 1;
});
const report = results.compose(spec);
report.pipe(process.stdout);
await finished(report);
