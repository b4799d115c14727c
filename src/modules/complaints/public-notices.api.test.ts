import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import type { CastName } from '#db/seed/cast.ts';
import { addDays, dayOf } from '#kernel/day.ts';
import { isRefusal } from '#kernel/refusal.ts';
import { now } from '#platform/clock.ts';
import { nobody, openDatabase } from '#platform/db.ts';
import { closeTypesetter } from '#platform/documents/typesetter.ts';
import { type Api, openApi } from '#test/api.ts';
import { acceptedCase, doAct, inDays, tryAct } from '#test/cases.ts';
import { refoldFaults } from '#test/refold.ts';
import { actorOf, openWorld, type World } from '#test/world.ts';
import { doersOf, hashedEvents } from './bundle/case-records.ts';
import { serviceOf } from './bundle/proof-of-telling.ts';
import type { CaseView } from './case-contract.ts';
import { scopeOf } from './handle.ts';
import { openPaperDesk } from './open-paper-desk.ts';
import type { OwedList } from './post-tray/contract.ts';
import { publicNotices } from './public-notices.ts';
import { complaintRoutes, complaintSchemas } from './routes.ts';
import { readComplaint } from './store.ts';
import { openFor } from './views/opened.ts';

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

const viewOf = async (who: CastName, number: string): Promise<CaseView> => {
  const answer = await get(who, `/complaints/${number}`);
  assert.equal(answer.statusCode, 200, answer.body);
  return answer.json<CaseView>();
};

const shown = () =>
  world.context.database.transact(nobody, (tx) => publicNotices(tx, undefined, { page: 1, today: dayOf(now()) }));

const inTray = async (number: string) =>
  (await get('handler', '/papers/owed?state=noticed')).json<OwedList>().rows.find((row) => row.number === number);

const words = { place: '本局公告栏', reasons: '信函两次退回，住所已经搬空。' } as const;

/** Notified, and the letter came back. */
const cameBack = async (): Promise<{ number: string; n: number }> => {
  const number = await acceptedCase(world);
  const done = await doAct(world, 'handler', number, 'notify-respondent', { answerBy: inDays(7) });
  const n = done.state.papers.at(-1)?.n ?? 0;
  const attempt = { paper: n, to: 'respondent', channel: 'letter', outcome: 'failed' } as const;
  await doAct(world, 'handler', number, 'deliver', attempt);
  return { number, n };
};

test('ANS-03 a notice stands for everybody, on the case, in the tray and in the proof of service, until it is taken back', async () => {
  const { number, n } = await cameBack();
  const notice = { paper: n, to: 'respondent', channel: 'public-notice', ...words } as const;
  await doAct(world, 'handler', number, 'deliver', notice);
  const [until, dueOn] = [addDays(dayOf(now()), 30), addDays(dayOf(now()), 37)];

  const { rows } = await shown();
  const [row] = rows;
  assert.ok(row !== undefined && rows.length === 1);
  assert.deepEqual([row.paper, row.countsOn, row.dueOn], ['投诉情况告知书', until, dueOn]);
  assert.match(row.number, /投公〔\d{4}〕第\d+号$/u);
  // Whom the case is about beside the addressee, its number and what it says are nobody's business.
  const said = JSON.stringify(rows);
  for (const secret of ['林晓禾', number, words.reasons]) assert.ok(!said.includes(secret), secret);

  const view = await viewOf('handler', number);
  const paper = view.papers.find((one) => one.n === n);
  const last = paper?.delivered.at(-1);
  assert.deepEqual(
    [last?.channel, last?.outcome, last?.noticeUntil, last?.dueOn, last?.place, last?.reasons, paper?.owedTo],
    ['public-notice', 'recorded', until, dueOn, words.place, words.reasons, []],
  );
  assert.equal(view.papers.at(-1)?.code, 'public-notice');
  assert.ok(!JSON.stringify(await viewOf('consumer', number)).includes(words.reasons));
  assert.deepEqual([(await inTray(number))?.state, (await inTray(number))?.countsOn], ['noticed', until]);

  const proof = await proofLines(number);
  assert.ok(proof.some((line) => line.includes(words.place)) && proof.some((line) => line.includes(words.reasons)));

  assert.deepEqual(await refoldFaults(world), []);
  await doAct(world, 'handler', number, 'take-back-delivery', {
    paper: n,
    to: 'respondent',
    reasons: '登记错了案件。',
  });
  assert.deepEqual([(await shown()).rows, await inTray(number)], [[], undefined]);
  assert.deepEqual((await viewOf('handler', number)).papers.find((one) => one.n === n)?.owedTo, ['respondent']);
  const marks = (await viewOf('handler', number)).papers.find((one) => one.n === n)?.delivered ?? [];
  const { by, reasons } = marks.at(-1)?.takenBack ?? {};
  assert.deepEqual([by, reasons, marks.at(-2)?.takenBack], ['陈一鸣', '登记错了案件。', null]);
  assert.deepEqual(await refoldFaults(world), []);
});

