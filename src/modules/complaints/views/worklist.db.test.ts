import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { type CastName, cast, gymOperatorId } from '#db/seed/cast.ts';
import type { Day } from '#kernel/day.ts';
import { dueDays } from '#kernel/due-soon.ts';
import { isRefusal } from '#kernel/refusal.ts';
import { fileAtFrontDoor } from '#modules/intake/front-door.ts';
import type { Tx } from '#platform/db.ts';
import { prepareJobs } from '#platform/jobs.ts';
import { actorOf, openWorld, type World } from '#test/world.ts';
import type { ActBody } from '../contract.ts';
import { scopeOf } from '../handle.ts';
import { performAct } from '../perform.ts';
import type { FormAct } from '../permits.ts';
import type { WorklistQuery } from '../worklist-contract.ts';
import { endedWithLimit, worklist } from './worklist.ts';
import { worklistCounts } from './worklist-counts.ts';

let world: World;
/** Numbers by what became of the case. */
const made: Record<'review' | 'late' | 'accepted' | 'withdrawn' | 'archived', string> = {
  review: '',
  late: '',
  accepted: '',
  withdrawn: '',
  archived: '',
};
before(async () => {
  world = await openWorld();
  await prepareJobs(world.ownerUrl);
  made.late = await file('2026-04-15', '美容院办卡后停业，预付款无法退还。');
  made.review = await file('2026-04-29', '健身房停业，年卡无法退款。');
  made.accepted = await file('2026-04-28', '网购手机到货破损，商家拒绝退货。');
  await act('handler', made.accepted, '2026-04-29', 'accept', {});
  made.withdrawn = await file('2026-04-27', '餐馆结账多收费。');
  await act('consumer', made.withdrawn, '2026-04-28', 'withdraw', {});
  made.archived = await file('2026-04-26', '洗衣店弄坏大衣。');
  await act('consumer', made.archived, '2026-04-27', 'withdraw', {});
  await act('handler', made.archived, '2026-04-28', 'archive', {});
});
after(() => world.close());

const at = (day: Day) => new Date(`${day}T02:00:00Z`);

const file = async (on: Day, facts: string): Promise<string> => {
  const actor = actorOf('consumer');
  const receipt = await world.context.database.transact(scopeOf(actor), (tx) =>
    fileAtFrontDoor(world.context, tx, {
      actor,
      at: at(on),
      request: {
        complainant: { name: '林晓禾', phone: '13800000001', address: '云栖市临溪区桂花路 12 号' },
        respondent: { kind: 'ordinary', operator: gymOperatorId },
        facts,
        claims: [{ kind: 'refund' }],
        consents: { publicity: true, entrust: true },
      },
      evidence: [],
    }),
  );
  assert.ok(!isRefusal(receipt), JSON.stringify(receipt));
  return receipt.number;
};

const act = async <A extends FormAct>(who: CastName, number: string, on: Day, name: A, body: ActBody<A>) => {
  const actor = actorOf(who);
  const done = await world.context.database.transact(scopeOf(actor), (tx) =>
    performAct(world.context, tx, { number, act: name, body, actor, at: at(on) }),
  );
  assert.ok(!isRefusal(done), JSON.stringify(done));
};

const today: Day = '2026-05-06';
const see = async (query: WorklistQuery, who: CastName = 'handler') => {
  const actor = actorOf(who);
  const list = await world.context.database.transact(scopeOf(actor), (tx) =>
    worklist(tx, actor, query, dueDays(today, world.context.law().calendar)),
  );
  assert.ok(!isRefusal(list), JSON.stringify(list));
  return list;
};
const numbers = async (query: WorklistQuery, who?: CastName) => (await see(query, who)).rows.map((row) => row.number);

