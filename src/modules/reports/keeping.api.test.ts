import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type CastName, cast } from '#db/seed/cast.ts';
import { addDays, dayOf } from '#kernel/day.ts';
import { isRefusal } from '#kernel/refusal.ts';
import { complaintRoutes } from '#modules/complaints/routes.ts';
import { systemActors } from '#modules/directory/facade.ts';
import { reportEntryRoutes } from '#modules/intake/report-routes.ts';
import { now } from '#platform/clock.ts';
import { nobody, openDatabase } from '#platform/db.ts';
import { closeTypesetter } from '#platform/documents/typesetter.ts';
import { takeUpload } from '#platform/files/take-upload.ts';
import { verifyStreams } from '#platform/verify.ts';
import { type Api, openApi } from '#test/api.ts';
import { dueNow, letGoOf } from '#test/end-of-term.ts';
import { anyKey, openWorld, type World } from '#test/world.ts';
import type { Hold, OwedLetters, ReportList, ReportView } from './contract.ts';
import { everyReport } from './desk-scope.ts';
import { reportProjection, reportsAtEnd } from './facade.ts';
import { linkedReports } from './make-linked-report.ts';
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
  await closeTypesetter();
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

const report = async (rest: object = {}): Promise<string> => {
  const told = {
    channel: 'counter',
    reporter: { name: '孙桂兰', phone: '13800000071' },
    reported: { kind: 'unknown', name: '桥下理发', address: '云栖市临溪区桥下街', region: '330199' },
    clue: '没有明码标价。',
    bureau: 'yunqi-linxi',
    ...rest,
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
        projections: [
          reportProjection(
            (tenant) => ({ calendar, rulebook, settings: settingsOf(tenant) }),
            (phone) => world.context.keyring.digests('phone', phone),
          ),
        ],
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
  assert.deepEqual(
    await dueNow(reportsAtEnd(world.context, years(9.5))),
    [],
    'ten years from the end, not from the receipt',
  );

  const due = await dueNow(reportsAtEnd(world.context, years(10.5)));
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

  assert.equal(await letGoOf(reportsAtEnd(world.context, years(10.5))), 1);
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
    (await dueNow(reportsAtEnd(world.context, years(10.5)))).map((one) => one.number),
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

const photograph = async (who: CastName): Promise<string> => {
  const { account } = cast[who];
  async function* content() {
    yield Buffer.from(`%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n%${anyKey()}`);
  }
  const wish = { draft: account, owner: account, purpose: 'evidence', name: '称重.pdf', content: content() };
  const taken = await takeUpload(world.context.files, wish);
  assert.ok(!isRefusal(taken), JSON.stringify(taken));
  return taken.file;
};

const change = (who: CastName, number: string, act: string, version: number, body: object) =>
  call(who, `reports/${number}/${act}`, body, { 'if-match': `"v${version}"` });
const seen = async (who: CastName, number: string) => (await call(who, `reports/${number}`)).json<ReportView>();
const food = { clue: '冷柜里卖过期三天的牛奶。', problemCode: 'food-safety' };
const reasons = '门店在澜川市北渡区';

test('JUR-09 trap 14 a food report whose bureau works here goes on there once, with its files; only the desks learn who reported', async () => {
  const file = await photograph('handler');
  const number = await report({ ...food, evidence: [file] });
  for (const [body, code] of [
    [{ reasons }, 'receiving-body-not-named'],
    [{ reasons, to: '某局', unit: 'lanchuan-beidu' }, 'bureau-named-twice'],
    [{ reasons, unit: 'lanchuan-intake' }, 'no-such-bureau'],
  ] as const)
    assert.equal((await change('handler', number, 'transfer', 1, body)).json<{ code: string }>().code, code);
  const plain = await report();
  const refused = await change('handler', plain, 'transfer', 1, { reasons, unit: 'lanchuan-beidu' });
  assert.equal(refused.json<{ code: string }>().code, 'transfer-is-for-food-reports');

  const sent = await change('handler', number, 'transfer', 1, { reasons, unit: 'lanchuan-beidu' });
  assert.equal(sent.statusCode, 200, sent.body);
  const before = sent.json<ReportView>();
  assert.deepEqual(
    [before.phase, before.linkedTo?.bureau, before.mayProlong, before.clocks[0]?.state],
    ['transferred', 'lanchuan-beidu', false, 'met'],
  );
  assert.deepEqual(
    before.papers.map(({ code, owed }) => [code, owed]),
    [
      ['food-transfer-notice', true],
      ['food-transfer', false],
    ],
  );
  const there = before.linkedTo?.number ?? '';
  const actor = (await systemActors(world.context.database, 'hand-over')).find((one) => one.tenant === 'lanchuan');
  assert.ok(actor !== undefined);
  const waiting = (scope = everyReport(actor)) =>
    world.context.database.transact(scope, (tx) =>
      tx.maybe<{ stream: string; sealed: Buffer | null }>(
        'select stream, sealed from report_hand_over where number = $1',
        [there],
      ),
    );
  assert.equal(await waiting({ ...everyReport(actor), desks: ['handler'] }), undefined);
  const { stream = '', sealed } = (await waiting()) ?? {};
  assert.ok(sealed != null && !sealed.includes('孙桂兰'));
  const make = () => linkedReports.take(world.context, actor, { tenant: 'lanchuan', stream });
  const made = await Promise.all([make(), make()]);
  assert.deepEqual([...made.toSorted(), await make(), (await waiting())?.sealed], [false, true, false, null]);

  const view = await seen('handler-other-city', there);
  assert.deepEqual(
    [view.phase, view.bureau, view.clue, view.food, view.reporter?.masked, view.linkedFrom?.number],
    ['verifying', 'lanchuan-beidu', food.clue, true, before.reporter?.masked, number],
  );
  assert.deepEqual([view.receivedOn, view.linkedFrom?.firstReceivedOn], [before.linkedTo?.on, before.receivedOn]);
  assert.deepEqual([view.linkedFrom?.reasons, view.clocks[0]?.state], [reasons, 'running']);
  assert.deepEqual(
    view.evidence.map((one) => one.file),
    [file],
  );
  const codes = async (path: string) =>
    Promise.all(
      (['handler-other-city', 'handler', 'mediator'] as const).map(async (who) => (await call(who, path)).statusCode),
    );
  assert.deepEqual(await codes(`reports/${there}`), [200, 404, 404]);
  assert.deepEqual(await codes(`reports/${there}/evidence/${file}`), [200, 404, 404]);
  assert.deepEqual(await codes(`reports/${number}`), [404, 200, 404]);
  assert.deepEqual(await codes(`reports/${number}/papers/2`), [404, 200, 404]);
  const back = await change('handler-other-city', there, 'transfer', 1, { reasons, to: '某海关' });
  assert.equal(back.statusCode, 200, back.body);

  const listed = async () => (await call('handler', 'reports')).json<ReportList>().rows.map((row) => row.number);
  assert.ok((await listed()).includes(number), 'a letter is still owed to the reporter');
  const told = await change('handler', number, 'tell', 2, { paper: 1, channel: 'letter', outcome: 'sent' });
  assert.equal(told.statusCode, 200, told.body);
  assert.ok(!(await listed()).includes(number));
  const again = await change('handler', number, 'transfer', 3, { reasons, unit: 'lanchuan-beidu' });
  assert.equal(again.json<{ code: string }>().code, 'report-transferred');
  assert.deepEqual((await verified()).faults, []);
});

/** What the act laid down at the authority, made there by its job. */
const arrives = async (tenant: string, number: string): Promise<void> => {
  const actor = (await systemActors(world.context.database, 'hand-over')).find((one) => one.tenant === tenant);
  assert.ok(actor !== undefined);
  const { stream } = await world.context.database.transact(everyReport(actor), (tx) =>
    tx.one<{ stream: string }>('select stream from report_hand_over where number = $1', [number]),
  );
  assert.equal(await linkedReports.take(world.context, actor, { tenant, stream }), true);
};

test('JUR-09 CMP-05 a unit gives any report back to the intake body, which sends it on; files stay until the last of them goes', async () => {
  const file = await photograph('handler');
  const number = await report({ evidence: [file] });
  const wrong = await change('handler', number, 'transfer', 1, { reasons, unit: 'yunqi-wangshan' });
  assert.equal(wrong.json<{ code: string }>().code, 'report-goes-through-intake');
  const back = await change('handler', number, 'transfer', 1, { reasons, unit: 'yunqi-intake' });
  assert.equal(back.statusCode, 200, back.body);
  const left = back.json<ReportView>();
  assert.deepEqual(
    [left.phase, left.linkedTo?.bureau, left.papers, left.mayTransfer],
    ['transferred', 'yunqi-intake', [], false],
  );
  const atIntake = left.linkedTo?.number ?? '';
  await arrives('yunqi', atIntake);
  const there = await seen('intake-officer', atIntake);
  assert.deepEqual(
    [there.bureau, there.food, there.receivedOn, there.linkedFrom?.number, there.linkedFrom?.reasons],
    ['yunqi-intake', false, left.receivedOn, number, reasons],
  );
  assert.deepEqual([there.reporter?.masked, there.reporter?.earlier.includes(number)], [left.reporter?.masked, false]);
  assert.equal((await call('handler', `reports/${atIntake}`)).statusCode, 404);

  const sent = await change('intake-officer', atIntake, 'transfer', 1, { reasons, unit: 'yunqi-linxi' });
  assert.equal(sent.statusCode, 200, sent.body);
  const routed = sent.json<ReportView>();
  assert.deepEqual(
    routed.papers.map(({ code, owed }) => [code, owed]),
    [['form-3', false]],
  );
  const letter = await call('intake-officer', `reports/${atIntake}/papers/1`);
  assert.equal(letter.headers['content-type'], 'application/pdf');
  const again = routed.linkedTo?.number ?? '';
  await arrives('yunqi', again);
  const last = await seen('handler', again);
  assert.deepEqual(
    [last.phase, last.clocks[0]?.state, last.linkedFrom?.number, last.mayTransfer],
    ['verifying', 'running', atIntake, true],
  );
  const fetched = async (of: string, who: CastName) => (await call(who, `reports/${of}/evidence/${file}`)).statusCode;
  await letGoOf(reportsAtEnd(world.context, years(10.01)), number);
  assert.deepEqual([await fetched(number, 'handler'), await fetched(again, 'handler')], [410, 200]);
  assert.deepEqual((await verified()).faults, []);
});

test('JUR-09 trap 14 a food report goes straight to another bureau of the authority, with its letters', async () => {
  const number = await report(food);
  const sent = await change('handler', number, 'transfer', 1, { reasons, unit: 'yunqi-wangshan' });
  assert.equal(sent.statusCode, 200, sent.body);
  const view = sent.json<ReportView>();
  assert.deepEqual(
    [view.linkedTo?.bureau, ...view.papers.map(({ code, owed }) => `${code} ${owed}`)],
    ['yunqi-wangshan', 'food-transfer-notice true', 'food-transfer false'],
  );
  await arrives('yunqi', view.linkedTo?.number ?? '');
  assert.deepEqual((await verified()).faults, []);
});

test('JUR-09 RET-05 to a body outside it goes by letter, which names no reporter; its term runs from that day', async () => {
  const number = await report({ ...food, reporter: undefined });
  const sent = await change('handler', number, 'transfer', 1, { reasons, to: '某海关', lack: 'duty' });
  assert.equal(sent.statusCode, 200, sent.body);
  const view = sent.json<ReportView>();
  assert.deepEqual([view.transferredTo, view.linkedTo], ['某海关', null]);
  assert.deepEqual(
    view.papers.map(({ code, owed }) => [code, owed]),
    [['food-transfer', true]],
  );
  const { rows } = (await call('handler', 'reports/letters/owed')).json<OwedLetters>();
  const letter = rows.find((row) => row.number === number);
  assert.deepEqual(
    [letter?.code, letter?.rule, letter?.owedBy, letter?.failed],
    ['food-transfer', 'RPT-02', addDays(dayOf(now()), 3), false],
    'RPT-02 in the list of letters that are owed, with its day',
  );
  const due = await dueNow(reportsAtEnd(world.context, years(10.01)));
  assert.equal(due.find((one) => one.number === number)?.endedOn, view.transferredOn);
  await letGoOf(reportsAtEnd(world.context, years(10.01)));
  assert.equal((await seen('handler', number)).phase, 'retired');
  assert.deepEqual((await verified()).faults, []);
});

test('limits, reporters and ways in of reports are held against their acts, whatever state they are in', async () => {
  const number = await report();
  const gone = await report();
  assert.equal(await letGoOf(reportsAtEnd(world.context, years(10.5)), gone), 1);
  assert.deepEqual((await verified()).faults, []);
  const owner = openDatabase({ url: world.ownerUrl, connections: 1 });
  const of = (one: string) => `(select stream from report where number = '${one}')`;
  const damaged = async (table: string, statement: string): Promise<string> => {
    await owner.transact(nobody, async (tx) => {
      await tx.adhoc(`create table kept_rows as table ${table}`);
      await tx.adhoc(statement);
    });
    const { faults } = await verified();
    await owner.transact(nobody, async (tx) => {
      await tx.adhoc(`delete from ${table}`);
      await tx.adhoc(`insert into ${table} select * from kept_rows`);
      await tx.adhoc('drop table kept_rows');
    });
    return faults.join('; ');
  };
  const cases: [string, string, RegExp][] = [
    ['case_clock', `delete from case_clock where stream = ${of(number)}`, /row-missing case_clock CMP-05$/u],
    [
      'case_clock',
      `update case_clock set due_on = due_on - 1 where stream = ${of(gone)}`,
      /^\S+ row-differs case_clock due_on \S+ ≠ \S+$/u,
    ],
    ['reporter', `delete from reporter where stream = ${of(number)}`, /row-missing reporter/u],
    [
      'reporter',
      `update reporter set phone_digest = '\\x00' where stream = ${of(number)}`,
      /row-differs reporter phone_digest$/u,
    ],
    [
      'case_access',
      `insert into case_access (tenant, stream, bureau, principal, role)
       select tenant, stream, bureau, 'acc-stranger', 'reporter' from stream where stream = ${of(number)}`,
      /^\S+ row-unexpected case_access acc-stranger reporter$/u,
    ],
  ];
  try {
    for (const [table, statement, expected] of cases)
      assert.match(await damaged(table, statement), expected, statement);
    assert.deepEqual((await verified()).faults, [], 'everything was put back');
  } finally {
    await owner.close();
  }
});
