import assert from 'node:assert/strict';
import { chmodSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { withNewVersion } from './keyring.ts';
import { createKeyFile, KeyFileProblem, keyFilePath, openKeyring, readKeyFile, writeKeyFile } from './keys.ts';

const folder = mkdtempSync(join(tmpdir(), 'fangxin-keys-'));
after(() => rmSync(folder, { recursive: true }));
const madeAt = new Date('2026-05-06T00:00:00Z');
const problem = (code: KeyFileProblem['code']) => (error: unknown) =>
  error instanceof KeyFileProblem && error.code === code;

test('a demo makes its key file once, closed to others, and finds it again', () => {
  const path = join(folder, 'demo', 'master.key');
  const first = openKeyring('demo', path, madeAt).keyring;
  assert.equal(statSync(path).mode & 0o777, 0o600);
  assert.equal(openKeyring('demo', path, madeAt).keyring.id, first.id);
});

test('production never guesses where its key file is and never makes one by opening it', () => {
  assert.throws(() => keyFilePath('production', undefined), problem('unset'));
  assert.throws(() => openKeyring('production', join(folder, 'none.key'), madeAt), problem('missing'));
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
  const after = openKeyring('production', path, madeAt).keyring;
  assert.equal(after.masterVersion, 2);
  assert.ok(after.master(1).equals(before.master(1)));
  assert.ok(!after.master(2).equals(after.master(1)));
});
