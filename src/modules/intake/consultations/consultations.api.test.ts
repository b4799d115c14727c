import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { CastName } from '#db/seed/cast.ts';
import { scopeOf } from '#modules/complaints/facade.ts';
import { complaintRoutes } from '#modules/complaints/routes.ts';
import { systemActors } from '#modules/directory/facade.ts';
import { nobody, openDatabase } from '#platform/db.ts';
import { closeTypesetter } from '#platform/documents/typesetter.ts';
import { silentLog } from '#platform/log.ts';
import { demoMessages } from '#platform/messages/demo-mailbox.ts';
import { verifyStreams } from '#platform/verify.ts';
import { type Api, openApi } from '#test/api.ts';
import { textsOfBook } from '#test/workbook.ts';
import { anyKey, openWorld, type World } from '#test/world.ts';
import { consultationProjection } from '../facade.ts';
import type { ConsultationView, QuestionRequest } from './contract.ts';
import { linkedQuestions } from './make-linked-question.ts';
import { noteAnswerReceipts } from './note-answer-receipts.ts';
import { consultationRoutes } from './routes.ts';
import { readConsultation } from './store.ts';
import { tellAnswer } from './tell-answer.ts';

let world: World;
let api: Api;
before(async () => {
  world = await openWorld();
  api = await openApi(world, [complaintRoutes(world.context), consultationRoutes(world.context)]);
});
after(async () => {
  await api.close();
  await closeTypesetter();
  await world.close();
});

const tryAsk = async (who: CastName, rest: Partial<QuestionRequest>) =>
  api.app.inject({
    method: 'POST',
    url: '/api/v1/consultations',
    headers: { ...(await api.as(who)), 'idempotency-key': anyKey() },
    payload: {
      asker: { name: '林晓禾', phone: '13800000001' },
      question: '健身房说年卡不退不换，这样规定合法吗？',
      bureau: 'yunqi-intake',
      ...rest,
    },
  });
const ask = async (who: CastName, rest: Partial<QuestionRequest> = {}): Promise<string> => {
  const answer = await tryAsk(who, rest);
  assert.equal(answer.statusCode, 201, answer.body);
  return answer.json<{ number: string }>().number;
};

const act = async (who: CastName, number: string, name: string, version: number, payload: object) =>
  api.app.inject({
    method: 'POST',
    url: `/api/v1/consultations/${number}/${name}`,
    headers: { ...(await api.as(who)), 'if-match': `"v${version}"` },
    payload,
  });

const see = async (who: CastName, number: string) =>
  api.app.inject({ method: 'GET', url: `/api/v1/consultations/${number}`, headers: await api.as(who) });

const running = { tenant: 'yunqi', attempt: 1, isLast: false, signal: new AbortController().signal, log: silentLog() };
const tell = (number: string, n: number) => tellAnswer(world.context).run({ number, n }, running);
const answerIt = (number: string, version: number) =>
  act('intake-officer', number, 'answer', version, { text: '可以。', basis: [] });
const owed = async (query = ''): Promise<string[]> => {
  const list = await api.app.inject({
    method: 'GET',
    url: `/api/v1/consultations?owed=true${query}`,
    headers: await api.as('intake-officer'),
  });
  assert.equal(list.statusCode, 200, list.body);
  return list.json<{ rows: { number: string }[] }>().rows.map((row) => row.number);
};

