import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { type CastName, cast, gymOperatorId } from '#db/seed/cast.ts';
import type { Day } from '#kernel/day.ts';
import { isRefusal } from '#kernel/refusal.ts';
import { systemActors } from '#modules/directory/facade.ts';
import { decideSwitch, loadLaw } from '#modules/directory/law-store.ts';
import { fileAtFrontDoor } from '#modules/intake/front-door.ts';
import { coverAbsence } from '#platform/auth/absence-cover.ts';
import type { Context } from '#platform/context.ts';
import { openDatabase } from '#platform/db.ts';
import { prepareJobs } from '#platform/jobs.ts';
import { silentLog } from '#platform/log.ts';
import { overwriteFiling } from '#test/cases.ts';
import { actorOf, openWorld, type World } from '#test/world.ts';
import type { ActBody } from './contract.ts';
import { actOnComplaint, scopeOf } from './handle.ts';
import { performAct } from './perform.ts';
import type { FormAct } from './permits.ts';
import { reckonCases } from './reckoning/reckon-cases.ts';
import { readComplaint } from './store.ts';
import { settleExpiredMediations } from './sweep/expired-mediation.ts';
import { type ClockNews, newsText, tellOfficial } from './sweep/tell-official.ts';
import { sweepClocks } from './sweep.ts';

let world: World;
before(async () => {
  world = await openWorld();
  await prepareJobs(world.ownerUrl);
});
after(() => world.close());

const at = (day: Day) => new Date(`${day}T02:00:00Z`);
const account = (name: CastName): string => cast[name].account;

const file = async (on: Day): Promise<string> => {
  const actor = actorOf('consumer');
  const receipt = await world.context.database.transact(scopeOf(actor), (tx) =>
    fileAtFrontDoor(world.context, tx, {
      actor,
      at: at(on),
      request: {
        complainant: { name: '林晓禾', phone: '13800000001', address: '云栖市临溪区桂花路 12 号' },
        respondent: { kind: 'ordinary', operator: gymOperatorId },
        facts: '办卡后停业。',
        claims: [{ kind: 'refund', amountFen: 268_000 }],
        consents: { publicity: true, entrust: true },
      },
      evidence: [],
    }),
  );
  assert.ok(!isRefusal(receipt), JSON.stringify(receipt));
  return receipt.number;
};

const attempt = <A extends FormAct>(who: CastName, number: string, on: Day, act: A, body: ActBody<A>) => {
  const actor = actorOf(who);
  return world.context.database.transact(scopeOf(actor), (tx) =>
    performAct(world.context, tx, { number, act, body, actor, at: at(on) }),
  );
};

const act = async <A extends FormAct>(who: CastName, number: string, on: Day, name: A, body: ActBody<A>) => {
  const done = await attempt(who, number, on, name, body);
  assert.ok(!isRefusal(done), JSON.stringify(done));
  return done;
};

const told = { paper: 1, to: 'complainant', channel: 'hand', outcome: 'delivered' } as const;

/** Filed on 15 April, accepted on 17 April: sixty days end on 16 June 2026. */
const accepted = async (): Promise<string> => {
  const number = await acceptedUntold();
  await act('handler', number, '2026-04-17', 'deliver', told);
  return number;
};

const acceptedUntold = async (): Promise<string> => {
  const number = await file('2026-04-15');
  await act('bureau-head', number, '2026-04-16', 'assign', { to: account('handler') });
  await act('handler', number, '2026-04-17', 'accept', {});
  return number;
};

const eventsIn = async (number: string, type: string): Promise<{ actor: string; payload: Record<string, unknown> }[]> =>
  world.context.database.transact(scopeOf(actorOf('handler')), (tx) =>
    tx.rows(
      `select e.actor, e.payload from event e join complaint c on c.tenant = e.tenant and c.stream = e.stream
        where c.number = $1 and e.type = $2 order by e.version`,
      [number, type],
    ),
  );

/** News asked for so far, oldest first, and forgotten. */
const takeNews = async (): Promise<ClockNews[]> => {
  const owner = openDatabase({ url: world.ownerUrl, connections: 1 });
  try {
    return await owner.transact(scopeOf(actorOf('handler')), async (tx) => {
      const rows = await tx.rows<{ payload: { body: ClockNews } }>(
        "select payload from job_order where payload -> 'body' -> 'clocks' is not null order by job_order",
      );
      await tx.run('delete from job_order');
      return rows.map((row) => row.payload.body);
    });
  } finally {
    await owner.close();
  }
};

const newsOf = (news: readonly ClockNews[], number: string) =>
  news
    .filter((one) => one.clocks.some((clock) => clock.number === number))
    .map(({ account: who, kind, clocks }) => [who, kind, clocks.find((clock) => clock.number === number)?.rule]);

