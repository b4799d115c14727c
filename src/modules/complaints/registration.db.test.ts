import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before, test } from 'node:test';
import { addDays, dayOf } from '#kernel/day.ts';
import { dueDays } from '#kernel/due-soon.ts';
import { now } from '#platform/clock.ts';
import { nobody, openDatabase } from '#platform/db.ts';
import { prepareJobs } from '#platform/jobs.ts';
import { silentLog } from '#platform/log.ts';
import { demoMessages } from '#platform/messages/demo-mailbox.ts';
import { doAct, fileCase } from '#test/cases.ts';
import { refoldFaults } from '#test/refold.ts';
import { actorOf, openWorld, type World } from '#test/world.ts';
import { deliverPaper } from './deliver-papers.ts';
import { scopeOf } from './handle.ts';
import { sweepClocks } from './sweep.ts';
import { tellNoticeTask } from './tell-notice.ts';
import { caseView } from './views/case-view.ts';
import { worklist } from './views/worklist.ts';

let world: World;
before(async () => {
  world = await openWorld();
});
after(() => world.close());

const today = dayOf(now());
const running = { tenant: 'yunqi', attempt: 1, isLast: false, signal: new AbortController().signal, log: silentLog() };

const register = (number: string, externalNumber: string, reasons?: string) =>
  doAct(world, 'handler', number, 'register', {
    externalNumber,
    registeredOn: today,
    ...(reasons === undefined ? {} : { reasons }),
  });

const found = async (q: string): Promise<string[]> => {
  const actor = actorOf('handler');
  const list = await world.context.database.transact(scopeOf(actor), (tx) =>
    worklist(tx, actor, { q }, dueDays(today, world.context.law().calendar)),
  );
  assert.ok('rows' in list);
  return list.rows.map((row) => row.number);
};

const viewOf = async (number: string) => {
  const actor = actorOf('handler');
  const view = await world.context.database.transact(scopeOf(actor), (tx) =>
    caseView(world.context, tx, number, { actor, at: now(), t: world.context.texts('zh-CN') }),
  );
  assert.ok(view);
  return view;
};

const told = async (number: string): Promise<string[]> =>
  (await world.context.database.transact(nobody, (tx) => demoMessages(tx, '13800000001')))
    .map((message) => message.body)
    .filter((body) => body.includes(number));

test('the number of the national platform is told to the complainant once, found by the search, and shown', async () => {
  const number = await fileCase(world);
  const received = (await viewOf(number)).receivedOn;
  await register(number, '1530000202604150001');
  const job = tellNoticeTask(world.context);
  for (const _again of [1, 2]) await job.run({ number, notice: 'registration' }, running);
  const [message, ...others] = await told(number);
  assert.match(message ?? '', /登记编号1530000202604150001。期限不变/u);
  assert.deepEqual(others, []);
  assert.deepEqual(await found('1530000202604150001'), [number]);
  const view = await viewOf(number);
  assert.deepEqual(
    [view.externalNumber, view.registeredOn, view.receivedOn, view.phase],
    ['1530000202604150001', today, received, 'under-review'],
  );
});

test('a slip put right is told anew; two cases under one number warn each other, and history and rows agree', async () => {
  const [first, second] = [await fileCase(world), await fileCase(world)];
  await register(first, '15300002026041588');
  await register(second, '15300002026041588');
  const doubles = (view: Awaited<ReturnType<typeof viewOf>>) =>
    view.related.filter((one) => one.relation === 'same-registration').map((one) => one.number);
  assert.deepEqual(doubles(await viewOf(first)), [second]);
  assert.deepEqual((await found('15300002026041588')).sort(), [first, second].sort());
  await register(second, '15300002026041589', '末位录错');
  assert.deepEqual(doubles(await viewOf(first)), []);
  await tellNoticeTask(world.context).run({ number: second, notice: 'registration' }, running);
  assert.match((await told(second)).join(), /15300002026041589/u);
  assert.deepEqual(await refoldFaults(world), []);
});

