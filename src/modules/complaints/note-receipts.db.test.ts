import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { dayOf } from '#kernel/day.ts';
import { dueDays } from '#kernel/due-soon.ts';
import { isRefusal } from '#kernel/refusal.ts';
import { now } from '#platform/clock.ts';
import type { Context } from '#platform/context.ts';
import type { SealAdapter } from '#platform/documents/seal.ts';
import { closeTypesetter } from '#platform/documents/typesetter.ts';
import { type Gateway, RefusedForGood } from '#platform/messages/message.ts';
import { Messages } from '#platform/messages/messages.ts';
import { acceptedCase, doAct, inDays, tryAct } from '#test/cases.ts';
import { noticesIn, owedIn } from '#test/owed.ts';
import { actorOf, openWorld, type World } from '#test/world.ts';
import type { Complaint } from './complaint.ts';
import { deliverPaper, NotDelivered } from './deliver-papers.ts';
import { scopeOf } from './handle.ts';
import { noteReceipts } from './note-receipts.ts';
import { openPaper } from './paper-files.ts';
import type { PaperParty } from './paper-orders.ts';
import type { OwedRow } from './post-tray/contract.ts';
import { readComplaint } from './store.ts';
import { tellNotice } from './tell-notice.ts';
import { worklist } from './views/worklist.ts';

let world: World;
before(async () => {
  world = await openWorld();
});
after(async () => {
  await world.close();
  await closeTypesetter();
});

const stateOf = async (number: string): Promise<Complaint> => {
  const loaded = await world.context.database.transact(scopeOf(actorOf('handler')), (tx) =>
    readComplaint(tx, world.context.vault, number),
  );
  assert.ok(loaded);
  return loaded.state;
};

const eventsOf = async (number: string, type: string): Promise<{ payload: Record<string, unknown> }[]> =>
  await world.context.database.transact(scopeOf(actorOf('handler')), (tx) =>
    tx.rows(
      `select e.payload from event e join complaint c using (tenant, stream)
        where c.number = $1 and e.type = $2 order by e.version`,
      [number, type],
    ),
  );

const deliver = (number: string, n: number, to: PaperParty, attempt = 1, context = world.context): Promise<void> =>
  deliverPaper(context, { number, n, to }, { tenant: 'yunqi', attempt });

const owed = async (): Promise<OwedRow[]> =>
  await world.context.database.transact(scopeOf(actorOf('handler')), (tx) => owedIn(tx, ['yunqi']));

test('tried in vain to the end, it stays on the desk and is tried no more; refused for good, it ends at once', async () => {
  const number = await acceptedCase(world);
  const failing = (error: Error): Context => {
    const gateway: Gateway = { name: 'broken', repeatable: true, send: () => Promise.reject(error) };
    const { database, people } = world.context;
    return {
      ...world.context,
      people: { ...people, messages: new Messages(database, { sms: gateway, email: gateway }) },
    };
  };
  const order = { number, n: 1, to: 'complainant' } as const;
  const offline = failing(new Error('no line'));
  await assert.rejects(deliver(number, 1, 'complainant', 1, offline), NotDelivered);
  assert.equal((await owed()).find((one) => one.number === number)?.reason, 'not-sent');
  await deliverPaper(offline, order, { tenant: 'yunqi', attempt: 12, isLast: true });
  assert.deepEqual(
    (await eventsOf(number, 'PaperDelivered')).map(({ payload }) => payload['reason']),
    ['not-sent', 'given-up'],
  );
  assert.equal((await owed()).find((one) => one.number === number)?.reason, 'given-up');
  const other = await acceptedCase(world);
  await deliver(other, 1, 'complainant', 1, failing(new RefusedForGood('blocked')));
  assert.equal((await owed()).find((one) => one.number === other)?.reason, 'refused');
});

test('a seal product that stays away keeps no paper in the dark: it goes to the post tray', async () => {
  const number = await acceptedCase(world);
  const away: SealAdapter = { name: 'away', seal: () => Promise.reject(new Error('away')) };
  const job = { tenant: 'yunqi', attempt: 12, isLast: true };
  await assert.rejects(
    deliverPaper({ ...world.context, seal: away }, { number, n: 1, to: 'complainant' }, job),
    /away/u,
  );
  const row = (await owed()).find((one) => one.number === number);
  assert.deepEqual([row?.state, row?.reason], ['failed', 'given-up']);
});

