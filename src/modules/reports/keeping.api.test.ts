import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { CastName } from '#db/seed/cast.ts';
import { addDays } from '#kernel/day.ts';
import { complaintRoutes } from '#modules/complaints/routes.ts';
import { reportEntryRoutes } from '#modules/intake/report-routes.ts';
import { now } from '#platform/clock.ts';
import { nobody, openDatabase } from '#platform/db.ts';
import { verifyStreams } from '#platform/verify.ts';
import { type Api, openApi } from '#test/api.ts';
import { anyKey, openWorld, type World } from '#test/world.ts';
import type { Hold, ReportList, ReportView } from './contract.ts';
import { reportProjection, reportsDue, retireReports } from './facade.ts';
import { reportRoutes } from './routes.ts';

let world: World;
let api: Api;
before(async () => {
  world = await openWorld();
  const { context } = world;
  api = await openApi(world, [complaintRoutes(context), reportRoutes(context), reportEntryRoutes(context)]);
});
after(async () => {
  await api.close();
  await world.close();
});

const years = (n: number): Date => new Date(now().getTime() + n * 365.25 * 86_400_000);

const call = async (who: CastName, path: string, payload?: object, more: Record<string, string> = {}) =>
  api.app.inject({
    method: payload === undefined ? 'GET' : 'POST',
    url: `/api/v1/${path}`,
    headers: { ...(await api.inBrowser(who)), ...more },
    ...(payload === undefined ? {} : { payload }),
  });

const report = async (): Promise<string> => {
  const told = {
    channel: 'counter',
    reporter: { name: '孙桂兰', phone: '13800000071' },
    reported: { kind: 'unknown', name: '桥下理发', address: '云栖市临溪区桥下街', region: '330199' },
    clue: '没有明码标价。',
    bureau: 'yunqi-linxi',
  };
  const answer = await call('handler', 'reports', told, { 'idempotency-key': anyKey() });
  assert.equal(answer.statusCode, 201, answer.body);
  return answer.json<{ number: string }>().number;
};

const verified = async () => {
  const { calendar, rulebook, settingsOf } = world.context.law();
  const owner = openDatabase({ url: world.ownerUrl, connections: 1 });
  const faults: string[] = [];
  try {
    const so = await owner.transact(nobody, (tx) =>
      verifyStreams(tx, {
        vault: world.context.vault,
        projections: [reportProjection((tenant) => ({ calendar, rulebook, settings: settingsOf(tenant) }))],
        onFault: ({ name, code, detail }) => faults.push(`${name} ${code} ${detail}`),
      }),
    );
    const left = await owner.transact(nobody, (tx) =>
      tx.one<{ phones: number; ways: number }>(
        `select (select count(*)::int from reporter) as phones,
           (select count(*)::int from case_clock where state = 'running') as ways`,
      ),
    );
    return { faults, erased: [...so.erased.keys()], left };
  } finally {
    await owner.close();
  }
};

test('RET-05 a report goes when its term from the end of verification is over; a held one stays; verify says why', async () => {
  const [gone, held] = [await report(), await report()];
  const path = `reports/${held}/legal-holds`;
  const placed = await call('handler', path, { reason: '行政复议期间' });
  assert.equal(placed.statusCode, 201, placed.body);
  assert.deepEqual(await reportsDue(world.context, years(9.5)), [], 'ten years from the end, not from the receipt');

  const due = await reportsDue(world.context, years(10.5));
  assert.deepEqual(
    due.map((one) => [one.number, one.years, one.held]).sort(),
    [
      [gone, 10, false],
      [held, 10, true],
    ].sort(),
  );
  assert.ok(due.every((one) => one.endedOn > addDays('2026-01-01', 0)));
  const before = (await call('handler', `reports/${gone}`)).json<ReportView>();
  assert.equal(before.clue, '没有明码标价。', 'a list changes nothing');

  assert.equal(await retireReports(world.context, due, years(10.5)), 1);
  const view = (await call('handler', `reports/${gone}`)).json<ReportView>();
  assert.deepEqual(
    [view.phase, view.clue, view.reported.name, view.reporter?.masked['name']],
    ['retired', null, null, null],
  );
  assert.deepEqual([view.mayProlong, view.timeline.at(-1)?.type], [false, 'ReportRetired']);
  assert.equal((await call('handler', `reports/${held}`)).json<ReportView>().clue, '没有明码标价。');
  const listed = (await call('handler', 'reports')).json<ReportList>().rows.map((row) => row.number);
  assert.deepEqual([listed.includes(gone), listed.includes(held)], [false, true]);

  const { faults, erased, left } = await verified();
  assert.deepEqual(faults, []);
  assert.deepEqual(erased, ['pipl 19, 47; RET-05']);
  assert.deepEqual(left, { phones: 1, ways: 1 }, 'the phone of the one that went is known to no table');
  assert.deepEqual(
    (await reportsDue(world.context, years(10.5))).map((one) => one.number),
    [held],
  );

  const prolonged = await call(
    'bureau-head',
    `reports/${gone}/prolong`,
    { reasons: '案情复杂' },
    { 'if-match': `"v${view.version}"` },
  );
  assert.equal(prolonged.json<{ code: string }>().code, 'report-retired');
});

test('a hold on a report is placed at the reports desk, lifted by the head alone, and seen by nobody else', async () => {
  const number = await report();
  const path = `reports/${number}/legal-holds`;
  assert.equal((await call('intake-officer', path, { reason: '行政诉讼中' })).statusCode, 404);
  assert.equal((await call('handler-other-county', path)).statusCode, 404);
  const placed = await call('handler', path, { reason: '行政诉讼中' });
  const { hold } = placed.json<{ hold: string }>();
  const holds = (await call('handler', path)).json<Hold[]>();
  assert.deepEqual(
    holds.map((one) => [one.reason, one.placedByName]),
    [['行政诉讼中', '陈一鸣']],
  );
  assert.equal((await call('handler', `${path}/${hold}/lift`, {})).json<{ code: string }>().code, 'not-permitted');
  const lifted = await call('bureau-head', `${path}/${hold}/lift`, {});
  assert.equal(lifted.statusCode, 200, lifted.body);
  assert.deepEqual((await call('handler', path)).json<Hold[]>(), []);
  assert.deepEqual((await verified()).faults, []);
});
