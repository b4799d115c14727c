import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, test } from 'node:test';
import type { CastName } from '#db/seed/cast.ts';
import { isRefusal } from '#kernel/refusal.ts';
import type { ReportRequest } from '#modules/reports/facade.ts';
import { takeUpload } from '#platform/files/take-upload.ts';
import { type Api, openApi } from '#test/api.ts';
import { actorOf, openWorld, type World } from '#test/world.ts';
import { reportEntryRoutes } from './report-routes.ts';

let world: World;
let api: Api;
before(async () => {
  world = await openWorld();
  api = await openApi(world, [reportEntryRoutes(world.context)]);
});
after(async () => {
  await api.close();
  await world.close();
});

const report: ReportRequest = {
  channel: 'counter',
  reported: { kind: 'unknown', name: '桥下理发', address: '云栖市临溪区桥下街' },
  clue: '没有明码标价。',
};

const send = async (who: CastName, payload: ReportRequest, key: string = randomUUID()) => {
  const headers = { ...(await api.as(who)), 'idempotency-key': key };
  const answer = await api.app.inject({ method: 'POST', url: '/api/v1/reports', headers, payload });
  return {
    status: answer.statusCode,
    body: answer.json<{ number?: string; dueOn?: string; receivedOn?: string; code?: string }>(),
  };
};

test('CMP-05 RCV-01 a report told at the counter is taken down once, with or without a name', async () => {
  const key = randomUUID();
  const first = await send('intake-officer', report, key);
  assert.equal(first.status, 201, JSON.stringify(first.body));
  assert.match(first.body.number ?? '', /-R\d{6}-/);
  assert.ok(first.body.dueOn);
  assert.deepEqual((await send('intake-officer', report, key)).body, first.body);
  const named = await send('handler', { ...report, reporter: { name: '孙桂兰', phone: '13800000011' } });
  assert.equal(named.status, 201, JSON.stringify(named.body));
  assert.notEqual(named.body.number, first.body.number);
});

const handIn = async (): Promise<string> => {
  const { account } = actorOf('intake-officer');
  async function* content() {
    yield Buffer.from('%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF');
  }
  const hand = { draft: account, owner: account, purpose: 'evidence', name: '收据.pdf' };
  const taken = await takeUpload(world.context.files, { ...hand, content: content() });
  assert.ok(!isRefusal(taken), JSON.stringify(taken));
  return taken.file;
};

test('also those of a reporter who gives a name and a mobile number, known to the site or new to it', async () => {
  for (const phone of ['13800000011', '13911112222']) {
    const reporter = { name: '孙桂兰', phone };
    const filed = await send('intake-officer', { ...report, reporter, evidence: [await handIn()] });
    assert.equal(filed.status, 201, JSON.stringify(filed.body));
  }
});

test('files handed over with a report go along with it, from the hand of who takes it down', async () => {
  const evidence = [await handIn()];
  assert.equal((await send('handler', { ...report, evidence })).body.code, 'file-not-in-tray');
  const filed = await send('intake-officer', { ...report, evidence });
  assert.equal(filed.status, 201, JSON.stringify(filed.body));
  const twice = await send('intake-officer', { ...report, evidence });
  assert.equal(twice.status, 422);
});

test('its problem is one of the code table', async () => {
  const { status, body } = await send('intake-officer', { ...report, problemCode: 'food' });
  assert.deepEqual([status, body.code], [422, 'code-not-in-table']);
});

test('only an official takes one down', async () => {
  assert.equal((await send('consumer', report)).status, 403);
  assert.equal((await send('operator', report)).status, 403);
});

test('CMP-05 RCV-01 a report that came by letter is reckoned from the day it came in; a day ahead or of today’s counter is refused', async () => {
  const letter = { ...report, channel: 'letter', basis: '随信附照片两张。' } as const;
  const today = await send('intake-officer', letter);
  const asked = await send('intake-officer', { ...letter, receivedOn: '2026-04-15' });
  assert.equal(asked.body.code, 'receipt-day-long-past');
  const earlier = await send('intake-officer', { ...letter, receivedOn: '2026-04-15', receivedLongAgo: true });
  assert.equal(earlier.status, 201, JSON.stringify(earlier.body));
  assert.equal(earlier.body.receivedOn, '2026-04-15');
  assert.ok((earlier.body.dueOn ?? '') < (today.body.dueOn ?? ''));
  assert.equal((await send('intake-officer', { ...letter, receivedOn: '2099-01-05' })).body.code, 'receipt-day-ahead');
  assert.equal(
    (await send('intake-officer', { ...report, receivedOn: '2026-04-15' })).body.code,
    'receipt-day-is-today',
  );
});
