import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { type CastName, cast } from '#db/seed/cast.ts';
import { dayOf } from '#kernel/day.ts';
import { isRefusal } from '#kernel/refusal.ts';
import { systemActors } from '#modules/directory/facade.ts';
import { now } from '#platform/clock.ts';
import { nobody, openDatabase, type Tx } from '#platform/db.ts';
import { openFile } from '#platform/files/open-file.ts';
import { type Api, openApi } from '#test/api.ts';
import { doAct, fileCase, inTray, rivalTakes } from '#test/cases.ts';
import { refoldFaults } from '#test/refold.ts';
import { actorOf, openWorld, type World } from '#test/world.ts';
import type { CaseView } from './case-contract.ts';
import type { CaseCompetence } from './competence-contract.ts';
import { scopeOf } from './handle.ts';
import { linkedCases } from './linked/make-linked-case.ts';
import { endQuestions, takeRivalAnswer } from './rivals/answer-question.ts';
import type { CompetenceQuestions } from './rivals/contract.ts';
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
});

type Told = { readonly code: string; readonly detail: string };

const act = async (who: CastName, number: string, name: string, payload: object) => {
  const view = await seen(who, number);
  const answer = await api.app.inject({
    method: 'POST',
    url: `/api/v1/complaints/${number}/${name}`,
    headers: { ...(await api.as(who)), 'if-match': `"v${view.version}"` },
    payload,
  });
  return { status: answer.statusCode, body: answer.json<CaseView & Told>() };
};

const seen = async (who: CastName, number: string): Promise<CaseView> =>
  (await api.app.inject({ url: `/api/v1/complaints/${number}`, headers: await api.as(who) })).json<CaseView>();

const competence = async (who: CastName, number: string): Promise<CaseCompetence> =>
  (
    await api.app.inject({ url: `/api/v1/complaints/${number}/competence`, headers: await api.as(who) })
  ).json<CaseCompetence>();

const reasons = '涉及面广';

/** With the superior's paper scanned. */
const designate = async (number: string, wish: object) => {
  const items = [await inTray(world, '指定管辖决定.pdf', 'bureau-head')];
  return await act('bureau-head', number, 'record-designation', { ...wish, items });
};

const asOwner = async <T>(work: (tx: Tx) => Promise<T>): Promise<T> => {
  const owner = openDatabase({ url: world.ownerUrl, connections: 1 });
  try {
    return await owner.transact(nobody, work);
  } finally {
    await owner.close();
  }
};

describe('JUR-07 a superior is one of the directory', () => {
  test('a bureau that is none may not take over and is told who it is; the superior may', async () => {
    const number = await fileCase(world);
    const refused = await act('bureau-head', number, 'take-over', { reasons });
    assert.deepEqual([refused.status, refused.body.code], [403, 'not-the-superior']);
    assert.match(refused.body.detail, /云栖市市场监督管理局/u);
    const why = (await seen('bureau-head', number)).unavailable.find((one) => one.act === 'take-over');
    assert.equal(why?.params['superior'], '云栖市市场监督管理局');
    assert.deepEqual(
      (await competence('handler', number)).superiors.map((one) => one.unit ?? one.name),
      ['yunqi-city', '云澜省市场监督管理局', '国家市场监督管理总局'],
    );

    const taken = await act('intake-officer', number, 'take-over', { reasons });
    assert.equal(taken.status, 200, JSON.stringify(taken.body));
    assert.equal(taken.body.bureau, 'yunqi-city');
    const again = await act('intake-officer', number, 'take-over', { reasons });
    assert.equal(again.body.code, 'not-the-superior');
    assert.match(again.body.detail, /云澜省市场监督管理局/u);
  });

  test('a question between two cities goes to their province, which the paper addresses', async () => {
    const number = await fileCase(world);
    const asked = await act('handler', number, 'ask-superior', { reasons, rival: 'lanchuan-beidu' });
    assert.equal(asked.status, 200, JSON.stringify(asked.body));
    const entry = (await seen('handler', number)).timeline.find((one) => one.type === 'SuperiorAsked');
    assert.equal(entry?.details['superiorName'], '云澜省市场监督管理局');
    assert.equal(entry.details['rivalName'], '澜川市北渡区市场监督管理局');
  });
});

