import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { gymOperatorId } from '#db/seed/cast.ts';
import { nobody, openDatabase } from '#platform/db.ts';
import { type Api, openApi } from '#test/api.ts';
import { doAct, fileCase } from '#test/cases.ts';
import { openWorld, type World } from '#test/world.ts';
import type { BatchResults, IncidentView, Matches } from './contract.ts';
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
  await world.close();
});

const asOwner = async (text: string): Promise<void> => {
  const owner = openDatabase({ url: world.ownerUrl, connections: 1 });
  await owner.transact(nobody, (tx) => tx.adhoc(text));
  await owner.close();
};
const send = async (method: 'GET' | 'POST', path: string, payload?: object, version?: number) =>
  api.app.inject({
    method,
    url: `/api/v1/incidents${path}`,
    headers: { ...(await api.as('handler')), ...(version === undefined ? {} : { 'if-match': `"v${version}"` }) },
    ...(payload === undefined ? {} : { payload }),
  });
const opened = async (): Promise<IncidentView> =>
  (await send('POST', '', { title: '健身房停业', operator: gymOperatorId })).json<IncidentView>();

test('the search of an event finds what may join it, by words and by a row merged since too, and names apart what another event has', async () => {
  const oldRow = '00000000-0000-7000-8000-00000000a009';
  await asOwner(`insert into operator select (jsonb_populate_record(o, jsonb_build_object('id', '${oldRow}'::text,
    'name', '强健健身旧店'::text, 'uscc', null))).* from operator o where o.id = '${gymOperatorId}'`);
  const [taken, inWords, merged, stranger] = [
    await fileCase(world),
    await fileCase(world, {
      respondent: { kind: 'ordinary', name: '云栖市强健健身服务有限公司', region: '990102' },
    }),
    await fileCase(world, { respondent: { kind: 'ordinary', operator: oldRow } }),
    await fileCase(world, { respondent: { kind: 'ordinary', name: '桥下便利店', region: '990102' } }),
  ];
  await asOwner(`update operator set same_as = '${gymOperatorId}' where id = '${oldRow}'`);
  const [first, second] = [await opened(), await opened()];
  await doAct(world, 'handler', taken, 'join-incident', { incident: first.id });

  const found = (await send('POST', `/${second.id}/search`, {})).json<Matches>();
  assert.deepEqual(found, {
    total: 2,
    numbers: [inWords, merged],
    inAnother: [{ number: taken, incident: first.number }],
  });
  assert.ok(!found.numbers.includes(stranger));

  const ordered = await send('POST', `/${second.id}/batches`, { act: 'join-incident' }, second.version);
  const { batch } = ordered.json<{ batch: string }>();
  while ((await runBatch(world.context, { tenant: 'yunqi', bureau: 'yunqi-linxi', batch })).left);
  const { done, refused } = (await send('GET', `/${second.id}/batches/${batch}`)).json<BatchResults>();
  assert.deepEqual([done, refused], [2, 0]);
});
