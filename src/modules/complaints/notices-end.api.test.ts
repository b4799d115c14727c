import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import type { CastName } from '#db/seed/cast.ts';
import { dayOf } from '#kernel/day.ts';
import { isRefusal } from '#kernel/refusal.ts';
import { now } from '#platform/clock.ts';
import { nobody, openDatabase } from '#platform/db.ts';
import { closeTypesetter } from '#platform/documents/typesetter.ts';
import { type Api, openApi } from '#test/api.ts';
import { acceptedCase, doAct, inDays, tryAct } from '#test/cases.ts';
import { refoldFaults } from '#test/refold.ts';
import { actorOf, openWorld, type World } from '#test/world.ts';
import type { CaseView } from './case-contract.ts';
import { deliverPaper } from './deliver-papers.ts';
import { scopeOf } from './handle.ts';
import type { CorrectionBody } from './keeping/contract.ts';
import { correctPersonOf } from './keeping/correct.ts';
import type { OwedList, OwedRow } from './post-tray/contract.ts';
import { publicNotices } from './public-notices.ts';
import { complaintRoutes, complaintSchemas } from './routes.ts';

let world: World;
let api: Api;
before(async () => {
  world = await openWorld();
  api = await openApi(world, [complaintRoutes(world.context)], complaintSchemas);
});
after(async () => {
  await api.close();
  await world.close();
  await closeTypesetter();
});

const get = async (who: CastName, path: string) =>
  api.app.inject({ url: `/api/v1${path}`, headers: await api.as(who) });
const viewOf = async (number: string): Promise<CaseView> => (await get('handler', `/complaints/${number}`)).json();
const inTray = async (number: string, state: string): Promise<OwedRow | undefined> =>
  (await get('handler', `/papers/owed?state=${state}&q=${number}`)).json<OwedList>().rows[0];
const shown = async () =>
  (
    await world.context.database.transact(nobody, (tx) =>
      publicNotices(tx, undefined, { page: 1, today: dayOf(now()) }),
    )
  ).rows;

const words = { place: '本局公告栏', reasons: '信函两次退回，住所已经搬空。' } as const;
type Given = Parameters<typeof acceptedCase>[1];

/** Tried in vain and put up: form 5 for the complainant, the notice for the respondent. */
const noticed = async (to: 'complainant' | 'respondent', given: Given = {}): Promise<{ number: string; n: number }> => {
  const number = await acceptedCase(world, given);
  const told =
    to === 'respondent'
      ? await doAct(world, 'handler', number, 'notify-respondent', { answerBy: inDays(7) })
      : undefined;
  const n = told?.state.papers.at(-1)?.n ?? 1;
  await doAct(world, 'handler', number, 'deliver', { paper: n, to, channel: 'hand', outcome: 'failed' });
  await doAct(world, 'handler', number, 'deliver', { paper: n, to, channel: 'public-notice', ...words });
  assert.ok((await inTray(number, 'noticed')) !== undefined);
  return { number, n };
};

const correct = async (number: string, fields: CorrectionBody['fields'], whose = 'respondent') => {
  const person = (await viewOf(number)).parties.find(({ kind }) => kind === whose)?.person ?? '';
  const actor = actorOf('bureau-head');
  const wish = { person, fields, reason: '来电更正' };
  const done = await world.context.database.transact(scopeOf(actor), (tx) =>
    correctPersonOf(world.context, tx, actor, number, wish, now()),
  );
  assert.ok(!isRefusal(done), JSON.stringify(done));
};

