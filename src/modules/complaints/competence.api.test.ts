import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { CastName } from '#db/seed/cast.ts';
import { type Api, openApi } from '#test/api.ts';
import { fileCase } from '#test/cases.ts';
import { openWorld, type World } from '#test/world.ts';
import type { CaseView } from './case-contract.ts';
import type { CaseCompetence } from './competence-contract.ts';
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
    const wrong = await act('handler', number, 'record-designation', { ...wish, body: 'yunqi-city' });
    assert.deepEqual([wrong.status, wrong.body.code], [422, 'not-the-common-superior']);
    assert.match(wrong.body.detail, /云澜省市场监督管理局/u);
    const done = await act('handler', number, 'record-designation', { ...wish, body: '云澜省市场监督管理局' });
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
