import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type Api, openApi } from '#test/api.ts';
import { openWorld, type World } from '#test/world.ts';
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
  await world.close();
});

test('whoever verifies on a page that a colleague has changed is told the version now and where to read it', async () => {
  const post = async (url: string, payload: object, version?: number) =>
    api.app.inject({
      method: 'POST',
      url: `/api/v1${url}`,
      headers: { ...(await api.as('handler')), ...(version === undefined ? {} : { 'if-match': `"v${version}"` }) },
      payload,
    });
  const { id, version } = (await post('/incidents', { title: '健身房停业' })).json<IncidentView>();
  const [first, late] = [
    await post(`/incidents/${id}/verify`, { finding: '大门紧锁。' }, version),
    await post(`/incidents/${id}/verify`, { finding: '仍在营业。' }, version),
  ];
  assert.equal(first.statusCode, 200, first.body);
  const { code, since } = late.json<{ code: string; since?: { version: number; events: string } }>();
  assert.deepEqual(
    [late.statusCode, code, since],
    [412, 'version-changed', { version: version + 1, events: `/api/v1/incidents/${id}` }],
  );
  const now = await api.app.inject({ url: since?.events ?? '', headers: await api.as('handler') });
  assert.equal(now.json<IncidentView>().verification?.finding, '大门紧锁。');
});