describe('the sixty days', () => {
  test('CMP-02 TER-05 the day after the last the decision is drafted for the handler, once, however often the sweep runs', async () => {
    const number = await accepted();
    await sweepClocks(world.context, at('2026-06-16'));
    await takeNews();
    assert.deepEqual(await eventsIn(number, 'TerminationDrafted'), []);
    const rounds = await Promise.all([1, 2, 3].map(() => sweepClocks(world.context, at('2026-06-17'))));
    await sweepClocks(world.context, at('2026-06-18'));
    assert.equal(
      rounds.reduce((sum, round) => sum + round.drafted, 0),
      1,
    );
    const drafted = await eventsIn(number, 'TerminationDrafted');
    assert.equal(drafted.length, 1);
    assert.deepEqual(drafted[0]?.payload, { on: '2026-06-17', forOfficer: account('handler') });
    assert.equal(drafted[0]?.actor, 'system:sweep');
    assert.deepEqual(await eventsIn(number, 'MediationTerminated'), []);
    assert.deepEqual(newsOf(await takeNews(), number), [[account('handler'), 'to-end', 'CMP-02']]);
    const ended = await act('handler', number, '2026-06-18', 'terminate', { ground: 5, reasons: '六十日届满。' });
    assert.equal(ended.state.phase, 'terminated');
  });

  test('a case that cannot be read keeps no other waiting, nor the notices, also when it stands first in the list', async () => {
    const [broken, sound] = [await accepted(), await accepted()];
    const payload = await overwriteFiling(world, broken, {});
    try {
      const report = await sweepClocks(world.context, at('2026-06-18'));
      assert.equal(report.faults.length, 1);
      assert.match(report.faults[0]?.stream ?? '', /^[0-9a-f-]{36}$/u);
      assert.equal((await eventsIn(sound, 'TerminationDrafted')).length, 1);
      assert.ok(newsOf(await takeNews(), sound).length > 0);
      const behind = await accepted();
      const [actor] = (await systemActors(world.context.database, 'sweep')).filter((one) => one.tenant === 'yunqi');
      assert.ok(actor);
      const paged = await settleExpiredMediations(world.context, actor, at('2026-06-18'), 1);
      assert.equal(paged.faults.length, 1);
      assert.equal((await eventsIn(behind, 'TerminationDrafted')).length, 1);
      const cause = { year: 2026 };
      await assert.rejects(reckonCases(world.context, { cause }, at('2026-06-18')), /1 failed/u);
    } finally {
      await overwriteFiling(world, broken, payload);
    }
  });

  test('CMP-02 an ending that was annulled leaves the limit over: draft and notice come again', async () => {
    const number = await accepted();
    await sweepClocks(world.context, at('2026-06-17'));
    await act('handler', number, '2026-06-18', 'terminate', { ground: 5, reasons: '六十日届满。' });
    await act('bureau-head', number, '2026-06-20', 'annul', { reasons: '未通知双方。' });
    await takeNews();
    await sweepClocks(world.context, at('2026-06-21'));
    await sweepClocks(world.context, at('2026-06-22'));
    assert.equal((await eventsIn(number, 'TerminationDrafted')).length, 2);
    assert.deepEqual(newsOf(await takeNews(), number), [[account('handler'), 'to-end', 'CMP-02']]);
  });

  test('where nobody handles the case the draft goes to the head of the bureau', async () => {
    const number = await file('2026-04-15');
    await act('handler', number, '2026-04-17', 'accept', {});
    await sweepClocks(world.context, at('2026-06-17'));
    const [drafted] = await eventsIn(number, 'TerminationDrafted');
    assert.equal(drafted?.payload['forOfficer'], account('bureau-head'));
  });

  test('while an appraisal stops the limit nothing is due, drafted or told', async () => {
    const number = await accepted();
    await act('handler', number, '2026-05-06', 'appraise', {
      organisation: 'yunqi-quality-institute',
      designated: true,
      costBorneBy: 'shared',
    });
    await takeNews();
    await sweepClocks(world.context, at('2026-09-01'));
    assert.deepEqual(await eventsIn(number, 'TerminationDrafted'), []);
    assert.deepEqual(newsOf(await takeNews(), number), []);
    const rows = await world.context.database.transact(scopeOf(actorOf('handler')), (tx) =>
      tx.rows<{ due: string | null; row: string | null; state: string }>(
        `select k.due_on as due, c.due_on as row, k.state from complaint c join case_clock k on k.tenant = c.tenant and k.stream = c.stream
          where c.number = $1 and k.rule = 'CMP-02'`,
        [number],
      ),
    );
    assert.deepEqual(rows, [{ due: null, row: null, state: 'paused' }]);
  });

  test('a limit that is still provisional ends nothing', async () => {
    const number = await file('2026-12-01');
    await act('handler', number, '2026-12-03', 'accept', {});
    await sweepClocks(world.context, at('2027-04-01'));
    assert.deepEqual(await eventsIn(number, 'TerminationDrafted'), []);
  });

  test('a clock that lied left at most a draft: the officer cannot decide on it before the day is really over', async () => {
    const number = await accepted();
    await sweepClocks(world.context, at('2026-08-01'));
    assert.equal((await eventsIn(number, 'TerminationDrafted')).length, 1);
    const early = await attempt('handler', number, '2026-05-01', 'terminate', { ground: 5, reasons: '届满。' });
    assert.ok(isRefusal(early));
    assert.equal(early.refusal, 'mediation-limit-not-over');
  });

  test('the platform may not end mediation by the officers’ own act', async () => {
    const number = await accepted();
    const [actor] = (await systemActors(world.context.database, 'sweep')).filter((one) => one.tenant === 'yunqi');
    assert.ok(actor);
    const refused = await world.context.database.transact(scopeOf(actor), (tx) =>
      actOnComplaint(world.context, tx, {
        number,
        actor,
        at: at('2026-07-01'),
        units: new Map(),
        make: (loaded, sealing) => ({
          act: 'terminate',
          ground: 5,
          reasons: sealing.text(loaded.state.parties[0]?.person ?? '', 'reasons', '届满'),
        }),
      }),
    );
    assert.ok(isRefusal(refused));
    assert.equal(refused.refusal, 'not-permitted');
  });
});

