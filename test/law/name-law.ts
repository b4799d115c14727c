import { basename } from 'node:path';
import type { SourceFacts } from './source-facts.ts';

const MOST_LINES = 400;

const emptyWords = ['service', 'manager', 'helper', 'helpers', 'util', 'utils', 'impl', 'common'];

/** A tool that asks for a default export names its file so. */
const isToolConfiguration = (path: string): boolean => /\.config\.ts$/.test(path);

/** Names that say nothing, barrels, default exports and files too long to read at a sitting. */
export const nameFaults = (files: readonly SourceFacts[]): string[] =>
  files.flatMap(({ path, lines, defaultExport }) => {
    const faults: string[] = [];
    const words = path.split(/[/.-]/).map((word) => word.toLowerCase());
    for (const word of words) if (emptyWords.includes(word)) faults.push(`${path}: "${word}" says nothing`);
    if (/^types\.tsx?$/.test(basename(path))) faults.push(`${path}: says nothing`);
    if (/^index\.tsx?$/.test(basename(path))) faults.push(`${path}: is a barrel`);
    if (!/^[a-z0-9]+([.-][a-z0-9]+)*\.tsx?$/.test(basename(path))) faults.push(`${path}: is not written-with-hyphens`);
    if (defaultExport && !isToolConfiguration(path)) faults.push(`${path}: has a default export`);
    if (lines > MOST_LINES) faults.push(`${path}: has ${lines} lines, the most is ${MOST_LINES}`);
    return faults;
  });
