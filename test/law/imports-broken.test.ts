import assert from 'node:assert/strict';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { breaches } from './import-breaches.ts';
import { importFaults } from './import-law.ts';
import { inTree } from './made-up-tree.ts';
import { type MapPage, readMap } from './map-page.ts';
import { nameFaults } from './name-law.ts';

/** The real zones over two made-up modules: `alpha` may order `beta`. */
const map: MapPage = {
  ...readMap(join(import.meta.dirname, '../../docs/map.md')),
  modules: [
    { name: 'alpha', outside: ['posting/*'], rules: ['posting/amount.ts'], asks: ['beta'] },
    { name: 'beta', outside: [], rules: [], asks: [] },
  ],
};

const broken = (changes: Readonly<Record<string, string>>, page = map): string[] =>
  inTree(changes, (files) => [...importFaults(page, files), ...nameFaults(files)]);

test('a tree that keeps the law is left in peace', () => assert.deepEqual(broken({}), []));

describe('a breach is seen and named', () => {
  for (const [what, path, text, fault] of breaches)
    test(what, () => assert.deepEqual(broken({ [path]: text }), [fault]));

  test('a circle of files', () =>
    assert.deepEqual(
      broken({
        'src/kernel/a.ts': "import './b.ts';",
        'src/kernel/b.ts': "import './c.ts';",
        'src/kernel/c.ts': "import './a.ts';",
      }),
      ['circle of imports: src/kernel/a.ts → src/kernel/b.ts → src/kernel/c.ts → src/kernel/a.ts'],
    ));

  test('types that name each other make no circle', () =>
    assert.deepEqual(
      broken({ 'src/kernel/a.ts': "import './b.ts';", 'src/kernel/b.ts': "import type { A } from './a.ts';" }),
      [],
    ));

  test('orders in a circle, orders to nobody, files that are gone', () => {
    const [alpha, beta] = map.modules;
    assert.ok(alpha !== undefined && beta !== undefined);
    assert.deepEqual(
      broken({}, { ...map, modules: [alpha, { ...beta, asks: ['alpha', 'gamma'], outside: ['gone.ts'] }] }),
      [
        'docs/map.md: beta asks gamma, which is no module',
        'docs/map.md: orders in a circle: alpha → beta → alpha',
        'docs/map.md: beta has no file gone.ts',
      ],
    );
  });

  test('words in comments and texts are not code', () =>
    assert.deepEqual(
      broken({ 'src/kernel/a.ts': "// Date.now() and import 'pg'\nexport const a = \"import 'pg'; Math.random()\";" }),
      [],
    ));
});
