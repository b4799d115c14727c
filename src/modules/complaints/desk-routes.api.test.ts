import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { after, before, describe, test } from 'node:test';
import { type CastName, cast, gymOperatorId } from '#db/seed/cast.ts';
import { type Day, dayOf } from '#kernel/day.ts';
import { dueDays } from '#kernel/due-soon.ts';
import { isRefusal } from '#kernel/refusal.ts';
import { fileAtFrontDoor } from '#modules/intake/front-door.ts';
import { now } from '#platform/clock.ts';
import { type Api, openApi } from '#test/api.ts';
import { doAct } from '#test/cases.ts';
import { actorOf, openWorld, type World } from '#test/world.ts';
import { unzip } from '#test/zip.ts';
import type {
  AssignManyAnswer,
  Colleague,
  Cover,
  DeskSession,
  HandoverAnswer,
  SavedView,
  WorklistCounts,
} from './desk-contract.ts';
import { deskRoutes, deskSchemas } from './desk-routes.ts';
import { scopeOf } from './handle.ts';
import { performAct } from './perform.ts';
import { complaintRoutes, complaintSchemas } from './routes.ts';
import type { Worklist } from './worklist-contract.ts';

const data = process.env.FANGXIN_DATA ?? '../shared/data';
let world: World;
let api: Api;
before(async () => {
  world = await openWorld();
  api = await openApi(
    world,
    [complaintRoutes(world.context), deskRoutes(world.context, { demo: true })],
    [...complaintSchemas, ...deskSchemas],
  );
});
after(async () => {
  await api.close();
  await world.close();
});

const account = (name: CastName): string => cast[name].account;
const codeOf = (answer: { json: <T>() => T }) => answer.json<{ code: string }>().code;

const file = async (respondentName?: string): Promise<string> => {
  const actor = actorOf(respondentName === undefined ? 'consumer' : 'handler');
  const receipt = await world.context.database.transact(scopeOf(actor), (tx) =>
    fileAtFrontDoor(world.context, tx, {
      actor,
      at: now(),
      request: {
        complainant: { name: '林晓禾', phone: '13800000001', address: '云栖市临溪区桂花路 12 号' },
        respondent:
          respondentName === undefined
            ? { kind: 'ordinary', operator: gymOperatorId }
            : { kind: 'unknown', name: respondentName },
        facts: '办卡后停业。',
        claims: [{ kind: 'refund' }],
        consents: { publicity: true, entrust: true },
      },
      evidence: [],
    }),
  );
  assert.ok(!isRefusal(receipt), JSON.stringify(receipt));
  return receipt.number;
};

const assign = async (number: string, to: CastName): Promise<void> => {
  const actor = actorOf('bureau-head');
  const done = await world.context.database.transact(scopeOf(actor), (tx) =>
    performAct(world.context, tx, { number, act: 'assign', body: { to: account(to) }, actor, at: now() }),
  );
  assert.ok(!isRefusal(done), JSON.stringify(done));
};

