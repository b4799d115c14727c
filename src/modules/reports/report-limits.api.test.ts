import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { type CastName, gymOperatorId } from '#db/seed/cast.ts';
import type { Actor } from '#kernel/actor.ts';
import { withYear } from '#kernel/calendar.ts';
import { type Day, dayOf } from '#kernel/day.ts';
import { isRefusal } from '#kernel/refusal.ts';
import { rulebookBefore } from '#kernel/rule.ts';
import { complaintProjection, performAct, scopeOf } from '#modules/complaints/facade.ts';
import type { DecreeBody, DecreeMoves } from '#modules/complaints/law-contract.ts';
import { lawRoutes, lawSchemas } from '#modules/complaints/law-routes.ts';
import { reckonAnnouncedYears } from '#modules/complaints/reckoning/announced-years.ts';
import { reckonCases } from '#modules/complaints/reckoning/reckon-cases.ts';
import { reckonRulesPutRight } from '#modules/complaints/reckoning/rules-put-right.ts';
import { formerLaws, loadLaw, systemActors } from '#modules/directory/facade.ts';
import { fileAtFrontDoor } from '#modules/intake/front-door.ts';
import { now } from '#platform/clock.ts';
import type { Context, Law } from '#platform/context.ts';
import { type Database, nobody, openDatabase } from '#platform/db.ts';
import { prepareJobs } from '#platform/jobs.ts';
import { verifyStreams } from '#platform/verify.ts';
import { type Api, openApi } from '#test/api.ts';
import { actorOf, openWorld, type World } from '#test/world.ts';
import type { ReportList, ReportView } from './contract.ts';
import { everyReport } from './desk-scope.ts';
import { fileReport, reportLimits, reportProjection } from './facade.ts';
import { prolong as prolongIn } from './handle.ts';
import { reportRoutes } from './routes.ts';

let world: World;
let context: Context;
let law: Law;
let api: Api;
let owner: Database;
const refreshLaw = async (): Promise<void> => {
  law = await world.context.database.transact(nobody, loadLaw);
};
before(async () => {
  world = await openWorld();
  await prepareJobs(world.ownerUrl);
  await refreshLaw();
  owner = openDatabase({ url: world.ownerUrl, connections: 2 });
  context = { ...world.context, law: () => law };
  api = await openApi(world, [lawRoutes(context, refreshLaw, [reportLimits]), reportRoutes(context)], lawSchemas);
});
after(async () => {
  await api.close();
  await owner.close();
  await world.close();
});

const at = (day: Day) => new Date(`${day}T02:00:00Z`);

const call = async (who: CastName, path: string, payload?: object, more: Record<string, string> = {}) => {
  const answer = await api.app.inject({
    method: payload === undefined ? 'GET' : 'POST',
    url: `/api/v1/${path}`,
    headers: { ...(await api.inBrowser(who)), ...more },
    ...(payload === undefined ? {} : { payload }),
  });
  assert.equal(answer.statusCode, 200, answer.body);
  return answer;
};

const platformIn = async (tenant: string): Promise<Actor> => {
  const actor = (await systemActors(context.database, 'test')).find((one) => one.tenant === tenant);
  assert.ok(actor);
  return actor;
};

const report = async (on: Day, tenant = 'yunqi', bureau = 'yunqi-linxi'): Promise<string> => {
  const made = await context.database.transact(everyReport(await platformIn(tenant)), (tx) =>
    fileReport(context, tx, {
      at: at(on),
      enteredBy: 'staff:test',
      request: { reported: { kind: 'unknown', name: '桥下理发' }, clue: '没有明码标价。' },
      channel: 'letter',
      tenant,
      bureau,
      intake: bureau,
      evidence: [],
    }),
  );
  return made.number;
};