test('REG-02 a filing at a companion bureau: the consumer is reminded twice as they wish, and not once it is registered', async () => {
  await prepareJobs(world.ownerUrl);
  const owner = openDatabase({ url: world.ownerUrl, connections: 1 });
  const asOwner = (sql: string, values: unknown[] = []) => owner.transact(nobody, (tx) => tx.run(sql, values));
  try {
    await asOwner("insert into bureau_standing values ('yunqi-linxi', '2026-04-15', 'companion', 'test', 9)");
    const came = addDays(today, -12);
    const enter = (given: Parameters<typeof fileCase>[1]) =>
      fileCase(
        world,
        { channel: 'hotline-12345', externalNumber: `gd-${crypto.randomUUID().slice(0, 8)}`, ...given },
        now(),
        'handler',
      );
    const waiting = await enter({ receivedOn: came, receivedLongAgo: true });
    const letter = await enter({ receivedOn: came, receivedLongAgo: true, tellBy: 'letter' });
    const young = await enter({ receivedOn: addDays(today, -9) });
    const actor = actorOf('handler');
    const rows = async () => {
      const list = await world.context.database.transact(scopeOf(actor), (tx) =>
        worklist(tx, actor, { phase: 'awaiting-registration' }, dueDays(today, world.context.law().calendar)),
      );
      assert.ok('rows' in list);
      return list.rows;
    };
    const listed = await rows();
    assert.deepEqual(
      listed.map((row) => row.arrivedOn),
      [came, came, addDays(today, -9)],
      'the longest wait first, by the day it came',
    );
    const first = await viewOf(waiting);
    assert.deepEqual(
      [first.phase, first.registrationWait],
      ['awaiting-registration', { since: came, until: addDays(came, 30), reminded: [], remindOn: addDays(came, 10) }],
    );
    for (const _again of [1, 2]) await sweepClocks(world.context, now());
    const reminders = async (number: string) =>
      (await viewOf(number)).papers.filter(({ code }) => code === 'registration-reminder');
    assert.deepEqual([(await reminders(waiting)).length, (await reminders(young)).length], [1, 0]);
    const [made] = await reminders(waiting);
    await deliverPaper(
      world.context,
      { number: waiting, n: made?.n ?? 0, to: 'complainant' },
      { tenant: 'yunqi', attempt: 1 },
    );
    assert.match((await told(waiting)).join(), /投诉尚未登记提醒书/u);
    await deliverPaper(world.context, { number: letter, n: 1, to: 'complainant' }, { tenant: 'yunqi', attempt: 1 });
    const inTray = async (number: string) =>
      (
        await world.context.database.transact(scopeOf(actor), (tx) =>
          tx.rows<{ state: string }>(
            'select d.state from paper_delivery d join complaint c using (tenant, stream) where c.number = $1',
            [number],
          ),
        )
      ).map(({ state }) => state);
    assert.deepEqual(await inTray(letter), ['to-print'], 'whom no message reaches is written to');

    const later = (days: number) => new Date(now().getTime() + days * 86_400_000);
    await sweepClocks(world.context, later(9));
    assert.equal((await reminders(waiting)).length, 1);
    await sweepClocks(world.context, later(10));
    await sweepClocks(world.context, later(40));
    assert.equal((await reminders(waiting)).length, 2);
    assert.equal((await viewOf(waiting)).registrationWait?.remindOn, null);

    await register(letter, '15300002026111701');
    assert.ok(
      (await inTray(letter)).every((state) => state === 'void'),
      'registered: nothing is printed any more',
    );
    assert.deepEqual(await refoldFaults(world), []);

    // 0146: rows of before, by the events alone.
    await asOwner('update complaint set arrived_on = null, reopened_on = null');
    const migration = (
      await readFile(new URL('../../../db/migrations/0146_waiting_for_registration.sql', import.meta.url))
    ).toString();
    for (const statement of migration.split(';\n').filter((one) => one.trimStart().startsWith('update')))
      await asOwner(statement);
    assert.deepEqual(await refoldFaults(world), []);
  } finally {
    await owner.close();
  }
});
