import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type CastName, cast } from '#db/seed/cast.ts';
import { addDays, dayOf } from '#kernel/day.ts';
import { scopeOf } from '#modules/complaints/facade.ts';
import type { FoundForRequest } from '#modules/complaints/keeping/request-contract.ts';
import { deskRequestRoutes, deskRequestSchemas } from '#modules/complaints/keeping/request-routes.ts';
import { reportEntryRoutes } from '#modules/intake/report-routes.ts';
import { now } from '#platform/clock.ts';
import { nobody, openDatabase } from '#platform/db.ts';
import { closeTypesetter } from '#platform/documents/typesetter.ts';
import { silentLog } from '#platform/log.ts';
import { demoMessages } from '#platform/messages/demo-mailbox.ts';
import { verifyStreams } from '#platform/verify.ts';
import { type Api, openApi } from '#test/api.ts';
import { whereKept } from '#test/everything-kept.ts';
import { actorOf, anyKey, openWorld, type World } from '#test/world.ts';
import type { OwedLetters, ReportView } from './contract.ts';
import { enterReports } from './desk-scope.ts';
import { findReportsOfRequest, reportProjection, reportsOfRequest } from './facade.ts';
import { remindOfOwedLetters } from './remind-owed.ts';
import { reportRoutes } from './routes.ts';

let world: World;
let api: Api;
before(async () => {
  world = await openWorld();
  const { context } = world;
  const requests = deskRequestRoutes(
    context,
    async () => undefined,
    async () => null,
    {
      find: (tx, actor, id) => findReportsOfRequest(context, tx, actor, id),
      found: (tx, actor, id) => reportsOfRequest(context, tx, actor, id),
    },
  );
  api = await openApi(world, [reportRoutes(context), reportEntryRoutes(context), requests], deskRequestSchemas);
});
after(async () => {
  await api.close();
  await closeTypesetter();
  await world.close();
});

const call = async (who: CastName, path: string, payload?: object, more: Record<string, string> = {}) =>
  api.app.inject({
    method: payload === undefined ? 'GET' : 'POST',
    url: `/api/v1/${path}`,
    headers: { ...(await api.inBrowser(who)), ...more },
    ...(payload === undefined ? {} : { payload }),
  });
const code = async (answer: ReturnType<typeof call>) => (await answer).json<{ code: string }>().code;

const phone = '13800000072';
const report = async (rest: object = {}): Promise<string> => {
  const told = {
    channel: 'counter',
    reporter: { name: '孙桂兰', phone, address: '云栖市临溪区溪边路 9 号' },
    reported: { kind: 'unknown', name: '桥下理发', address: '云栖市临溪区桥下街', region: '330199' },
    ...{ clue: '没有明码标价。', bureau: 'yunqi-linxi', ...rest },
  };
  const answer = await call('handler', 'reports', told, { 'idempotency-key': anyKey() });
  assert.equal(answer.statusCode, 201, answer.body);
  return answer.json<{ number: string }>().number;
};
const longAgo = () => ({ channel: 'letter', receivedOn: addDays(dayOf(now()), -80), receivedLongAgo: true });

const requested = async (kind: 'correct' | 'delete' | 'access'): Promise<string> => {
  const entered = await call('bureau-head', 'data-requests/entered', {
    ...{ bureau: 'yunqi-linxi', kind, via: 'counter', identityCheck: 'original-id', receivedOn: dayOf(now()) },
    ...{ name: '孙桂兰', phone, text: '请办理我的个人信息。' },
  });
  assert.equal(entered.statusCode, 201, entered.body);
  return entered.json<{ id: string }>().id;
};
const find = async (who: CastName, id: string) =>
  (await call(who, `data-requests/${id}/find`, {})).json<FoundForRequest>().found;
const seen = async (number: string) => (await call('handler', `reports/${number}`)).json<ReportView>();

