import assert from 'node:assert/strict';
import { existsSync, globSync, readFileSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { describe, test } from 'node:test';
import { filesOf, groups } from '#test/groups.ts';
import { type PictureWords, staleWords, wordsFile } from '../../tools/picture-words.ts';

const root = join(import.meta.dirname, '../..');
const read = (path: string): string => readFileSync(join(root, path), 'utf8');
const scripts: Record<string, string> = JSON.parse(read('package.json')).scripts;

/** Paths and pictures a page points at that are not there; addresses on the net are left alone. */
const deadLinks = (page: string, text: string): string[] =>
  [...text.matchAll(/\]\(([^)\s]+)\)/g)]
    .map(([, target = '']) => target.replace(/#.*$/, ''))
    .filter((target) => target !== '' && !/^[a-z]+:/.test(target))
    .filter((target) => !existsSync(join(root, dirname(page), target)))
    .map((target) => `${page}: ${target}`);

test('both READMEs say the two commands, and the script for continuous integration runs exactly the second', () => {
  for (const page of ['README.md', 'README.zh-CN.md']) {
    const text = read(page);
    for (const command of ['npm ci && npm start', 'npm ci && npm test'])
      assert.ok(text.includes(`\n${command}\n`), `${page} lacks: ${command}`);
  }
  assert.match(read('.ci/run'), /\nnpm ci && npm test\n$/);
});

test('every page, picture and file the documents point at is there', () => {
  const pages = globSync(['*.md', 'docs/**/*.md', 'src/**/README.md', '.github/*.md'], { cwd: root });
  assert.ok(pages.length > 15);
  assert.deepEqual(
    pages.flatMap((page) => deadLinks(page, read(page))),
    [],
  );
  assert.deepEqual(
    deadLinks('docs/map.md', 'see [this](gone.md), [that](../README.md#start) and [the net](https://x.y)'),
    ['docs/map.md: gone.md'],
  );
});

test('pictures stay small enough for a slow line', () => {
  for (const picture of globSync('docs/pictures/*', { cwd: root }))
    assert.ok(statSync(join(root, picture)).size <= 150 * 1024, picture);
});

test('the pictures show the words of today, and a word that the service no longer says is seen', () => {
  const shown: PictureWords = JSON.parse(readFileSync(wordsFile, 'utf8'));
  const taken = globSync('docs/pictures/*.png', { cwd: root }).map((file) => basename(file, '.png'));
  assert.deepEqual(Object.keys(shown).sort(), taken.sort());
  for (const [picture, words] of Object.entries(shown)) assert.ok(words.length > 3, `${picture}: no words`);
  const advice = 'take them anew with tools/take-pictures.ts';
  assert.deepEqual(staleWords(shown), [], advice);
  assert.deepEqual(staleWords({ 'case.zh-CN': ['购买方式', '购买地点在哪里'], 'case.en': ['购买方式'] }), [
    'case.zh-CN: 购买地点在哪里',
    'case.en: 购买方式',
  ]);
});

describe('npm test runs every test once', () => {
  /** Tests that are left out, and those that run in two parts. */
  const faults = (tests: readonly string[], run: readonly string[]): string[] => [
    ...tests.filter((one) => !run.includes(one)).map((one) => `${one} is never run`),
    ...run.filter((one, at) => run.indexOf(one) !== at).map((one) => `${one} runs twice`),
  ];

  test('the parts together hold all of them', () => {
    const tests = globSync('{src,db,test,tools}/**/*.test.{ts,tsx}', { cwd: root });
    const parts = Object.keys(groups);
    assert.ok(parts.length >= 2 && tests.length > 50, `${parts.length} parts, ${tests.length} tests`);
    assert.deepEqual(faults(tests, filesOf(parts, root)), []);
    // Without a group named, the runner takes them all, and the check beside them.
    assert.match(scripts['test'] ?? '', / node test\/run\.ts check$/);
    assert.throws(() => filesOf(['nothing']), /no tests in "nothing"/);
  });

  test('a test left out and one run twice are seen', () =>
    assert.deepEqual(faults(['a', 'b', 'c'], ['a', 'b', 'b']), ['c is never run', 'b runs twice']));
});