describe('JUR-10 a dispute between two bureaus is settled', () => {
  const counterpart = '陆川，电话确认';
  const cmp07 = (view: CaseView) => view.clocks.find((clock) => clock.rule === 'CMP-07');

  test('CMP-07 by agreement: the case moves, both receipts are shown, the complainant is told, the clock is met', async () => {
    const number = await fileCase(world);
    const filed = await seen('handler', number);
    const said = await act('handler', number, 'dispute-competence', { rival: 'yunqi-wangshan', reasons });
    assert.equal(said.status, 200, JSON.stringify(said.body));
    assert.equal(cmp07(said.body)?.state, 'running');
    const { dispute } = await competence('handler', number);
    assert.equal(dispute?.rivalName, '云栖市望山县市场监督管理局');
    const agreedOn = filed.receivedOn ?? '';
    const wish = { takenBy: 'rival', agreedOn, counterpart, reasons: '实际经营地在望山县' };
    assert.equal((await act('handler', number, 'agree-competence', wish)).status, 403);
    const unsaid = await act('bureau-head', number, 'agree-competence', wish);
    assert.deepEqual([unsaid.status, unsaid.body.code], [409, 'rival-has-not-agreed']);
    await rivalTakes(world, number);
    const agreed = await act('bureau-head', number, 'agree-competence', wish);
    // Out of the head's own sight now: the short answer says that it was done.
    assert.deepEqual([agreed.status, agreed.body.phase, agreed.body.timeline], [200, 'under-review', undefined]);

    const there = await seen('handler-other-county', number);
    assert.deepEqual([there.bureau, there.phase, there.handler], ['yunqi-wangshan', 'under-review', null]);
    assert.deepEqual([there.firstReceivedOn, there.ownReceivedOn], [filed.receivedOn, agreedOn]);
    assert.equal(filed.ownReceivedOn, null);
    assert.equal(cmp07(there)?.state, 'met');
    assert.equal((await competence('handler-other-county', number)).steps.at(-1)?.rule, 'JUR-10');

    const own = await seen('consumer', number);
    assert.ok(own.papers.some((paper) => paper.code === 'competence-notice'));
    const told = own.timeline.find((entry) => entry.type === 'CompetenceAgreed');
    assert.equal(told?.details['competentName'], '云栖市望山县市场监督管理局');
    assert.ok(!JSON.stringify(own).includes(counterpart));
    assert.ok(!own.timeline.some((entry) => entry.type === 'CompetenceDisputed'));
    const back = await act('handler-other-county', number, 'return-to-intake', { reasons });
    assert.equal(back.body.code, 'competence-settled');
  });

  test('by the province, on paper: the case goes to the other city with its file, and ends here', async () => {
    const number = await fileCase(world);
    const { receivedOn } = await seen('handler', number);
    await act('handler', number, 'dispute-competence', { rival: 'lanchuan-beidu', reasons });
    const wish = {
      decidedOn: receivedOn,
      document: '云澜市监指〔2026〕7号',
      competent: 'lanchuan-beidu',
      reasons: '住所地在北渡区',
    };
    const byHandler = await act('handler', number, 'record-designation', { ...wish, body: '云澜省市场监督管理局' });
    assert.deepEqual([byHandler.status, byHandler.body.code], [403, 'not-permitted']);
    const wrong = await designate(number, { ...wish, body: 'yunqi-city' });
    assert.deepEqual([wrong.status, wrong.body.code], [422, 'not-the-common-superior']);
    assert.match(wrong.body.detail, /云澜省市场监督管理局/u);
    const done = await designate(number, { ...wish, body: '云澜省市场监督管理局' });
    assert.equal(done.status, 200, JSON.stringify(done.body));
    assert.equal(done.body.phase, 'transferred');
    assert.equal(cmp07(done.body)?.state, 'met');
    const entry = done.body.timeline.find((one) => one.type === 'CompetenceDecided');
    assert.equal(entry?.details['document'], wish.document);
    assert.equal(entry.details['competentName'], '澜川市北渡区市场监督管理局');
    assert.equal(
      done.body.timeline.find((one) => one.type === 'ComplaintTransferredOut')?.details['to'],
      '澜川市北渡区市场监督管理局',
    );
    const letter = done.body.papers.find((paper) => paper.code === 'competence-transfer');
    assert.deepEqual(letter?.recipients, ['bureau']);
  });

  test('by the superior in the system, which may also leave it where it is', async () => {
    const number = await fileCase(world);
    await act('handler', number, 'ask-superior', { reasons, rival: 'yunqi-wangshan' });
    const refused = await act('bureau-head', number, 'decide-competence', { competent: 'yunqi-linxi', reasons });
    assert.deepEqual([refused.status, refused.body.code], [403, 'not-the-superior']);
    const kept = await act('intake-officer', number, 'decide-competence', { competent: 'yunqi-linxi', reasons });
    assert.equal(kept.status, 200, JSON.stringify(kept.body));
    assert.deepEqual(
      [kept.body.bureau, kept.body.phase, kept.body.ownReceivedOn],
      ['yunqi-linxi', 'under-review', null],
    );
    assert.ok(!kept.body.papers.some((paper) => paper.code === 'competence-notice'));
  });
});