const verified = async () => {
  const { calendar, rulebook, settingsOf } = world.context.law();
  const owner = openDatabase({ url: world.ownerUrl, connections: 1 });
  const faults: string[] = [];
  try {
    return await owner.transact(nobody, async (tx) => {
      const so = await verifyStreams(tx, {
        vault: world.context.vault,
        projections: [
          reportProjection(
            (tenant) => ({ calendar, rulebook, settings: settingsOf(tenant) }),
            (phone) => world.context.keyring.digests('phone', phone),
          ),
        ],
        onFault: ({ name, code: fault, detail }) => faults.push(`${name} ${fault} ${detail}`),
      });
      const left = await tx.one<{ reporters: number; beside: number }>(
        `select (select count(*)::int from reporter) as reporters,
           (select count(*)::int from data_request_case) as beside`,
      );
      return { faults, erased: [...so.erased.keys()], left };
    });
  } finally {
    await owner.close();
  }
};

test('PIPL art. 46 a reporter is put right on request: seen at the reports desk, known by the new telephone, on record', async () => {
  const number = await report();
  const id = await requested('correct');
  const [one] = await find('bureau-head', id);
  assert.deepEqual([one?.number, one?.kind, one?.foundBy, one?.done], [number, 'report', 'phone', null]);
  const fields = { name: '孙桂兰香', phone: '13800000073' };
  const wish = { person: one?.person, fields, reason: '姓名登记有误', request: id };
  const path = `reports/${number}/correct-person`;
  assert.equal((await call('mediator', path, wish)).statusCode, 404, 'without the desk there is no such place');
  assert.equal(await code(call('handler', path, { ...wish, person: crypto.randomUUID() })), 'person-not-found');
  assert.equal((await call('handler', path, { ...wish, fields: {} })).statusCode, 400);
  const done = await call('handler', path, wish);
  assert.equal(done.statusCode, 200, done.body);
  const view = await seen(number);
  assert.equal(view.timeline.at(-1)?.type, 'ReporterCorrected');
  const shown = await call('handler', `reports/${number}/reveal`, { field: 'name', reason: '核对' });
  assert.equal(shown.json<{ value: string }>().value, fields.name);
  const later = await report({ reporter: { name: '孙桂兰香', phone: fields.phone } });
  assert.deepEqual((await seen(later)).reporter?.earlier, [number], 'art. 35: known again by the new number');
  assert.equal((await find('bureau-head', id))[0]?.done, 'corrected');
  const letter = { outcome: 'granted', text: '已更正。', way: 'hand' };
  assert.equal((await call('bureau-head', `data-requests/${id}/answer-by-letter`, letter)).statusCode, 200);
  assert.equal(await code(call('handler', path, wish)), 'data-request-not-open');
  assert.deepEqual((await verified()).faults, []);
});

test('PIPL art. 46 the page of a report offers the correction to whoever has it in hand, without any request, and keeps why', async () => {
  const number = await report();
  const offered = async (who: CastName) => (await call(who, `reports/${number}`)).json<ReportView>().reporter;
  const shown = await offered('handler');
  assert.deepEqual([shown?.mayCorrect, (await offered('bureau-head'))?.mayCorrect], [true, true]);
  const wish = { person: shown?.person, fields: { address: '云栖市临溪区溪边路 19 号' }, reason: '举报人来电更正' };
  const done = await call('handler', `reports/${number}/correct-person`, wish);
  assert.equal(done.statusCode, 200, done.body);
  const lines = await world.context.database.transact(scopeOf(actorOf('auditor')), (tx) =>
    tx.rows<{ act: string }>('select act from audit_line where reason = $1', [wish.reason]),
  );
  assert.deepEqual(
    lines.map(({ act }) => act),
    ['correct-reporter'],
  );
  const unnamed = await report({ reporter: undefined });
  assert.equal((await call('handler', `reports/${unnamed}`)).json<ReportView>().reporter, null);
});

