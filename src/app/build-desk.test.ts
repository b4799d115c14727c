import assert from 'node:assert/strict';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { deskHash, deskInputs, unwatched } from './build-desk.ts';
import { noticesOf, noticesText, packageOf } from './desk-notices.ts';

const root = join(import.meta.dirname, '../..');

describe('what the desk is built from', () => {
  let tree: string;
  before(() => {
    tree = mkdtempSync(join(tmpdir(), 'desk-inputs-'));
    const some = [
      'src/desk/app',
      'src/kernel',
      'src/locales',
      'package.json',
      'package-lock.json',
      'src/app/build-desk.ts',
    ];
    for (const part of [...some, 'src/modules/complaints/vocabulary.ts', 'src/modules/complaints/desk-contract.ts']) {
      mkdirSync(dirname(join(tree, part)), { recursive: true });
      cpSync(join(root, part), join(tree, part), { recursive: true });
    }
  });
  after(() => rmSync(tree, { recursive: true }));

  for (const file of [
    'src/desk/app/shell.tsx',
    'src/kernel/day.ts',
    'src/locales/desk.zh-CN.json',
    'src/modules/complaints/vocabulary.ts',
    'src/modules/complaints/desk-contract.ts',
    'src/app/build-desk.ts',
    'package-lock.json',
  ])
    test(`a change of ${file} builds it anew`, () => {
      const [before, text] = [deskHash(tree), readFileSync(join(tree, file), 'utf8')];
      writeFileSync(join(tree, file), `${text}\n`);
      assert.notEqual(deskHash(tree), before);
      writeFileSync(join(tree, file), text);
      assert.equal(deskHash(tree), before);
    });

  test('a test, and a rule of a module that no browser reads, build nothing', () => {
    const before = deskHash(tree);
    writeFileSync(join(tree, 'src/kernel/more.test.ts'), '');
    writeFileSync(join(tree, 'src/modules/complaints/decide.ts'), '');
    assert.equal(deskHash(tree), before);
  });

  test('every list of codes the desk imports is among them', () => {
    const inputs = deskInputs();
    const imports = inputs
      .filter((file) => file.startsWith(join(root, 'src/desk')) && /\.tsx?$/u.test(file))
      .flatMap((file) => [...readFileSync(file, 'utf8').matchAll(/from '#(kernel|modules)\/([^']+)'/gu)])
      .map(([, zone, path]) => join(root, 'src', zone ?? '', path ?? ''));
    assert.ok(imports.some((file) => file.endsWith('vocabulary.ts')));
    assert.deepEqual(unwatched(imports), []);
  });

  test('a file the bundler reads and the stamp leaves out is named; what others wrote comes by the lock', () =>
    assert.deepEqual(
      unwatched([
        join(root, 'src/desk/index.html'),
        join(root, 'src/modules/complaints/decide.ts'),
        `${join(root, 'src/site/kit/mark.svg')}?url`,
        join(root, 'node_modules/react/index.js'),
        '\0vite/preload-helper.js',
      ]),
      [join(root, 'src/modules/complaints/decide.ts'), join(root, 'src/site/kit/mark.svg')],
    ));
});

describe('the notices of what others wrote of it', () => {
  let tree: string;
  const put = (file: string, text: string): void => {
    mkdirSync(dirname(join(tree, file)), { recursive: true });
    writeFileSync(join(tree, file), text);
  };
  before(() => {
    tree = mkdtempSync(join(tmpdir(), 'desk-notices-'));
    const manifest = (name: string, more: object) =>
      JSON.stringify({ name, version: '1.0.0', license: 'MIT', ...more });
    put('node_modules/a/package.json', manifest('a', {}));
    put('node_modules/a/LICENSE', 'Copyright (c) A\n');
    put('node_modules/a/NOTICE.txt', 'A says\n');
    put('node_modules/a/node_modules/@s/b/package.json', manifest('@s/b', { author: { name: 'Bea' } }));
    put('node_modules/vite/package.json', manifest('vite', {}));
    put('node_modules/vite/LICENSE.md', 'Copyright Vite\n\n# Licenses of bundled dependencies\nof others');
    put('node_modules/c/package.json', manifest('c', { license: 'Apache-2.0' }));
  });
  after(() => rmSync(tree, { recursive: true }));
  const of = (...files: string[]) =>
    noticesOf(
      files.map((file) => (file.startsWith('\0') ? file : join(tree, file))),
      tree,
    );

  test('each package once, with all it says of its terms, also one that lies within another', () => {
    const notices = of(
      ...['node_modules/a/index.js', 'node_modules/a/lib/x.js?commonjs', 'src/desk/main.tsx'],
      ...['node_modules/a/node_modules/@s/b/es/y.js', '\0vite/preload-helper.js'],
    );
    assert.deepEqual(
      notices.map(({ name }) => name),
      ['@s/b', 'a', 'vite'],
    );
    const text = noticesText(notices);
    for (const part of [
      'Copyright (c) Bea',
      'The above copyright notice',
      'Copyright (c) A',
      'A says',
      'Copyright Vite',
    ])
      assert.ok(text.includes(part), part);
    assert.ok(!text.includes('of others'));
  });

  test('a package that brings no text of a licence other than MIT is not built in silence', () =>
    assert.throws(() => of('node_modules/c/index.js'), /c 1\.0\.0 is bundled under "Apache-2\.0" and brings no text/u));

  test('what the browser gets of React, its router and the components is among them as installed', () => {
    const packages = ['react', 'react-dom', 'react-router', 'antd', '@ant-design/icons-svg', 'dayjs', 'i18next'];
    const found = noticesOf(
      packages.map((name) => join(root, 'node_modules', name, 'x.js')),
      root,
    );
    assert.deepEqual(found.map(({ name }) => name).sort(), packages.toSorted());
    for (const { name, text } of found) assert.match(text, /copyright/iu, name);
    assert.equal(packageOf(join(root, 'src/desk/app/main.tsx'), root), undefined);
  });
});