describe('the worklist', () => {
  test('shows the open cases, the earliest limit first', async () => {
    assert.deepEqual(await numbers({}), [made.late, made.review, made.accepted]);
  });

  test('ended cases come when asked for, the archived ones apart', async () => {
    const withdrawn = { phase: 'withdrawn' };
    assert.deepEqual((await numbers(withdrawn)).sort(), [made.withdrawn, made.archived].sort());
    assert.deepEqual(await numbers({ ...withdrawn, archived: false }), [made.withdrawn]);
    assert.equal((await numbers({ open: false })).length, 5);
    assert.deepEqual(await numbers({ phase: 'accepted,withdrawn', archived: false }), [made.accepted, made.withdrawn]);
  });

  test('days are told apart by the limit that ends first', async () => {
    assert.deepEqual(await numbers({ due: 'overdue' }), [made.late]);
    assert.deepEqual(await numbers({ due: 'soon' }), []);
    assert.deepEqual(await numbers({ due: 'later' }), [made.review, made.accepted]);
  });

  test('pages follow one another without gap or repetition, over open and ended', async () => {
    const seen: string[] = [];
    let cursor: string | null = null;
    do {
      const page: Awaited<ReturnType<typeof see>> = await see({
        open: false,
        limit: 2,
        ...(cursor === null ? {} : { cursor }),
      });
      seen.push(...page.rows.map((row) => row.number));
      cursor = page.next;
    } while (cursor !== null);
    assert.equal(new Set(seen).size, 5);
    assert.equal(seen.length, 5);
  });

  test('a case is found by its whole number even when ended, by what is read aloud of it, by words, by the respondent', async () => {
    assert.deepEqual(await numbers({ q: made.archived }), [made.archived]);
    assert.deepEqual(await numbers({ q: made.archived, open: true }), []);
    const [, , chance] = made.review.split('-');
    assert.deepEqual(await numbers({ q: (chance ?? '').toLowerCase() }), [made.review]);
    assert.deepEqual(await numbers({ q: '手机' }), [made.accepted]);
    assert.deepEqual(await numbers({ q: '餐馆', open: false }), [made.withdrawn]);
    assert.equal((await numbers({ q: '强健' })).length, 3);
    assert.deepEqual(await numbers({ q: '%_\\' }), []);
  });

  test('a part of a name is found however it is typed, one letter as well; what only looks alike is not', async () => {
    for (const q of ['强', '强 健', ' 强健', '强健\0']) assert.equal((await numbers({ q })).length, 3, q);
    assert.deepEqual(await numbers({ q: '健强' }), []);
    for (const q of ["强'健", '强\\健', '强 & !健', '强健%']) assert.deepEqual(await numbers({ q }), [], q);
  });

  test('what is named twice, by words and by name, is listed once', async () => {
    assert.deepEqual(await numbers({ q: '健身' }), [made.late, made.review, made.accepted]);
  });

  test('another county finds nothing, by number, by its end or by words', async () => {
    const [, , chance] = made.review.split('-');
    for (const q of [made.review, chance ?? '', '健身', '强健'])
      assert.deepEqual(await numbers({ q, open: false }, 'handler-other-county'), [], q);
  });

  test('the counts are those of the lists', async () => {
    const actor = actorOf('handler');
    const { views } = await world.context.database.transact(scopeOf(actor), (tx) =>
      worklistCounts(tx, actor, dueDays(today, world.context.law().calendar)),
    );
    assert.deepEqual(views, {
      mine: 0,
      unassigned: 3,
      overdue: 1,
      soon: 0,
      review: 2,
      mediating: 0,
      'all-open': 3,
      recusals: 0,
      unregistered: 0,
      'to-end': 0,
      'closed-unarchived': 1,
    });
  });
});

test('a body lists what it was entrusted with, and nothing else', async () => {
  const nothing = { rows: [], next: null };
  assert.deepEqual(await see({ open: true }, 'association-mediator'), nothing);
  await act('handler', made.accepted, '2026-04-30', 'answer', { consentsToMediation: true, consentsToEntrust: true });
  await act('handler', made.accepted, '2026-04-30', 'entrust', { organisation: 'yunqi-association' });
  assert.deepEqual(await numbers({ open: true }, 'association-mediator'), [made.accepted]);
  const [, , chance = ''] = made.accepted.split('-');
  // One number in ten has letters alone in the part that is read aloud.
  for (const q of ['手机', '强健', made.accepted, chance, 'yunqi'])
    for (const open of [true, false])
      assert.deepEqual(await numbers({ q, open }, 'association-mediator'), [made.accepted], q);
  for (const q of ['洗衣', made.review]) assert.deepEqual(await numbers({ q }, 'association-mediator'), [], q);
  const actor = actorOf('association-mediator');
  const { views } = await world.context.database.transact(scopeOf(actor), (tx) =>
    worklistCounts(tx, actor, dueDays(today, world.context.law().calendar)),
  );
  assert.equal(views['all-open'], 1);
  assert.equal(views['closed-unarchived'], 0);
});