test('the carrier says that a message arrived, or that it did not: the file and the post tray say so, once (NTC-01)', async () => {
  const arrives = '13900005151';
  const gym = async (phone: string): Promise<string> => {
    const number = await acceptedCase(world);
    await doAct(world, 'handler', number, 'notify-respondent', { answerBy: inDays(14), phone });
    await deliver(number, 2, 'respondent');
    return number;
  };
  const [good, bad] = [await gym(arrives), await gym('13900004040')];
  assert.deepEqual((await stateOf(bad)).sentOnly, ['2:respondent']);
  await world.context.people.messages.collectReceipts();
  await noteReceipts(world.context);
  await noteReceipts(world.context);
  const attempts = async (number: string) =>
    (await eventsOf(number, 'PaperDelivered'))
      .filter(({ payload }) => payload['n'] === 2)
      .map(({ payload }) => [payload['outcome'], payload['reason'] ?? null, payload['code'] ?? null]);
  assert.deepEqual(await attempts(good), [
    ['sent', null, null],
    ['delivered', null, null],
  ]);
  assert.deepEqual(await attempts(bad), [
    ['sent', null, null],
    ['failed', 'no-such-number', 'MK:0001'],
  ]);
  const state = await stateOf(bad);
  assert.ok(!state.delivered.includes('2:respondent'));
  const row = (await owed()).find((one) => one.number === bad);
  assert.deepEqual([row?.to, row?.state, row?.reason], ['respondent', 'failed', 'no-such-number']);
  assert.ok(!(await owed()).some((one) => one.number === good));
});

test('who finds the paper on the site but whose message came back is to be told another way, until the paper is opened', async () => {
  const lost = { name: '林晓禾', phone: '13800004040', address: '云栖市临溪区桂花路 12 号' };
  const number = await acceptedCase(world, { complainant: lost });
  await deliver(number, 1, 'complainant');
  await world.context.people.messages.collectReceipts();
  await noteReceipts(world.context);
  const row = (await owed()).find((one) => one.number === number);
  assert.deepEqual([row?.state, row?.reason], ['unreached', 'no-such-number']);
  assert.deepEqual((await stateOf(number)).delivered, ['1:complainant']);
  const opened = await openPaper(world.context, actorOf('consumer'), number, 1);
  assert.ok(!isRefusal(opened), JSON.stringify(opened));
  assert.ok(!(await owed()).some((one) => one.number === number));
});

test('sent again by the way an official chose: an attempt of its own, with its own proof (NTC-01)', async () => {
  const lost = { name: '周奶奶', phone: '13900004040', address: '桂花路 8 号', email: 'zhou@example.org' };
  const number = await acceptedCase(world, { complainant: lost });
  await deliver(number, 1, 'complainant');
  await world.context.people.messages.collectReceipts();
  await noteReceipts(world.context);
  const rowOf = async () => (await owed()).find((one) => one.number === number);
  assert.equal((await rowOf())?.reason, 'no-such-number');
  const { version } = await doAct(world, 'handler', number, 'send-again', {
    ...{ paper: 1, to: 'complainant', channel: 'e-mail' },
  });
  assert.equal(await rowOf(), undefined);
  const again = { number, n: 1, to: 'complainant', way: 'e-mail', again: version } as const;
  for (const _twice of [1, 2]) await deliverPaper(world.context, again, { tenant: 'yunqi', attempt: 1 });
  const channels = (await eventsOf(number, 'PaperDelivered')).map(({ payload }) => [
    payload['channel'],
    payload['outcome'],
  ]);
  assert.deepEqual(channels.slice(-1), [['e-mail', 'sent']]);
  assert.equal(channels.filter(([channel]) => channel === 'e-mail').length, 1);
  await doAct(world, 'handler', number, 'send-again', { paper: 1, to: 'complainant', channel: 'letter' });
  assert.equal((await rowOf())?.state, 'to-print');
});

