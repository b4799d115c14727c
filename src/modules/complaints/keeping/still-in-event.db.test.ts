import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { gymOperatorId } from '#db/seed/cast.ts';
import { isRefusal } from '#kernel/refusal.ts';
import { now } from '#platform/clock.ts';
import type { Tx } from '#platform/db.ts';
import { doAct, fileCase } from '#test/cases.ts';
import { erase, personIn } from '#test/kept-words.ts';
import { refoldFaults } from '#test/refold.ts';
import { actorOf, openWorld, type World } from '#test/world.ts';
import { scopeOf } from '../handle.ts';
import { keepFacts, makeIncidentPaper, openIncident } from '../incidents/handle.ts';
import { readIncident } from '../incidents/store.ts';
import { openedTexts } from '../incidents/texts.ts';
import { holdCase, releaseCase } from './holds.ts';

let world: World;
before(async () => {
  world = await openWorld();
});
after(() => world.close());

const handler = actorOf('handler');
const inScope = <T>(work: (tx: Tx) => Promise<T>, who = handler): Promise<T> =>
  world.context.database.transact(scopeOf(who), work);
const done = <T>(said: T): Exclude<T, { refusal: string }> => {
  assert.ok(!isRefusal(said as never), JSON.stringify(said));
  return said as Exclude<T, { refusal: string }>;
};

const wishFor = <B>(incident: string, body: B) =>
  inScope(async (tx) => {
    const expectedVersion = (await readIncident(tx, incident))?.state.version ?? 0;
    return { actor: handler, at: now(), incident, body, expectedVersion };
  });

/** Two complaints of one person in one event, whose facts and list name the person; the first is over. */
const twice = async (phone: string) => {
  const { context } = world;
  const complainant = { name: '闻人晓霜', phone, address: '云栖市临溪区青桐里 77 号' };
  const [a, b] = [await fileCase(world, { complainant }), await fileCase(world, { complainant })];
  const body = { title: '健身房停业', operator: gymOperatorId };
  const { id } = done(await inScope((tx) => openIncident(context, tx, { actor: handler, at: now(), body })));
  for (const number of [a, b]) await doAct(world, 'handler', number, 'join-incident', { incident: id });
  const facts = await wishFor(id, { facts: ['闻人晓霜付款一千元'] });
  done(await inScope((tx) => keepFacts(context, tx, facts)));
  const list = await wishFor(id, { code: 'incident-claimants' } as const);
  done(await inScope((tx) => makeIncidentPaper(context, tx, list)));
  await doAct(world, 'consumer', a, 'withdraw', {});
  return { a, b, id };
};

const saidOf = (incident: string) =>
  inScope(async (tx) => {
    const found = await readIncident(tx, incident);
    assert.ok(found);
    const entry = found.state.papers.at(-1)?.data.entry ?? '';
    const opened = done(await world.context.vault.openEntry(tx, { ...found, entry }));
    const { facts } = await openedTexts(world.context, tx, found);
    return { list: String(opened.value), facts };
  });

const eraseFrom = async (number: string) => erase(world, number, await personIn(world, number, '闻人晓霜'));

test('PIPL 47(2) whoever is erased from one of their two complaints stays in the event for the other one, until that one too', async () => {
  const { a, b, id } = await twice('13900000071');
  await eraseFrom(a);
  const left = await saidOf(id);
  assert.deepEqual(left.facts, ['闻人晓霜付款一千元']);
  assert.ok(!left.list.includes(a) && left.list.includes(`"${b}"`), left.list);
  assert.ok(left.list.includes('闻人晓霜') && left.list.includes('13900000071'));
  await doAct(world, 'consumer', b, 'withdraw', {});
  await eraseFrom(b);
  const gone = await saidOf(id);
  assert.deepEqual(gone.facts, ['〔已删除〕付款一千元']);
  assert.ok(!gone.list.includes('闻人晓霜') && !gone.list.includes('13900000071'), gone.list);
  assert.deepEqual(
    (await refoldFaults(world)).filter((fault) => !fault.includes('kind-unknown incident')),
    [],
  );
});

test('PIPL 47(2) while the other one is under a legal hold the list of the event stays as it is, with its prints', async () => {
  const { a, b, id } = await twice('13900000072');
  const head = actorOf('bureau-head');
  const { hold } = done(await inScope((tx) => holdCase(world.context, tx, head, b, '行政诉讼中', now()), head));
  const before = await saidOf(id);
  await eraseFrom(a);
  assert.deepEqual(await saidOf(id), before);
  done(await inScope((tx) => releaseCase(world.context, tx, head, b, hold, now()), head));
  await doAct(world, 'consumer', b, 'withdraw', {});
  await eraseFrom(b);
  assert.ok(!JSON.stringify(await saidOf(id)).includes('闻人晓霜'));
});
