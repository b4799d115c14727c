/**
 * Runs tests with the longest files first, so that at the end no core waits for a last long one; node:test by itself
 * takes them by name. Short files share a process, each as a suite of its own.
 * Usage: node test/run.ts [check] [pure] [db] [journeys] (all three when no tests are named)
 */
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { finished } from 'node:stream/promises';
import { run } from 'node:test';
import { spec } from 'node:test/reporters';
import { pathToFileURL } from 'node:url';
import { buildDesk } from '#app/build-desk.ts';
import { groups, processesOf } from './groups.ts';

const root = join(import.meta.dirname, '..');
const asked = process.argv.slice(2).filter((word) => word !== 'check');
const names = asked.length === 0 ? Object.keys(groups) : asked;

/**
 * Format, lint and types beside the tests: nice, so that they take only what those leave of the processors. Undefined when
 * all is well, else what was found, which is printed at once and again at the end.
 */
const check = async (): Promise<string | undefined> => {
  const command = ['-n', '10', 'npm', 'run', '--silent', 'check'];
  const child = spawn('nice', command, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
  const ended = new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  const [found, noted, code] = await Promise.all([text(child.stdout), text(child.stderr), ended]);
  const said = `${noted}${found}`;
  process.stdout.write(said);
  if (code === 0) return undefined;
  process.exitCode = 1;
  return `${said}npm run check failed\n`;
};
const checked = process.argv.includes('check') ? check() : undefined;

mkdirSync(join(root, 'var'), { recursive: true });
const folder = mkdtempSync(join(root, 'var/tests-'));
const files = processesOf(names, root).map((together, at) => {
  const [first] = together;
  if (together.length === 1 && first !== undefined) return join(root, first);
  const suites = together.map((file) => {
    const name = JSON.stringify(file);
    return `describe(${name}, async () => {\n  await import(${JSON.stringify(pathToFileURL(join(root, file)).href)});\n});\n`;
  });
  const path = join(folder, `${at}.test.ts`);
  writeFileSync(path, `import { describe } from 'node:test';\n\n${suites.join('')}`);
  return path;
});

const needsDatabase = names.some((name) => name !== 'pure');
// Once, before several who need it find it missing at the same time.
if (needsDatabase) await buildDesk();
const results = run({
  files,
  // Browsers and databases are waited for, rules are not.
  concurrency: needsDatabase ? 3 : 2,
  timeout: 300_000,
  ...(needsDatabase ? { globalSetupPath: join(root, 'test/global-setup.ts') } : {}),
});
results.on('test:fail', () => {
  process.exitCode = 1;
});
results.on('test:summary', ({ success }) => {
  if (!success) process.exitCode = 1;
});
const report = results.compose(spec);
report.pipe(process.stdout);
try {
  await finished(report);
} finally {
  rmSync(folder, { recursive: true });
}
process.stdout.write((await checked) ?? '');
