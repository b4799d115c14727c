import { readFileSync } from 'node:fs';

/** One row of the modules table of docs/map.md. */
export type ModuleRow = {
  readonly name: string;
  /** Paths inside the module; `*` at the end stands for a whole folder. */
  readonly outside: readonly string[];
  /** Written with `!`: rules all the same. */
  readonly rules: readonly string[];
  readonly asks: readonly string[];
};

/** One row of the zones table. */
export type ZoneRow = {
  readonly name: string;
  readonly files: readonly string[];
  readonly mayImport: readonly Permission[];
  readonly packages: readonly string[];
  readonly pure: boolean;
};

/** `own rules` is the zone `rules` of the same module or folder; `but not` names one file of it. */
export type Permission = { readonly zone: string; readonly own: boolean; readonly except?: string };

export type MapPage = {
  readonly modules: readonly ModuleRow[];
  readonly zones: readonly ZoneRow[];
  readonly sharedTables: readonly string[];
};

export const readMap = (file: string): MapPage => {
  const text = readFileSync(file, 'utf8');
  return {
    modules: rowsUnder(text, '| module |').map(([name, , outside, asks]) => ({
      name: coded(name)[0] ?? '',
      outside: coded(outside).filter((one) => !one.startsWith('!')),
      rules: coded(outside).flatMap((one) => (one.startsWith('!') ? [one.slice(1)] : [])),
      asks: coded(asks),
    })),
    zones: rowsUnder(text, '| zone |').map(([name, files, mayImport, packages, pure]) => ({
      name: name ?? '',
      files: coded(files),
      mayImport: (mayImport ?? '').split(',').map((one) => permissionOf(one.trim())),
      packages: packagesOf(packages ?? ''),
      pure: pure === 'yes',
    })),
    sharedTables: rowsUnder(text, '| platform table |').flatMap(([name]) => coded(name)),
  };
};

/** Cells of the table whose head begins so. */
const rowsUnder = (text: string, head: string): string[][] => {
  const lines = text.split('\n');
  const start = lines.findIndex((line) => line.startsWith(head));
  if (start === -1) throw new Error(`docs/map.md has no table "${head}"`);
  const rows = lines.slice(start + 2);
  const end = rows.findIndex((line) => !line.startsWith('|'));
  return rows.slice(0, end === -1 ? undefined : end).map((line) =>
    line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
};

/** What stands between backticks. */
const coded = (cell: string | undefined): string[] =>
  [...(cell ?? '').matchAll(/`([^`]+)`/g)].map(([, code]) => code ?? '');

const permissionOf = (text: string): Permission => {
  const [subject = '', except] = text.split(' but not ');
  const zone = subject.replace(/^own /, '').replace(/ of a module it may ask$/, '');
  return {
    zone,
    own: subject.startsWith('own '),
    ...(except === undefined ? {} : { except: except.replaceAll('`', '') }),
  };
};

const packagesOf = (cell: string): string[] => {
  const named = coded(cell);
  return named.length > 0 ? named : cell === 'none' ? [] : [cell];
};
