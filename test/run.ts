/**
 * Runs tests with the longest files first, so that at the end no core waits for a last long one; node:test by itself
 * takes them by name. Usage: node test/run.ts [pure] [db] [journeys] (all three when silent)
 */
import { finished } from 'node:stream/promises';
import { run } from 'node:test';
import { spec } from 'node:test/reporters';
import { filesOf, groups } from './groups.ts';

const asked = process.argv.slice(2);
const names = asked.length === 0 ? Object.keys(groups) : asked;
const files = filesOf(names);

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
