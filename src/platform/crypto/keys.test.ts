import assert from 'node:assert/strict';
import { chmodSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
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

test('a new version leaves the older ones readable', () => {
  const path = join(folder, 'rotate.key');
  const before = createKeyFile(path, madeAt);
  writeKeyFile(path, withNewVersion(readKeyFile(path), 'master', madeAt));
  const after = new Keyring(readKeyFile(path));
  assert.equal(after.masterVersion, 2);
  assert.ok(after.master(1).equals(before.master(1)));
  assert.ok(!after.master(2).equals(after.master(1)));
});
