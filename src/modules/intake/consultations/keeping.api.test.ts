import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { CastName } from '#db/seed/cast.ts';
import { addDays, dayOf } from '#kernel/day.ts';
import { scopeOf } from '#modules/complaints/facade.ts';
import type { FoundForRequest } from '#modules/complaints/keeping/request-contract.ts';
import { deskRequestRoutes, deskRequestSchemas } from '#modules/complaints/keeping/request-routes.ts';
import { complaintRoutes } from '#modules/complaints/routes.ts';
import { systemActors } from '#modules/directory/facade.ts';
import { now } from '#platform/clock.ts';
import { nobody, openDatabase } from '#platform/db.ts';
import { closeTypesetter } from '#platform/documents/typesetter.ts';
import { silentLog } from '#platform/log.ts';
import { verifyStreams } from '#platform/verify.ts';
import { type Api, openApi } from '#test/api.ts';
import { dueNow, letGoOf } from '#test/end-of-term.ts';
import { whereKept } from '#test/everything-kept.ts';
import { actorOf, anyKey, openWorld, type World } from '#test/world.ts';
import { askerErasureBar, consultationProjection, ownQuestions, questionsAtEnd } from '../facade.ts';
import type { ConsultationList, ConsultationView, Hold, LettersMade } from './contract.ts';
import { linkedQuestions, noteQuestionTaken } from './make-linked-question.ts';
import { noteAnswerReceipts } from './note-answer-receipts.ts';
import { consultationRoutes } from './routes.ts';
import { tellAnswer } from './tell-answer.ts';

let world: World;
let api: Api;
before(async () => {
  world = await openWorld();
  const { context } = world;
  const requests = deskRequestRoutes(
    context,
    async () => undefined,
    (tx, { number }) => askerErasureBar(tx, number),
  );
  api = await openApi(world, [complaintRoutes(context), consultationRoutes(context), requests], deskRequestSchemas);
});
after(async () => {
  await api.close();
  await closeTypesetter();
  await world.close();
});

const years = (n: number): Date => new Date(now().getTime() + n * 365.25 * 86_400_000);

const call = async (who: CastName, path: string, payload?: object, more: Record<string, string> = {}) =>
  api.app.inject({
    method: payload === undefined ? 'GET' : 'POST',
    url: `/api/v1/${path}`,
    headers: { ...(await api.inBrowser(who)), ...more },
    ...(payload === undefined ? {} : { payload }),
  });

const linXiaohe = { name: '林晓禾', phone: '13800000001' };
const asked = async (asker = linXiaohe): Promise<string> => {
  const question = {
    asker,
    question: '健身房说年卡不退不换，这样规定合法吗？',
    bureau: 'yunqi-linxi',
  };
  const answer = await call('consumer', 'consultations', question, { 'idempotency-key': anyKey() });
  assert.equal(answer.statusCode, 201, answer.body);
  return answer.json<{ number: string }>().number;
};

const closed = async (asker = linXiaohe): Promise<string> => {
  const number = await asked(asker);
  for (const [n, act, body] of [
    [1, 'answer', { text: '内容无效，您可以要求退还余额。' }],
    [2, 'close', { told: 'phone' }],
  ] as const) {
    const done = await call('handler', `consultations/${number}/${act}`, body, { 'if-match': `"v${n}"` });
    assert.equal(done.statusCode, 200, done.body);
  }
  return number;
};

const personOf = async (number: string): Promise<string> =>
  (
    await world.context.database.transact(scopeOf(actorOf('handler')), (tx) =>
      tx.one<{ person: string }>(
        `select e.payload->'asker'->>'person' as person from event e join consultation c using (tenant, stream)
          where c.number = $1 and e.version = 1`,
        [number],
      ),
    )
  ).person;

const verified = async () => {
  const owner = openDatabase({ url: world.ownerUrl, connections: 1 });
  const faults: string[] = [];
  try {
    const so = await owner.transact(nobody, (tx) =>
      verifyStreams(tx, {
        vault: world.context.vault,
        projections: [consultationProjection],
        onFault: ({ name, code, detail }) => faults.push(`${name} ${code} ${detail}`),
      }),
    );
    return { faults, erased: [...so.erased.keys()] };
  } finally {
    await owner.close();
  }
};

