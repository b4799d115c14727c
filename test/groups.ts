import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Every test file is in exactly one of these. */
export const groups: Readonly<Record<string, readonly string[]>> = {
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

/** The files of some groups, group by group, the longest first. */
export const filesOf = (names: readonly string[], root = process.cwd()): string[] =>
  names.flatMap((name) => {
    const found = globSync([...(groups[name] ?? [])], { cwd: root });
    // A group that finds nothing would pass for ever.
    if (found.length === 0) throw new Error(`no tests in "${name}"; groups: ${Object.keys(groups).join(' ')}`);
    return found.sort((one, other) => rank(one) - rank(other) || one.localeCompare(other));
  });

/** What a file changes of its process beyond its own end: clock, settings, standing mocks. Such a one runs alone. */
const changesItsProcess = /shiftClock\(|process\.env(?:\.\w+|\[[^\]]+\])? = |delete process\.env|\bmock\./u;

/** Of the slow ones: the application in the process of the test. The others start servers and wait for them. */
const inOneProcess = /^test\/(?:desk|hostile)\//u;

/** Files that share a process, at most so many: starting one and reading the program costs more than most of them do. */
const together = { pure: 26, db: 12, slow: 3 };

/** The files of some groups as the processes that run them, the longest first. */
export const processesOf = (names: readonly string[], root = process.cwd()): string[][] =>
  names.flatMap((name) => {
    const files = filesOf([name], root);
    if (name === 'journeys') return files.map((file) => [file]);
    const isSlow = (file: string): boolean => name === 'db' && rank(file) < slow.length;
    const isAlone = (file: string): boolean =>
      (isSlow(file) && !inOneProcess.test(file)) || changesItsProcess.test(readFileSync(join(root, file), 'utf8'));
    const shared = files.filter((file) => !isAlone(file));
    return [
      ...dealt(shared.filter(isSlow), together.slow),
      ...files.filter(isAlone).map((file) => [file]),
      ...dealt(
        shared.filter((file) => !isSlow(file)),
        name === 'pure' ? together.pure : together.db,
      ),
    ];
  });

/** Dealt out like cards: neighbours by name, which often are alike long, come into different processes. */
const dealt = (files: readonly string[], most: number): string[][] => {
  const hands = Math.ceil(files.length / most);
  return Array.from({ length: hands }, (_, hand) => files.filter((_file, at) => at % hands === hand));
};
