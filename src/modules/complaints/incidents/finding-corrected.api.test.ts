import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { nobody } from '#platform/db.ts';
import { closeTypesetter } from '#platform/documents/typesetter.ts';
import { type Api, openApi } from '#test/api.ts';
import { refoldFaults } from '#test/refold.ts';
import { openWorld, type World } from '#test/world.ts';
import { announcementsOn } from './announcements.ts';
import type { IncidentView } from './contract.ts';
import { incidentRoutes } from './routes.ts';

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

test('Order 121 art. 38 a finding that replaces another needs reasons, and what was announced before says that it was put right', async () => {
  const post = async (url: string, payload: object, version?: number) =>
    api.app.inject({
      method: 'POST',
      url: `/api/v1${url}`,
      headers: { ...(await api.as('handler')), ...(version === undefined ? {} : { 'if-match': `"v${version}"` }) },
      payload,
    });
  let now = (await post('/incidents', { title: '健身房停业' })).json<IncidentView>();
  const act = async (name: string, body: object) => {
    const done = await post(`/incidents/${now.id}/${name}`, body, now.version);
    if (done.statusCode === 200) now = done.json<IncidentView>();
    return done;
  };
  const announced = async () =>
    (await world.context.database.transact(nobody, (tx) => announcementsOn(tx, now.id))).map(
      ({ correctedOn }) => correctedOn !== null,
    );
  await act('verify', { finding: '已停业' });
  await act('announce', { verified: ['已停业'], steps: ['保留凭证'] });
  const silent = await act('verify', { finding: '没有停业' });
  const { code, field } = silent.json<{ code: string; field: string }>();
  assert.deepEqual([silent.statusCode, code, field], [422, 'verified-already', 'reasons']);
  assert.deepEqual([now.verification?.finding, await announced()], ['已停业', [false]]);

  const corrected = await act('verify', { finding: '没有停业', reasons: '店面系装修。' });
  assert.equal(corrected.statusCode, 200, corrected.body);
  assert.deepEqual(
    [now.verification?.finding, now.verification?.reasons, now.isAnnouncementOutdated, await announced()],
    ['没有停业', '店面系装修。', true, [true]],
  );
  await act('announce', { verified: ['没有停业'], steps: ['照常消费'] });
  assert.deepEqual([now.isAnnouncementOutdated, await announced()], [false, [false, true]]);
  assert.deepEqual(await refoldFaults(world), []);
});
