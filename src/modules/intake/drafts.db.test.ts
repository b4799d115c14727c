import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { nobody } from '#platform/db.ts';
import { openWorld, type World } from '#test/world.ts';
import {
  beginDraft,
  draftOfNumber,
  draftOfToken,
  dropExpiredDrafts,
  keepStep,
  newTokenFor,
  tieToPhone,
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