describe('where the bureau has decided that the limit itself ends mediation', () => {
  const decided = async (): Promise<Context> => {
    const administrator = actorOf('system-administrator');
    await world.context.database.transact(scopeOf(administrator), async (tx) => {
      const entered = await decideSwitch(
        tx,
        administrator,
        {
          tenant: 'yunqi',
          rule: 'TER-05',
          name: 'end-mediation-without-officer',
          value: 'yes',
          effectiveFrom: '2026-05-01',
          reason: '局务会决定',
        },
        at('2026-05-01'),
      );
      assert.ok(!isRefusal(entered), JSON.stringify(entered));
    });
    const law = await world.context.database.transact(scopeOf(administrator), loadLaw);
    return { ...world.context, law: () => law };
  };

  test('TER-05 nothing ends by itself until the head of that bureau has signed; then it ends with both papers, saying who signed', async () => {
    const context = await decided();
    const unsigned = await accepted();
    await sweepClocks(context, at('2026-06-17'));
    assert.equal((await eventsIn(unsigned, 'TerminationDrafted')).length, 1);
    await world.context.database.transact(scopeOf(actorOf('bureau-head')), (tx) =>
      tx.run(
        `insert into switch_signature (tenant, bureau, rule, name, effective_from, value, signed_by, signed_at)
         values ('yunqi', 'yunqi-linxi', 'TER-05', 'end-mediation-without-officer', '2026-05-01', 'yes', $1, $2)`,
        [account('bureau-head'), at('2026-05-02')],
      ),
    );
    const signed = await accepted();
    const report = await sweepClocks(context, at('2026-06-17'));
    assert.equal(report.ended, 1);
    const [ended] = await eventsIn(signed, 'MediationTerminated');
    assert.equal(ended?.actor, 'system:sweep');
    assert.equal(ended?.payload['ground'], 5);
    const papers = await eventsIn(signed, 'PaperMade');
    assert.deepEqual(
      papers.slice(-2).map((one) => [one.payload['code'], one.payload['to']]),
      [
        ['form-8', ['complainant']],
        ['form-8', ['respondent']],
      ],
    );
    assert.ok(ended);
    const reasons = (ended.payload['reasons'] as { entry: string }).entry;
    const text = await world.context.database.transact(scopeOf(actorOf('handler')), async (tx) => {
      const loaded = await readComplaint(tx, context.vault, signed);
      assert.ok(loaded);
      const opened = await context.vault.openEntry(tx, { ...loaded, entry: reasons });
      return 'refusal' in opened ? '' : String(opened.value);
    });
    assert.match(text, /方正平于 2026-05-02 签批/);
  });
});