test('ANS-03 another address: the notice is taken down, the paper waits to be posted there, and is to be tried there first', async () => {
  const { number, n } = await noticed('respondent', {
    respondent: { kind: 'ordinary', name: '老街坊水果店', address: '云栖市临溪区桂花路 1 号' },
  });
  await correct(number, { address: '云栖市临溪区桂花路1号' });
  assert.equal((await inTray(number, 'noticed'))?.n, n, 'the same address, written otherwise');
  assert.equal((await shown()).length, 1);
  await correct(number, { address: '云栖市临溪区荷花路 9 号' });
  assert.deepEqual([await shown(), await inTray(number, 'noticed')], [[], undefined]);
  assert.equal((await inTray(number, 'to-print'))?.n, n);
  assert.deepEqual((await viewOf(number)).papers.find((one) => one.n === n)?.owedTo, ['respondent']);
  const notice = { paper: n, to: 'respondent', channel: 'public-notice', ...words } as const;
  const early = await tryAct(world, 'handler', number, 'deliver', notice);
  assert.equal(isRefusal(early) && early.refusal, 'public-notice-before-other-ways');
  assert.deepEqual(await refoldFaults(world), []);
  await doAct(world, 'handler', number, 'deliver', { ...notice, channel: 'hand', outcome: 'failed' } as never);
  await doAct(world, 'handler', number, 'deliver', notice);
  assert.deepEqual([(await shown()).length, await refoldFaults(world)], [1, []]);
  await doAct(world, 'handler', number, 'deliver', {
    paper: n,
    to: 'respondent',
    channel: 'hand',
    outcome: 'delivered',
  });
});

test('ANS-03 the address of a couple, given again for one of them, ends no notice', async () => {
  const address = '云栖市临溪区桂花路 12 号';
  const joint = [{ name: '王芳', phone: '13900000078', address }];
  const { number, n } = await noticed('complainant', { joint, jointAgreed: true });
  await correct(number, { address: '云栖市临溪区桂花路12号' }, 'complainant');
  assert.equal((await inTray(number, 'noticed'))?.n, n);
  assert.deepEqual(await refoldFaults(world), []);
  await doAct(world, 'handler', number, 'deliver', {
    paper: n,
    to: 'complainant',
    channel: 'hand',
    outcome: 'delivered',
  });
});

test('ANS-03 art. 12 the notice of who leaves serves nobody else: the paper is brought to whoever stands first now', async () => {
  const joint = [{ name: '王芳', phone: '13900000077' }];
  const { number } = await noticed('complainant', { joint, jointAgreed: true });
  const lin = (await viewOf(number)).parties.find(({ kind }) => kind === 'complainant')?.person ?? '';
  const { state } = await doAct(world, 'handler', number, 'leave-joint', {
    person: lin,
    why: 'died',
    reasons: '来电告知。',
  });
  assert.deepEqual([await shown(), await inTray(number, 'noticed')], [[], undefined]);
  assert.deepEqual((await viewOf(number)).papers.find((one) => one.n === 1)?.owedTo, ['complainant']);
  assert.deepEqual(await refoldFaults(world), []);
  const order = { number, n: 1, to: 'complainant', again: state.version } as const;
  await deliverPaper(world.context, order, { tenant: 'yunqi', attempt: 1 });
  assert.deepEqual(await refoldFaults(world), []);
});

test('a paper that falls while its notice runs leaves the tray and the page, as do those that stayed there before (0325)', async () => {
  const { number, n } = await noticed('respondent');
  await doAct(world, 'bureau-head', number, 'annul', { reasons: '被投诉人住所不在本局辖区' });
  assert.deepEqual([await shown(), await inTray(number, 'noticed')], [[], undefined]);
  assert.deepEqual(await refoldFaults(world), []);
  const owner = openDatabase({ url: world.ownerUrl, connections: 1 });
  const run = (sql: string) => owner.transact(nobody, (tx) => tx.adhoc(sql));
  try {
    await run(`update paper_delivery d set notice_until = current_date + 20 from complaint c
      where c.stream = d.stream and c.number = '${number}' and d.n = ${n} and d.party = 'respondent'`);
    assert.equal((await inTray(number, 'noticed'))?.n, n);
    const [stays] = await refoldFaults(world);
    assert.match(stays ?? '', /row-differs paper_delivery \d+ respondent notice_until .* ≠ -/u);
    await run(readFileSync(new URL('../../../db/migrations/0325_notices_that_fell.sql', import.meta.url), 'utf8'));
    assert.deepEqual([await inTray(number, 'noticed'), await refoldFaults(world)], [undefined, []]);
  } finally {
    await owner.close();
  }
});
