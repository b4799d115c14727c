import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { opensOwnPapers, readersWithinReach } from './foreign-formats.ts';
import { readFacts, sourceFiles, subpathsOf } from './source-facts.ts';

const root = join(import.meta.dirname, '../..');
const subpaths = subpathsOf(root);
const files = sourceFiles(root, ['src']).map((path) => readFacts(root, path, subpaths));

test('no process but those that are thrown away opens a foreign picture or PDF', () =>
  assert.deepEqual(readersWithinReach(files), []));

test('what may open PDFs of our own is asked by those that have no others', () => {
  const asking = files.filter(
    ({ path, imports }) => !path.endsWith('.test.ts') && imports.some(({ to }) => to === opensOwnPapers),
  );
  assert.deepEqual(
    asking.map(({ path }) => path),
    ['src/modules/complaints/scan-back.ts', 'src/platform/documents/bundle.ts'],
  );
});

test('a command that opens one is found: nothing imports it by its name', () => {
  const command = 'src/app/commands/verify.ts';
  const opening = files.map((file) =>
    file.path === command
      ? { ...file, imports: [...file.imports, { to: 'sharp', own: false, typeOnly: false }] }
      : file,
  );
  assert.deepEqual(readersWithinReach(opening), [`${command} opens pictures or PDFs, and is no process of its own`]);
});

test('a server that opens one is found, by whatever file it comes to do so', () => {
  const bridged = files.map((file) =>
    file.path === 'src/platform/documents/seal.ts'
      ? {
          ...file,
          imports: [...file.imports, { to: 'src/platform/documents/scanned-paper.ts', own: true, typeOnly: false }],
        }
      : file,
  );
  assert.deepEqual(readersWithinReach(bridged), [
    'src/platform/documents/scanned-paper.ts opens pictures or PDFs, and is no process of its own',
  ]);
  assert.deepEqual(readersWithinReach(files, 'none'), [
    `${opensOwnPapers} opens pictures or PDFs, and is no process of its own`,
  ]);
});