test('PIPL art. 45 who asks is told of their own report by a letter of the reports desk, and nobody else learns of it', async () => {
  const number = await report({ ...longAgo(), place: '桥下街口' });
  const id = await requested('access');
  const one = (await find('bureau-head', id)).find((row) => row.number === number);
  assert.equal(one?.done, null);
  const answered = await call('bureau-head', `data-requests/${id}/answer-by-letter`, {
    ...{ outcome: 'granted', text: '', way: 'hand' },
  });
  assert.equal(answered.statusCode, 200, answered.body);
  const wish = { person: one?.person, request: id, reason: '举报人查阅本人信息' };
  const path = `reports/${number}/answer-reporter`;
  assert.equal((await call('mediator', path, wish)).statusCode, 404, 'without the desk there is no such place');
  assert.equal(await code(call('handler', path, { ...wish, request: crypto.randomUUID() })), 'data-request-not-open');
  const done = await call('handler', path, wish);
  assert.equal(done.statusCode, 200, done.body);
  assert.match(done.json<{ letter: string }>().letter, /举信答〔\d{4}〕[0-9A-F]{10}号$/u);
  assert.equal(await code(call('handler', path, wish)), 'data-request-not-open', 'once for a request');
  assert.equal((await find('bureau-head', id)).find((row) => row.number === number)?.done, 'copied');

  const view = await seen(number);
  const [paper] = view.papers;
  assert.deepEqual(
    [paper?.code, paper?.owed, view.timeline.at(-1)?.type],
    ['personal-data-answer', true, 'ReporterAnswered'],
  );
  const owed = await call('handler', 'reports/letters/owed');
  const letter = owed.json<OwedLetters>().rows.find((row) => row.number === number);
  const { dueOn } =
    (await call('bureau-head', `data-requests/desk?limit=50`))
      .json<{ rows: { id: string; dueOn: string }[] }>()
      .rows.find((row) => row.id === id) ?? {};
  assert.deepEqual(
    [letter?.n, letter?.code, letter?.madeOn, letter?.rule, letter?.owedBy],
    [1, 'personal-data-answer', dayOf(now()), 'PIP-01', dueOn],
    'PIP-01 it is owed by the day of the request',
  );
  assert.equal((await call('mediator', 'reports/letters/owed')).statusCode, 404, 'nobody without the reports desk');
  const desk = cast.handler.phone;
  const remindersTold = async () =>
    (await world.context.database.transact(nobody, (tx) => demoMessages(tx, desk))).filter(({ body }) =>
      body.includes(number),
    ).length;
  const inDays = (days: number) => new Date(now().getTime() + days * 86_400_000);
  const round = (days: number) => remindOfOwedLetters(world.context, inDays(days), silentLog());
  const counts: number[] = [];
  for (const days of [2, 3, 4, 6, 6]) {
    await round(days);
    counts.push(await remindersTold());
  }
  assert.deepEqual(
    counts,
    [0, 1, 1, 2, 2],
    'RPT-02 the reports desk is told that the letter still lies there, each time once',
  );
  const said = await world.context.database.transact(scopeOf(actorOf('bureau-head')), async (tx) => {
    const other = await world.context.people.deskRequests.letter(tx, actorOf('bureau-head'), id);
    assert.ok(!('refusal' in other));
    return other.canonical;
  });
  for (const hidden of [number, '明码标价', '桥下']) assert.ok(!said.includes(hidden), hidden);
  const pdf = await call('handler', `reports/${number}/papers/1`);
  assert.deepEqual([pdf.statusCode, pdf.headers['content-type']], [200, 'application/pdf']);
  assert.equal((await call('mediator', `reports/${number}/papers/1`)).statusCode, 404);
  const kept = await world.context.database.transact(scopeOf(actorOf('handler')), async (tx) => {
    await enterReports(tx, actorOf('handler'), dayOf(now()));
    const row = await tx.one<{ tenant: string; stream: string }>(
      'select tenant, stream from report where number = $1',
      [number],
    );
    const values = await world.context.vault.openKind(tx, [row], 'paper');
    return String(values.get(row.stream));
  });
  for (const held of [number, '孙桂兰', phone, '溪边路 9 号', '没有明码标价。', '桥下街口', '桥下理发'])
    assert.ok(kept.includes(held), held);
  assert.deepEqual((await verified()).faults, []);

  const etag = { 'if-match': `"v${view.version}"` };
  const told = { paper: 1, channel: 'hand', outcome: 'delivered' };
  const handed = await call('handler', `reports/${number}/tell`, told, etag);
  assert.equal(handed.statusCode, 200, handed.body);
  const left = (await call('handler', 'reports/letters/owed')).json<OwedLetters>().rows;
  assert.ok(!left.some((row) => row.number === number), 'what was told of is owed no more');
  const gone = { person: one?.person, ground: 'consent-withdrawn', reason: '举报人书面请求' };
  assert.equal((await call('bureau-head', `reports/${number}/erase-person`, gone)).statusCode, 200);
  assert.equal(
    (await call('handler', `reports/${number}/papers/1`)).statusCode,
    410,
    'the letter goes with its reader',
  );
  assert.deepEqual((await verified()).faults, []);
});