test('RET-06 a closed question goes when its term is over, an open one and a held one stay; verify says why', async () => {
  const [gone, held, open] = [await closed(), await closed(), await asked()];
  const path = `consultations/${held}/legal-holds`;
  assert.equal((await call('handler-other-county', path, { reason: '行政复议期间' })).statusCode, 404);
  const placed = await call('handler', path, { reason: '行政复议期间' });
  assert.equal(placed.statusCode, 201, placed.body);
  assert.deepEqual(await dueNow(questionsAtEnd(world.context, years(2.9))), []);
  const due = await dueNow(questionsAtEnd(world.context, years(3.1)));
  assert.deepEqual(
    due.map((one) => [one.number, one.years, one.held]).sort(),
    [
      [gone, 3, false],
      [held, 3, true],
    ].sort(),
  );
  assert.equal(await letGoOf(questionsAtEnd(world.context, years(3.1))), 1);

  const own = (await call('consumer', `consultations/${gone}`)).json<ConsultationView>();
  assert.deepEqual([own.phase, own.question, own.asker.name, own.papers], ['retired', null, null, []]);
  assert.equal((await call('handler', `consultations/${gone}/papers/1`)).statusCode, 410);
  for (const number of [held, open])
    assert.ok((await call('handler', `consultations/${number}`)).json<ConsultationView>().question);
  const { faults, erased } = await verified();
  assert.deepEqual(faults, []);
  assert.deepEqual(erased, ['pipl 19, 47; RET-06']);
  assert.deepEqual(
    (await dueNow(questionsAtEnd(world.context, years(3.1)))).map((one) => one.number),
    [held],
  );

  const { hold } = placed.json<{ hold: string }>();
  assert.equal((await call('handler', `${path}/${hold}/lift`, {})).json<{ code: string }>().code, 'not-permitted');
  assert.equal((await call('bureau-head', `${path}/${hold}/lift`, {})).statusCode, 200);
  assert.deepEqual((await call('handler', path)).json<Hold[]>(), []);
  assert.equal(await letGoOf(questionsAtEnd(world.context, years(3.1))), 1);
  assert.deepEqual((await verified()).faults, []);
});

test('PIP-01 whoever asked is erased on request once the question is closed: by the head, for ever, and the request says so', async () => {
  const [number, open, held] = [await closed(), await asked(), await closed()];
  await call('handler', `consultations/${held}/legal-holds`, { reason: '行政复议期间' });
  const request = await call('bureau-head', 'data-requests/entered', {
    ...{ bureau: 'yunqi-linxi', kind: 'delete', via: 'counter', identityCheck: 'original-id' },
    ...{ receivedOn: dayOf(now()), name: '林晓禾', phone: '13800000001', text: '请删除我的咨询。' },
  });
  assert.equal(request.statusCode, 201, request.body);
  const { id } = request.json<{ id: string }>();
  const found = (await call('bureau-head', `data-requests/${id}/find`, {})).json<FoundForRequest>().found;
  const barOf = (one: string) => found.find((row) => row.number === one)?.erasureBar;
  assert.deepEqual([barOf(number), barOf(open), barOf(held)], [null, 'case-runs', 'legal-hold']);
  const wishFor = async (one: string) => ({
    ...{ person: await personOf(one), ground: 'consent-withdrawn', reason: '咨询人书面请求', request: id },
  });
  const erase = async (who: CastName, one: string) =>
    call(who, `consultations/${one}/erase-person`, await wishFor(one));
  assert.equal((await erase('handler', number)).statusCode, 403);
  assert.equal((await erase('bureau-head', open)).json<{ code: string }>().code, 'erasing-while-the-case-runs');
  assert.equal((await erase('bureau-head', held)).json<{ code: string }>().code, 'under-legal-hold');
  const done = await erase('bureau-head', number);
  assert.equal(done.statusCode, 200, done.body);
  assert.equal((await erase('bureau-head', number)).json<{ code: string }>().code, 'person-not-found');
  const view = (await call('handler', `consultations/${number}`)).json<ConsultationView>();
  assert.deepEqual(
    [view.phase, view.erased, view.question, view.answer?.text, view.asker.name, view.papers],
    ['closed', true, null, null, null, []],
  );
  const again = (await call('bureau-head', `data-requests/${id}/find`, {})).json<FoundForRequest>().found;
  assert.equal(again.find((row) => row.number === number)?.done, 'erased');
  const { faults, erased } = await verified();
  assert.deepEqual(faults, []);
  assert.ok(erased.includes('pipl 47(1)(3)'));
  // The end of its term finds nothing left to destroy, and passes.
  assert.equal(await letGoOf(questionsAtEnd(world.context, years(3.1)), number), 1);
});