describe('a question is asked, answered in writing and closed', () => {
  test('the answer is a numbered letter the asker can open and anybody can prove', async () => {
    const number = await ask('consumer');
    assert.match(number, /^YUNQI-Q\d{6}-/);
    const answered = await act('intake-officer', number, 'answer', 1, {
      text: '“不退不换”属于不公平的格式条款，内容无效，您可以要求退还余额。',
      basis: ['《中华人民共和国消费者权益保护法》第二十六条'],
    });
    assert.equal(answered.statusCode, 200, answered.body);
    const closed = await act('intake-officer', number, 'close', 2, { told: 'phone' });
    assert.equal(closed.statusCode, 200, closed.body);
    const own = (await see('consumer', number)).json<ConsultationView>();
    assert.equal(own.phase, 'closed');
    assert.equal(own.asker.phone, '13800000001');
    assert.match(own.answer?.text ?? '', /不公平的格式条款/);
    assert.deepEqual(own.acts, []);
    assert.equal(own.papers.length, 1);
    assert.match(own.papers[0]?.number ?? '', /咨答〔\d{4}〕第1号$/);
    const file = await api.app.inject({
      method: 'GET',
      url: own.papers[0]?.url ?? '',
      headers: await api.as('consumer'),
    });
    assert.equal(file.statusCode, 200);
    assert.equal(file.rawPayload.subarray(0, 5).toString(), '%PDF-');
    const proofs = await world.context.database.transact(nobody, (tx) =>
      tx.rows<{ code: string; standing: string }>('select code, standing from paper_proof where number = $1', [
        own.papers[0]?.number,
      ]),
    );
    assert.deepEqual(proofs, [{ code: 'consultation-answer', standing: 'valid' }]);
    const staff = (await see('intake-officer', number)).json<ConsultationView>();
    assert.equal(staff.asker.phone, '138****0001');
  });

  test('nobody else sees it: another consumer, another city; it is no complaint', async () => {
    const number = await ask('consumer');
    for (const who of ['second-consumer', 'handler-other-city', 'handler', 'operator'] as const)
      assert.equal((await see(who, number)).statusCode, 404, who);
    const asComplaint = await api.app.inject({
      method: 'GET',
      url: `/api/v1/complaints/${number}`,
      headers: await api.as('consumer'),
    });
    assert.equal(asComplaint.statusCode, 404);
  });

  test('trap 14: a food question outside the duty is transferred and told in writing; no other question is', async () => {
    const plain = await ask('consumer');
    const refused = await act('intake-officer', plain, 'transfer', 1, { to: '云栖市农业农村局', reasons: '种植环节' });
    assert.equal(refused.json<{ code: string }>().code, 'transfer-is-for-food-questions');
    const food = await ask('consumer', { question: '菜地里打了农药多久才能采摘？', problemCode: 'food-safety' });
    const done = await act('intake-officer', food, 'transfer', 1, {
      to: '云栖市农业农村局',
      reasons: '种植环节的农药使用由农业农村部门负责',
    });
    assert.equal(done.statusCode, 200, done.body);
    const own = (await see('consumer', food)).json<ConsultationView>();
    assert.equal(own.phase, 'transferred');
    assert.equal(own.transferredTo, '云栖市农业农村局');
    assert.deepEqual(
      own.papers.map(({ code }) => code),
      ['food-transfer-notice'],
    );
    assert.equal((await act('intake-officer', food, 'close', 2, { told: 'letter' })).statusCode, 200);
    // Only the territory is another's: the letters do not deny the duty (JUR-09).
    const elsewhere = await ask('consumer', { problemCode: 'food-safety' });
    const sent = { to: '外省某县市场监督管理局', lack: 'territory', reasons: '经营者在该县' };
    assert.equal((await act('intake-officer', elsewhere, 'transfer', 1, sent)).statusCode, 200);
    const letters = await world.context.database.transact(
      { ...nobody, tenants: ['yunqi'], bureaus: ['yunqi-intake'] },
      async (tx) => {
        const found = await readConsultation(tx, elsewhere);
        assert.ok(found !== undefined);
        const opened = await Promise.all(
          found.state.papers.map(({ data }) => world.context.vault.openEntry(tx, { ...found, entry: data.entry })),
        );
        return JSON.stringify(opened);
      },
    );
    assert.equal(letters.split('不属于我局管辖').length, 3, letters.slice(0, 400));
    assert.doesNotMatch(letters, /不属于我局职责/u);
  });

  test('JUR-09 trap 14: where the competent bureau works here, the question goes on there once, and the asker sees both', async () => {
    const asker = { name: '林晓禾', phone: '13800000001' };
    const number = await ask('consumer', {
      asker,
      question: '北渡区的早餐摊要不要健康证？',
      problemCode: 'food-safety',
    });
    const reasons = '摊点在澜川市北渡区';
    const transfer = (body: object, version = 1) => act('intake-officer', number, 'transfer', version, body);
    for (const [body, code] of [
      [{ reasons }, 'receiving-body-not-named'],
      [{ reasons, to: '某局', unit: 'lanchuan-beidu' }, 'bureau-named-twice'],
      [{ reasons, unit: 'yunqi-intake' }, 'no-such-bureau'],
      [{ reasons, unit: 'nowhere' }, 'no-such-bureau'],
    ] as const)
      assert.equal((await transfer(body)).json<{ code: string }>().code, code);
    const done = await transfer({ reasons, unit: 'lanchuan-beidu' });
    assert.equal(done.statusCode, 200, done.body);
    const sent = done.json<ConsultationView>();
    assert.deepEqual([sent.phase, sent.linkedTo?.bureau], ['transferred', 'lanchuan-beidu']);
    // The bureau has the question itself on its desk: no letter is owed to it, but the asker is to be told in writing.
    assert.deepEqual(
      sent.papers.map(({ code, owed: isOwed }) => [code, isOwed]),
      [
        ['food-transfer-notice', true],
        ['food-transfer', false],
      ],
    );
    const there = sent.linkedTo?.number ?? '';
    const actor = (await systemActors(world.context.database, 'hand-over')).find((one) => one.tenant === 'lanchuan');
    assert.ok(actor !== undefined);
    const waiting = () =>
      world.context.database.transact(scopeOf(actor), (tx) =>
        tx.one<{ stream: string; sealed: Buffer | null }>(
          'select stream, sealed from question_hand_over where number = $1',
          [there],
        ),
      );
    const { stream, sealed } = await waiting();
    assert.ok(sealed !== null && !sealed.includes('林晓禾'));
    const make = () => linkedQuestions.take(world.context, actor, { tenant: 'lanchuan', stream });
    const made = await Promise.all([make(), make()]);
    assert.deepEqual([...made.toSorted(), await make(), (await waiting()).sealed], [false, true, false, null]);

    const view = (await see('handler-other-city', there)).json<ConsultationView>();
    assert.deepEqual(
      [view.phase, view.bureau, view.food, view.question, view.asker.phone],
      ['asked', 'lanchuan-beidu', true, sent.question, '138****0001'],
    );
    assert.deepEqual([view.linkedFrom?.number, view.linkedFrom?.reasons], [number, reasons]);
    assert.deepEqual([view.linkedFrom?.firstReceivedOn, view.receivedOn], [sent.receivedOn, sent.linkedTo?.on]);
    const codes = async (who: CastName) => [(await see(who, number)).statusCode, (await see(who, there)).statusCode];
    assert.deepEqual(await codes('handler-other-city'), [404, 200]);
    assert.deepEqual(await codes('intake-officer'), [200, 404]);
    assert.deepEqual(await codes('second-consumer'), [404, 404]);
    assert.deepEqual(await codes('consumer'), [200, 200]);
    const own = (await see('consumer', there)).json<ConsultationView>();
    assert.deepEqual([own.asker.phone, own.linkedFrom?.number, own.linkedFrom?.reasons], [asker.phone, number, null]);

    const back = await act('handler-other-city', there, 'transfer', 1, { reasons, unit: 'yunqi-intake' });
    assert.equal(back.json<{ code: string }>().code, 'question-came-from-there');
    const answered = await act('handler-other-city', there, 'answer', 1, { text: '需要。', basis: [] });
    assert.equal(answered.statusCode, 200, answered.body);
  });

  test('two officers at once: the second one is told; a consumer cannot answer', async () => {
    const number = await ask('consumer');
    assert.equal((await act('consumer', number, 'answer', 1, { text: '自己答' })).statusCode, 403);
    const both = await Promise.all([
      act('intake-officer', number, 'answer', 1, { text: '甲' }),
      act('intake-officer', number, 'answer', 1, { text: '乙' }),
    ]);
    assert.deepEqual(both.map(({ statusCode }) => statusCode).sort(), [200, 412]);
    const list = await api.app.inject({
      method: 'GET',
      url: '/api/v1/consultations?phase=answered',
      headers: await api.as('intake-officer'),
    });
    assert.ok(list.json<{ rows: { number: string }[] }>().rows.some((row) => row.number === number));
  });

  test('the list is narrowed, counted once, paged and taken along with masked names; of others it shows nothing', async () => {
    const [one, two] = [
      await ask('consumer'),
      await ask('consumer', { asker: { name: '=1+1', phone: '13800000012' } }),
    ];
    type List = { rows: { number: string; channel: string }[]; next: string | null; total: number | null };
    const list = async (query: string, who: CastName = 'intake-officer') => {
      const url = `/api/v1/consultations${query}`;
      return (await api.app.inject({ method: 'GET', url, headers: await api.as(who) })).json<List>();
    };
    const first = await list('?limit=1');
    assert.ok((first.total ?? 0) >= 2);
    const second = await list(`?limit=1&cursor=${first.next}`);
    assert.deepEqual([second.total, second.rows[0]?.number === first.rows[0]?.number], [null, false]);
    assert.deepEqual(
      (await list(`?q=${one}`)).rows.map((row) => row.number),
      [one],
    );
    assert.ok((await list('?channel=web&phase=asked&limit=100')).rows.some((row) => row.number === two));
    for (const none of ['?channel=letter', '?food=true&phase=closed', '?bureau=yunqi-wangshan'])
      assert.ok(!(await list(none)).rows.some((row) => row.number === two), none);
    const taken = async (who: CastName) =>
      api.app.inject({ url: '/api/v1/consultations/export.xlsx?phase=asked', headers: await api.as(who) });
    const texts = textsOfBook(await taken('intake-officer'));
    assert.ok(texts.includes(two) && !texts.includes('林晓禾'));
    assert.ok(!textsOfBook(await taken('handler-other-county')).includes(two));
    assert.equal((await taken('consumer')).statusCode, 403);
  });

  test('verify folds questions again', async () => {
    const owner = openDatabase({ url: world.ownerUrl, connections: 1 });
    const faults: string[] = [];
    await owner.transact(nobody, (tx) =>
      verifyStreams(tx, {
        vault: world.context.vault,
        projections: [consultationProjection],
        onFault: ({ code, detail }) => faults.push(`${code} ${detail}`),
      }),
    );
    await owner.close();
    assert.equal(faults.join('; '), '');
  });
});

