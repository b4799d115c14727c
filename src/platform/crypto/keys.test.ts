import assert from 'node:assert/strict';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { Keyring, withNewVersion } from './keyring.ts';
import { createKeyFile, KeyFileProblem, keyFilePath, readKeyFile, writeKeyFile } from './keys.ts';

const folder = mkdtempSync(join(tmpdir(), 'fangxin-keys-'));
after(() => rmSync(folder, { recursive: true }));
const madeAt = new Date('2026-05-06T00:00:00Z');
const problem = (fault: KeyFileProblem['fault']) => (error: unknown) =>
  error instanceof KeyFileProblem && error.fault === fault;

test('a key file is made once, closed to others, and found again', () => {
  const path = keyFilePath('demo', { keyFile: undefined, varDirectory: folder });
  const first = createKeyFile(path, madeAt);
  assert.equal(path, join(folder, 'keys', 'master.key'));
  assert.equal(statSync(path).mode & 0o777, 0o600);
  assert.equal(new Keyring(readKeyFile(path)).id, first.id);
});

test('production never guesses where its key file is', () => {
  assert.throws(() => keyFilePath('production', { keyFile: undefined, varDirectory: folder }), problem('unset'));
  assert.equal(keyFilePath('production', { keyFile: '/secret/k', varDirectory: folder }), '/secret/k');
  assert.throws(() => readKeyFile(join(folder, 'none.key')), problem('missing'));
});

test('a key file open to others, malformed or in the way is refused', () => {
  const path = join(folder, 'open.key');
  createKeyFile(path, madeAt);
  assert.throws(() => createKeyFile(path, madeAt), problem('in-the-way'));
  chmodSync(path, 0o644);
  assert.throws(() => readKeyFile(path), problem('open-to-others'));
  chmodSync(path, 0o600);
  writeFileSync(path, 'not a key file');
  assert.throws(() => readKeyFile(path), problem('malformed'));
  writeFileSync(path, '{}');
  assert.throws(() => readKeyFile(path), problem('malformed'));
});

test('a production key file never lies with the data it opens', () => {
  const varDirectory = join(folder, 'var');
  const walArchive = join(folder, 'log');
  mkdirSync(join(varDirectory, 'pg'), { recursive: true });
  symlinkSync(varDirectory, join(folder, 'by-another-name'));
  writeFileSync(join(varDirectory, 'pg', 'archive-directory'), join(folder, 'earlier-log'));
  const at = (keyFile: string, kind: 'demo' | 'production' = 'production') =>
    keyFilePath(kind, { keyFile: join(folder, keyFile), varDirectory, walArchive });
  for (const beside of [
    'var/k',
    'var/files/a/k',
    'by-another-name/keys/k',
    'log/k',
    'earlier-log/k',
    'outside/../var/k',
  ]) {
    assert.throws(() => at(beside), problem('beside-data'), beside);
  }
  for (const outside of ['k', 'variant/k', '..var/k']) assert.equal(at(outside), join(folder, outside));
  assert.equal(at('var/k', 'demo'), join(varDirectory, 'k'));
});

test('a key file of another user, one in a closed folder and one without a family are told apart', () => {
  const closed = join(folder, 'closed');
  const path = join(closed, 'k.key');
  createKeyFile(path, madeAt);
  const whole = readKeyFile(path);
  for (const family of ['master', 'phone', 'idNumber', 'signing', 'id'] as const) {
    const { [family]: _, ...rest } = whole;
    writeFileSync(path, JSON.stringify(rest));
    assert.throws(() => readKeyFile(path), problem('malformed'), family);
  }
  writeFileSync(path, JSON.stringify({ ...whole, phone: [{ version: 1, madeAt: '', secret: 'short' }] }));
  assert.throws(() => readKeyFile(path), problem('malformed'));
  assert.throws(() => readKeyFile(closed), problem('malformed'));
  // Root may read everything: as root the question is put as somebody else.
  const isRoot = process.geteuid?.() === 0;
  chmodSync(folder, 0o755);
  chmodSync(closed, 0o755);
  chmodSync(path, isRoot ? 0o600 : 0o000);
  const unreadable = () => {
    if (isRoot) process.seteuid?.(65_534);
    try {
      assert.throws(() => readKeyFile(path), problem('not-readable'));
    } finally {
      if (isRoot) process.seteuid?.(0);
    }
  };
  unreadable();
  chmodSync(closed, isRoot ? 0o700 : 0o000);
  unreadable();
  chmodSync(closed, 0o700);
});

test('a new version leaves the older ones readable', () => {
  const path = join(folder, 'rotate.key');
  const before = createKeyFile(path, madeAt);
  writeKeyFile(path, withNewVersion(readKeyFile(path), 'master', madeAt));
  const after = new Keyring(readKeyFile(path));
  assert.equal(after.masterVersion, 2);
  assert.ok(after.master(1).equals(before.master(1)));
  assert.ok(!after.master(2).equals(after.master(1)));
});