test('answers owed by letter are printed many at once behind their address pages, with a reason, and marked as posted', async () => {
  const askedOf = async (asker: object, more: object = {}): Promise<string> => {
    const question = { channel: 'phone', asker, question: '年卡可以退吗？', bureau: 'yunqi-linxi', ...more };
    const put = await call('handler', 'consultations', question, { 'idempotency-key': anyKey() });
    assert.equal(put.statusCode, 201, put.body);
    const { number } = put.json<{ number: string }>();
    const done = await call('handler', `consultations/${number}/answer`, { text: '可以。' }, { 'if-match': '"v1"' });
    assert.equal(done.statusCode, 200, done.body);
    return number;
  };
  const phone = '0990-1234567';
  const first = await askedOf({ name: '何奶奶', phone, address: '云栖市临溪区溪边路 3 号' });
  const second = await askedOf({ name: '何爷爷', phone, address: '云栖市临溪区溪边路 5 号' }, { largePrint: true });
  const unknown = await askedOf({ name: '何先生', phone });
  const numbers = [first, second, unknown];
  const print = (more: object = {}, who: CastName = 'handler') =>
    call(who, 'consultations/letters', { numbers, reason: '邮寄答复', ...more });
  assert.equal((await print({ reason: '' })).statusCode, 400);
  assert.equal((await print({}, 'handler-other-city')).json<LettersMade>().printed, 0);
  const made = (await print()).json<LettersMade>();
  assert.deepEqual(
    [made.printed, made.left.map(({ number, problem }) => [number, problem])],
    [2, [[unknown, 'no-address-for-letter']]],
  );
  const path = made.url?.replace('/api/v1/', '') ?? '';
  const file = await call('handler', path);
  assert.deepEqual([file.statusCode, file.headers['content-type']], [200, 'application/pdf']);
  assert.equal((await call('bureau-head', path)).statusCode, 403, 'for who ordered it');
  assert.equal((await print()).json<{ code: string }>().code, 'printed-before');
  assert.equal((await print({ again: true, duplex: true })).json<LettersMade>().printed, 2);
  const looks = await world.context.database.transact(scopeOf(actorOf('handler')), (tx) =>
    tx.rows<{ act: string }>("select act from audit_line where reason = '邮寄答复' and act = 'reveal'"),
  );
  assert.equal(looks.length, 8, 'name and address of two, twice');
  const large = async (number: string) => {
    const { largePrint, papers } = (await call('handler', `consultations/${number}`)).json<ConsultationView>();
    const url = papers[0]?.url.replace('/api/v1/', '') ?? '';
    return [largePrint, url.endsWith('?large=true'), (await call('handler', url)).statusCode];
  };
  assert.deepEqual(await large(first), [false, false, 200]);
  assert.deepEqual(await large(second), [true, true, 200]);
  // Said after the question, by somebody without a mobile telephone.
  const printed = (wish: boolean, version: number, who: CastName = 'handler') =>
    call(who, `consultations/${first}/choose-print`, { large: wish }, { 'if-match': `"v${version}"` });
  assert.equal((await printed(true, 2, 'mediator')).json<{ code: string }>().code, 'not-permitted');
  assert.equal((await printed(true, 2)).statusCode, 200);
  assert.equal((await printed(true, 3)).json<{ code: string }>().code, 'print-is-so-already');
  assert.deepEqual(await large(first), [true, true, 200]);
  assert.equal((await printed(false, 3)).statusCode, 200);
  assert.deepEqual(await large(first), [false, false, 200]);
  assert.deepEqual((await verified()).faults, []);
  const owed = (await call('handler', 'consultations?owed=true&limit=50')).json<ConsultationList>().rows;
  assert.equal(owed.find(({ number }) => number === second)?.largePrint, true);
  const owner = openDatabase({ url: world.ownerUrl, connections: 1 });
  const aged = "update consultation_paper set made_at = made_at - interval '3 days'";
  await owner.transact(nobody, (tx) => tx.run(aged));
  await owner.close();
  const mark = (daysAgo: number) =>
    call('handler', 'consultations/letters/posted', {
      ...{ numbers: [first, second], postedOn: addDays(dayOf(now()), -daysAgo) },
    });
  assert.equal((await mark(-1)).json<{ code: string }>().code, 'posted-in-the-future');
  const early = (await mark(4)).json<{ posted: number; left: { problem: string }[] }>();
  assert.deepEqual([early.posted, early.left[0]?.problem], [0, 'posted-before-it-was-made']);
  const posted = await mark(2);
  assert.deepEqual(posted.json(), { posted: 2, left: [] });
  const view = (await call('handler', `consultations/${first}`)).json<ConsultationView>();
  assert.deepEqual(
    view.papers.map((paper) => [paper.owed, paper.told.map(({ channel, outcome, on }) => [channel, outcome, on])]),
    [[false, [['letter', 'sent', addDays(dayOf(now()), -2)]]]],
  );
  const again = await call('handler', 'consultations/letters/posted', { numbers: [first] });
  assert.equal(again.json<{ left: { problem: string }[] }>().left[0]?.problem, 'no-letter-owed');
});

