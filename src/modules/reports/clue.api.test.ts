import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { type CastName, cast, gymOperatorId } from '#db/seed/cast.ts';
import { addDays, type Day } from '#kernel/day.ts';
import { isRefusal } from '#kernel/refusal.ts';
import { evidenceRoutes } from '#modules/complaints/evidence-routes.ts';
import { complaintProjection, performAct, scopeOf } from '#modules/complaints/facade.ts';
import { complaintRoutes } from '#modules/complaints/routes.ts';
import { fileAtFrontDoor } from '#modules/intake/front-door.ts';
import { now } from '#platform/clock.ts';
import { nobody, openDatabase } from '#platform/db.ts';
import { takeUpload } from '#platform/files/take-upload.ts';
import { verifyStreams } from '#platform/verify.ts';
import { type Api, openApi } from '#test/api.ts';
import { textsOfBook } from '#test/workbook.ts';
import { actorOf, anyKey, openWorld, type World } from '#test/world.ts';
import { reportProjection } from './facade.ts';
import { reportRoutes } from './routes.ts';

let world: World;
let api: Api;
before(async () => {
  world = await openWorld();
  api = await openApi(world, [
    complaintRoutes(world.context),
    evidenceRoutes(world.context),
    reportRoutes(world.context),
  ]);
});
after(async () => {
  await api.close();
  await world.close();
});

const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);
const CLUE = '会员卡预收款未备案，涉嫌违反单用途预付卡管理规定';

const fileAndAccept = async (): Promise<string> => {
  const consumer = actorOf('consumer');
  const receipt = await world.context.database.transact(scopeOf(consumer), (tx) =>
    fileAtFrontDoor(world.context, tx, {
      actor: consumer,
      at: now(),
      request: {
        complainant: { name: '林晓禾', phone: cast.consumer.phone, address: '云栖市临溪区桂花路 12 号' },
        respondent: { kind: 'ordinary', operator: gymOperatorId },
        facts: '办卡后停业，要求退款。',
        claims: [{ kind: 'refund', amountFen: 100_000 }],
        consents: { publicity: true, entrust: true },
      },
      evidence: [],
    }),
  );
  assert.ok(!isRefusal(receipt), JSON.stringify(receipt));
  const handler = actorOf('handler');
  const done = await world.context.database.transact(scopeOf(handler), (tx) =>
    performAct(world.context, tx, { number: receipt.number, act: 'accept', body: {}, actor: handler, at: now() }),
  );
  assert.ok(!isRefusal(done), JSON.stringify(done));
  return receipt.number;
};

type Answer = { readonly status: number; readonly etag: unknown; readonly body: string };

const get = async (who: CastName, url: string): Promise<Answer> => {
  const answer = await api.app.inject({ method: 'GET', url: `/api/v1${url}`, headers: await api.as(who) });
  const body = answer.body.replace(/"requestId":"[^"]+"/, '');
  return { status: answer.statusCode, etag: answer.headers.etag, body };
};

/** A photograph handed in by this person, not used yet. */
const handIn = async (who: CastName): Promise<string> => {
  const actor = actorOf(who);
  async function* content() {
    yield Buffer.concat([PNG, Buffer.from(anyKey())]);
  }
  const wish = { draft: actor.account, owner: actor.account, purpose: 'evidence', name: '门店照片.png' };
  const taken = await takeUpload(world.context.files, { ...wish, content: content() });
  assert.ok(!isRefusal(taken), JSON.stringify(taken));
  return taken.file;
};

const findClue = async (
  who: CastName,
  number: string,
  key = anyKey(),
  evidence: readonly string[] = [],
  foundOn?: string,
) =>
  api.app.inject({
    method: 'POST',
    url: `/api/v1/complaints/${number}/find-clue`,
    headers: { ...(await api.as(who)), 'idempotency-key': key },
    payload: { clue: CLUE, basis: '办卡合同与收据', ...(evidence.length === 0 ? {} : { evidence }), foundOn },
  });

