import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { inTree } from './made-up-tree.ts';
import { tableFaults, tablesIn } from './table-law.ts';

describe('tables', () => {
  const owners = new Map([
    ['apple', 'alpha'],
    ['berry', 'beta'],
    ['event', 'platform'],
    ['secret', 'platform'],
  ]);
  const faults = (path: string, sql: string): string[] =>
    inTree({ [path]: `export const sql = \`${sql}\`;` }, (files) => tableFaults(owners, ['event'], files));

  test('own tables and shared ones may be named', () =>
    assert.deepEqual(
      faults('src/modules/alpha/store.ts', 'with a as (select 1 from apple) insert into event select * from a'),
      [],
    ));
  for (const sql of [
    'select 1 from berry',
    'select 1 from apple a, berry b',
    'select 1 from apple join berry using (id)',
    'insert into berry values (1)',
    'update berry set x = 1',
    'delete from berry',
    'select (select x from berry) from apple',
  ])
    test(`"${sql}" is seen`, () =>
      assert.deepEqual(faults('src/modules/alpha/store.ts', sql), [
        'src/modules/alpha/store.ts: names berry, which belongs to beta',
      ]));
  test('platform tables not on the list, and modules named by the platform or the site', () => {
    assert.deepEqual(faults('src/modules/alpha/store.ts', 'select 1 from secret'), [
      'src/modules/alpha/store.ts: names secret, which belongs to platform',
    ]);
    assert.deepEqual(faults('src/platform/a.ts', 'select 1 from apple'), [
      'src/platform/a.ts: names apple, which belongs to alpha',
    ]);
    assert.deepEqual(faults('src/site/follow/routes.ts', 'select 1 from event'), [
      'src/site/follow/routes.ts: names event, which belongs to platform',
    ]);
    assert.deepEqual(faults('src/app/a.ts', 'select 1 from secret'), []);
    assert.deepEqual(faults('src/app/a.ts', 'select 1 from berry'), [
      'src/app/a.ts: names berry, which belongs to beta',
    ]);
  });
  test('a sentence is no SQL', () => assert.deepEqual(tablesIn('a message from berry'), []));
});