const running = (tenant: string) => ({
  tenant,
  attempt: 1,
  isLast: true,
  signal: new AbortController().signal,
  log: silentLog(),
});

test('JUR-09 a question handed over closes by itself once it is there and the asker was told; a message in vain opens it again', async () => {
  const handedOver = async (phone: string): Promise<ConsultationView> => {
    const question = { question: '北渡区的早餐摊要不要健康证？', problemCode: 'food-safety', bureau: 'yunqi-linxi' };
    const made = await call(
      'consumer',
      'consultations',
      { ...question, asker: { name: '林晓禾', phone } },
      { 'idempotency-key': anyKey() },
    );
    const path = `consultations/${made.json<{ number: string }>().number}/transfer`;
    const wish = { reasons: '摊点在望山县', unit: 'yunqi-wangshan' };
    const sent = await call('handler', path, wish, { 'if-match': '"v1"' });
    assert.equal(sent.statusCode, 200, sent.body);
    return sent.json<ConsultationView>();
  };
  const seen = async (number: string, who: CastName = 'handler') =>
    (await call(who, `consultations/${number}`)).json<ConsultationView>();
  const arrives = async ({ number, linkedTo }: ConsultationView) => {
    const linked = linkedTo?.number ?? '';
    const actor = (await systemActors(world.context.database, 'hand-over')).find((one) => one.tenant === 'yunqi');
    assert.ok(actor !== undefined);
    const { stream } = await world.context.database.transact(scopeOf(actor), (tx) =>
      tx.one<{ stream: string }>('select stream from question_hand_over where number = $1', [linked]),
    );
    assert.equal(await linkedQuestions.take(world.context, actor, { tenant: 'yunqi', stream }), true);
    const owner = openDatabase({ url: world.ownerUrl, connections: 1 });
    const ordered = await owner.transact(nobody, (tx) =>
      tx.adhoc<{ n: number }>(
        `select count(*)::int as n from job_order where task = 'note-question-taken' and payload::text like '%${number}%'`,
      ),
    );
    await owner.close();
    assert.equal(ordered[0]?.n, 1, 'ordered with the question, in one commit');
    const { run } = noteQuestionTaken(world.context);
    for (const _again of [1, 2]) await run({ number, linked }, running('yunqi'));
  };

  const first = await handedOver('13800000001');
  assert.deepEqual([first.phase, first.linkedTo?.takenOn], ['transferred', null]);
  await arrives(first);
  const taken = await seen(first.number);
  assert.deepEqual([taken.phase, taken.linkedTo?.takenOn], ['transferred', dayOf(now())], 'the asker is not told yet');
  await tellAnswer(world.context).run({ number: first.number, n: 1 }, running('yunqi'));
  const closedNow = await seen(first.number);
  assert.deepEqual([closedNow.phase, closedNow.closedOn, closedNow.acts], ['closed', dayOf(now()), []]);
  const own = await world.context.database.transact(scopeOf(actorOf('consumer')), (tx) =>
    ownQuestions(world.context, tx, actorOf('consumer').account, 50),
  );
  assert.equal(own.find((one) => one.number === first.number)?.phase, 'transferred');

  const dead = await handedOver('13900004040');
  await tellAnswer(world.context).run({ number: dead.number, n: 1 }, running('yunqi'));
  assert.equal((await seen(dead.number)).phase, 'transferred', 'told before it is there');
  await arrives(dead);
  assert.equal((await seen(dead.number)).phase, 'closed');
  await world.context.people.messages.collectReceipts();
  await noteAnswerReceipts(world.context);
  const open = await seen(dead.number);
  assert.deepEqual([open.phase, open.closedOn, open.papers[0]?.owed], ['transferred', null, true]);
  const told = { paper: 1, channel: 'letter', outcome: 'sent' };
  const posted = await call('handler', `consultations/${dead.number}/tell`, told, { 'if-match': `"v${open.version}"` });
  assert.equal(posted.json<ConsultationView>().phase, 'closed', posted.body);
  assert.deepEqual((await verified()).faults, []);
});

