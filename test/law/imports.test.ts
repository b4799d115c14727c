import assert from 'node:assert/strict';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { importFaults } from './import-law.ts';
import { readMap } from './map-page.ts';
import { nameFaults } from './name-law.ts';
import { readFacts, sourceFiles, subpathsOf } from './source-facts.ts';
import { tableFaults, tableOwners } from './table-law.ts';

const root = join(import.meta.dirname, '../..');
const map = readMap(join(root, 'docs/map.md'));
const owners = tableOwners(join(root, 'db/migrations'));
const subpaths = subpathsOf(root);
const files = sourceFiles(root).map((path) => readFacts(root, path, subpaths));

test('the whole tree was read', () => {
  assert.ok(files.length > 300, `${files.length} files`);
  assert.ok(owners.size > 30, `${owners.size} tables`);
  assert.ok(map.zones.length > 15, `${map.zones.length} zones`);
});

test('every import is one that docs/map.md allows', () => assert.deepEqual(importFaults(map, files), []));

test('names say something and files can be read at a sitting', () => assert.deepEqual(nameFaults(files), []));

describe('tables', () => {
  test('every SQL text names only tables its module owns or may share', () =>
    assert.deepEqual(tableFaults(owners, map.sharedTables, files), []));

  test('what docs/map.md calls a platform table is one', () =>
    assert.deepEqual(
      map.sharedTables.filter((table) => owners.get(table) !== 'platform'),
      [],
    ));
});
