import assert from 'node:assert/strict';
import { test } from 'node:test';
import pg from 'pg';
import { urlForRole } from './roles.ts';
import { withoutPassword } from './start-failure.ts';

test("a role's address is the owner's with another name, its password derived from the owner's", () => {
  assert.equal(
    urlForRole('postgresql://fangxin_owner@/fangxin?host=%2Fvar%2Fpg&port=5432', 'fangxin_app'),
    'postgresql://fangxin_app@/fangxin?host=%2Fvar%2Fpg&port=5432',
  );
  for (const url of [
    'postgres://me:s%40cret@db.example:6543/f',
    'postgres://db.example:6543/f?user=me&password=s%40cret',
  ]) {
    const { user, password, host, port, database } = new pg.Client({
      connectionString: urlForRole(url, 'fangxin_app'),
    });
    assert.deepEqual(
      { user, host, port, database },
      { user: 'fangxin_app', host: 'db.example', port: 6543, database: 'f' },
    );
    assert.match(String(password), /^[\w-]{43}$/u);
    assert.equal(urlForRole(url, 'fangxin_app'), urlForRole(url, 'fangxin_app'));
    assert.notEqual(password, new pg.Client({ connectionString: urlForRole(url, 'fangxin_rollup') }).password);
  }
});

test('a password never reaches a message', () => {
  assert.equal(withoutPassword('postgres://me:s%40cret@db/f'), 'postgres://me@db/f');
  assert.equal(
    withoutPassword('postgres://db/f?user=me&password=x&sslmode=disable'),
    'postgres://db/f?user=me&password=…&sslmode=disable',
  );
});
