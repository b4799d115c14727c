import assert from 'node:assert/strict';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { now } from '#platform/clock.ts';
import { Keyring } from '#platform/crypto/keyring.ts';
import { createKeyFile, keyFilePath, readKeyFile } from '#platform/crypto/keys.ts';
import { TenantKeys } from '#platform/crypto/tenant-keys.ts';
import { nobody } from '#platform/db.ts';
import { newId } from '#platform/ids.ts';
import { Vault } from '#platform/vault.ts';
import { call, database, demo, folder, place } from '#test/command-line.ts';

test('a key file of another database is refused, and so is none', async () => {
  await demo();
  const own = keyFilePath('demo', place());
  process.env.FANGXIN_KEY_FILE = join(folder, 'foreign.key');
  createKeyFile(process.env.FANGXIN_KEY_FILE, now());
  assert.match((await call('keys', 'check')).noted, /another database/);
  process.env.FANGXIN_KEY_FILE = join(folder, 'gone.key');
  assert.match((await call('keys', 'check')).noted, /is not there/);
  process.env.FANGXIN_KEY_FILE = own;
  assert.equal((await call('keys', 'check')).code, 0);
});

test('keys rotate keeps every data key open under the new version; a lost version is told', async () => {
  await demo();
  const path = keyFilePath('demo', place());
  const first = await call('keys', 'check');
  assert.match(first.printed.join('\n'), /at version 1/);
  const before = readFileSync(path);
  assert.equal((await call('keys', 'rotate')).code, 0);
  const second = await call('keys', 'check');
  assert.match(second.printed.join('\n'), /Version 2 of the master key protects 1 /);
  assert.equal(second.code, 0);
  writeFileSync(path, before);
  const third = await call('keys', 'check');
  assert.equal(third.code, 1);
  assert.match(third.printed.join('\n'), /0 data keys open, 1 do not/);
  assert.match((await call('keys', 'rotate')).noted, /does not open 1 of the data keys/);
  assert.deepEqual(readFileSync(path), before, 'nothing was rotated');
  assert.equal((await call('keys', 'rotate', '--signing')).code, 0);
  for (const surplus of [['burn'], ['rotate', 'foo'], ['check', 'foo'], ['check', '--signing'], []])
    assert.match((await call('keys', ...surplus)).noted, /An argument is missing|not understood/, surplus.join(' '));
});

test('keys rotate does everything that is named, one at a time, and takes no half-written file for its own', async () => {
  await demo();
  const path = keyFilePath('demo', place());
  const versions = () => {
    const { master, signing, phone, idNumber } = readKeyFile(path);
    return [master, signing, phone, idNumber].map((records) => records.length);
  };
  const all = ['--phone-index', '--id-number-index', '--signing'];
  const { code, printed, noted } = await call('keys', 'rotate', ...all);
  assert.equal(code, 0, noted);
  assert.deepEqual(versions(), [1, 2, 2, 2]);
  assert.equal(printed.length, 4);
  writeFileSync(`${path}.new`, 'half');
  const atOnce = await Promise.all([call('keys', 'rotate'), call('keys', 'rotate'), call('keys', 'rotate')]);
  const done = atOnce.filter((one) => one.code === 0).length;
  assert.ok(done >= 1);
  for (const one of atOnce) if (one.code !== 0) assert.match(one.noted, /Another keys rotate/);
  assert.deepEqual(versions(), [1 + done, 2, 2, 2]);
  assert.equal((await call('keys', 'check')).code, 0);
  assert.deepEqual([existsSync(`${path}.new`), existsSync(`${path}.lock`)], [false, false]);
});

test('a new phone key marks cases and consumers anew, so that people are still recognised, and only by the new mark', async () => {
  await demo();
  const path = keyFilePath('demo', place());
  const before = new Keyring(readKeyFile(path));
  const at = { tenant: 'yunqi', stream: newId(), person: newId() };
  await database.transact({ ...nobody, writes: ['yunqi'] }, async (tx) => {
    await tx.run("insert into stream values ($1, $2, 'complaint', 'yunqi-linxi', 1, '\\x00')", [at.tenant, at.stream]);
    const vault = new Vault(before, new TenantKeys(before, database));
    await vault.putEntries(tx, {
      ...at,
      entries: [{ kind: 'phone', value: '13800000001' }],
      index: [{ purpose: 'phone', value: '13800000001' }],
    });
  });
  const report = { tenant: 'yunqi', stream: newId(), person: newId() };
  await database.transact({ ...nobody, writes: ['yunqi'], account: 'system:front-door' }, async (tx) => {
    await tx.run("insert into stream values ($1, $2, 'report', 'yunqi-linxi', 1, '\\x00')", [
      report.tenant,
      report.stream,
    ]);
    const vault = new Vault(before, new TenantKeys(before, database));
    await vault.putEntries(tx, { ...report, entries: [{ kind: 'phone', value: '13800000002' }] });
    const { version, digest } = before.digest('phone', '13800000002');
    await tx.run('insert into reporter values ($1, $2, $3, $4, null, $5, $6)', [
      report.tenant,
      report.stream,
      'yunqi-linxi',
      report.person,
      version,
      digest,
    ]);
  });
  const { code, printed } = await call('keys', 'rotate', '--phone-index');
  assert.equal(code, 0);
  assert.match(printed.join('\n'), /^1 people in cases and 2 consumer accounts were marked anew; 0 /);
  const fresh = new Keyring(readKeyFile(path)).digest('phone', '13800000001');
  await database.transact(nobody, async (tx) => {
    const marks = await tx.rows<{ version: number; digest: Buffer }>('select version, digest from blind_index');
    assert.deepEqual(marks, [{ version: 2, digest: fresh.digest }]);
    const reporters = await tx.rows<{ version: number; digest: Buffer }>(
      'select phone_version as version, phone_digest as digest from reporter',
    );
    const known = new Keyring(readKeyFile(path)).digest('phone', '13800000002').digest;
    assert.deepEqual(reporters, [{ version: 2, digest: known }]);
    const consumers = await tx.rows<{ version: number }>('select version from consumer_phone');
    assert.deepEqual(
      consumers.map((row) => row.version),
      [2, 2],
    );
  });
});

test('every table that keeps a mark of a phone is one that keys rotate knows', async () => {
  await demo();
  const marked = await database.transact(nobody, (tx) =>
    tx.rows<{ name: string }>(
      `select distinct c.table_name as name from information_schema.columns c
         join information_schema.columns v on v.table_schema = c.table_schema and v.table_name = c.table_name
        where c.table_schema = 'public' and c.column_name in ('digest', 'phone_digest')
          and v.column_name in ('version', 'phone_version') order by 1`,
    ),
  );
  assert.deepEqual(
    marked.map(({ name }) => name),
    ['blind_index', 'consumer_phone', 'filing_draft', 'reporter'],
  );
});