test('refused over the API with the reason, and handed over in person it is no longer read by everybody', async () => {
  const number = await acceptedCase(world);
  const notice = { paper: 1, to: 'complainant', channel: 'public-notice', ...words } as const;
  const early = await tryAct(world, 'handler', number, 'deliver', notice);
  assert.equal(isRefusal(early) && early.refusal, 'public-notice-before-other-ways');
  const attempt = { paper: 1, to: 'complainant', channel: 'hand', outcome: 'failed' } as const;
  await doAct(world, 'handler', number, 'deliver', attempt);
  await doAct(world, 'handler', number, 'deliver', notice);
  const [row] = (await shown()).rows;
  assert.deepEqual([row?.addressee, row?.paper, row?.dueOn], ['林**', '投诉受理决定书', null]);
  await doAct(world, 'handler', number, 'deliver', { ...attempt, outcome: 'delivered' });
  assert.deepEqual((await shown()).rows, []);
});

test('of notices that stand the mend of 0283 leaves a full name to organisations only', async () => {
  const { number, n } = await cameBack();
  await doAct(world, 'handler', number, 'deliver', { paper: n, to: 'respondent', channel: 'public-notice', ...words });
  const mend = readFileSync(
    new URL('../../../db/migrations/0283_names_on_public_notices.sql', import.meta.url),
    'utf8',
  );
  const owner = openDatabase({ url: world.ownerUrl, connections: 1 });
  try {
    for (const [name, left, operator] of [
      ['阿卜杜拉·买买提', '阿**', 'null'],
      ['John Smith', 'J**', 'null'],
      ['强健健身有限公司', '强健健身有限公司', 'null'],
      ['老街坊水果店', '老街坊水果店', 'null'],
      ['阿**', '阿**', 'null'],
      ['强健（林溪）健身', '强健（林溪）健身', 'operator'],
    ]) {
      await owner.transact(nobody, async (tx) => {
        const before = `with kept as (select tenant, stream, operator from complaint where number = '${number}')`;
        await tx.adhoc(`create temporary table kept on commit drop as ${before} select * from kept`);
        await tx.adhoc(`update complaint set operator = ${operator} where number = '${number}'`);
        await tx.adhoc(`update public_notice n set addressee = '${name}' from kept where n.stream = kept.stream`);
        await tx.adhoc(mend);
        const [row] = await tx.rows<{ addressee: string }>(
          'select addressee from public_notice n join complaint c using (tenant, stream) where c.number = $1',
          [number],
        );
        assert.equal(row?.addressee, left);
        await tx.adhoc(`update complaint c set operator = kept.operator from kept where c.stream = kept.stream`);
      });
    }
  } finally {
    await owner.close();
  }
});

/** What the bundle says of how one paper was served last. */
const proofLines = (number: string): Promise<readonly string[]> =>
  world.context.database.transact(scopeOf(actorOf('handler')), async (tx) => {
    const { context } = world;
    const loaded = await readComplaint(tx, context.vault, number);
    assert.ok(loaded);
    const { tenant, stream, state } = loaded;
    const desk = await openPaperDesk(context, tx, { tenant, stream, state, today: dayOf(now()), actor: '' });
    const happened = await hashedEvents(tx, loaded, state.version);
    const said = happened.map(({ event }) => event);
    const record = serviceOf(
      happened,
      await doersOf(tx, happened, desk),
      desk,
      await openFor(context, tx, loaded, state, said),
      [],
    );
    return record.papers.filter(({ channel }) => channel === 'public-notice').flatMap(({ proof }) => proof);
  });