/** Everything that anybody can be shown of a complaint, byte for byte, and every row that belongs to its stream. */
const everythingOf = async (number: string): Promise<Record<string, unknown>> => {
  const seen: Record<string, unknown> = {};
  for (const who of ['consumer', 'handler', 'mediator', 'bureau-head', 'intake-officer', 'leader'] as const)
    seen[`${who} case`] = await get(who, `/complaints/${number}`);
  for (const who of ['handler', 'mediator', 'bureau-head', 'intake-officer'] as const) {
    seen[`${who} events`] = await get(who, `/complaints/${number}/events`);
    seen[`${who} worklist`] = await get(who, '/worklist');
    seen[`${who} counts`] = await get(who, '/worklist/counts');
    seen[`${who} export`] = await get(who, `/papers/owed?q=${number}`);
  }
  seen['operator case'] = await get('operator', `/complaints/${number}`);
  const owner = openDatabase({ url: world.ownerUrl, connections: 1 });
  try {
    seen['rows'] = await owner.transact(nobody, async (tx) => {
      const { stream } = await tx.one<{ stream: string }>('select stream from complaint where number = $1', [number]);
      const rows: Record<string, unknown> = {};
      for (const table of [
        'stream',
        'event',
        'complaint',
        'case_clock',
        'case_access',
        'case_locator',
        'vault_entry',
        'evidence_file',
      ])
        rows[table] = await tx.adhoc(`select to_jsonb(x) as row from ${table} x where stream = $1 order by 1`, [
          stream,
        ]);
      rows['audit'] = await tx.adhoc(
        `select act, account, reason, detail from audit_line where subject = 'stream:' || $1::text or detail::text like '%' || $2 || '%'
          order by audit_line`,
        [stream, number],
      );
      rows['series'] = await tx.adhoc('select * from number_series order by 1, 2, 3');
      return rows;
    });
  } finally {
    await owner.close();
  }
  return seen;
};

