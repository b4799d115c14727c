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
const slow = [
  'test/journeys/',
  'test/desk/',
  'test/hostile/',
  'test/migrations/',
  'src/app/',
  'src/platform/postgres/',
];

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

/** Files that share a process, at most so many: starting one and reading the program costs more than most of them do. */
const together = { pure: 26, db: 12 };

/** The files of some groups as the processes that run them, the longest first. */
export const processesOf = (names: readonly string[], root = process.cwd()): string[][] => {
  const runs: string[][] = [];
  for (const name of names) {
    const files = filesOf([name], root);
    const most = name === 'pure' ? together.pure : name === 'db' ? together.db : 1;
    const isAlone = (file: string): boolean =>
      most === 1 ||
      (name === 'db' && rank(file) < slow.length) ||
      changesItsProcess.test(readFileSync(join(root, file), 'utf8'));
    const shared = files.filter((file) => !isAlone(file));
    runs.push(...files.filter(isAlone).map((file) => [file]));
    // Dealt out like cards: neighbours by name, which often are alike long, come into different processes.
    const hands = Math.ceil(shared.length / most);
    for (let hand = 0; hand < hands; hand += 1) runs.push(shared.filter((_, at) => at % hands === hand));
  }
  return runs;
};
