import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { dayOf } from '#kernel/day.ts';
import { dueDays } from '#kernel/due-soon.ts';
import { now } from '#platform/clock.ts';
import { nobody } from '#platform/db.ts';
import { silentLog } from '#platform/log.ts';
import { demoMessages } from '#platform/messages/demo-mailbox.ts';
import { doAct, fileCase } from '#test/cases.ts';
import { refoldFaults } from '#test/refold.ts';
import { actorOf, openWorld, type World } from '#test/world.ts';
import { scopeOf } from './handle.ts';
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