test('PIPL art. 47 a reporter is erased by the head once the verification and its letters are over; no other desk learns of it', async () => {
  const [number, running, held, owing] = [
    await report(longAgo()),
    await report(),
    await report(longAgo()),
    await report({ ...longAgo(), problemCode: 'food-safety' }),
  ];
  await call('handler', `reports/${held}/legal-holds`, { reason: '行政复议期间' });
  const etag = { 'if-match': '"v1"' };
  const sent = await call('handler', `reports/${owing}/transfer`, { reasons: '由海关处理', to: '某海关' }, etag);
  assert.equal(sent.statusCode, 200, sent.body);
  const id = await requested('delete');
  const found = await find('bureau-head', id);
  const rowOf = (of: string) => found.find((row) => row.number === of);
  assert.deepEqual(
    [number, running, held, owing].map((of) => rowOf(of)?.erasureBar),
    [null, 'case-runs', 'legal-hold', 'papers-owed'],
  );
  const wish = (of: string) => ({
    ...{ person: rowOf(of)?.person, ground: 'consent-withdrawn', reason: '举报人书面请求', request: id },
  });
  const erase = (who: CastName, of: string) => call(who, `reports/${of}/erase-person`, wish(of));
  assert.equal(await code(erase('handler', number)), 'not-permitted');
  assert.equal(await code(erase('bureau-head', running)), 'reporter-erased-while-verifying');
  assert.equal(await code(erase('bureau-head', owing)), 'reporter-erased-before-told');
  assert.equal(await code(erase('bureau-head', held)), 'under-legal-hold');
  assert.equal((await seen(held)).reporter?.erased, null, 'a refusal undoes everything');
  const before = await verified();
  const done = await erase('bureau-head', number);
  assert.equal(done.statusCode, 200, done.body);
  assert.equal(await code(erase('bureau-head', number)), 'person-not-found');
  const view = await seen(number);
  assert.equal(view.reporter?.mayCorrect, false, 'nothing is left to be put right');
  assert.deepEqual(
    [view.phase, view.clue, view.reporter?.erased?.basis, Object.values(view.reporter?.masked ?? {}).filter(Boolean)],
    ['verifying', '没有明码标价。', 'pipl 47(1)(3)', []],
  );
  assert.equal((await find('bureau-head', id)).find((row) => row.number === number)?.done, 'erased');
  const granted = { outcome: 'granted', text: '', way: 'hand' };
  assert.equal(
    await code(call('bureau-head', `data-requests/${id}/answer-by-letter`, granted)),
    'not-carried-out-yet',
    'others of the same person are left',
  );
  const { faults, erased, left } = await verified();
  assert.deepEqual([faults, erased], [[], ['pipl 47(1)(3)']]);
  assert.deepEqual(left, { reporters: before.left.reporters - 1, beside: 0 });

  // Without the reports desk: the same answer as where there are none, in the request and in every table.
  const { database, context } = { database: world.context.database, context: world.context };
  const blind = actorOf('mediator');
  assert.deepEqual(await database.transact(scopeOf(blind), (tx) => findReportsOfRequest(context, tx, blind, id)), []);
  for (const who of ['mediator', 'bureau-head'] as const)
    assert.deepEqual(
      await database.transact(scopeOf(actorOf(who)), (tx) => tx.rows('select stream from data_request_report')),
      [],
    );
  // Sent on afterwards, it goes as one without a name.
  const left2 = await call(
    'handler',
    `reports/${number}/transfer`,
    { reasons: '退回', unit: 'yunqi-intake' },
    {
      'if-match': `"v${view.version}"`,
    },
  );
  assert.equal(left2.statusCode, 200, left2.body);
  assert.deepEqual((await verified()).faults, []);
});

