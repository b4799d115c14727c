import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { type CastName, gymOperatorId } from '#db/seed/cast.ts';
import type { Day } from '#kernel/day.ts';
import { isRefusal } from '#kernel/refusal.ts';
import { loadLaw } from '#modules/directory/facade.ts';
import { fileAtFrontDoor } from '#modules/intake/front-door.ts';
import { reportLimits } from '#modules/reports/facade.ts';
import type { Context, Law } from '#platform/context.ts';
import { nobody, openDatabase } from '#platform/db.ts';
import { prepareJobs } from '#platform/jobs.ts';
import { silentLog } from '#platform/log.ts';
import { type Api, openApi } from '#test/api.ts';
import { doAct, fileCase } from '#test/cases.ts';
import { refoldFaults } from '#test/refold.ts';
import { actorOf, openWorld, type World } from '#test/world.ts';
import { scopeOf } from './handle.ts';
import type { DecreeBody, DecreeMoves, LawCalendar, LawRules } from './law-contract.ts';
import { lawRoutes, lawSchemas } from './law-routes.ts';
import { performAct } from './perform.ts';
import { type ReckoningOrder, reckonAnewJob, reckonCases } from './reckoning/reckon-cases.ts';

let world: World;
let context: Context;
let law: Law;
let api: Api;
const refreshLaw = async (): Promise<void> => {
  law = await world.context.database.transact(nobody, loadLaw);
};
before(async () => {
  world = await openWorld();
  await prepareJobs(world.ownerUrl);
  await refreshLaw();
  context = { ...world.context, law: () => law };
  api = await openApi(world, [lawRoutes(context, refreshLaw, [reportLimits])], lawSchemas);
});
after(async () => {
  await api.close();
  await world.close();
});

const at = (day: Day) => new Date(`${day}T02:00:00Z`);

