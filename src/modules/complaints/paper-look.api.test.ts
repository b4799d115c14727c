import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { CastName } from '#db/seed/cast.ts';
import { closeTypesetter } from '#platform/documents/typesetter.ts';
import { type Api, openApi } from '#test/api.ts';
import { acceptedCase } from '#test/cases.ts';
import { openWorld, type World } from '#test/world.ts';
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
  await closeTypesetter();
});

const get = async (who: CastName, path: string, headers: Record<string, string> = {}) =>
  api.app.inject({ url: `/api/v1${path}`, headers: { ...(await api.as(who)), ...headers } });

test('what is asked for without being seen serves nothing: the heading alone, what a browser fetches ahead; whoever asks for a piece gets the whole', async () => {
  const number = await acceptedCase(world);
  const path = `/complaints/${number}/documents/1`;
  const opened = async () => {
    const { papers } = (await get('handler', `/complaints/${number}`)).json<{ papers: { opened: unknown[] }[] }>();
    return papers[0]?.opened.length;
  };
  const head = await api.app.inject({ method: 'HEAD', url: `/api/v1${path}`, headers: await api.as('consumer') });
  assert.equal(head.statusCode, 200);
  for (const url of [path, `${path}?large=true`]) {
    const ahead = await get('consumer', url, { 'sec-purpose': 'prefetch' });
    assert.deepEqual([ahead.statusCode, ahead.json<{ code: string }>().code], [503, 'paper-not-fetched-ahead']);
  }
  assert.equal(await opened(), 0);
  const piece = await get('consumer', path, { range: 'bytes=0-99999999' });
  assert.deepEqual([piece.statusCode, piece.rawPayload.subarray(-6).toString().trim()], [200, '%%EOF']);
  assert.equal(await opened(), 1);
  assert.equal((await get('consumer', path, { range: 'bytes=0-1' })).statusCode, 206, 'once served, as any file');
  assert.equal((await get('consumer', path, { 'sec-purpose': 'prefetch' })).statusCode, 200);
});
