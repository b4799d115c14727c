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
});

test('a disk that never answers is told in time, and asked once however often somebody looks', async () => {
  let asked = 0;
  let answer = (): void => undefined;
  const look = async () => {
    asked += 1;
    await new Promise<void>((resolve) => {
      answer = resolve;
    });
    return undefined;
  };
  const fault = async (patience: number) => (await filesObjection('/of-no-disk', patience, look))?.refusal;
  assert.deepEqual([await fault(1), await fault(1), asked], ['files-away', 'files-away', 1]);
  const waiting = fault(60_000);
  answer();
  assert.equal(await waiting, undefined, 'it came back');
  const anew = fault(60_000);
  assert.equal(asked, 2);
  answer();
  assert.equal(await anew, undefined);
});