test('CMP-05 RCV-01 the head puts a day of receipt right: limits, list and verify follow, reasons are read at the desk', async () => {
  const number = await report(longAgo());
  const right = addDays(dayOf(now()), -1);
  const correct = (who: CastName, receivedOn: string, version = 1) =>
    call(
      who,
      `reports/${number}/correct-receipt`,
      { receivedOn, reasons: '信封邮戳日期' },
      { 'if-match': `"v${version}"` },
    );
  assert.deepEqual(await code(correct('handler', right)), 'receipt-day-needs-the-head');
  assert.deepEqual(await code(correct('bureau-head', addDays(right, 5))), 'corrected-receipt-ahead');
  assert.deepEqual(await code(correct('bureau-head', right, 9)), 'version-malformed');
  assert.equal((await seen(number)).mayCorrectReceipt, false);
  const done = await correct('bureau-head', right);
  assert.equal(done.statusCode, 200, done.body);
  const view = done.json<ReportView>();
  assert.deepEqual(
    [view.receivedOn, view.mayCorrectReceipt, view.clocks[0]?.state, view.receiptCorrections[0]?.reasons],
    [right, true, 'running', '信封邮戳日期'],
  );
  const listed = await call('handler', `reports?q=${number}`);
  assert.equal(listed.json<{ rows: { receivedOn: string }[] }>().rows[0]?.receivedOn, right);
  assert.deepEqual((await verified()).faults, []);
});

test('PIPL 47 a reporter who was transferred, answered and erased stands nowhere any more but in what the reporter wrote of the matter', async () => {
  const reporter = { name: '淳于静姝', phone: '13900000091', address: '云栖市临溪区青桐里 91 号' };
  const number = await report({ ...longAgo(), reporter, problemCode: 'food-safety' });
  const etag = { 'if-match': '"v1"' };
  const sent = await call('handler', `reports/${number}/transfer`, { reasons: '由海关处理', to: '某海关' }, etag);
  assert.equal(sent.statusCode, 200, sent.body);
  for (const paper of [1, 2]) {
    const { version } = await seen(number);
    const told = { paper, channel: 'hand', outcome: 'delivered' };
    const done = await call('handler', `reports/${number}/tell`, told, { 'if-match': `"v${version}"` });
    assert.equal(done.statusCode, 200, done.body);
  }
  assert.ok(
    (await whereKept(world, Object.values(reporter))).some(({ where }) => where.startsWith('vault report paper')),
  );
  const wish = { person: (await seen(number)).reporter?.person, ground: 'no-longer-needed', reason: '举报人书面请求' };
  const done = await call('bureau-head', `reports/${number}/erase-person`, wish);
  assert.equal(done.statusCode, 200, done.body);
  assert.deepEqual(await whereKept(world, Object.values(reporter)), []);
});