describe('JUR-10 a case that goes to another authority of the instance goes on there', () => {
  const designated = {
    body: '云澜省市场监督管理局',
    document: '云澜市监指〔2026〕8号',
    competent: 'lanchuan-beidu',
    reasons: '住所地在北渡区',
  };
  const waitingFor = (number: string) =>
    asOwner((tx) =>
      tx.one<{ tenant: string; stream: string; isEmpty: boolean; orders: number }>(
        `select tenant, stream, sealed is null as "isEmpty",
           (select count(*)::integer from job_order where task = 'make-linked-case' and payload::jsonb -> 'body' ->> 'stream' = stream::text)
             as orders from case_hand_over where number = $1`,
        [number],
      ),
    );
  const make = async ({ tenant, stream }: { tenant: string; stream: string }): Promise<boolean> => {
    const actor = (await systemActors(world.context.database, 'hand-over')).find((one) => one.tenant === tenant);
    assert.ok(actor !== undefined);
    return await linkedCases.take(world.context, actor, { tenant, stream });
  };
  test('with its people, claim and evidence under the keys there, once however often the job runs, and both show the link', async () => {
    const number = await fileCase(world);
    const receipt = await inTray(world, '收据.pdf');
    const card = await inTray(world, '身份证.pdf');
    const inner = await inTray(world, '走访记录.pdf', 'handler');
    await doAct(world, 'consumer', number, 'add-evidence', { items: [receipt] });
    await doAct(world, 'consumer', number, 'add-evidence', { items: [card], purpose: 'identity' });
    await doAct(world, 'handler', number, 'add-evidence', { items: [inner] });
    const decidedOn = (await seen('handler', number)).receivedOn;
    await act('handler', number, 'dispute-competence', { rival: 'lanchuan-beidu', reasons });
    const paper = await inTray(world, '指定管辖决定.pdf', 'bureau-head');
    const done = await act('bureau-head', number, 'record-designation', { ...designated, decidedOn, items: [paper] });
    assert.equal(done.status, 200, JSON.stringify(done.body));
    const { linkedTo } = done.body;
    assert.deepEqual([linkedTo?.bureau, linkedTo?.on], ['lanchuan-beidu', dayOf(now())]);
    assert.equal(linkedTo?.bureauName, '澜川市北渡区市场监督管理局');
    const letter = done.body.papers.find((paper) => paper.code === 'competence-transfer');
    assert.deepEqual([letter?.owedTo, letter?.delivered[0]?.channel], [[], 'inside']);
    const there = linkedTo?.number ?? '';
    const waiting = await waitingFor(there);
    assert.deepEqual([waiting.tenant, waiting.isEmpty, waiting.orders], ['lanchuan', false, 1]);
    assert.equal((await act('bureau-head', number, 'annul', { reasons })).body.code, 'goes-on-elsewhere');

    // Two at a time and once more: one case.
    const made = await Promise.all([make(waiting), make(waiting)]);
    assert.deepEqual([...made.toSorted(), await make(waiting)], [false, true, false]);
    assert.equal((await waitingFor(there)).isEmpty, true);

    const view = await seen('handler-other-city', there);
    const before = await seen('handler', number);
    assert.deepEqual([view.bureau, view.phase, view.facts], ['lanchuan-beidu', 'under-review', before.facts]);
    assert.deepEqual(view.claims, before.claims);
    assert.deepEqual(
      view.parties.map(({ kind, masked }) => [kind, masked]),
      before.parties.map(({ kind, masked }) => [kind, masked]),
    );
    assert.deepEqual([view.linkedFrom?.number, view.linkedFrom?.bureau], [number, 'yunqi-linxi']);
    assert.deepEqual([view.firstReceivedOn, view.ownReceivedOn], [before.firstReceivedOn, dayOf(now())]);
    assert.equal(view.clocks.find(({ rule }) => rule === 'CMP-01')?.state, 'running');
    assert.deepEqual(
      view.evidence.map(({ file, name, purpose, by }) => [file, name, purpose, by]),
      [
        [receipt, '收据.pdf', 'evidence', 'complainant'],
        [card, '身份证.pdf', 'identity', 'complainant'],
        [inner, '走访记录.pdf', 'evidence', 'staff'],
        [paper, '指定管辖决定.pdf', 'evidence', 'staff'],
      ],
    );
    // What the officers there gathered, and the designation itself, is for the officers here, and for no party.
    assert.deepEqual(
      (await seen('consumer', there)).evidence.map(({ file }) => file),
      [receipt, card],
    );
    await world.context.database.transact(scopeOf(actorOf('handler-other-city')), async (tx) => {
      const found = await openFile(world.context.files, tx, { ...waiting, file: paper }, { variant: 'original' });
      assert.ok(!isRefusal(found));
      assert.match(Buffer.concat(await found.body.toArray()).toString(), /指定管辖决定/u);
    });

    // Each body meets its own case only; the complainant both, by the same sign-in.
    const codeFor = async (who: CastName, of: string) =>
      (await api.app.inject({ url: `/api/v1/complaints/${of}`, headers: await api.as(who) })).statusCode;
    assert.deepEqual([await codeFor('handler', there), await codeFor('handler-other-city', number)], [404, 404]);
    assert.deepEqual([await codeFor('consumer', there), await codeFor('consumer', number)], [200, 200]);
    assert.equal(await codeFor('second-consumer', there), 404);
    assert.equal((await seen('consumer', number)).linkedTo?.number, there);

    // What binds the one that let go of it binds the one that has it.
    const back = await act('handler-other-city', there, 'dispute-competence', { rival: 'yunqi-linxi', reasons });
    assert.equal(back.body.code, 'competence-settled');
    const taken = await act('handler-other-city', there, 'accept', { contact: cast['handler-other-city'].account });
    assert.equal(taken.status, 200);
  });

  test('JUR-09 a food matter too, which never goes back sideways; to a body outside it is the letter as before', async () => {
    const food = { problemCode: 'food-safety' };
    const number = await fileCase(world, food);
    const sent = await act('handler', number, 'transfer', { unit: 'lanchuan-beidu', reasons });
    assert.equal(sent.status, 200, JSON.stringify(sent.body));
    const there = sent.body.linkedTo?.number ?? '';
    await make(await waitingFor(there));
    const back = await act('handler-other-city', there, 'transfer', { unit: 'yunqi-linxi', reasons });
    assert.equal(back.body.code, 'came-from-there');
    const outside = await act('handler-other-city', there, 'transfer', { to: '某海关', reasons });
    assert.deepEqual([outside.status, outside.body.linkedTo], [200, null]);
    assert.deepEqual(outside.body.papers.find(({ code }) => code === 'food-transfer')?.owedTo, ['bureau']);

    const other = await fileCase(world, food);
    const inside = await act('handler', other, 'transfer', { unit: 'yunqi-wangshan', reasons });
    assert.equal(inside.body.code, 'of-the-same-authority');
    assert.equal((await act('handler', other, 'transfer', { reasons })).body.code, 'receiving-body-not-named');
    assert.deepEqual(await refoldFaults(world), []);
  });
});