describe('officials are told once', () => {
  test('CMP-01 soon due and overdue go to the handler by one message each, and again only when the limit moves', async () => {
    const numbers = [await file('2026-04-15'), await file('2026-04-15')];
    for (const number of numbers) await act('bureau-head', number, '2026-04-16', 'assign', { to: account('handler') });
    await takeNews();
    await Promise.all([1, 2].map(() => sweepClocks(world.context, at('2026-04-22'))));
    const soon = await takeNews();
    for (const number of numbers) assert.deepEqual(newsOf(soon, number), [[account('handler'), 'due-soon', 'CMP-01']]);
    assert.equal(soon.filter((one) => one.account === account('handler')).length, 1, 'one message for both');
    await sweepClocks(world.context, at('2026-04-24'));
    assert.deepEqual(newsOf(await takeNews(), numbers[0] ?? ''), []);
    await sweepClocks(world.context, at('2026-04-25'));
    await sweepClocks(world.context, at('2026-04-26'));
    const late = await takeNews();
    for (const number of numbers) assert.deepEqual(newsOf(late, number), [[account('handler'), 'overdue', 'CMP-01']]);
  });

  test('CMP-01 due on the first day after the May holiday: told of before the holiday, not in it', async () => {
    const number = await file('2026-04-22');
    await act('bureau-head', number, '2026-04-23', 'assign', { to: account('handler') });
    await takeNews();
    await sweepClocks(world.context, at('2026-04-27'));
    assert.deepEqual(newsOf(await takeNews(), number), []);
    await sweepClocks(world.context, at('2026-04-28'));
    assert.deepEqual(newsOf(await takeNews(), number), [[account('handler'), 'due-soon', 'CMP-01']]);
    await sweepClocks(world.context, at('2026-05-03'));
    assert.deepEqual(newsOf(await takeNews(), number), []);
  });

  test('who covers the absent handler is told instead', async () => {
    const number = await file('2026-04-15');
    await act('bureau-head', number, '2026-04-16', 'assign', { to: account('handler') });
    const head = actorOf('bureau-head');
    const given = await world.context.database.transact(scopeOf(head), (tx) =>
      coverAbsence(
        tx,
        head,
        { absent: account('handler'), by: account('mediator'), from: '2026-04-20', to: '2026-05-06', reason: '休假' },
        { today: '2026-04-18', longestDays: 92 },
      ),
    );
    assert.ok(!isRefusal(given), JSON.stringify(given));
    await takeNews();
    await sweepClocks(world.context, at('2026-04-25'));
    assert.deepEqual(newsOf(await takeNews(), number), [[account('mediator'), 'overdue', 'CMP-01']]);
  });

  test('the day given for proof of identity has passed: the handler is told once, unless it came', async () => {
    const [silent, answered] = [await file('2026-04-15'), await file('2026-04-15')];
    for (const number of [silent, answered]) {
      await act('handler', number, '2026-04-16', 'request-proof', {
        kind: 'identity',
        dueOn: '2026-04-20',
        what: '身份证复印件',
      });
    }
    await act('consumer', silent, '2026-04-19', 'supply', { text: '我明天拿过来。' });
    // What form 4 asked is settled by acceptance; what was asked after it is not.
    const [settled, mediated] = [await file('2026-04-15'), await file('2026-04-15')];
    const proof = { kind: 'identity', dueOn: '2026-04-20', what: '身份证复印件' } as const;
    await act('handler', settled, '2026-04-16', 'request-proof', proof);
    for (const number of [settled, mediated]) await act('handler', number, '2026-04-17', 'accept', {});
    await act('handler', mediated, '2026-04-18', 'request-proof', proof);
    await act('handler', answered, '2026-04-19', 'supply', {
      identity: { name: '林晓禾', idNumber: '11010519491231002X' },
    });
    await takeNews();
    for (const day of ['2026-04-20', '2026-04-21', '2026-04-22'] as const) await sweepClocks(world.context, at(day));
    const news = (await takeNews()).filter((one) => one.kind === 'proof-day-passed');
    assert.equal(newsOf(news, silent).length, 1);
    assert.deepEqual([newsOf(news, answered), newsOf(news, settled)], [[], []]);
    assert.equal(newsOf(news, mediated).length, 1);
  });

  test('the message goes to the duty number, without a name, and a job run twice sends it once', async () => {
    const news: ClockNews = {
      account: account('handler'),
      kind: 'overdue',
      clocks: ['A', 'B', 'C', 'D'].map((letter) => ({
        number: `YUNQI-${letter}`,
        rule: 'CMP-01',
        dueOn: '2026-04-24',
      })),
    };
    const task = tellOfficial(world.context);
    const job = { tenant: 'yunqi', attempt: 1, isLast: false, signal: new AbortController().signal, log: silentLog() };
    await task.run(task.read(structuredClone(news)), job);
    await task.run(task.read(structuredClone(news)), { ...job, attempt: 2 });
    const sent = await world.context.database.transact(scopeOf(actorOf('handler')), (tx) =>
      tx.rows<{ recipient: string; body: string }>('select recipient, body from demo_message'),
    );
    assert.equal(sent.length, 1);
    assert.equal(sent[0]?.body, newsText(news, world.context.texts('zh-CN')));
    assert.match(sent[0]?.body ?? '', /^您有 4 件投诉的期限已经届满，最早的是 YUNQI-A（2026-04-24）、/);
  });
});
