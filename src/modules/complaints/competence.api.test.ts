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
