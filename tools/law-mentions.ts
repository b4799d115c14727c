import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, sep } from 'node:path';

/** Which tests and which sources name a rule code. */
const CODE = /\b(?:CMP|RPT|OPR|REF|TER|JUR|DOC|NTC|RET|PIP|ANS|RCS|RBK|ENT|DRF|REP|REG|CVR|RCV|SES|RPB)-\d{2}\b/g;
/** The first argument of test, it or describe, in any of the three kinds of quotes. */
const TITLE = /\b(?:test|it|describe)(?:\.\w+)?\(\s*(['"`])((?:\\.|(?!\1)[\s\S])*)\1/g;

const FOLDERS = ['src', 'test'] as const;

const typescriptFiles = (root: string): string[] =>
  FOLDERS.filter((folder) => existsSync(join(root, folder)))
    .flatMap((folder) =>
      readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map((file) => join(folder, file)),
    )
    .filter((file) => /\.tsx?$/.test(file) && !file.includes(`node_modules${sep}`))
    .map((file) => file.split(sep).join('/'))
    .sort();

const add = <T>(map: Map<string, T[]>, key: string, value: T): void => {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
};

const isTest = (file: string): boolean => file.endsWith('.test.ts');

export type NamedTest = { readonly file: string; readonly title: string };

/** Titles as written; what is filled in at run time shows as …, quotes lose their backslash. */
const readable = (title: string): string =>
  title
    .replace(/\$\{[^}]*\}/g, '…')
    .replace(/\\(['"`])/g, '$1')
    .replace(/\s+/g, ' ');

export const testsByCode = (root: string): Map<string, NamedTest[]> => {
  const found = new Map<string, NamedTest[]>();
  for (const file of typescriptFiles(root).filter(isTest))
    for (const match of readFileSync(join(root, file), 'utf8').matchAll(TITLE)) {
      const title = readable(match[2] ?? '');
      for (const code of new Set(title.match(CODE) ?? [])) add(found, code, { file, title });
    }
  return found;
};

export const sourcesByCode = (root: string): Map<string, string[]> => {
  const found = new Map<string, string[]>();
  for (const file of typescriptFiles(root)) {
    if (!file.startsWith('src/') || isTest(file) || file.includes('/rulebook/')) continue;
    for (const code of new Set(readFileSync(join(root, file), 'utf8').match(CODE) ?? [])) add(found, code, file);
  }
  return found;
};
