import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { localeFiles } from '#platform/texts.ts';
import { readFacts, sourceFiles, subpathsOf } from './source-facts.ts';
import { unreadTexts } from './unread-texts.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));

const keysIn = (value: unknown, path = ''): string[] =>
  typeof value === 'object' && value !== null
    ? Object.entries(value).flatMap(([key, inner]) => keysIn(inner, path === '' ? key : `${path}.${key}`))
    : [path];

const sources = sourceFiles(root, ['src', 'db', 'tools']).filter((path) => !/\.test\.tsx?$|fixtures/.test(path));
const subpaths = subpathsOf(root);
const written = {
  texts: new Set(sources.flatMap((path) => readFacts(root, path, subpaths).texts)),
  // With the names of the files: a command is called like its own.
  words: new Set(
    sources.flatMap((path) => `${path} ${readFileSync(join(root, path), 'utf8')}`.match(/[\p{L}\p{N}_-]+/gu) ?? []),
  ),
};
const keysOf = new Map(
  localeFiles()
    .filter(({ language }) => language === 'zh-CN')
    .map(({ namespace, file }) => [namespace, keysIn(JSON.parse(readFileSync(file, 'utf8')))]),
);

test('every text is read by somebody', () => {
  assert.ok(written.texts.size > 1000 && keysOf.size > 20);
  assert.deepEqual(unreadTexts(keysOf, written), []);
});

test('a text nobody reads is named, whatever makes the keys of its neighbours', () => {
  const texts = (...made: string[]) => ({
    texts: new Set(made),
    words: new Set(made.flatMap((one) => one.split(/[^\w-]+/))),
  });
  const unread = (keys: readonly string[], ...made: string[]) =>
    unreadTexts(new Map([['papers', keys]]), texts(...made));
  assert.deepEqual(unread(['title', 'old'], 'papers:title'), ['papers:old']);
  assert.deepEqual(unread(['files_other', 'file_other'], 'papers:files'), ['papers:file_other']);
  assert.deepEqual(unread(['state.made', 'state.gone', 'day.1'], 'papers:state. ? ', 'made', 'papers:day. ? '), [
    'papers:state.gone',
  ]);
  assert.deepEqual(unread(['told.SentOwn', 'told.SentTheirs'], 'papers:told. ? ', 'Sent', 'Own'), [
    'papers:told.SentTheirs',
  ]);
  assert.deepEqual(unread(['list.column.day', 'book.column.day'], ' ? .column. ? ', 'papers:list', 'day'), [
    'papers:book.column.day',
  ]);
  assert.deepEqual(unread(['letter.body', 'sheet.body', 'mark'], 'papers: ? . ? ', 'letter', 'body', ':mark'), [
    'papers:sheet.body',
  ]);
  assert.deepEqual(unread(['refusals.late', 'faults.late'], ' ? :refusals. ? ', 'late'), ['papers:faults.late']);
});
