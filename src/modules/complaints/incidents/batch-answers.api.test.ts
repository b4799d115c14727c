import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { cast, gymOperatorId } from '#db/seed/cast.ts';
import { closeTypesetter } from '#platform/documents/typesetter.ts';
import { type Api, openApi } from '#test/api.ts';
import { acceptedCase, doAct, fileCase } from '#test/cases.ts';
import { refoldFaults } from '#test/refold.ts';
import { openWorld, type World } from '#test/world.ts';
import type { BatchResults, IncidentView } from './contract.ts';
import { incidentRoutes } from './routes.ts';
import { runBatch } from './run-batch.ts';

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

const send = async (method: 'GET' | 'POST', path: string, payload?: object, version?: number) =>
  api.app.inject({
    method,
    url: `/api/v1/incidents${path}`,
    headers: { ...(await api.as('handler')), ...(version === undefined ? {} : { 'if-match': `"v${version}"` }) },
    ...(payload === undefined ? {} : { payload }),
  });

const versionOf = async (id: string) => (await send('GET', `/${id}`)).json<IncidentView>().version;

/** Why each was refused, by its place; null where it was done. */
const codesOf = async (id: string, order: object) => {
  const ordered = await send('POST', `/${id}/batches`, order, await versionOf(id));
  assert.equal(ordered.statusCode, 202, ordered.body);
  const { batch } = ordered.json<{ batch: string }>();
  while ((await runBatch(world.context, { tenant: 'yunqi', bureau: 'yunqi-linxi', batch })).left);
  const { cases } = (await send('GET', `/${id}/batches/${batch}`)).json<BatchResults>();
  return cases.map(({ problem }) => problem?.code ?? null);
};

test('the respondent of an event is asked and answers once for all: each case has the answer in its own file, and its mediation opens', async () => {
  const about = { respondent: { kind: 'ordinary', operator: gymOperatorId } } as const;
  const numbers = [await acceptedCase(world, about), await acceptedCase(world, about), await fileCase(world, about)];
  await doAct(world, 'consumer', numbers[2] ?? '', 'withdraw', {});
  const opened = await send('POST', '', { title: '强健健身突然停业', operator: gymOperatorId });
  const { id } = opened.json<IncidentView>();
  const open = numbers.slice(0, 2);
  assert.deepEqual(await codesOf(id, { act: 'join-incident', numbers: open }), [null, null]);

  const meet = { act: 'open-mediation', body: { mediator: cast.mediator.account, mode: 'phone' } };
  const unasked = 'respondent-not-asked-yet';
  assert.deepEqual(await codesOf(id, meet), [unasked, unasked]);

  const words = { consentsToMediation: true, statement: '愿意统一退还余额。', by: 'phone' };
  for (const own of [{ items: ['00000000-0000-7000-8000-000000000001'] }, { agent: {} }]) {
    const refused = await send(
      'POST',
      `/${id}/batches`,
      { act: 'answer', body: { ...words, ...own } },
      await versionOf(id),
    );
    assert.equal(refused.json<{ code: string }>().code, 'batch-answer-of-one-case');
  }
  assert.deepEqual(await codesOf(id, { act: 'answer', numbers, body: words }), [null, null, 'not-in-this-state']);
  assert.deepEqual(await codesOf(id, meet), [null, null]);
  assert.deepEqual(await refoldFaults(world), []);
});
