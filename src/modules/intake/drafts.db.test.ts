import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { nobody, openDatabase } from '#platform/db.ts';
import { openWorld, type World } from '#test/world.ts';
import {
  beginDraft,
  draftOfNumber,
  draftOfToken,
  dropExpiredDrafts,
  keepStep,
  newTokenFor,
  tieToPhone,
  wasKeptBefore,
} from './drafts.ts';

let world: World;
before(async () => {
  world = await openWorld();
});
after(() => world.close());

const begun = new Date('2026-11-01T02:00:00Z');

const makeDraft = () =>
  world.context.database.transact(nobody, async (tx) => {
    const { draft, token } = await beginDraft(world.context, tx, begun, undefined);
    const kept = await keepStep(world.context, tx, draft, 'facts', { facts: '四月停业\n无人接听' }, begun);
    await tieToPhone(world.context, tx, kept, '138 0000 0099');
    return { draft: kept, token };
  });

const byToken = (token: string) =>
  world.context.database.transact(nobody, (tx) => draftOfToken(world.context, tx, token));

test('a draft is opened by its token, or by its number with the very phone, and what was typed is unchanged', async () => {
  const { draft, token } = await makeDraft();
  assert.deepEqual((await byToken(token))?.steps, { facts: { facts: '四月停业\n无人接听' } });
  assert.equal(await byToken(`${token.slice(0, -1)}x`), undefined);
  const found = (phone: string) =>
    world.context.database.transact(nobody, (tx) =>
      draftOfNumber(world.context, tx, draft.resumeNumber.toLowerCase(), phone),
    );
  assert.equal((await found('13800000099'))?.draft, draft.draft);
  assert.equal(await found('13800000098'), undefined);
});

test('opening it elsewhere ends the first browser’s hold', async () => {
  const { draft, token } = await makeDraft();
  const fresh = await world.context.database.transact({ ...nobody, account: `draft:${draft.draft}` }, (tx) =>
    newTokenFor(tx, draft),
  );
  assert.equal(await byToken(token), undefined);
  assert.equal((await byToken(fresh))?.draft, draft.draft);
});

test('DRF-01 after thirty days a draft is gone, one day earlier it is not', async () => {
  await makeDraft();
  assert.equal(await dropExpiredDrafts(world.context, new Date('2026-12-01T10:00:00Z')), 0);
  assert.ok((await dropExpiredDrafts(world.context, new Date('2026-12-02T10:00:00Z'))) >= 1);
  assert.equal(await dropExpiredDrafts(world.context, new Date('2026-12-02T10:00:00Z')), 0);
});

test('DRF-01 a draft of before is taken from its old name for thirty days from its beginning, also where it is changed again and again', async () => {
  const { draft, token } = await makeDraft();
  const { context } = world;
  const kept = (on: string) =>
    context.database.transact(nobody, (tx) => wasKeptBefore(context, tx, token, new Date(`${on}T10:00:00Z`)));
  assert.equal(await kept('2026-11-02'), false, 'begun under the new name');
  const owner = openDatabase({ url: world.ownerUrl, connections: 1 });
  await owner.unscoped((tx) => tx.run('update filing_draft set under_old_name = true where draft = $1', [draft.draft]));
  await owner.close();
  await context.database.transact({ ...nobody, account: `draft:${draft.draft}` }, (tx) =>
    keepStep(context, tx, draft, 'facts', { facts: '再改一次' }, new Date('2026-11-30T10:00:00Z')),
  );
  assert.equal(await kept('2026-12-01'), true);
  assert.equal(await kept('2026-12-02'), false);
  assert.ok((await byToken(token)) !== undefined, 'it is kept still');
});
