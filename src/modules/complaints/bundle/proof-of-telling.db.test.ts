import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { dayOf } from '#kernel/day.ts';
import { now } from '#platform/clock.ts';
import { closeTypesetter } from '#platform/documents/typesetter.ts';
import { messagesAbout } from '#platform/messages/receipt-store.ts';
import { acceptedCase, doAct } from '#test/cases.ts';
import { actorOf, openWorld, type World } from '#test/world.ts';
import { deliverPaper } from '../deliver-papers.ts';
import { scopeOf } from '../handle.ts';
import { openPaperDesk } from '../open-paper-desk.ts';
import { readComplaint } from '../store.ts';
import { openFor } from '../views/opened.ts';
import { hashedEvents } from './case-records.ts';
import { messageSubjects, serviceOf } from './proof-of-telling.ts';

let world: World;
before(async () => {
  world = await openWorld();
});
after(async () => {
  await world.close();
  await closeTypesetter();
});

/** What the bundle says of how each paper of a case was brought to its readers. */
const servedIn = (number: string) =>
  world.context.database.transact(scopeOf(actorOf('handler')), async (tx) => {
    const { context } = world;
    const loaded = await readComplaint(tx, context.vault, number);
    assert.ok(loaded);
    const { tenant, stream, state } = loaded;
    const desk = await openPaperDesk(context, tx, { tenant, stream, state, today: dayOf(now()), actor: '' });
    const events = await hashedEvents(tx, loaded, state.version);
    const said = events.map(({ event }) => event);
    const opened = await openFor(context, tx, loaded, state, said);
    return serviceOf(events, desk, opened, await messagesAbout(tx, tenant, messageSubjects(stream, state))).papers;
  });

test('what was sent and what was handed over are proved each by its own voucher', async () => {
  const number = await acceptedCase(world);
  const to = 'complainant';
  await deliverPaper(world.context, { number, n: 1, to }, { tenant: 'yunqi', attempt: 1 });
  const byHand = { paper: 1, to, channel: 'hand', outcome: 'delivered', receiver: '林晓禾' } as const;
  await doAct(world, 'handler', number, 'deliver', byHand);
  const [sent, handed, ...others] = (await servedIn(number)).filter((row) => row.to === to);
  assert.deepEqual(
    [sent, handed].map((row) => row?.channel),
    ['internet', 'hand'],
  );
  assert.match(sent?.proof.join() ?? '', /^消息（138\*{4}0001）.+ 发出/u);
  assert.deepEqual(handed?.proof, ['签收人：林晓禾']);
  assert.ok(others.every(({ outcome }) => outcome === 'waiting'));
});