const entered = async (who: 'consumer' | 'handler', on: Day, letter: { receivedOn?: Day } = {}): Promise<string> => {
  const actor = actorOf(who);
  const receipt = await context.database.transact(scopeOf(actor), (tx) =>
    fileAtFrontDoor(context, tx, {
      actor,
      at: at(on),
      request: {
        ...(letter.receivedOn === undefined ? {} : { channel: 'letter', ...letter }),
        complainant: { name: '林晓禾', phone: '13800000001', address: '云栖市临溪区桂花路 12 号' },
        respondent: { kind: 'ordinary', operator: gymOperatorId },
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

const act = async (
  number: string,
  on: Day,
  name: 'accept' | 'terminate' | 'dispute-competence',
  body: object = {},
): Promise<void> => {
  const actor = actorOf('handler');
  const done = await context.database.transact(scopeOf(actor), (tx) =>
    performAct(context, tx, { number, act: name, body: body as never, actor, at: at(on) }),
  );
  assert.ok(!isRefusal(done), JSON.stringify(done));
};

const acceptedOn = async (on: Day): Promise<void> => act(await entered('consumer', on), on, 'accept');

const verified = async (): Promise<{ faults: string[]; waiting: number }> => {
  const { calendar, rulebook, settingsOf } = await owner.transact(nobody, loadLaw);
  const formerOf = await owner.transact(nobody, formerLaws);
  const lawOf = (tenant: string) => ({ calendar, rulebook, settings: settingsOf(tenant) });
  const faults: string[] = [];
  const { waiting } = await owner.transact(nobody, (tx) =>
    verifyStreams(tx, {
      vault: context.vault,
      projections: [
        complaintProjection(lawOf, formerOf),
        reportProjection(lawOf, (phone) => context.keyring.digests('phone', phone), formerOf),
      ],
      onFault: ({ name, code, detail }) => faults.push(`${name} ${code} ${detail}`),
    }),
  );
  return { faults, waiting };
};

const clean = { faults: [], waiting: 0 };

type DecreedDay = DecreeBody['days'][number];
const usual = '国务院办公厅关于2026年部分节假日安排的通知';
let revision = 0;

/** 2026 as it came with the program, with these days besides; entered, and every case reckoned anew. */
const packaged = (): DecreedDay[] => {
  const { holidays, workdays } = world.context.law().calendar.years[2026] ?? { holidays: {}, workdays: {} };
  const days = (kind: DecreedDay['kind'], named: Readonly<Record<string, string>>) =>
    Object.entries(named).map(([day, name]) => ({ day, kind, name }));
  return [...days('holiday', holidays), ...days('make-up', workdays)];
};

const off = (day: string): DecreedDay => ({ day, kind: 'holiday', name: '临时' });

const enter = async (days: readonly DecreedDay[], decree = usual, year = 2026): Promise<DecreeMoves> => {
  const body = { decree, days, knownRevision: year === 2026 ? revision : 0 };
  const entered = await call('system-administrator', `law/calendar/${year}`, body);
  if (year === 2026) revision += 1;
  return entered.json<DecreeMoves>();
};

const reckon = (cause: { year: number } = { year: 2026 }): Promise<number> =>
  reckonCases(context, { cause }, now(), { others: [reportLimits] });

const listed = async (number: string) => {
  const { rows } = (await call('handler', 'reports?limit=100')).json<ReportList>();
  const { dueOn, dueRule, provisional } = rows.find((one) => one.number === number) ?? {};
  return { dueOn, dueRule, provisional };
};

const seen = async (number: string): Promise<ReportView> =>
  (await call('handler', `reports/${number}`)).json<ReportView>();

const prolong = async (number: string): Promise<void> => {
  const etag = { 'if-match': `"v${(await seen(number)).version}"` };
  await call('bureau-head', `reports/${number}/prolong`, { reasons: '需要检测' }, etag);
};

describe('a notice entered for a year that already runs', () => {
  let [running, prolonged, late] = ['', '', ''];
  before(async () => {
    running = await report('2026-11-17');
    prolonged = await report('2026-11-17');
    late = await report('2026-12-17');
    await report('2026-11-18', 'lanchuan', 'lanchuan-beidu');
    await acceptedOn('2026-12-03');
    await acceptedOn('2026-06-02');
    await prolong(prolonged);
    assert.deepEqual(await verified(), clean);
  });

  test('CMP-05 CMP-06 a day off added: whose limits move is told by unit of every authority, then each report has an act, list and page say one day', async () => {
    assert.deepEqual(await listed(running), { dueOn: '2026-12-08', dueRule: 'CMP-05', provisional: false });
    const body = { decree: usual, days: [...packaged(), off('2026-12-07')], knownRevision: 0 };
    const foreseen = (await call('system-administrator', 'law/calendar/2026/preview', body)).json<DecreeMoves>();
    assert.deepEqual(
      foreseen.byBureau.toSorted((a, b) => a.bureau.localeCompare(b.bureau)),
      [
        { bureau: 'lanchuan-beidu', name: '澜川市北渡区市场监督管理局', cases: 0, reports: 1 },
        { bureau: 'yunqi-linxi', name: '云栖市临溪区市场监督管理局', cases: 0, reports: 2 },
      ],
    );
    assert.deepEqual([foreseen.total, foreseen.reports, foreseen.moves], [0, 3, []]);
    assert.equal((await enter(body.days)).reports, 3);
    const meanwhile = await verified();
    assert.deepEqual(meanwhile.faults, [], 'until they are reckoned anew the rows tell what the law before gave');
    assert.ok(meanwhile.waiting >= 3);

    assert.ok((await reckon()) >= 3);
    assert.deepEqual(await verified(), clean);
    assert.equal(await reckon(), 0, 'a second pass finds nothing');
    assert.deepEqual(await listed(running), { dueOn: '2026-12-09', dueRule: 'CMP-05', provisional: false });
    const view = await seen(running);
    assert.equal(view.clocks[0]?.dueOn, '2026-12-09');
    assert.deepEqual(view.reckonedAnew, [
      {
        on: dayOf(now()),
        year: 2026,
        rule: null,
        decided: false,
        moved: [{ rule: 'CMP-05', from: '2026-12-08', to: '2026-12-09' }],
        confirmed: [],
      },
    ]);
    assert.equal(view.timeline.at(-1)?.type, 'CalendarReckonedAnew');
    assert.equal(view.timeline.at(-1)?.actor, 'system:reckoning');
    const twice = await seen(prolonged);
    assert.deepEqual(
      twice.reckonedAnew[0]?.moved.map(({ rule, to }) => [rule, to]),
      [
        ['CMP-05', '2026-12-09'],
        ['CMP-06', '2026-12-30'],
      ],
      'the second fifteen days begin where the first end',
    );
  });

  test('the same days under the notice’s own name move nothing, and verify finds nothing: a row says truly by which notice it was reckoned', async () => {
    const renamed = await enter([...packaged(), off('2026-12-07')], '国务院办公厅关于增加放假一天的通知');
    assert.deepEqual([renamed.changedDays, renamed.total, renamed.reports], [0, 0, 0]);
    assert.deepEqual(await verified(), clean);
    assert.equal(await reckon(), 0);
    assert.deepEqual(await verified(), clean);
  });

  test('CMP-05 a make-up day ends it earlier, and a day taken out again too: under this name and under another, entered twice', async () => {
    const makeUp: DecreedDay = { day: '2026-12-05', kind: 'make-up', name: '临时' };
    const meanwhile = await report('2026-11-18');
    await enter([...packaged(), off('2026-12-07'), makeUp], '国务院办公厅关于增加放假一天的通知');
    assert.deepEqual((await verified()).faults, []);
    await enter([...packaged(), makeUp], '又一个通知');
    await enter([...packaged(), makeUp], '又一个通知');
    assert.deepEqual((await verified()).faults, [], 'two notices behind');
    await prolong(meanwhile);
    assert.deepEqual((await verified()).faults, [], 'an act under the new law beside a limit of the old one');
    assert.ok((await reckon()) >= 3);
    assert.deepEqual(await listed(running), { dueOn: '2026-12-07', dueRule: 'CMP-05', provisional: false });
    assert.deepEqual(await verified(), clean);
    await enter(packaged());
    await reckon();
    assert.equal((await listed(running)).dueOn, '2026-12-08');
    assert.deepEqual(await verified(), clean);
    assert.equal((await seen(running)).reckonedAnew.length, 3);
  });

  test('a row set back to the day of an earlier notice by hand is no waiting row but a fault', async () => {
    const back = (day: Day) => `update report set due_on = '${day}' where number = '${running}'`;
    await owner.transact(nobody, (tx) => tx.adhoc(back('2026-12-09')));
    assert.deepEqual((await verified()).faults, [`${running} row-differs report due_on 2026-12-09 ≠ 2026-12-08`]);
    await owner.transact(nobody, (tx) => tx.adhoc(back('2026-12-08')));
    assert.deepEqual(await verified(), clean);
  });

  test('CMP-05 a limit that reaches into a year without a notice becomes sure, by an act of its own', async () => {
    assert.equal((await listed(late)).provisional, true);
    const { dueOn: earliest } = await listed(late);
    const days = ['2027-01-01', '2027-01-04', '2027-05-01', '2027-05-02', '2027-10-01', '2027-10-02', '2027-10-03'].map(
      off,
    );
    await enter(days, '国务院办公厅关于2027年部分节假日安排的通知', 2027);
    assert.deepEqual((await verified()).faults, []);
    assert.ok((await reckon({ year: 2027 })) >= 1);
    const { dueOn, provisional } = await listed(late);
    assert.equal(provisional, false);
    assert.ok(dueOn !== undefined && earliest != null && dueOn !== null && dueOn > earliest);
    assert.deepEqual((await seen(late)).reckonedAnew.at(-1)?.moved, [{ rule: 'CMP-05', from: earliest, to: dueOn }]);
    assert.deepEqual(await verified(), clean);
  });
});

describe('a notice that came with a newer release', () => {
  test('CMP-05 what still waits for its year is reckoned without anybody’s order, once', async () => {
    const number = await report('2027-12-17');
    assert.equal((await listed(number)).provisional, true);
    assert.equal(await reckonAnnouncedYears(context, now(), [reportLimits]), 0, 'no notice, no act');
    const { calendar } = law;
    const year = { year: 2028, decree: '随新版本而来', holidays: { '2028-01-03': '元旦' }, workdays: {} };
    law = { ...law, calendar: withYear(calendar, year) };
    try {
      assert.equal(await reckonAnnouncedYears(context, now(), [reportLimits]), 1);
      assert.equal((await listed(number)).provisional, false);
      assert.equal((await seen(number)).reckonedAnew.at(-1)?.year, 2028);
      assert.equal(await reckonAnnouncedYears(context, now(), [reportLimits]), 0);
    } finally {
      law = { ...law, calendar };
      await reckon({ year: 2028 });
    }
    assert.deepEqual(await verified(), clean);
  });
});

describe('a rule that a release put right', () => {
  test('CMP-06 CMP-07 what an earlier release reckoned by the day of the event waits for verify, and has its act without anybody’s order, once', async () => {
    const now121 = law;
    law = { ...law, rulebook: rulebookBefore(law.rulebook) };
    const [old, disputed] = [
      await report('2026-04-10'),
      await entered('handler', '2026-04-16', { receivedOn: '2026-04-10' }),
    ];
    try {
      const scope = everyReport(await platformIn('yunqi'));
      const wish = {
        actor: actorOf('bureau-head'),
        at: at('2026-04-24'),
        number: old,
        reasons: '需要检测',
        expectedVersion: 1,
      };
      assert.ok(!isRefusal(await context.database.transact(scope, (tx) => prolongIn(context, tx, wish))));
      await act(disputed, '2026-04-17', 'dispute-competence', {
        rival: 'yunqi-wangshan',
        reasons: '经营地在对方辖区。',
      });
    } finally {
      law = now121;
    }
    const waiting = await verified();
    assert.deepEqual(waiting.faults, []);
    assert.equal(waiting.waiting, 2);
    assert.equal(await reckonRulesPutRight(context, now(), [reportLimits]), 2);
    assert.deepEqual(await verified(), clean);
    assert.equal(await reckonRulesPutRight(context, now(), [reportLimits]), 0);
    const { timeline, reckonedAnew, clocks } = await seen(old);
    assert.equal(timeline.at(-1)?.type, 'RuleReckonedAnew');
    assert.deepEqual(reckonedAnew.at(-1), {
      ...{ on: dayOf(now()), year: null, rule: 'CMP-06' },
      decided: false,
      moved: [],
      confirmed: [],
    });
    assert.match(JSON.stringify(clocks.at(-1)?.reckoning), /"article":"23\(1\)"/u);
    await owner.transact(nobody, (tx) =>
      tx.run(
        `update case_clock k set reckoning = jsonb_set(k.reckoning, '{textVersion}', '"order-121@2025-12-30"') from report r
          where r.tenant = k.tenant and r.stream = k.stream and r.number = $1 and k.rule = 'CMP-06'`,
        [old],
      ),
    );
    assert.deepEqual((await verified()).faults.length, 1, 'set back by hand is a fault');
    await owner.transact(nobody, (tx) =>
      tx.run(
        `update case_clock k set reckoning = jsonb_set(k.reckoning, '{textVersion}', '"order-20@2022-03-24"') from report r
          where r.tenant = k.tenant and r.stream = k.stream and r.number = $1 and k.rule = 'CMP-06'`,
        [old],
      ),
    );
  });
});

describe('a question decided later', () => {
  /** How many cases had an act. */
  const decide = async (rule: string, name: string, value: string): Promise<number> => {
    const body = { rule, name, value, effectiveFrom: '2026-04-01', reason: '局务会决定' };
    await call('system-administrator', 'law/settings', body);
    assert.deepEqual((await verified()).faults, [], `${rule} ${name} ${value}: not reckoned anew yet`);
    const cause = { rule, name, from: body.effectiveFrom as Day };
    const acts = await reckonCases(context, { cause, tenant: 'yunqi' }, now(), { others: [reportLimits] });
    assert.deepEqual(await verified(), clean, `${rule} ${name} ${value}`);
    return acts;
  };

  test('rows and history agree whichever way it is decided, also where another text governs and no day moves', async () => {
    const old = await entered('handler', '2026-04-16', { receivedOn: '2026-04-10' });
    await act(old, '2026-04-20', 'accept');
    await act(old, '2026-06-30', 'terminate', { ground: 5, reasons: '期限届满。' });
    for (const value of ['start', 'receipt'])
      assert.equal(await decide('CMP-01', 'regime-day', value), 3, 'the same day, under another order');
    for (const value of ['yes', 'no']) await decide('CMP-02', 'weekends-roll', value);
    for (const value of ['no', 'yes']) await decide('CMP-07', 'competence-limit-for-complaints', value);
    await decide('RPT-01', 'tell-real-name-reporter', 'yes');
  });
});
