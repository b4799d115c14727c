import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { gymOperatorId } from '#db/seed/cast.ts';
import { isRefusal } from '#kernel/refusal.ts';
import { now } from '#platform/clock.ts';
import { nobody } from '#platform/db.ts';
import { closeTypesetter } from '#platform/documents/typesetter.ts';
import { silentLog } from '#platform/log.ts';
import { demoMessages } from '#platform/messages/demo-mailbox.ts';
import { type Api, openApi } from '#test/api.ts';
import { doAct, fileCase } from '#test/cases.ts';
import { refoldFaults } from '#test/refold.ts';
import { actorOf, openWorld, type World } from '#test/world.ts';
import { scopeOf } from '../handle.ts';
import { erasePersonOf } from '../keeping/erase.ts';
import { readComplaint } from '../store.ts';
import { tellNotice } from '../tell-notice.ts';
import { caseView } from '../views/case-view.ts';
import type { Amendment } from './amendment-job.ts';
import type { IncidentView } from './contract.ts';
import { incidentRoutes } from './routes.ts';
import { tellAmendment } from './tell-amendment.ts';
import { tellAnnouncement } from './tell-announcement.ts';

let world: World;
let api: Api;
before(async () => {
  world = await openWorld();
  api = await openApi(world, [incidentRoutes(world.context)]);
});
after(async () => {
  await api.close();
  await closeTypesetter();
  await world.close();
});

const running = { tenant: 'yunqi', attempt: 1, isLast: false, signal: new AbortController().signal, log: silentLog() };

const anEvent = async () => {
  const post = async (url: string, payload: object, version?: number) =>
    api.app.inject({
      method: 'POST',
      url: `/api/v1${url}`,
      headers: { ...(await api.as('handler')), ...(version === undefined ? {} : { 'if-match': `"v${version}"` }) },
      payload,
    });
  const opened = await post('/incidents', { title: '健身房停业', operator: gymOperatorId });
  let now = opened.json<IncidentView>();
  return {
    id: now.id,
    act: async (name: string, body: object) => {
      const done = await post(`/incidents/${now.id}/${name}`, body, now.version);
      assert.equal(done.statusCode, 200, done.body);
      now = done.json<IncidentView>();
    },
    announced: (n: number) => tellAnnouncement(world.context).run({ incident: now.id, n, after: '' }, running),
    amended: (n: number, what: Amendment) =>
      tellAmendment(world.context).run({ incident: now.id, n, what, after: '' }, running),
  };
};

const joins = async (incident: string, phone: string): Promise<string> => {
  const number = await fileCase(world, {
    complainant: { name: `卡友${phone.slice(-2)}`, phone, address: '云栖市人民路 2 号' },
  });
  await doAct(world, 'handler', number, 'join-incident', { incident });
  return number;
};

const bodiesTo = async (phone: string): Promise<string[]> =>
  (await world.context.database.transact(nobody, (tx) => demoMessages(tx, phone)))
    .map(({ body }) => body)
    .filter((body) => body.includes('/announcements/'))
    .toReversed();
const kindsTo = async (phone: string): Promise<string> =>
  (await bodiesTo(phone))
    .map((body) => (body.includes('更正') ? 'corrected' : body.includes('撤回') ? 'withdrawn' : 'announced'))
    .join(' ');

const seen = async (number: string) => {
  const actor = actorOf('handler');
  const view = await world.context.database.transact(scopeOf(actor), (tx) =>
    caseView(world.context, tx, number, { actor, at: now(), t: world.context.texts('zh-CN') }),
  );
  return view?.notices.map(({ notice, state }) => `${notice} ${state}`);
};