describe('an answer is given when the asker has it', () => {
  test('whoever has a mobile number is told by message, once; the record says how', async () => {
    const number = await ask('intake-officer', { channel: 'phone', asker: { name: '周师傅', phone: '138 0000 7001' } });
    assert.equal((await answerIt(number, 1)).statusCode, 200);
    assert.ok((await owed()).includes(number));
    for (const _again of [1, 2]) await tell(number, 1);
    const messages = await world.context.database.transact(nobody, (tx) => demoMessages(tx, '13800007001'));
    assert.equal(messages.filter(({ body }) => body.includes(number)).length, 1);
    assert.match(messages[0]?.body ?? '', /《咨询答复书》|《.+》/u);
    const view = (await see('intake-officer', number)).json<ConsultationView>();
    const [{ outcome } = {}] = view.papers[0]?.told ?? [];
    assert.deepEqual([outcome, view.papers[0]?.owed], ['delivered', false], 'open to whoever signs in with the number');
    assert.ok(!(await owed()).includes(number));
  });

  test('whoever gave an e-mail address is told there with the letter', async () => {
    const asker = { name: '程雨', phone: '13800007003', email: 'chengyu@example.cn' };
    const unreadable = await tryAsk('intake-officer', { asker: { ...asker, email: '程雨' } });
    assert.equal(unreadable.json<{ code: string }>().code, 'email-not-readable');
    const number = await ask('intake-officer', { channel: 'phone', asker });
    assert.equal((await answerIt(number, 1)).statusCode, 200);
    await tell(number, 1);
    const messages = await world.context.database.transact(nobody, (tx) => demoMessages(tx));
    const told = messages.filter(({ body }) => body.includes(number)).map(({ recipient }) => recipient);
    assert.deepEqual(told, [asker.email]);
    const view = (await see('intake-officer', number)).json<ConsultationView>();
    const [{ channel, outcome } = {}] = view.papers[0]?.told ?? [];
    assert.deepEqual([channel, outcome, view.papers[0]?.owed], ['e-mail', 'sent', false]);
    assert.match(view.asker.email ?? '', /\*.*@example\.cn/u);
  });

  test('whoever has none stays owed a letter until somebody records how it left; a failure leaves it owed', async () => {
    const number = await ask('intake-officer', {
      channel: 'letter',
      ...{ receivedOn: '2026-04-20', receivedLongAgo: true },
      asker: { name: '何奶奶', phone: '0990-1234567', address: '云栖市临溪区溪边路 3 号' },
    });
    assert.equal((await see('intake-officer', number)).json<ConsultationView>().receivedOn, '2026-04-20');
    assert.equal((await answerIt(number, 1)).statusCode, 200);
    await tell(number, 1);
    assert.ok((await owed()).includes(number));
    assert.deepEqual(await owed(`&q=${number.toLowerCase()}`), [number]);
    const record = (outcome: string, version: number, paper = 1) =>
      act('intake-officer', number, 'tell', version, { paper, channel: 'letter', outcome });
    assert.equal((await record('failed', 2)).statusCode, 200);
    assert.ok((await owed()).includes(number));
    assert.equal((await record('sent', 3, 9)).json<{ code: string }>().code, 'no-such-paper');
    const elsewhere = await act('mediator', number, 'tell', 3, { paper: 1, channel: 'letter', outcome: 'sent' });
    assert.equal(elsewhere.statusCode, 404);
    assert.equal((await record('sent', 3)).statusCode, 200);
    assert.equal((await record('sent', 4)).json<{ code: string }>().code, 'paper-told-already');
    assert.ok(!(await owed()).includes(number));
  });

  test('an answer given anew is owed in place of the one before', async () => {
    const number = await ask('intake-officer', { channel: 'phone', asker: { phone: '0990-7654321' } });
    assert.equal((await answerIt(number, 1)).statusCode, 200);
    assert.equal((await answerIt(number, 2)).statusCode, 200);
    const view = (await see('intake-officer', number)).json<ConsultationView>();
    const [first, last] = view.papers;
    assert.deepEqual([first?.owed, last?.owed, first?.replacedBy], [false, true, last?.number]);
  });

  test('PIPL 6 who answers may open the asker’s number, with a reason that is recorded; nobody else may', async () => {
    const number = await ask('intake-officer', { channel: 'phone', asker: { name: '周师傅', phone: '13800007002' } });
    const reveal = async (who: CastName, body: object) =>
      api.app.inject({
        method: 'POST',
        url: `/api/v1/consultations/${number}/reveal`,
        headers: await api.as(who),
        payload: body,
      });
    const opened = await reveal('intake-officer', { field: 'phone', reason: '回电答复' });
    assert.deepEqual(opened.json(), { value: '13800007002' });
    assert.equal((await reveal('intake-officer', { field: 'address', reason: '回电答复' })).statusCode, 404);
    assert.equal((await reveal('intake-officer', { field: 'phone', reason: '' })).statusCode, 400);
    assert.ok([403, 404].includes((await reveal('mediator', { field: 'phone', reason: '看看' })).statusCode));
    assert.equal((await reveal('handler-other-city', { field: 'phone', reason: '看看' })).statusCode, 404);
    assert.equal((await see('mediator', number)).json<ConsultationView>().mayReveal ?? false, false);
    const owner = openDatabase({ url: world.ownerUrl, connections: 1 });
    const looks = await owner.transact(nobody, (tx) =>
      tx.adhoc<{ n: number }>("select count(*)::int as n from audit_line where act = 'reveal' and reason = '回电答复'"),
    );
    await owner.close();
    assert.equal(looks[0]?.n, 1);
  });
});