test('a notice that came back stands in the tray and flags the case until it is told another way', async () => {
  const lost = { name: '周奶奶', phone: '13900004040', address: '桂花路 8 号', email: 'zhou@example.org' };
  const number = await acceptedCase(world, { complainant: lost });
  await doAct(world, 'handler', number, 'register', {
    externalNumber: '15300002026042277',
    registeredOn: dayOf(now()),
  });
  const notices = async () =>
    (await world.context.database.transact(scopeOf(actorOf('handler')), (tx) => noticesIn(tx, ['yunqi']))).filter(
      (one) => one.number === number,
    );
  const isFlagged = async () => {
    const listed = await world.context.database.transact(scopeOf(actorOf('handler')), (tx) =>
      worklist(tx, actorOf('handler'), { q: number }, dueDays(dayOf(now()), world.context.law().calendar)),
    );
    return !isRefusal(listed) && listed.rows[0]?.untold === true;
  };
  const order = { number, notice: 'registration' };
  await tellNotice(world.context, order, { tenant: 'yunqi' });
  assert.deepEqual([await notices(), await isFlagged()], [[], false]);
  await world.context.people.messages.collectReceipts();
  await noteReceipts(world.context);
  await noteReceipts(world.context);
  assert.deepEqual(
    (await notices()).map(({ notice, reason }) => [notice, reason]),
    [['registration', 'no-such-number']],
  );
  assert.equal(await isFlagged(), true);
  const { version } = await doAct(world, 'handler', number, 'send-again', {
    notice: 'registration',
    channel: 'e-mail',
  });
  assert.equal(await isFlagged(), false);
  await tellNotice(world.context, { ...order, way: 'e-mail', again: version }, { tenant: 'yunqi' });
  assert.deepEqual(
    (await stateOf(number)).notices.map(({ state }) => state),
    ['told'],
  );
  assert.equal((await eventsOf(number, 'NoticeTold')).length, 2);
});

test('the file is not closed while a letter to another body is on its way; form 3 and an entrustment are taken over here', async () => {
  const number = await acceptedCase(world);
  await doAct(world, 'handler', number, 'answer', { consentsToMediation: true, consentsToEntrust: true, by: 'phone' });
  const entrusted = await doAct(world, 'handler', number, 'entrust', { organisation: 'yunqi-association' });
  assert.equal(entrusted.state.entrustedTo, 'yunqi-association');
  const told = (await eventsOf(number, 'PaperDelivered')).map(({ payload }) => payload);
  assert.deepEqual(
    told.map(({ to, channel, outcome, unit }) => [to, channel, outcome, unit]),
    [['bureau', 'inside', 'delivered', 'yunqi-association']],
  );
  await doAct(world, 'handler', number, 'hand-over-fraud', { to: '公安局', reasons: '夹带', acts: ['planting'] });
  const ended = await doAct(world, 'handler', number, 'terminate', {
    ground: 1,
    settledOn: dayOf(now()),
    reasons: '双方自行和解。',
  });
  for (const { n, to } of ended.state.papers)
    for (const party of to)
      if (party === 'complainant' || party === 'respondent')
        await doAct(world, 'handler', number, 'deliver', {
          paper: n,
          to: party,
          channel: 'hand',
          outcome: 'delivered',
        });
  const handOver = ended.state.papers.find(({ code }) => code === 'fraud-hand-over');
  const refused = await tryAct(world, 'handler', number, 'archive', {});
  assert.deepEqual(isRefusal(refused) && [refused.refusal, refused.params], [
    'papers-not-delivered',
    { complainant: '—', respondent: '—', bodies: handOver?.number },
  ]);
  await doAct(world, 'handler', number, 'deliver', {
    ...{ paper: handOver?.n ?? 0, to: 'bureau', channel: 'letter', outcome: 'delivered' },
    ...{ receiver: '临溪公安分局收发室', proof: 'EMS 1234567890123', at: now().toISOString() },
  });
  const closed = await doAct(world, 'handler', number, 'archive', {});
  assert.notEqual(closed.state.archivedOn, null);
});
