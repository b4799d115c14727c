import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import pg from 'pg';
import { emptyTestDatabase, testDatabase } from '#test/database.ts';
import { openapiDocument, main as openapiTool } from '../../tools/openapi-doc.ts';
import { main as schemaMain } from '../../tools/schema-doc.ts';
import { dumpSchema } from '../../tools/schema-dump.ts';

const root = join(import.meta.dirname, '../..');
const said: string[] = [];
const say = (text: string): void => void said.push(text);

/** What the running routes say stays the same while these tests run; asking them takes seconds. */
let described: Promise<string> | undefined;
const openapiMain = (argv: readonly string[], tell: (text: string) => void): Promise<number> =>
  openapiTool(argv, tell, () => {
    described ??= openapiDocument();
    return described;
  });

test('db/schema.sql is fresh', async () => assert.equal(await schemaMain(['--check'], say), 0, said.join('\n')));

test('docs/openapi.json is fresh', async () => assert.equal(await openapiMain(['--check'], say), 0, said.join('\n')));

describe('the checks see what they must see', () => {
  let folder: string;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'generated-docs-'));
  });
  after(() => rmSync(folder, { recursive: true }));

  for (const [name, main, file] of [
    ['schema', schemaMain, 'db/schema.sql'],
    ['interface', openapiMain, 'docs/openapi.json'],
  ] as const) {
    test(`a stale ${name}, one changed by hand and one that is missing`, async () => {
      const out = join(folder, name);
      assert.equal(await main(['--check', '--out', out], say), 1, 'missing');
      assert.match(said.at(-1) ?? '', new RegExp(`${file} is stale: run npm run docs`));
      assert.equal(await main(['--out', out], say), 0);
      assert.equal(await main(['--check', '--out', out], say), 0, 'just written');
      writeFileSync(out, `${readFileSync(out, 'utf8')} `);
      assert.equal(await main(['--check', '--out', out], say), 1, 'changed by one space');
    });
  }
});

describe('the schema as text', () => {
  const withClient = async <T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> => {
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    try {
      return await work(client);
    } finally {
      await client.end();
    }
  };

  test('run in an empty database it makes the same schema again', async () => {
    const empty = await emptyTestDatabase();
    try {
      const written = readFileSync(join(root, 'db/schema.sql'), 'utf8');
      const dumped = await withClient(empty.ownerUrl, async (client) => {
        await client.query(written);
        return await dumpSchema(client);
      });
      assert.equal(dumped, written.slice(written.indexOf('set check_function_bodies')));
    } finally {
      await empty.drop();
    }
  });

  const changes: readonly string[] = [
    'alter table stream add column colour text',
    'alter table stream alter column kind drop not null',
    'alter table stream drop constraint stream_version_positive',
    'drop index case_clock_due',
    'alter table case_clock disable row level security',
    'drop policy stream_seen on stream',
    'grant delete on event to fangxin_app',
    'grant update (type) on event to fangxin_app',
    "comment on table event is 'something else'",
    "create or replace function scope_account() returns text language sql stable parallel safe as $$ select 'root' $$",
    'revoke execute on function scope_account() from public',
    'create table another (id text)',
  ];

  test('every kind of change shows in it', async () => {
    const made = await testDatabase();
    try {
      await withClient(made.ownerUrl, async (client) => {
        const before = await dumpSchema(client);
        for (const change of changes) {
          await client.query('begin');
          await client.query(change);
          assert.notEqual(await dumpSchema(client), before, change);
          await client.query('rollback');
        }
        assert.equal(await dumpSchema(client), before);
      });
    } finally {
      await made.drop();
    }
  });
});