test('CMP-03 an ended case whose parties are still to be told is late like any other: in counts, lists, loads and stations', async () => {
  const counts = async (on: Day) =>
    await world.context.database.transact(scopeOf(actorOf('handler')), (tx) =>
      worklistCounts(tx, actorOf('handler'), dueDays(on, world.context.law().calendar)),
    );
  const before = await counts(today);
  const number = await file('2026-04-20', '理发店办卡后转让，新店不认卡。');
  const { account } = cast.handler;
  const station = 'yunqi-linxi-qiaoxia';
  await act('bureau-head', number, '2026-04-21', 'assign', { to: account, station });
  await act('handler', number, '2026-04-21', 'accept', {});
  await act('handler', number, '2026-04-21', 'terminate', { ground: 1, settledOn: '2026-04-21', reasons: '已和解。' });

  const dueOn = (await see({ phase: 'terminated' })).rows.find((row) => row.number === number)?.dueOn;
  assert.equal(dueOn, '2026-04-30');
  const late = await counts(today);
  assert.deepEqual(
    [late.views.overdue, late.views['all-open'], late.views.mine],
    [before.views.overdue + 1, before.views['all-open'], before.views.mine],
    'late, and not open',
  );
  assert.deepEqual(
    late.load.filter((one) => one.account === account).map(({ open, overdue, dueSoon }) => [open, overdue, dueSoon]),
    [[0, 1, 0]],
  );
  assert.deepEqual(
    late.stations
      .filter((one) => one.station === station)
      .map(({ open, unassigned, overdue }) => [open, unassigned, overdue]),
    [[0, 0, 1]],
  );
  for (const query of [
    {},
    { open: true },
    { open: false },
    { handler: account },
    { station },
    { handler: 'me' },
  ] as const)
    assert.ok((await numbers({ due: 'overdue', ...query })).includes(number), JSON.stringify(query));
  assert.equal((await numbers({ due: 'overdue' })).length, late.views.overdue);
  for (const query of [{}, { handler: 'me' }, { due: 'later' }, { due: 'soon' }, { due: 'provisional' }] as const)
    assert.ok(!(await numbers(query)).includes(number), JSON.stringify(query));
  const early = await counts('2026-04-30');
  assert.equal(early.load.find((one) => one.account === account)?.dueSoon, 1);
});

test('due soon counts and lists by working days: a limit after the May holiday stands there before it', async () => {
  const number = await file('2026-04-22', '月饼票无法兑换，商家不退款。');
  const soonOn = async (on: Day) =>
    await world.context.database.transact(scopeOf(actorOf('handler')), async (tx) => {
      const days = dueDays(on, world.context.law().calendar);
      const list = await worklist(tx, actorOf('handler'), { due: 'soon' }, days);
      const later = await worklist(tx, actorOf('handler'), { due: 'later' }, days);
      assert.ok(!isRefusal(list) && !isRefusal(later));
      const { views } = await worklistCounts(tx, actorOf('handler'), days);
      const has = (page: typeof list) => page.rows.some((row) => row.number === number);
      return [has(list), has(later), views.soon - list.rows.length];
    });
  // Seven working days end on 6 May; 28, 29 and 30 April are the last three before it.
  assert.deepEqual(await soonOn('2026-04-27'), [false, true, 0]);
  assert.deepEqual(await soonOn('2026-04-28'), [true, false, 0]);
});

test('ended cases with a limit are read from an index that holds no other ended case', async () => {
  const plan = await world.context.database.transact(scopeOf(actorOf('handler')), async (tx) => {
    await tx.run('set local enable_seqscan = off');
    return JSON.stringify(
      await tx.rows(
        `explain select c.number from complaint c where c.tenant = 'yunqi' and c.bureau = 'yunqi-linxi'
           and ${endedWithLimit('c.')} order by coalesce(c.due_on, 'infinity'::date), c.stream limit 21`,
      ),
    );
  });
  assert.match(plan, /Index Scan using complaint_ended_due/u);
  assert.doesNotMatch(plan, /Sort/u);
});

test('what waits for its registration is read from the index that holds nothing else', async () => {
  const actor = actorOf('intake-officer');
  const plan = await world.context.database.transact(scopeOf(actor), async (tx) => {
    await tx.run('set local enable_seqscan = off');
    const plans: string[] = [];
    const explained = Object.create(tx, {
      adhoc: {
        value: async (text: string, values: readonly unknown[]) => {
          plans.push(JSON.stringify(await tx.adhoc(`explain ${text}`, values)));
          return [];
        },
      },
    }) as Tx;
    await worklist(
      explained,
      actor,
      { phase: 'awaiting-registration' },
      dueDays('2026-05-06', world.context.law().calendar),
    );
    return plans.join();
  });
  assert.match(plan, /complaint_unregistered/u);
});