describe('the desk asks who is there', () => {
  test('an official learns name, roles, bureaus and the token for writing; a consumer and a visitor are sent away', async () => {
    const headers = await api.inBrowser('handler');
    const answer = await api.app.inject({ url: '/api/v1/session', headers });
    assert.equal(answer.statusCode, 200, answer.body);
    const session = answer.json<DeskSession>();
    assert.equal(session.name, '陈一鸣');
    assert.deepEqual(session.roles, ['handler']);
    assert.equal(session.bureau, 'yunqi-linxi');
    assert.equal(session.csrf, headers['x-csrf-token']);
    assert.equal(session.today, dayOf(now()));
    const { soonUntil, provisional } = dueDays(session.today as Day, world.context.law().calendar);
    assert.deepEqual([session.soonUntil, session.soonProvisional, session.dayDoubt], [soonUntil, provisional, null]);
    const doubt = { is: 'ahead', today: '2039-06-30', known: '2026-11-27' };
    Object.assign(world.context, { dayDoubt: () => doubt });
    assert.deepEqual((await api.app.inject({ url: '/api/v1/session', headers })).json<DeskSession>().dayDoubt, doubt);
    Object.assign(world.context, { dayDoubt: undefined });
    assert.equal((await api.app.inject({ url: '/api/v1/session' })).statusCode, 401);
    const consumer = await api.inBrowser('consumer');
    assert.equal((await api.app.inject({ url: '/api/v1/session', headers: consumer })).statusCode, 403);
  });

  test('colleagues of the own bureaus are named with their roles; those of another county are not shown', async () => {
    const headers = await api.as('handler');
    const own = await api.app.inject({ url: '/api/v1/staff?bureau=yunqi-linxi', headers });
    const colleagues = own.json<Colleague[]>();
    assert.deepEqual(colleagues.find((one) => one.account === account('bureau-head'))?.roles, ['bureau-head']);
    assert.equal(colleagues.find((one) => one.account === account('mediator'))?.name, '何静');
    assert.ok(!colleagues.some((one) => one.account === account('handler-other-county')));
    const other = await api.app.inject({ url: '/api/v1/staff?bureau=yunqi-wangshan', headers });
    assert.equal(other.statusCode, 403);
    assert.equal(other.json<{ code: string }>().code, 'bureau-not-yours');
    const association = await api.app.inject({
      url: '/api/v1/staff?bureau=yunqi-association',
      headers: await api.as('association-mediator'),
    });
    assert.deepEqual(
      association.json<Colleague[]>().map((one) => one.account),
      [account('association-mediator')],
    );
  });
});

