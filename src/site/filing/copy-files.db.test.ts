import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { isRefusal } from '#kernel/refusal.ts';
import { draftAccount, draftOnly } from '#modules/intake/facade.ts';
import { draftFiles, dropDraftFiles } from '#platform/files/list-files.ts';
import { takeUpload } from '#platform/files/take-upload.ts';
import { newId } from '#platform/ids.ts';
import type { SiteKit } from '#site/visit/visit.ts';
import { openWorld, type World } from '#test/world.ts';
import { copyFiles } from './copy-files.ts';

let world: World;
before(async () => {
  world = await openWorld();
});
after(() => world.close());

const pdf = async function* (words: string): AsyncGenerator<Buffer> {
  yield Buffer.from(`%PDF-1.4\n% ${words}\n%%EOF\n`);
};

test('a filing sent fifty times is copied once, and the copy is what the draft holds now', async () => {
  const { files: store, database } = world.context;
  const kit = { context: world.context } as unknown as SiteKit;
  const draft = newId();
  const hand = async (words: string): Promise<string> => {
    const wish = { draft, owner: draftAccount(draft), purpose: 'evidence', name: 'a.pdf', content: pdf(words) };
    const taken = await takeUpload(store, wish);
    assert.ok(!isRefusal(taken));
    return taken.file;
  };
  const filesIn = (of: string) => database.transact(draftOnly(of), (tx) => draftFiles(store, tx, of));
  const first = await hand('first');
  await hand('second');
  const copies = await Promise.all(Array.from({ length: 50 }, () => copyFiles(kit, draft)));
  const [copy = ''] = copies;
  assert.equal(new Set(copies).size, 1);
  assert.notEqual(copy, draft);
  const [ours, theirs] = [await filesIn(draft), await filesIn(copy)];
  assert.deepEqual(theirs.map(({ sha256 }) => sha256).sort(), ours.map(({ sha256 }) => sha256).sort());
  assert.ok(!theirs.some(({ file }) => ours.some((one) => one.file === file)));

  await database.transact(draftOnly(draft), (tx) => dropDraftFiles(store, tx, { draft, files: [first] }));
  await hand('third');
  assert.equal(await copyFiles(kit, draft), copy);
  const now = await filesIn(copy);
  assert.deepEqual(now.map(({ sha256 }) => sha256).sort(), (await filesIn(draft)).map(({ sha256 }) => sha256).sort());
  assert.equal(now.filter(({ file }) => theirs.some((one) => one.file === file)).length, 1);
});
