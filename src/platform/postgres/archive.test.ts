import assert from 'node:assert/strict';
import { chmodSync, chownSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { archiveSettings } from './archive.ts';
import { isRoot } from './server-user.ts';

const folder = mkdtempSync(join(tmpdir(), 'fangxin-archive-'));
chmodSync(folder, 0o755);
after(() => rmSync(folder, { recursive: true, force: true }));

test('an archive the server may write is tried once and left as it was', () => {
  const archive = join(folder, 'log');
  const settings = archiveSettings(archive, join(folder, 'pg'));
  assert.match(settings['archive_command'] ?? '', /log\/%f/u);
  assert.deepEqual(readdirSync(archive), []);
});

test("an archive the server's own user cannot write is refused before the server starts", () => {
  const archive = join(folder, 'closed');
  mkdirSync(archive);
  chmodSync(archive, 0o555);
  if (isRoot()) chownSync(archive, 12_345, 12_345);
  assert.throws(() => archiveSettings(archive, join(folder, 'pg')), {
    code: 'archive-not-writable',
    params: { path: archive, detail: 'Permission denied' },
  });
});