test('RCV-01 the head puts the day of receipt of a question right; a letter that named the other day is followed by a notice', async () => {
  const today = dayOf(now());
  const question = {
    ...{
      channel: 'letter',
      asker: { name: '林晓禾', phone: '13800000001' },
      question: '怎么办？',
      bureau: 'yunqi-linxi',
    },
    ...{ receivedOn: addDays(today, -365), receivedLongAgo: true },
  };
  const sent = await call('handler', 'consultations', question, { 'idempotency-key': anyKey() });
  assert.equal(sent.statusCode, 201, sent.body);
  const { number } = sent.json<{ number: string }>();
  const correct = (who: CastName, version: number, receivedOn: string, on = number) =>
    call(
      who,
      `consultations/${on}/correct-receipt`,
      { receivedOn, reasons: '邮戳为今年' },
      { 'if-match': `"v${version}"` },
    );
  assert.equal((await correct('handler', 1, today)).statusCode, 403);
  const first = await correct('bureau-head', 1, addDays(today, -3));
  assert.equal(first.statusCode, 200, first.body);
  assert.deepEqual(first.json<ConsultationView>().papers, []);
  await call('handler', `consultations/${number}/answer`, { text: '可以。' }, { 'if-match': '"v2"' });
  assert.equal(
    (await correct('bureau-head', 3, addDays(today, 1))).json<{ code: string }>().code,
    'corrected-receipt-ahead',
  );
  const second = (await correct('bureau-head', 3, addDays(today, -2))).json<ConsultationView>();
  assert.deepEqual(
    second.papers.map(({ code, owed }) => [code, owed]),
    [
      ['consultation-answer', true],
      ['correction-notice', true],
    ],
  );
  assert.deepEqual(
    second.receiptCorrections.map(({ was, reasons }) => [was, reasons]),
    [
      [addDays(today, -365), '邮戳为今年'],
      [addDays(today, -3), '邮戳为今年'],
    ],
  );
  const paper = await call('consumer', `consultations/${number}/papers/2`);
  assert.equal(paper.statusCode, 200);
  assert.deepEqual((await call('consumer', `consultations/${number}`)).json<ConsultationView>().receiptCorrections, []);
  const own = await correct('bureau-head', 1, today, await asked());
  assert.equal(own.json<{ code: string }>().code, 'received-as-filed');
  assert.deepEqual((await verified()).faults, []);
});

test('PIPL 47 who asked and is erased stands nowhere any more, in whatever table and under whatever key', async () => {
  const asker = { name: '淳于静姝', phone: '13900000091' };
  const number = await closed(asker);
  assert.ok((await whereKept(world, Object.values(asker))).length > 0);
  const wish = { person: await personOf(number), ground: 'no-longer-needed', reason: '咨询人书面请求' };
  assert.equal((await call('bureau-head', `consultations/${number}/erase-person`, wish)).statusCode, 200);
  assert.deepEqual(await whereKept(world, Object.values(asker)), []);
});

test('RET-06 a question that was closed anew since the run listed it is kept: its term runs from the later day', async () => {
  const [number, end] = [await closed(), await questionsAtEnd(world.context, years(3.1))];
  const listed = (await dueNow(end)).find((one) => one.number === number);
  const owner = openDatabase({ url: world.ownerUrl, connections: 1 });
  const later = 'update consultation set closed_on = closed_on + 365 where number = $1';
  await owner.unscoped((tx) => tx.run(later, [number]));
  await owner.close();
  assert.equal(listed && (await end.letGo(listed)), 'not-due');
});
