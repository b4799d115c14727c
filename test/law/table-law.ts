import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { SourceFacts } from './source-facts.ts';

/** Table → module that owns it, from the comments of the migrations. */
export const tableOwners = (migrations: string): ReadonlyMap<string, string> =>
  new Map(
    readdirSync(migrations)
      .filter((name) => name.endsWith('.sql'))
      .flatMap((name) => [
        ...readFileSync(join(migrations, name), 'utf8').matchAll(
          /comment on table (\w+) is\s+'class: [a-z]+; module: ([a-z][a-z-]*);/g,
        ),
      ])
      .map(([, table = '', module = '']) => [table, module]),
  );

/** SQL that names a table its file has no business with. */
export const tableFaults = (
  owners: ReadonlyMap<string, string>,
  sharedTables: readonly string[],
  files: readonly SourceFacts[],
): string[] =>
  files.flatMap(({ path, texts }) => {
    const owner = ownerOfFile(path);
    if (owner === undefined) return [];
    const foreign = [...new Set(texts.flatMap(tablesIn))].filter((table) => {
      const module = owners.get(table);
      if (module === undefined || module === owner) return false;
      if (module !== 'platform' || owner === 'site') return true;
      return owner !== 'app' && !sharedTables.includes(table);
    });
    return foreign.map((table) => `${path}: names ${table}, which belongs to ${owners.get(table)}`);
  });

/** Tests and seeds look where they like. */
const ownerOfFile = (path: string): string | undefined => {
  if (path.endsWith('.test.ts')) return undefined;
  const [, module] = /^src\/modules\/([^/]+)\//.exec(path) ?? [];
  if (module !== undefined) return module;
  return /^src\/(platform|app|site)\//.exec(path)?.[1];
};

/** Words after from, join, into and update, and those that follow them by commas; only in texts that are SQL. */
export const tablesIn = (text: string): string[] => {
  if (!/\b(select|insert into|update|delete from)\b/.test(text)) return [];
  return [...text.matchAll(/\b(?:from|join|into|update|using|only)\s+((?:\w+(?:\s+\w+)?\s*,\s*)*\w+)/g)].flatMap(
    ([, list = '']) => list.split(',').map((one) => one.trim().split(/\s+/)[0] ?? ''),
  );
};