describe('saved views', () => {
  const put = async (name: CastName, views: readonly SavedView[]) =>
    api.app.inject({ method: 'PUT', url: '/api/v1/views', headers: await api.as(name), payload: { views } });

  test('are written whole, kept in order and seen by nobody else', async () => {
    const first = { id: 'a', name: '食品', query: 'phase=under-review&objectCode=1', list: 'cases' } as const;
    const second = { id: 'b', name: '网购', query: 'open=true', list: 'questions' } as const;
    assert.deepEqual((await put('handler', [first, second])).json(), { views: [first, second] });
    assert.deepEqual((await put('handler', [second, first])).json(), { views: [second, first] });
    const headers = await api.as('bureau-head');
    assert.deepEqual((await api.app.inject({ url: '/api/v1/views', headers })).json(), { views: [] });
    const scope = scopeOf(actorOf('bureau-head'));
    const rows = await world.context.database.transact(scope, (tx) => tx.rows('select view from saved_view'));
    assert.deepEqual(rows, []);
  });

  test('two of one id and one without a name are refused at their field', async () => {
    const twice = await put('handler', [
      { id: 'a', name: '甲', query: '' },
      { id: 'a', name: '乙', query: '' },
    ]);
    assert.equal(twice.statusCode, 422);
    assert.equal(twice.json<{ field: string }>().field, 'views.1.id');
    assert.equal((await put('handler', [{ id: 'a', name: '  ', query: '' }])).statusCode, 422);
  });
});

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };
const unescaped = (text: string): string =>
  text
    .replace(/&#x([0-9a-f]+);/giu, (_, code: string) => String.fromCodePoint(Number.parseInt(code, 16)))
    .replace(/&#(\d+);/gu, (_, code: string) => String.fromCodePoint(Number(code)))
    .replace(/&(\w+);/gu, (whole, name: string) => entities[name] ?? whole);

describe('the worklist as a workbook', () => {
  const payloads = (): string[] => {
    const readme = `${data}/payloads/CSV Injection/README.md`;
    if (!existsSync(readme)) return [];
    return readFileSync(readme, 'utf8')
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => /^[=+\-@]/u.test(line) || line.startsWith('DDE'))
      .filter((line) => line.length > 1 && line.length <= 100);
  };

  const sheetOf = async (query: string): Promise<{ sheet: string; texts: string; about: string }> => {
    const answer = await api.app.inject({
      url: `/api/v1/worklist/export.xlsx${query}`,
      headers: await api.as('handler'),
    });
    assert.equal(answer.statusCode, 200, answer.body.slice(0, 300));
    const files = unzip(answer.rawPayload);
    const file = (name: string): string => files.get(name)?.toString('utf8') ?? '';
    return {
      sheet: file('xl/worksheets/sheet1.xml'),
      about: file('xl/worksheets/sheet2.xml'),
      texts: file('xl/sharedStrings.xml'),
    };
  };

  test('holds formulas of nobody: every payload stands there as text, unchanged', async (t) => {
    const hostile = ['=1+1', '+1', '-1', '@SUM(A1)', '\t=1+1', '=HYPERLINK("http://x","点")', ...payloads()];
    if (payloads().length === 0) t.diagnostic('skipped: no data (payloads)');
    for (const name of hostile) await file(name);
    const { sheet, texts } = await sheetOf('');
    assert.ok(!/<f[ >]/u.test(sheet), 'a cell holds a formula');
    const written = new Set([...texts.matchAll(/<t(?: [^>]*)?>([^<]*)</gu)].map(([, one]) => unescaped(one ?? '')));
    for (const name of hostile) assert.ok(written.has(name), `${name} is not in the sheet`);
    const typed = [...sheet.matchAll(/<c [^>]*?t="(\w+)"/gu)].map(([, kind]) => kind);
    assert.deepEqual([...new Set(typed)].sort(), ['s']);
  });

  test('obeys the filters of the worklist and says who made it when', async () => {
    const number = await file();
    const none = await sheetOf('?objectCode=telecom-products');
    assert.ok(!none.texts.includes(number));
    const { texts } = await sheetOf(`?q=${number}`);
    for (const one of [number, '陈一鸣']) assert.ok(texts.includes(one));
    const narrowed = await sheetOf('?handler=me&open=true&phase=received&q=%E5%A5%BD');
    assert.match(narrowed.texts, /20\d\d年\d+月\d+日<.*搜索：“好”；状态：[^；]+；承办人：[^；]+；办理情况：在办</su);
    assert.ok(!texts.includes('林晓禾'), 'names stay masked');
    const lines = await world.context.database.transact(scopeOf(actorOf('handler')), (tx) =>
      tx.rows<{ act: string }>("select act from audit_line where act = 'export-worklist'"),
    );
    assert.ok(lines.length > 0);
  });
});

describe('work is handed on', () => {
  const handOver = async (who: CastName, from: CastName, to: CastName, headers = api.inBrowser(who)) =>
    api.app.inject({
      method: 'POST',
      url: '/api/v1/worklist/handover',
      headers: await headers,
      payload: { from: account(from), to: account(to), reason: '调离岗位' },
    });

  test('a leaver’s open cases go to a colleague, each by an act of its own; a second call finds nothing', async () => {
    const numbers = [await file(), await file()];
    for (const number of numbers) await assign(number, 'handler');
    const answer = await handOver('bureau-head', 'handler', 'bureau-head');
    assert.equal(answer.statusCode, 200, answer.body);
    const { results, left } = answer.json<HandoverAnswer>();
    assert.equal(left, 0);
    for (const number of numbers) assert.ok(results.some((one) => one.number === number && one.problem === null));
    const headers = await api.as('bureau-head');
    for (const query of [
      ...['phase=nope', 'phase=accepted,nope', 'phase=', 'phase=accepted&phase=mediating'],
      ...['objectCode=nope', 'problemCode=nope', 'objectCode=general-food&problemCode=nope'],
    ])
      for (const list of ['worklist', 'worklist/export.xlsx']) {
        const refused = await api.app.inject({ url: `/api/v1/${list}?${query}`, headers });
        const said = refused.json<{ field?: string; detail: string; faults?: { field: string }[] }>();
        const field = query.split('&').at(-1)?.split('=')[0];
        assert.deepEqual([refused.statusCode, said.field ?? said.faults?.[0]?.field], [400, field], `${list} ${query}`);
        if (query.endsWith('nope')) assert.match(said.detail, /“nope”/u);
      }
    const mine = await api.app.inject({ url: '/api/v1/worklist?handler=me', headers });
    for (const number of numbers) assert.ok(mine.json<Worklist>().rows.some((row) => row.number === number));
    assert.deepEqual((await handOver('bureau-head', 'handler', 'bureau-head')).json(), { results: [], left: 0 });
  });

  test('what has ended goes too while something is left to do: until it is put away, the handler’s part only', async () => {
    const ended = await file();
    await assign(ended, 'handler');
    await doAct(world, 'consumer', ended, 'withdraw', {});
    const away = await file();
    await assign(away, 'handler');
    await doAct(world, 'consumer', away, 'withdraw', {});
    await doAct(world, 'handler', away, 'archive', {});
    const counts = async () => {
      const headers = await api.as('bureau-head');
      const answer = await api.app.inject({ url: '/api/v1/worklist/counts', headers });
      return answer.json<WorklistCounts>().load.find((one) => one.account === account('handler'));
    };
    assert.ok(((await counts())?.ended ?? 0) > 0);
    const { results } = (await handOver('bureau-head', 'handler', 'bureau-head')).json<HandoverAnswer>();
    assert.equal(results.find((one) => one.number === ended)?.problem, null);
    assert.ok(!results.some((one) => one.number === away));
    assert.equal((await counts())?.ended ?? 0, 0);
  });

  test('a paper still owed on an archived case goes with the rest, and nothing stays on the list of who has gone', async () => {
    const number = await file();
    await assign(number, 'handler');
    await doAct(world, 'consumer', number, 'withdraw', {});
    await doAct(world, 'handler', number, 'archive', {});
    const load = async () => {
      const answer = await api.app.inject({ url: '/api/v1/worklist/counts', headers: await api.as('bureau-head') });
      return answer.json<WorklistCounts>().load.find((one) => one.account === account('handler'))?.ended ?? 0;
    };
    const before = await load();
    await doAct(world, 'handler', number, 'hand-over-fraud', { to: '公安局', reasons: '夹带', acts: ['planting'] });
    assert.equal(await load(), before + 1);
    const { results } = (await handOver('bureau-head', 'handler', 'bureau-head')).json<HandoverAnswer>();
    assert.equal(results.find((one) => one.number === number)?.problem, null);
    assert.equal(await load(), 0);
  });

  test('who may not hold cases of the bureau gets none, and says so case by case', async () => {
    const number = await file();
    await assign(number, 'handler');
    const { results, left } = (await handOver('bureau-head', 'handler', 'handler-other-county')).json<HandoverAnswer>();
    assert.equal(left, results.length);
    assert.equal(results.find((one) => one.number === number)?.problem?.code, 'assignee-not-of-this-bureau');
    assert.equal((await handOver('bureau-head', 'handler', 'handler')).statusCode, 422);
  });

  test('a colleague’s desk is the head’s to hand over, with the second factor; one’s own is everybody’s own', async () => {
    const number = await file();
    await assign(number, 'handler');
    for (const who of ['intake-officer', 'mediator', 'leader', 'handler-other-county'] as const)
      assert.equal(codeOf(await handOver(who, 'handler', 'bureau-head')), 'handover-is-the-heads', who);
    const token = api.as('bureau-head');
    assert.equal(codeOf(await handOver('bureau-head', 'handler', 'mediator', token)), 'session-required');
    const own = await handOver('handler', 'handler', 'bureau-head', api.as('handler'));
    assert.equal(own.json<HandoverAnswer>().results.find((one) => one.number === number)?.problem, null, own.body);
  });
});

describe('many cases are given out at once', () => {
  const giveOut = async (who: CastName, cases: readonly { number: string; version: number }[], to: CastName) => {
    const answer = await api.app.inject({
      method: 'POST',
      url: '/api/v1/worklist/assign',
      headers: await api.inBrowser(who),
      payload: { cases, to: account(to) },
    });
    assert.equal(answer.statusCode, 200, answer.body);
    return answer.json<AssignManyAnswer>().results;
  };

  test('two heads with the same list: the second is told row by row and overrides nothing', async () => {
    const seen = await Promise.all([file(), file()]);
    const cases = seen.map((number) => ({ number, version: 1 }));
    const first = await giveOut('bureau-head', cases, 'handler');
    assert.deepEqual(
      first.map((one) => [one.version, one.problem]),
      [
        [2, null],
        [2, null],
      ],
    );
    const untouched = { number: await file(), version: 1 };
    const second = await giveOut('bureau-head', [...cases, untouched], 'bureau-head');
    assert.deepEqual(
      second.map((one) => one.problem?.status ?? one.version),
      [412, 412, 2],
    );
    const headers = await api.as('bureau-head');
    const mine = (await api.app.inject({ url: '/api/v1/worklist?handler=me', headers })).json<Worklist>();
    assert.ok(!mine.rows.some((row) => seen.includes(row.number)), 'the first assignment stands');
  });
});

describe('absence is covered', () => {
  const cover = async (who: CastName, absent: CastName, by: CastName, from = '2099-01-05', to = '2099-01-12') =>
    api.app.inject({
      method: 'POST',
      url: '/api/v1/staff/covers',
      headers: await api.inBrowser(who),
      payload: { absent: account(absent), by: account(by), from, to, reason: '休假' },
    });

  test('the head of the bureau lets a colleague stand in between two days, and takes it back', async () => {
    const given = await cover('bureau-head', 'handler', 'mediator');
    assert.equal(given.statusCode, 201, given.body);
    const headers = await api.inBrowser('bureau-head');
    const list = (await api.app.inject({ url: '/api/v1/staff/covers', headers })).json<Cover[]>();
    const made = list.find((one) => one.by === account('mediator'));
    assert.equal(made?.absentName, '陈一鸣');
    assert.deepEqual([made?.role, made?.stands], ['handler', true]);
    const twice = await cover('bureau-head', 'handler', 'mediator', '2099-01-06', '2099-01-10');
    assert.equal(codeOf(twice), 'nothing-to-cover');
    const ended = await api.app.inject({ method: 'POST', url: `/api/v1/staff/covers/${made?.id}/end`, headers });
    assert.equal(ended.statusCode, 200, ended.body);
    assert.deepEqual((await api.app.inject({ url: '/api/v1/staff/covers', headers })).json(), []);
  });

  test('CVR-01 a head’s stand-in is an official of the bureau who is there on those days; the rest is the security administrator’s', async () => {
    for (const by of ['association-mediator', 'handler-other-county', 'leader', 'intake-officer'] as const)
      assert.equal(codeOf(await cover('bureau-head', 'handler', by)), 'cover-not-of-this-bureau', by);
    const given = await cover('bureau-head', 'handler', 'mediator');
    assert.equal(given.statusCode, 201, given.body);
    assert.equal(codeOf(await cover('bureau-head', 'mediator', 'handler')), 'cover-by-one-away');
    assert.equal(codeOf(await cover('security-administrator', 'mediator', 'handler')), 'cover-by-one-away');
    const after = await cover('bureau-head', 'mediator', 'handler', '2099-02-01', '2099-02-05');
    assert.equal(after.statusCode, 201, after.body);
    const other = await cover('security-administrator', 'handler', 'handler-other-county', '2099-03-01', '2099-03-05');
    assert.equal(other.statusCode, 201, other.body);
    for (const answer of [given, after, other])
      for (const id of answer.json<{ grants: string[] }>().grants) {
        const headers = await api.inBrowser('security-administrator');
        await api.app.inject({ method: 'POST', url: `/api/v1/staff/covers/${id}/end`, headers });
      }
  });

  test('not a handler, not another county, not an administrator’s role, not for ever, not without the second factor', async () => {
    assert.equal((await cover('handler', 'mediator', 'bureau-head')).statusCode, 403);
    assert.equal((await cover('bureau-head', 'handler-other-county', 'handler')).statusCode, 409);
    assert.equal((await cover('security-administrator', 'auditor', 'handler')).statusCode, 409);
    assert.equal((await cover('bureau-head', 'handler', 'mediator', '2099-01-05', '2099-12-31')).statusCode, 422);
    assert.equal((await cover('bureau-head', 'handler', 'mediator', '2020-01-05', '2020-01-06')).statusCode, 422);
    const byToken = await api.app.inject({
      method: 'POST',
      url: '/api/v1/staff/covers',
      headers: await api.as('bureau-head'),
      payload: {
        absent: account('handler'),
        by: account('mediator'),
        from: '2099-01-05',
        to: '2099-01-06',
        reason: '休假',
      },
    });
    assert.equal(codeOf(byToken), 'session-required');
  });
});