/** Accepted on 3 December 2026: sixty days reach into 2027, for which no notice is out. */
const acceptedLate = async (): Promise<string> => {
  const consumer = actorOf('consumer');
  const handler = actorOf('handler');
  const receipt = await context.database.transact(scopeOf(consumer), (tx) =>
    fileAtFrontDoor(context, tx, {
      actor: consumer,
      at: at('2026-12-01'),
      request: {
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
  const done = await context.database.transact(scopeOf(handler), (tx) =>
    performAct(context, tx, {
      number: receipt.number,
      act: 'accept',
      body: {},
      actor: handler,
      at: at('2026-12-03'),
    }),
  );
  assert.ok(!isRefusal(done), JSON.stringify(done));
  return receipt.number;
};

/** Invented: 1 February 2027 (the sixtieth day) off, besides the days that are always off. */
const notice = (knownRevision: number, off: readonly string[]): DecreeBody => ({
  decree: '国务院办公厅关于2027年部分节假日安排的通知',
  knownRevision,
  days: [
    ...['2027-01-01', '2027-05-01', '2027-05-02', '2027-10-01', '2027-10-02', '2027-10-03'].map((day) => ({
      day,
      kind: 'holiday' as const,
      name: '法定节日',
    })),
    ...off.map((day) => ({ day, kind: 'holiday' as const, name: '春节' })),
  ],
});

const post = async (who: CastName, path: string, payload: object) =>
  api.app.inject({ method: 'POST', url: `/api/v1/law/${path}`, headers: await api.inBrowser(who), payload });

const clocksOf = (number: string) =>
  context.database.transact(scopeOf(actorOf('handler')), (tx) =>
    tx.rows<{ rule: string; due: string; provisional: boolean; row: string }>(
      `select k.rule, k.due_on as due, k.provisional, c.due_on as row from case_clock k
         join complaint c on c.tenant = k.tenant and c.stream = k.stream where c.number = $1 and k.state = 'running'`,
      [number],
    ),
  );

const reckonedEvents = (number: string) =>
  context.database.transact(scopeOf(actorOf('handler')), (tx) =>
    tx.rows<{ type: string; payload: unknown; actor: string }>(
      `select e.type, e.payload, e.actor from event e join complaint c on c.tenant = e.tenant and c.stream = e.stream
        where c.number = $1 and e.type in ('CalendarReckonedAnew', 'SettingReckonedAnew') order by e.version`,
      [number],
    ),
  );

const ordersWaiting = async (): Promise<{ order: ReckoningOrder; late: boolean }[]> => {
  const owner = openDatabase({ url: world.ownerUrl, connections: 1 });
  try {
    return await owner.transact(nobody, async (tx) => {
      const rows = await tx.rows<{ payload: { body: ReckoningOrder }; late: boolean }>(
        `select payload, coalesce(run_at > now() + interval '1 minute', false) as late from job_order
          where payload -> 'body' -> 'cause' is not null order by job_order`,
      );
      await tx.run('delete from job_order');
      return rows.map((row) => ({ order: row.payload.body, late: row.late }));
    });
  } finally {
    await owner.close();
  }
};

describe('the law is read by every official', () => {
  test('rules, switches and the decreed years; a consumer is sent away', async () => {
    const headers = await api.as('handler');
    const rules = (await api.app.inject({ url: '/api/v1/law/rules', headers })).json<LawRules>();
    assert.ok(rules.rulebook.rules.some((rule) => rule.code === 'CMP-02'));
    assert.equal(rules.mayDecide, false);
    const calendar = (await api.app.inject({ url: '/api/v1/law/calendar', headers })).json<LawCalendar>();
    const year = calendar.years.find((one) => one.year === 2026);
    assert.equal(year?.revision, 0);
    assert.ok(Object.keys(year?.holidays ?? {}).length > 10);
    assert.equal(calendar.mayEnter, false);
    const consumer = await api.as('consumer');
    assert.equal((await api.app.inject({ url: '/api/v1/law/rules', headers: consumer })).statusCode, 403);
  });
});

describe('a notice for the coming year', () => {
  test('shows first whose limits move, then moves them by an act of each case, once', async () => {
    const number = await acceptedLate();
    assert.deepEqual(await clocksOf(number), [
      { rule: 'CMP-02', due: '2027-02-01', provisional: true, row: '2027-02-01' },
    ]);
    const off = ['2027-02-01', '2027-02-02'];
    const preview = await post('system-administrator', 'calendar/2027/preview', notice(0, off));
    assert.equal(preview.statusCode, 200, preview.body);
    const foreseen = preview.json<DecreeMoves>();
    assert.equal(foreseen.total, 1);
    assert.deepEqual(foreseen.moves, [], 'an administrator sees no case');
    const name = '云栖市临溪区市场监督管理局';
    assert.deepEqual(foreseen.byBureau, [{ bureau: 'yunqi-linxi', name, cases: 1, reports: 0 }]);
    const [bureau, rule, from, to] = ['yunqi-linxi', 'CMP-02', '2027-02-01', '2027-02-03'];
    assert.deepEqual(foreseen.shifts, [{ bureau, kind: 'complaint', rule, from, to, count: 1, name }]);
    assert.equal(foreseen.shiftsLeftOut, 0);
    assert.deepEqual(await reckonedEvents(number), [], 'a preview changes nothing');

    const entered = await post('system-administrator', 'calendar/2027', notice(0, off));
    assert.equal(entered.statusCode, 200, entered.body);
    assert.equal(entered.json<DecreeMoves>().total, 1);
    const orders = await ordersWaiting();
    assert.deepEqual(orders, [
      { order: { cause: { year: 2027 } }, late: false },
      { order: { cause: { year: 2027 } }, late: true },
    ]);
    const job = reckonAnewJob(context, refreshLaw, [reportLimits]);
    const running = { tenant: '', attempt: 1, isLast: false, signal: new AbortController().signal, log: silentLog() };
    for (const { order } of orders) await job.run(job.read(order), running);
    assert.deepEqual(await clocksOf(number), [
      { rule: 'CMP-02', due: '2027-02-03', provisional: false, row: '2027-02-03' },
    ]);
    assert.deepEqual(await reckonedEvents(number), [
      {
        type: 'CalendarReckonedAnew',
        payload: { year: 2027, moved: [{ rule: 'CMP-02', from: '2027-02-01', to: '2027-02-03' }], confirmed: [] },
        actor: 'system:reckoning',
      },
    ]);
  });

  test('a day taken back by a corrected notice moves the limit back; what was foreseen on an old revision is refused', async () => {
    const number = await acceptedLate();
    const stale = await post('system-administrator', 'calendar/2027', notice(0, []));
    assert.equal(stale.json<{ code: string }>().code, 'decree-entered-meanwhile');
    const corrected = await post('system-administrator', 'calendar/2027', notice(1, []));
    assert.equal(corrected.statusCode, 200, corrected.body);
    assert.equal(corrected.json<DecreeMoves>().total, 2, 'the case of the test before and this one');
    assert.equal(await reckonCases(context, { cause: { year: 2027 } }, at('2026-12-05')), 2);
    assert.equal(await reckonCases(context, { cause: { year: 2027 } }, at('2026-12-05')), 0, 'again: nothing');
    assert.deepEqual(
      (await clocksOf(number)).map((clock) => clock.due),
      ['2027-02-01'],
    );
    const calendar = (
      await api.app.inject({ url: '/api/v1/law/calendar', headers: await api.as('handler') })
    ).json<LawCalendar>();
    assert.equal(calendar.years.find((one) => one.year === 2027)?.revision, 2);
  });

  test('a day of the year under way given off later puts right the limits that have ended as well, so that rows and history agree', async () => {
    const number = await acceptedLate();
    const days = Object.entries(law.calendar.years[2026]?.holidays ?? {}).map(([day, name]) => ({
      day,
      kind: 'holiday' as const,
      name,
    }));
    const makeUp = Object.entries(law.calendar.years[2026]?.workdays ?? {}).map(([day, name]) => ({
      day,
      kind: 'make-up' as const,
      name,
    }));
    const decree = '国务院办公厅关于2026年部分节假日安排的通知';
    const added = { day: '2026-12-02', kind: 'holiday' as const, name: '补假' };
    const body = { decree, knownRevision: 0, days: [...days, ...makeUp, added] };
    const entered = await post('system-administrator', 'calendar/2026', body);
    assert.equal(entered.statusCode, 200, entered.body);
    assert.ok((await reckonCases(context, { cause: { year: 2026 } }, at('2026-12-05'))) >= 1);
    assert.equal((await reckonedEvents(number)).length, 1);
    assert.deepEqual(await refoldFaults(world, () => law), []);
  });

  test('broken off it begins again and does the rest', async () => {
    const numbers = [await acceptedLate(), await acceptedLate()];
    const entered = await post('system-administrator', 'calendar/2027', notice(2, ['2027-02-01']));
    assert.equal(entered.statusCode, 200, entered.body);
    const broken = new AbortController();
    const cut = { ...context, database: { ...context.database } };
    let acts = 0;
    cut.database.transact = (scope, work) => {
      acts += 1;
      if (acts > 3) broken.abort(new Error('the process dies'));
      return context.database.transact(scope, work);
    };
    await assert.rejects(
      reckonCases(cut, { cause: { year: 2027 } }, at('2026-12-06'), { signal: broken.signal }),
      /the process dies/,
    );
    await reckonCases(context, { cause: { year: 2027 } }, at('2026-12-06'));
    for (const number of numbers) {
      assert.deepEqual(
        (await clocksOf(number)).map((clock) => clock.due),
        ['2027-02-02'],
      );
      assert.equal((await reckonedEvents(number)).length, 1);
    }
  });

  test('only a system administrator enters it, with the second factor shown, and a wrong day is named', async () => {
    assert.equal((await post('bureau-head', 'calendar/2028/preview', notice(0, []))).statusCode, 403);
    const byToken = await api.app.inject({
      method: 'POST',
      url: '/api/v1/law/calendar/2028',
      headers: await api.as('system-administrator'),
      payload: notice(0, []),
    });
    assert.equal(byToken.json<{ code: string }>().code, 'session-required');
    const wrong = await post('system-administrator', 'calendar/2028/preview', notice(0, []));
    assert.equal(wrong.statusCode, 422);
    assert.equal(wrong.json<{ code: string }>().code, 'decree-day-outside-year');
  });
});

describe('an open question decided', () => {
  test('weekends that roll move the limits of this tenant, by preview and by act', async () => {
    const number = await acceptedLate();
    await post(
      'system-administrator',
      'calendar/2027',
      notice(3, ['2027-02-01', '2027-02-02', '2027-02-03', '2027-02-04', '2027-02-05']),
    );
    await reckonCases(context, { cause: { year: 2027 } }, at('2026-12-06'));
    assert.equal((await clocksOf(number))[0]?.due, '2027-02-06', 'a Saturday');
    const body = {
      rule: 'CMP-02',
      name: 'weekends-roll',
      value: 'yes',
      effectiveFrom: '2026-12-01',
      reason: '局务会决定',
    };
    const preview = (await post('system-administrator', 'settings/preview', body)).json<DecreeMoves>();
    assert.ok(preview.total >= 1);
    await ordersWaiting();
    const decided = await post('system-administrator', 'settings', body);
    assert.equal(decided.statusCode, 200, decided.body);
    const [first] = await ordersWaiting();
    assert.deepEqual(first?.order, {
      cause: { rule: 'CMP-02', name: 'weekends-roll', from: '2026-12-01' },
      tenant: 'yunqi',
    });
    assert.ok(first);
    await reckonCases(context, first.order, at('2026-12-07'));
    assert.equal((await clocksOf(number))[0]?.due, '2027-02-08');
    const last = (await reckonedEvents(number)).at(-1);
    assert.equal(last?.type, 'SettingReckonedAnew');
    assert.deepEqual(await refoldFaults(world, () => law), [], 'rows and events agree under the law now in force');
    const unknown = await post('system-administrator', 'settings/preview', { ...body, value: 'perhaps' });
    assert.equal(unknown.json<{ code: string }>().code, 'no-such-choice');
  });

  test('CMP-03 regime-day: by which order a case across the two goes on, on file, on paper and in its limits; what was decided stays', async () => {
    const across = async (): Promise<string> => {
      const own = { ...world, context };
      const letter = { channel: 'letter', receivedOn: '2026-04-10' } as const;
      const number = await fileCase(own, letter, at('2026-04-16'), 'handler');
      await doAct(own, 'handler', number, 'accept', {}, at('2026-04-17'));
      const sixth = { number, act: 'terminate', body: { ground: 6, reasons: '冒用他人名义', found: '6' } } as const;
      const [actor, chosen] = [actorOf('handler'), { at: at('2026-04-20'), groundBy: 'order-121' } as const];
      const batched = await context.database.transact(scopeOf(actor), (tx) =>
        performAct(context, tx, { ...sixth, actor, ...chosen }),
      );
      assert.equal(
        isRefusal(batched) && batched.refusal,
        'ground-of-the-other-order',
        'chosen for many by the list in force',
      );
      const ends = { ground: 1, reasons: '双方自行和解', settledOn: '2026-05-04' } as const;
      await doAct(own, 'handler', number, 'terminate', ends, at('2026-05-06'));
      return number;
    };
    const before = await across();
    const told = async (number: string) => {
      const [row] = await context.database.transact(scopeOf(actorOf('handler')), (tx) =>
        tx.rows<{ text: string; under: string | null; entry: string; stream: string }>(
          `select k.reckoning->>'textVersion' as text, e.payload->>'under' as under, p.entry, p.stream
           from complaint c join case_clock k on k.stream = c.stream and k.rule = 'CMP-03'
           join event e on e.stream = c.stream and e.type = 'MediationTerminated'
           join complaint_paper p on p.stream = c.stream and p.code = 'form-8' and p.recipients = '{complainant}'
          where c.number = $1`,
          [number],
        ),
      );
      assert.ok(row);
      const paper = await context.database.transact(scopeOf(actorOf('handler')), (tx) =>
        context.vault.openEntry(tx, { tenant: 'yunqi', stream: row.stream, entry: row.entry }),
      );
      assert.ok(!isRefusal(paper));
      const said = JSON.stringify(paper.value);
      const names = /依据《(?<order>[^》]+)》(?<article>第[^条]+条)/u.exec(said)?.groups ?? {};
      return [row.text.split('@')[0], row.under, names['order'], names['article']];
    };
    const earlier = '市场监督管理投诉举报处理暂行办法';
    assert.deepEqual(await told(before), ['order-20', null, earlier, '第二十一条']);
    const body = {
      rule: 'CMP-01',
      name: 'regime-day',
      value: 'start',
      effectiveFrom: '2026-05-01',
      reason: '局务会决定',
    };
    const alone = await post('system-administrator', 'settings/preview', { ...body, rule: 'CMP-03' });
    assert.notEqual(alone.statusCode, 200, 'there is one such switch, not one a rule');
    await ordersWaiting();
    const decided = await post('system-administrator', 'settings', body);
    assert.equal(decided.statusCode, 200, decided.body);
    const after = await across();
    assert.deepEqual(await told(after), ['order-121', 'order-121', '市场监督管理投诉举报处理办法', '第二十三条']);
    const [order] = await ordersWaiting();
    assert.ok(order);
    await reckonCases(context, order.order, at('2026-05-07'));
    assert.deepEqual(await told(before), ['order-121', null, earlier, '第二十一条'], 'its limit is reckoned anew');
    assert.deepEqual(await refoldFaults(world, () => law), []);
  });

  test('a decision that lets the platform end mediation is signed by the head of the bureau, for that bureau', async () => {
    const decision = {
      rule: 'TER-05',
      name: 'end-mediation-without-officer',
      value: 'yes',
      effectiveFrom: '2026-12-01',
    };
    assert.equal((await post('bureau-head', 'settings/sign', decision)).statusCode, 409);
    await post('system-administrator', 'settings', { ...decision, reason: '局务会决定' });
    assert.equal((await post('handler', 'settings/sign', decision)).statusCode, 403);
    for (const _again of [1, 2]) {
      const signed = await post('bureau-head', 'settings/sign', decision);
      assert.deepEqual(signed.json(), { bureau: 'yunqi-linxi' });
    }
    const rules = (
      await api.app.inject({ url: '/api/v1/law/rules', headers: await api.as('handler') })
    ).json<LawRules>();
    assert.deepEqual(
      rules.signatures.map((one) => [one.bureau, one.signedByName, one.value]),
      [['yunqi-linxi', '方正平', 'yes']],
    );
  });
});
