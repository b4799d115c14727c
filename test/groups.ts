import { globSync } from 'node:fs';

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
