import assert from 'node:assert/strict';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { filesObjection } from './files-ready.ts';

test('the directory of files is there and takes a file, else whoever balances the load hears of it', async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'fangxin-ready-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  const files = join(folder, 'files');
  const fault = async () => (await filesObjection(files))?.refusal;

  assert.equal(await fault(), undefined, 'made where nothing was handed in yet');
  assert.deepEqual([existsSync(files), readdirSync(files)], [true, []]);
  const moved = `${files}.moved`;
  renameSync(files, moved);
  assert.equal(await fault(), 'files-away', 'gone');
  assert.ok(!existsSync(files), 'and not made anew, which would look like an instance without evidence');
  mkdirSync(files);
  assert.equal(await fault(), 'files-away', 'an empty one in its place, as where a disk was unmounted');
  rmSync(files, { recursive: true });
  renameSync(moved, files);
  assert.equal(await fault(), undefined, 'the very one again');
});

test('a directory that takes nothing is told, and one that does not answer', async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'fangxin-ready-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  writeFileSync(join(folder, 'no-directory'), '');
  assert.equal((await filesObjection(join(folder, 'no-directory')))?.refusal, 'files-away');
  symlinkSync(join(folder, 'no-disk', 'files'), join(folder, 'link'));
  assert.equal((await filesObjection(join(folder, 'link')))?.refusal, 'files-away');
  assert.equal((await filesObjection(join(folder, 'slow'), 0))?.status, 503);
});