describe('a clue found in mediation (Order 121 art. 27)', () => {
  test('a file that is not in the finder’s hand is no part of a clue, and one is used once', async () => {
    const number = await fileAndAccept();
    const foreign = await findClue('mediator', number, anyKey(), [await handIn('handler')]);
    assert.deepEqual([foreign.statusCode, foreign.json<{ code: string }>().code], [422, 'file-not-in-tray']);
    const file = await handIn('mediator');
    assert.equal((await findClue('mediator', number, anyKey(), [file])).statusCode, 201);
    assert.equal((await findClue('mediator', number, anyKey(), [file])).statusCode, 422);
  });

  test('CMP-05: nothing was found in the mediation of a complaint before it came in', async () => {
    const number = await fileAndAccept();
    const { receivedOn } = JSON.parse((await get('mediator', `/complaints/${number}`)).body) as { receivedOn: Day };
    const early = await findClue('mediator', number, anyKey(), [], addDays(receivedOn, -1));
    assert.deepEqual([early.statusCode, early.json<{ code: string }>().code], [422, 'clue-before-the-complaint']);
    assert.equal((await findClue('mediator', number, anyKey(), [], receivedOn)).statusCode, 201);
  });

  test('one key serves one complaint: the same words about another are not answered with the first receipt', async () => {
    const [one, other] = [await fileAndAccept(), await fileAndAccept()];
    const key = anyKey();
    assert.equal((await findClue('mediator', one, key)).statusCode, 201);
    const second = await findClue('mediator', other, key);
    assert.deepEqual([second.statusCode, second.json<{ code: string }>().code], [422, 'idempotency-key-reused']);
    assert.equal((await findClue('mediator', other)).statusCode, 201);
  });

  test('CMP-05: it leaves the complaint as it was, byte for byte, and starts fifteen working days of its own', async () => {
    const number = await fileAndAccept();
    const before = await everythingOf(number);
    const file = await handIn('mediator');
    const found = await findClue('mediator', number, anyKey(), [file]);
    assert.equal(found.statusCode, 201, found.body);
    assert.ok(JSON.stringify(await everythingOf(number)) === JSON.stringify(before), 'the complaint shows a trace');
    assert.ok(!JSON.stringify(before).includes('YUNQI-R'));

    const report = found.json<{ number: string; dueOn: string | null }>().number;
    const view = await get('bureau-head', `/reports/${report}`);
    assert.equal(view.status, 200, view.body);
    const shown = JSON.parse(view.body);
    assert.equal(shown.clue, CLUE);
    assert.equal(shown.complaint, number);
    assert.equal(shown.reporter, null);
    assert.deepEqual(
      shown.evidence.map((one: { file: string }) => one.file),
      [file],
    );
    for (const [who, status] of [
      ['bureau-head', 200],
      ['mediator', 404],
    ] as const)
      assert.equal((await get(who, `/reports/${report}/evidence/${file}`)).status, status, who);
    for (const who of ['mediator', 'handler', 'consumer'] as const)
      assert.equal((await get(who, `/complaints/${number}/evidence/${file}`)).status, 404, who);
    assert.deepEqual(
      shown.clocks.map((clock: { rule: string; state: string }) => [clock.rule, clock.state]),
      [['CMP-05', 'running']],
    );
    const counted = shown.clocks[0].reckoning.days.filter((day: { counted: number | null }) => day.counted !== null);
    assert.ok(shown.clocks[0].provisional || counted.length === 15, view.body);
  });

  test('nobody without the reports desk learns that it is there: not the finder, not another county, not the operator', async () => {
    const number = await fileAndAccept();
    const found = await findClue('mediator', number);
    const report = found.json<{ number: string }>().number;
    for (const who of ['mediator', 'leader', 'auditor', 'system-administrator', 'handler-other-county'] as const) {
      const one = await get(who, `/reports/${report}`);
      assert.equal(one.status, 404, `${who}: ${one.body}`);
      assert.equal((await get(who, '/reports')).status, 404, who);
    }
    assert.equal((await get('operator', `/reports/${report}`)).status, 403);
    assert.equal((await get('consumer', `/reports/${report}`)).status, 403);
    const list = JSON.parse((await get('handler', '/reports')).body);
    assert.ok(list.rows.some((row: { number: string }) => row.number === report));
  });

  test('past the routes too: without the desk the database shows no row of it, even to a scope that names the compartment', async () => {
    const number = await fileAndAccept();
    await findClue('handler', number);
    const asked: Readonly<Record<string, string>> = {
      stream: "select count(*)::int as n from stream where bureau like '%#%'",
      case_clock: "select count(*)::int as n from case_clock where bureau like '%#%'",
      event: "select count(*)::int as n from event where type = 'ClueFound'",
      vault_entry: "select count(*)::int as n from vault_entry where kind = 'clue'",
      report: 'select count(*)::int as n from report',
    };
    const count = async (desks: readonly string[], bureaus: readonly string[], principals: readonly string[] = []) => {
      const seen: Record<string, number> = {};
      const scope = { ...nobody, tenants: ['yunqi'], bureaus, principals, account: 'x', desks };
      await world.context.database.transact(scope, async (tx) => {
        for (const [table, text] of Object.entries(asked)) seen[table] = (await tx.one<{ n: number }>(text)).n;
      });
      return seen;
    };
    const none = Object.fromEntries(Object.keys(asked).map((table) => [table, 0]));
    assert.deepEqual(await count(['handler', 'complaints'], ['yunqi-linxi', 'yunqi-linxi#reports']), none);
    assert.deepEqual(await count(['reports'], ['yunqi-wangshan', 'yunqi-wangshan#reports']), none);
    assert.deepEqual(await count([], [], [gymOperatorId, cast.operator.account]), none);
    const seen = await count(['reports'], ['yunqi-linxi', 'yunqi-linxi#reports']);
    for (const table of Object.keys(asked)) assert.ok((seen[table] ?? 0) > 0, table);
  });

  test('who may note one: not the intake officer, not another county; sent twice it is noted once', async () => {
    const number = await fileAndAccept();
    assert.equal((await findClue('intake-officer', number)).statusCode, 403);
    assert.equal((await findClue('handler-other-county', number)).statusCode, 404);
    assert.equal((await findClue('consumer', number)).statusCode, 403);
    const key = anyKey();
    const first = await findClue('handler', number, key);
    const again = await findClue('handler', number, key);
    assert.equal(again.body, first.body);
  });

  test('the list is narrowed, counted and taken along by the desk alone, every number in it on record', async () => {
    const number = await fileAndAccept();
    const report = (await findClue('handler', number)).json<{ number: string }>().number;
    type List = { rows: { number: string; source: string }[]; total: number | null };
    const list = async (query: string) => JSON.parse((await get('handler', `/reports${query}`)).body) as List;
    const found = await list(`?q=${report}&source=mediation&due=later`);
    assert.deepEqual([found.rows.map((row) => row.number), found.total], [[report], 1]);
    for (const none of ['source=reporter', 'due=overdue', 'named=true', 'bureau=yunqi-wangshan'])
      assert.deepEqual((await list(`?q=${report}&${none}`)).rows, [], none);
    const unknown = await get('handler', '/reports?problemCode=x');
    assert.equal(unknown.status, 400);
    assert.match(unknown.body, /"field":"problemCode"/);
    const taken = async (who: CastName) =>
      api.app.inject({ url: `/api/v1/reports/export.xlsx?q=${report}`, headers: await api.as(who) });
    assert.ok(textsOfBook(await taken('handler')).includes(report));
    for (const who of ['mediator', 'leader', 'handler-other-county'] as const) {
      const other = await taken(who);
      assert.ok(other.statusCode === 404 || !textsOfBook(other).includes(report), who);
    }
  });

  test('CMP-06: the head prolongs once by fifteen working days; the handler may not', async () => {
    const number = await fileAndAccept();
    const report = (await findClue('handler', number)).json<{ number: string }>().number;
    const prolong = async (who: CastName, version: number) =>
      api.app.inject({
        method: 'POST',
        url: `/api/v1/reports/${report}/prolong`,
        headers: { ...(await api.as(who)), 'if-match': `"v${version}"` },
        payload: { reasons: '案情复杂，需向平台调取数据' },
      });
    assert.equal((await prolong('handler', 1)).statusCode, 403);
    const done = await prolong('bureau-head', 1);
    assert.equal(done.statusCode, 200, done.body);
    const clocks = done.json<{ clocks: { rule: string; state: string; dueOn: string | null }[] }>().clocks;
    assert.deepEqual(
      clocks.map(({ rule, state }) => [rule, state]),
      [
        ['CMP-05', 'met'],
        ['CMP-06', 'running'],
      ],
    );
    assert.equal((await prolong('bureau-head', 1)).statusCode, 412);
    assert.equal((await prolong('bureau-head', 2)).json<{ code: string }>().code, 'already-prolonged');
  });

  test('verify folds reports again like everything else, and sees a row that was changed by hand', async () => {
    await findClue('handler', await fileAndAccept());
    const { vault, law, keyring } = world.context;
    const lawOf = () => ({ calendar: law().calendar, rulebook: law().rulebook, settings: [] });
    const owner = openDatabase({ url: world.ownerUrl, connections: 1 });
    const faults: string[] = [];
    const verify = () =>
      owner.transact(nobody, (tx) =>
        verifyStreams(tx, {
          vault,
          projections: [
            complaintProjection(lawOf),
            reportProjection(lawOf, (phone) => keyring.digests('phone', phone)),
          ],
          onFault: (fault) => faults.push(`${fault.code} ${fault.detail}`),
        }),
      );
    try {
      await verify();
      assert.equal(faults.join('; '), '');
      await owner.transact(nobody, (tx) =>
        tx.adhoc("update report set due_on = due_on + 30 where source = 'mediation'"),
      );
      await verify();
      assert.ok(
        faults.some((fault) => fault.startsWith('row-differs report due_on')),
        faults.join('; '),
      );
    } finally {
      await owner.close();
    }
  });

  test('every look is on record, with what was looked at', async () => {
    const number = await fileAndAccept();
    const report = (await findClue('handler', number)).json<{ number: string }>().number;
    await get('bureau-head', `/reports/${report}`);
    await get('bureau-head', '/reports');
    const lines = await world.context.database.transact({ ...nobody, account: cast['bureau-head'].account }, (tx) =>
      tx.rows<{ act: string }>(
        `select act from audit_line where account = $1 and act in ('look-at-report', 'list-reports') order by audit_line desc limit 2`,
        [cast['bureau-head'].account],
      ),
    );
    assert.deepEqual(
      lines.map((line) => line.act),
      ['list-reports', 'look-at-report'],
    );
  });
});