test('whoever was told a finding is told once that it was put right, and that its announcement was withdrawn; nobody else is', async () => {
  const { id, act, announced, amended } = await anEvent();
  const [stays, leaves, noMobile, later, anew] = [
    ...['13900000301', '13900000302', '0990-8100301', '13900000303', '13900000304'],
  ] as [string, string, string, string, string];
  await joins(id, stays);
  const withdrawing = await joins(id, leaves);
  const byHand = await joins(id, noMobile);
  const untold = await joins(id, '0990-8100302');
  await act('verify', { finding: '已停业' });
  await act('announce', { verified: ['已停业'], steps: ['保留凭证'] });
  await announced(1);
  assert.deepEqual([await seen(byHand), await seen(untold)], [['announcement-1 failed'], ['announcement-1 failed']]);
  // One of them is called; the other nobody has reached yet.
  await doAct(world, 'handler', byHand, 'send-again', { notice: 'announcement-1', channel: 'phone' });
  await joins(id, later);
  await doAct(world, 'consumer', withdrawing, 'withdraw', {});

  await act('verify', { finding: '没有停业', reasons: '店面系装修。' });
  for (let round = 0; round < 2; round++) await amended(1, 'correction');
  assert.deepEqual(
    [await kindsTo(stays), await kindsTo(leaves), await kindsTo(later)],
    ['announced corrected', 'announced corrected', ''],
  );
  assert.match((await bodiesTo(stays))[1] ?? '', /云临市监消告〔\d{4}〕第1号.*核查结论已于.*更正.*\/announcements\//u);
  assert.deepEqual(await seen(byHand), ['announcement-1 told', 'correction-1 failed']);
  assert.deepEqual(await seen(untold), ['announcement-1 failed']);
  // Who was not told what was put right is told of it no more; who is tried again neither.
  await announced(1);
  await tellNotice(world.context, { number: withdrawing, notice: 'announcement-1' }, { tenant: 'yunqi' });
  assert.equal(await kindsTo(later), '');

  await act('verify', { finding: '没有停业，只是装修', reasons: '补充。' });
  await amended(1, 'correction');
  await act('announce', { verified: ['没有停业'], steps: ['照常消费'] });
  await joins(id, anew);
  await announced(2);
  await act('withdraw-announcement', { reasons: '公告日期有误。' });
  for (let round = 0; round < 2; round++) await amended(2, 'withdrawal');
  assert.deepEqual(
    [await kindsTo(stays), await kindsTo(leaves), await kindsTo(later), await kindsTo(anew)],
    ['announced corrected announced withdrawn', 'announced corrected', 'announced withdrawn', 'announced withdrawn'],
  );
  assert.deepEqual(await refoldFaults(world), []);
});

test('nobody is looked for to tell it to where the complainant was erased', async () => {
  const { id, act, announced, amended } = await anEvent();
  const number = await joins(id, '13900000311');
  await act('verify', { finding: '已停业' });
  await act('announce', { verified: ['已停业'], steps: ['保留凭证'] });
  await announced(1);
  await doAct(world, 'consumer', number, 'withdraw', {});
  const actor = actorOf('bureau-head');
  const erased = await world.context.database.transact(scopeOf(actor), async (tx) => {
    const loaded = await readComplaint(tx, world.context.vault, number);
    const person = loaded?.state.parties.find(({ kind }) => kind === 'complainant')?.person ?? '';
    const wish = { person, ground: 'no-longer-needed', reason: '当事人申请删除' } as const;
    return await erasePersonOf(world.context, tx, actor, number, wish, now());
  });
  assert.ok(!isRefusal(erased), JSON.stringify(erased));
  await act('withdraw-announcement', { reasons: '公告日期有误。' });
  await amended(1, 'withdrawal');
  assert.deepEqual([await seen(number), await kindsTo('13900000311')], [[], 'announced']);
});

test('a complaint that was in another event before is told of its own: announcements are counted in each event', async () => {
  const [wrong, right] = [await anEvent(), await anEvent()];
  const [moved, stays] = ['13900000391', '13900000392'];
  const number = await joins(wrong.id, moved);
  await joins(right.id, stays);
  for (const { act } of [wrong, right]) {
    await act('verify', { finding: '已停业' });
    await act('announce', { verified: ['已停业'], steps: ['保留凭证'] });
  }
  await wrong.announced(1);
  await right.announced(1);
  await doAct(world, 'handler', number, 'leave-incident', { reasons: '归错了事件。' });
  await doAct(world, 'handler', number, 'join-incident', { incident: right.id });
  await right.act('withdraw-announcement', { reasons: '公告日期有误。' });
  await right.amended(1, 'withdrawal');
  assert.deepEqual([await kindsTo(moved), await kindsTo(stays)], ['announced', 'announced withdrawn']);
  await right.act('announce', { verified: ['已停业'], steps: ['保留凭证'] });
  await wrong.act('announce', { verified: ['已停业'], steps: ['保留凭证'] });
  for (let round = 0; round < 2; round++) await right.announced(2);
  await right.act('withdraw-announcement', { reasons: '公告日期又有误。' });
  await right.amended(2, 'withdrawal');
  assert.equal(await kindsTo(moved), 'announced announced withdrawn');
  await doAct(world, 'handler', number, 'leave-incident', { reasons: '又归错了。' });
  await doAct(world, 'handler', number, 'join-incident', { incident: wrong.id });
  await wrong.announced(2);
  await wrong.act('withdraw-announcement', { reasons: '公告日期有误。' });
  for (let round = 0; round < 2; round++) await wrong.amended(2, 'withdrawal');
  assert.equal(await kindsTo(moved), 'announced announced withdrawn announced withdrawn');
  assert.deepEqual(await refoldFaults(world), []);
});
