import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { permits } from '#modules/complaints/permits.ts';
import { phases } from '../../tools/complaint-walk.ts';
import { readFacts, type SourceFacts, sourceFiles, subpathsOf } from './source-facts.ts';

const root = join(import.meta.dirname, '../..');
const page = readFileSync(join(root, 'docs/language.md'), 'utf8');
const modules = join(root, 'src/modules');

/** What stands in backticks in the glossary's tables. */
const named = new Set([...page.matchAll(/`([^`\n]+)`/g)].map(([, name]) => name));

/** Words of the last column: one thing has one name. */
const wordsNotUsed = (text: string): string[] =>
  text
    .split('\n')
    .filter((line) => line.startsWith('| ') && !line.startsWith('| 中文'))
    .flatMap((line) => (line.split('|').at(-2) ?? '').split(','))
    .map((word) => word.trim())
    .filter((word) => word !== '');

/** Events are declared as `Act<'ComplaintFiled', …>` in the file that folds them. */
const eventsIn = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
    .flatMap((name) => [...readFileSync(join(folder, name), 'utf8').matchAll(/\bAct<\s*'([A-Z][A-Za-z]+)'/g)])
    .map(([, type = '']) => type);

const rolesOf = (text: string): string[] =>
  [...(/export type Role =([^;]+);/.exec(text)?.[1] ?? '').matchAll(/'([a-z-]+)'/g)].map(([, role = '']) => role);

const missing = (names: readonly string[]): string[] => names.filter((name) => !named.has(name)).sort();

describe('docs/language.md holds every word the business is written in', () => {
  test('acts', () => assert.deepEqual(missing(permits.map(({ act }) => act)), []));
  test('states', () => assert.deepEqual(missing(phases), []));
  test('events', () => {
    const events = eventsIn(modules);
    assert.ok(events.length > 40, `${events.length} events`);
    assert.deepEqual(missing(events), []);
  });
  test('roles', () => {
    const roles = rolesOf(readFileSync(join(root, 'src/kernel/actor.ts'), 'utf8'));
    assert.ok(roles.length >= 9);
    assert.deepEqual(missing(roles), []);
  });
  test('modules', () => assert.deepEqual(missing(readdirSync(modules)), []));
});

/** Whole words in names of files and in codes of refusals, acts and tables; running text may say what it likes. */
const otherWords = (files: readonly SourceFacts[], tables: readonly string[], banned: readonly string[]): string[] => {
  const wordsOf = (name: string): string[] => name.split(/[^a-z]+/i).map((word) => word.toLowerCase());
  const isCode = (text: string): boolean => /^[a-z]+(-[a-z]+)+$/.test(text);
  const names = files.flatMap(({ path, texts }) => [path, ...texts.filter(isCode)]);
  const has = (name: string, word: string): boolean => wordsOf(name).join(' ').split(' ').includes(word);
  return [...new Set([...names, ...tables])].flatMap((name) =>
    banned.filter((word) => has(name, word)).map((word) => `${name}: the word is not "${word}"`),
  );
};

const banned = wordsNotUsed(page);

test('no file, code or table is called by a word the glossary gives up', () => {
  const subpaths = subpathsOf(root);
  const files = sourceFiles(root, ['src/kernel', 'src/modules', 'src/site', 'db/seed']).map((path) =>
    readFacts(root, path, subpaths),
  );
  const tables = [...readFileSync(join(root, 'db/schema.sql'), 'utf8').matchAll(/^create table (\w+)/gm)];
  assert.ok(banned.length > 10 && tables.length > 30);
  assert.deepEqual(
    otherWords(
      files,
      tables.map(([, name = '']) => name),
      banned,
    ),
    [],
  );
});

describe('the check sees what it must see', () => {
  const file = (path: string, texts: readonly string[]): SourceFacts => ({
    path,
    lines: 1,
    imports: [],
    defaultExport: false,
    outside: [],
    texts,
  });
  test('an event that is in no row', () =>
    assert.deepEqual(missing(['ComplaintFiled', 'ComplaintBurnt']), ['ComplaintBurnt']));
  test('a given-up word in a file name, a code and a table', () => {
    assert.deepEqual(
      otherWords(
        [file('src/modules/x/merchant-list.ts', ['customer-not-known', 'a customer came in'])],
        ['vendor'],
        banned,
      ),
      [
        'src/modules/x/merchant-list.ts: the word is not "merchant"',
        'customer-not-known: the word is not "customer"',
        'vendor: the word is not "vendor"',
      ],
    );
  });
  test('the column is read', () =>
    assert.deepEqual(wordsNotUsed('| 中文 | a | not |\n|---|---|---|\n| 甲 | b | one, two |\n| 乙 | c | |'), [
      'one',
      'two',
    ]));
});