describe('a message about an answer that did not arrive', () => {
  test('the letter is owed again, the desk finds it, and one more message may be sent', async () => {
    const number = await ask('consumer', { asker: { name: '周奶奶', phone: '13900004040' } });
    await answerIt(number, 1);
    await tell(number, 1);
    assert.ok(!(await owed()).includes(number));
    await world.context.people.messages.collectReceipts();
    assert.ok((await noteAnswerReceipts(world.context)) > 0);
    assert.equal(await noteAnswerReceipts(world.context), 0);
    assert.ok((await owed()).includes(number));
    const { version } = (await see('intake-officer', number)).json<ConsultationView>();
    const again = await act('intake-officer', number, 'send-again', version, { paper: 1 });
    assert.equal(again.statusCode, 200, again.body);
    const view = again.json<ConsultationView>();
    await tellAnswer(world.context).run({ number, n: 1, again: view.version }, running);
    assert.ok(!(await owed()).includes(number));
    const refused = await act('intake-officer', number, 'send-again', view.version + 1, { paper: 1 });
    assert.equal(refused.json<{ code: string }>().code, 'paper-told-already');
    const byHand = await ask('consumer', { asker: { name: '周爷爷', phone: '0571-86000001' } });
    await answerIt(byHand, 1);
    const none = await act('intake-officer', byHand, 'send-again', 2, { paper: 1 });
    assert.equal(none.json<{ code: string }>().code, 'asker-without-mobile');
  });
});