describe('CMP-07 the other bureau of a dispute is asked here and answers here', () => {
  const about = async (who: CastName, number: string) => {
    const found = await api.app.inject({ url: '/api/v1/competence-questions', headers: await api.as(who) });
    return found.json<CompetenceQuestions>().questions.find((question) => question.number === number);
  };
  const answer = async (who: CastName, id: string, takes: boolean) => {
    const done = await api.app.inject({
      method: 'POST',
      url: `/api/v1/competence-questions/${id}/answer`,
      headers: await api.as(who),
      payload: { takes, reasons: '经营地确在本区' },
    });
    return [done.statusCode, done.json<Told>().code] as const;
  };
  const rowsOf = <R extends object>(sql: string, number: string) => asOwner((tx) => tx.rows<R>(sql, [number]));
  const letters = (number: string) =>
    rowsOf<{ id: string; kind: string; kept: boolean }>(
      'select competence_letter as id, kind, sealed is not null as kept from competence_letter where number = $1',
      number,
    );
  const ordersToEnd = (number: string) =>
    rowsOf<{ tenant: string; until: string }>(
      `select payload::jsonb ->> 'tenant' as tenant, payload::jsonb -> 'body' ->> 'askedUntil' as until from job_order
        where task = 'end-competence-question' and payload::jsonb -> 'body' ->> 'number' = $1`,
      number,
    );

  for (const [rival, who] of [
    ['lanchuan-beidu', 'handler-other-city'],
    ['yunqi-wangshan', 'handler-other-county'],
  ] as const)
    test(`with what it must know and nothing of the complainant; its answer stands on the case once (${rival})`, async () => {
      const number = await fileCase(world);
      await act('handler', number, 'dispute-competence', { rival, reasons: '经营地在贵局辖区' });
      const question = await about(who, number);
      assert.deepEqual(
        [question?.fromBureau, question?.reasons, question?.takes, question?.closed],
        ['yunqi-linxi', '经营地在贵局辖区', null, false],
      );
      assert.match(question?.respondent ?? '', /健身/u);
      assert.ok(!JSON.stringify(question).includes('林'));
      assert.equal(await about('handler', number), undefined, 'the one that asks is not asked');
      const waiting = await api.app.inject({ url: '/api/v1/competence-questions/open', headers: await api.as(who) });
      assert.ok(waiting.json<{ open: number }>().open > 0);
      const id = question?.id ?? '';
      assert.deepEqual(await answer('handler', id, true), [404, 'competence-question-not-found']);
      assert.deepEqual(await answer(who, id, true), [200, undefined]);
      assert.deepEqual(await answer(who, id, false), [409, 'competence-question-ended']);

      const letter = (await letters(number)).find(({ kind }) => kind === 'answer')?.id ?? '';
      const taken = await Promise.all([1, 2].map(() => takeRivalAnswer(world.context, 'yunqi', letter)));
      assert.deepEqual(taken.toSorted(), [false, true]);
      const view = await seen('handler', number);
      const entries = view.timeline.filter(({ type }) => type === 'RivalAnswered');
      assert.deepEqual(
        entries.map(({ details, texts }) => [details['takes'], texts[0]?.text]),
        [[true, '经营地确在本区']],
      );
      assert.deepEqual((await competence('handler', number)).dispute?.answer, { takes: true, on: dayOf(now()) });
      assert.ok(!(await seen('consumer', number)).timeline.some(({ type }) => type === 'RivalAnswered'));
      assert.deepEqual(
        (await letters(number)).map(({ kept }) => kept),
        [false, false],
      );
      assert.equal((await about(who, number))?.reasons, null);
    });

  const on = () => dayOf(now());
  const endings = {
    'the agreement of the two': (number: string) =>
      act('bureau-head', number, 'agree-competence', { takenBy: 'own', agreedOn: on(), counterpart: '陆川', reasons }),
    'a designation that names another than the one asked': (number: string) =>
      designate(number, {
        ...{ body: '云澜省市场监督管理局', document: '云澜市监指〔2026〕9号', reasons, decidedOn: on() },
        competent: 'yunqi-linxi',
      }),
    'the complainant who withdraws': (number: string) => act('consumer', number, 'withdraw', {}),
  };
  for (const [what, end] of Object.entries(endings))
    test(`a dispute that ended asks nobody any more: by ${what}`, async () => {
      const number = await fileCase(world);
      await act('handler', number, 'dispute-competence', { rival: 'lanchuan-beidu', reasons });
      const done = await end(number);
      assert.equal(done.status, 200, JSON.stringify(done.body));
      const [order, ...more] = await ordersToEnd(number);
      assert.deepEqual([order?.tenant, more], ['lanchuan', []]);
      const endedBy = (ms: number) =>
        endQuestions(world.context, 'lanchuan', number, new Date(Date.parse(order?.until ?? '') + ms));
      assert.deepEqual([await endedBy(-60_000), await endedBy(0)], [0, 1]);
      assert.equal((await letters(number))[0]?.kept, false);
      const { id = '', closed } = (await about('handler-other-city', number)) ?? {};
      assert.deepEqual(
        [closed, ...(await answer('handler-other-city', id, true))],
        [true, 409, 'competence-question-ended'],
      );
      assert.deepEqual(await refoldFaults(world), []);
    });
});
