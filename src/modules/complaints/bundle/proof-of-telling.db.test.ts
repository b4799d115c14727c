import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { dayOf } from '#kernel/day.ts';
import { isRefusal } from '#kernel/refusal.ts';
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
import { doersOf, hashedEvents, historyOf } from './case-records.ts';
import { paperItems } from './gather-items.ts';
import { messageSubjects, serviceOf } from './proof-of-telling.ts';
import { whyFell } from './why-fell.ts';

let world: World;
before(async () => {
  world = await openWorld();
});
after(async () => {
  await world.close();
  await closeTypesetter();
});

/** What the bundle says of how each paper of a case was brought to its readers, and of what happened. */
const toldOf = (number: string) =>
  world.context.database.transact(scopeOf(actorOf('handler')), async (tx) => {
    const { context } = world;
    const loaded = await readComplaint(tx, context.vault, number);
    assert.ok(loaded);
    const { tenant, stream, state } = loaded;
    const desk = await openPaperDesk(context, tx, { tenant, stream, state, today: dayOf(now()), actor: '' });
    const events = await hashedEvents(tx, loaded, state.version);
    const said = events.map(({ event }) => event);
    const opened = await openFor(context, tx, loaded, state, said);
    const messages = await messagesAbout(tx, tenant, messageSubjects(stream, state));
    const doers = await doersOf(tx, events, desk);
    return {
      served: serviceOf(events, doers, desk, opened, messages).papers,
      from: { tenant, stream, number, desk, fell: whyFell(said, desk, opened) },
      history: historyOf(events, doers, desk, opened).events,
    };
  });

test('what was sent and what was handed over are proved each by its own voucher', async () => {
  const number = await acceptedCase(world);
  const to = 'complainant';
  await deliverPaper(world.context, { number, n: 1, to }, { tenant: 'yunqi', attempt: 1 });
  const byHand = { paper: 1, to, channel: 'hand', outcome: 'delivered', receiver: '林晓禾' } as const;
  await doAct(world, 'handler', number, 'deliver', byHand);
  const { served, history } = await toldOf(number);
  const [sent, handed, ...others] = served.filter((row) => row.to === to);
  assert.deepEqual(
    [sent, handed].map((row) => row?.channel),
    ['internet', 'hand'],
  );
  assert.match(sent?.proof.join() ?? '', /^消息（138\*{4}0001）.+ 发出/u);
  assert.deepEqual(handed?.proof, ['签收人：林晓禾']);
  assert.ok(others.every(({ outcome }) => outcome === 'waiting'));
  const paper = `投诉受理决定书\n${sent?.number}`;
  assert.deepEqual(
    history.flatMap((one) => (one.paper === paper ? [[one.type, one.about]] : [])),
    [
      ['PaperMade', undefined],
      ['PaperDelivered', '投诉人（互联网）：已送达'],
      ['PaperDelivered', '投诉人（当面）：已送达'],
    ],
  );
});

test('what was marked by mistake and taken back stands there as that, by whom and why, and the paper waits again', async () => {
  const number = await acceptedCase(world);
  const to = 'complainant';
  const byHand = { paper: 1, to, channel: 'hand', outcome: 'delivered', receiver: '林晓禾' } as const;
  await doAct(world, 'handler', number, 'deliver', byHand);
  await doAct(world, 'handler', number, 'take-back-delivery', { paper: 1, to, reasons: '登记错了案件' });
  const { served, history } = await toldOf(number);
  const [mark, waiting, ...more] = served.filter((row) => row.to === to);
  assert.deepEqual([mark?.channel, mark?.outcome, waiting?.outcome, more], ['hand', 'taken-back', 'waiting', []]);
  assert.match(mark?.proof.join('；') ?? '', /^.+ 由陈一鸣撤销登记，不作为送达：登记错了案件；签收人：林晓禾$/u);
  assert.deepEqual(
    history.flatMap(({ type, about }) => (/Deliver/u.test(type) ? [about] : [])),
    ['投诉人（当面）：已送达（登记其后撤销）', '投诉人\n登记错了案件'],
  );
  await doAct(world, 'handler', number, 'deliver', byHand);
  const again = (await toldOf(number)).served.filter((row) => row.to === to);
  assert.deepEqual(
    again.map(({ outcome }) => outcome),
    ['taken-back', 'delivered'],
  );
});

test('the index says of a paper that holds no more since when and why', async () => {
  const number = await acceptedCase(world);
  await doAct(world, 'bureau-head', number, 'annul', { reasons: '认定事实有误' });
  const { from } = await toldOf(number);
  const items = await paperItems(world.context, actorOf('handler'), from);
  assert.ok(!isRefusal(items));
  const fell = items.filter(({ title }) => title.endsWith('（已撤销）'));
  assert.ok(fell.length > 0);
  for (const { note } of fell) assert.match(note ?? '', /^\d{4}年\d{1,2}月\d{1,2}日撤销：认定事实有误$/u);
  assert.ok(items.every(({ title, note }) => note === undefined || title.endsWith('（已撤销）')));
});
