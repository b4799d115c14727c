import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { type CastName, cast } from '#db/seed/cast.ts';
import type { Day } from '#kernel/day.ts';
import { isRefusal } from '#kernel/refusal.ts';
import type { RuleSetting } from '#kernel/rule.ts';
import type { Context } from '#platform/context.ts';
import { nobody, openDatabase } from '#platform/db.ts';
import { silentLog } from '#platform/log.ts';
import { demoMessages } from '#platform/messages/demo-mailbox.ts';
import { alsoHolds, alsoMediates, doAct, fileCase, tryAct } from '#test/cases.ts';
import { refoldFaults } from '#test/refold.ts';
import { actorOf, openWorld, type World } from '#test/world.ts';
import type { ActBody } from './contract.ts';
import { scopeOf } from './handle.ts';
import { performAct } from './perform.ts';
import type { FormAct } from './permits.ts';
import { reckonCases } from './reckoning/reckon-cases.ts';
import { sweepClocks } from './sweep.ts';
import { tellRecusal } from './tell-recusal.ts';
import { caseView } from './views/case-view.ts';
import { caseMediators } from './views/mediators.ts';

let world: World;
before(async () => {
  world = await openWorld();
});
after(() => world.close());

const at = (day: Day) => new Date(`${day}T02:00:00Z`);
const stops: RuleSetting = {
  rule: 'CMP-02',
  name: 'recusal-stops-limit',
  value: 'yes',
  effectiveFrom: '2026-04-01',
  effectiveTo: null,
};

/** The same world under a decision of the bureau. */
const under = (...settings: readonly RuleSetting[]): World => {
  const law = world.context.law();
  const context: Context = { ...world.context, law: () => ({ ...law, settingsOf: () => settings }) };
  return { ...world, context };
};

/** Accepted on 17 April: sixty days end on 16 June 2026. The consumer asks for recusal on 1 May. */
const asked = async (where: World): Promise<string> => {
  const number = await fileCase(where, {}, at('2026-04-15'));
  const act = <A extends FormAct>(who: CastName, on: Day, name: A, body: ActBody<A>) =>
    doAct(where, who, number, name, body, at(on));
  await act('bureau-head', '2026-04-16', 'assign', { to: cast.handler.account });
  await act('handler', '2026-04-17', 'accept', {});
  await act('handler', '2026-04-18', 'answer', { consentsToMediation: true, by: 'phone' });
  await act('handler', '2026-04-20', 'open-mediation', {
    mediator: cast.mediator.account,
    mode: 'video',
    at: '2026-05-06T01:30:00Z',
    assistants: ['赵律师'],
  });
  await act('consumer', '2026-05-01', 'interrupt', { by: 'complainant', reasons: '是店长的表姐。' });
  return number;
};

const clockOf = async (number: string, rule: string) => {
  const [row] = await world.context.database.transact(scopeOf(actorOf('handler')), (tx) =>
    tx.rows<{ due: Day | null; state: string }>(
      `select k.due_on as due, k.state from case_clock k join complaint c on c.tenant = k.tenant and c.stream = k.stream
        where c.number = $1 and k.rule = $2`,
      [number, rule],
    ),
  );
  return row;
};

const eventTypes = (number: string): Promise<string[]> =>
  world.context.database.transact(scopeOf(actorOf('handler')), async (tx) =>
    (
      await tx.rows<{ type: string }>(
        `select e.type from event e join complaint c on c.tenant = e.tenant and c.stream = e.stream
          where c.number = $1 order by e.version`,
        [number],
      )
    ).map((row) => row.type),
  );

/** Requests the head is to be told of, as they wait in the table of orders. */
const orderedRecusals = async (number: string): Promise<unknown[]> => {
  const owner = openDatabase({ url: world.ownerUrl, connections: 1 });
  try {
    const rows = await owner.unscoped((tx) =>
      tx.rows<{ payload: { body: { number?: string } } }>(
        "select payload from job_order where task = 'tell-head-of-recusal' order by job_order",
      ),
    );
    return rows.map(({ payload }) => payload.body).filter((body) => body.number === number);
  } finally {
    await owner.close();
  }
};

const see = (where: World, who: CastName, number: string, on: Day) => {
  const actor = actorOf(who);
  return where.context.database.transact(scopeOf(actor), (tx) =>
    caseView(where.context, tx, number, { actor, at: at(on), t: where.context.texts('zh-CN') }),
  );
};

describe('the session that was fixed (arts 20, 21)', () => {
  test('is called off with the request: its notice is sent no more, who has it is told, and its code says so', async () => {
    const number = await fileCase(world, {}, at('2026-04-15'));
    const act = <A extends FormAct>(who: CastName, on: Day, name: A, body: ActBody<A>) =>
      doAct(world, who, number, name, body, at(on));
    await act('bureau-head', '2026-04-16', 'assign', { to: cast.handler.account });
    await act('handler', '2026-04-17', 'accept', {});
    await act('handler', '2026-04-18', 'answer', { consentsToMediation: true, by: 'phone' });
    const fixed = { mediator: cast.mediator.account, mode: 'video', at: '2026-05-06T01:30:00Z' } as const;
    const { state } = await act('handler', '2026-04-20', 'open-mediation', fixed);
    const [mine, theirs] = state.papers.filter(({ code }) => code === 'form-7').map(({ n }) => n);
    const told = { paper: mine ?? 0, to: 'complainant', channel: 'hand', outcome: 'delivered' } as const;
    await act('handler', '2026-04-21', 'deliver', told);
    const off = await act('consumer', '2026-05-01', 'interrupt', { by: 'complainant', reasons: '是店长的表姐。' });
    const letter = off.state.papers.at(-1);
    assert.deepEqual([letter?.code, letter?.to], ['session-off-notice', ['complainant']]);
    const read = await world.context.database.transact(scopeOf(actorOf('handler')), (tx) =>
      tx.rows<{ n: number; state: string; standing: string }>(
        `select d.n, d.state, f.standing from paper_delivery d
           join complaint c on c.tenant = d.tenant and c.stream = d.stream
           join complaint_paper p on p.tenant = d.tenant and p.stream = d.stream and p.n = d.n
           join paper_proof f on f.tenant = d.tenant and f.data_hash = p.data_hash
          where c.number = $1 and d.n = any ($2::integer[]) order by d.n`,
        [number, [mine, theirs, letter?.n]],
      ),
    );
    assert.deepEqual(
      read.map(({ state: sent, standing }) => [sent, standing]),
      [
        ['delivered', 'annulled'],
        ['void', 'annulled'],
        ['waiting', 'valid'],
      ],
    );
    const view = await world.context.database.transact(scopeOf(actorOf('consumer')), (tx) =>
      caseView(world.context, tx, number, {
        actor: actorOf('consumer'),
        at: at('2026-05-02'),
        t: world.context.texts('zh-CN'),
      }),
    );
    assert.equal(view?.timeline.find(({ type }) => type === 'SessionCalledOff')?.details['why'], 'recusal');
    assert.deepEqual(await refoldFaults(world), []);
  });
});

describe('a request for recusal', () => {
  test('the head is told of it once, as long as it waits for a decision', async () => {
    const running = {
      tenant: 'yunqi',
      attempt: 1,
      isLast: false,
      signal: new AbortController().signal,
      log: silentLog(),
    };
    const told = async (number: string) =>
      (await world.context.database.transact(nobody, (tx) => demoMessages(tx, cast['bureau-head'].phone)))
        .map(({ body }) => body)
        .filter((body) => body.includes(number));
    const number = await asked(world);
    const ordered = await orderedRecusals(number);
    assert.deepEqual(ordered, [{ number, version: 9 }]);
    const job = tellRecusal(world.context);
    for (const _again of [1, 2]) await job.run({ number, version: 9 }, running);
    assert.deepEqual(await told(number), [
      `投诉 ${number} 的投诉人申请何静回避，调解已经中止。请登录工作台作出是否回避的决定。`,
    ]);
    const decided = await asked(world);
    await doAct(world, 'bureau-head', decided, 'resume', { recused: false, reasons: '不属实' }, at('2026-05-03'));
    await job.run({ number: decided, version: 9 }, running);
    assert.deepEqual(await told(decided), []);
  });

  test('CMP-02: by default the limit runs on; the head sees who asks about whom and decides, the handler is told whose it is', async () => {
    const number = await asked(world);
    assert.deepEqual(await clockOf(number, 'CMP-02'), { due: '2026-06-16', state: 'running' });
    const seen = await see(world, 'bureau-head', number, '2026-05-02');
    assert.deepEqual(seen?.recusal, { by: 'complainant', about: 'mediator', name: '何静', on: '2026-05-01' });
    assert.deepEqual(seen?.assistants, ['赵律师']);
    const byHandler = await see(world, 'handler', number, '2026-05-02');
    assert.ok(!byHandler?.acts.some(({ act }) => act === 'resume'));
    assert.deepEqual(byHandler?.unavailable.find(({ act }) => act === 'resume')?.roles, ['bureau-head']);
    const early = await tryAct(
      world,
      'handler',
      number,
      'resume',
      { recused: false, reasons: '不属实' },
      at('2026-05-02'),
    );
    assert.ok(isRefusal(early));
    assert.equal(early.refusal, 'not-permitted');
  });

  test('whoever is named instead must hold the role here; the refusal names who does, and the list says why others may not', async () => {
    const number = await asked(world);
    const to = { recused: true, mediator: cast.handler.account, reasons: '系近亲属' };
    const nobodyElse = await tryAct(world, 'bureau-head', number, 'resume', to, at('2026-05-03'));
    assert.ok(isRefusal(nobodyElse));
    assert.equal(nobodyElse.refusal, 'nobody-may-mediate');
    await alsoMediates(world, 'handler', '2026-05-05');
    const head = actorOf('bureau-head');
    const mediators = await world.context.database.transact(scopeOf(head), (tx) =>
      caseMediators(world.context, tx, number, { actor: head, on: '2026-05-06' }),
    );
    assert.deepEqual(
      mediators?.map(({ name, why }) => [name, why]),
      [
        ['陈一鸣', null],
        ['何静', 'mediator-was-recused'],
        ['方正平', 'mediator-without-role'],
      ],
    );
    const stranger = { ...to, mediator: cast['handler-other-county'].account };
    const foreign = await tryAct(world, 'bureau-head', number, 'resume', stranger, at('2026-05-06'));
    assert.ok(isRefusal(foreign));
    assert.deepEqual([foreign.refusal, foreign.params], ['mediator-not-of-this-body', { who: '陈一鸣' }]);
    const done = await doAct(world, 'bureau-head', number, 'resume', to, at('2026-05-06'));
    assert.deepEqual([done.state.mediator, done.state.phase], [cast.handler.account, 'mediating']);
    const letters = done.state.papers.filter((paper) => paper.code === 'recusal-decision');
    assert.deepEqual(
      letters.map((paper) => paper.to),
      [['complainant'], ['respondent']],
    );
  });

  test('who assists is on the notice, may be asked to step aside, and is then no longer in the case', async () => {
    const where = under();
    const number = await asked(where);
    await doAct(where, 'bureau-head', number, 'resume', { recused: false, reasons: '不属实' }, at('2026-05-02'));
    const about = { by: 'complainant', assistant: 1, reasons: '赵律师代理过店方。' } as const;
    await doAct(where, 'consumer', number, 'interrupt', about, at('2026-05-03'));
    assert.deepEqual((await see(where, 'consumer', number, '2026-05-03'))?.recusal, {
      by: 'complainant',
      about: 'assistant',
      name: '赵律师',
      on: '2026-05-03',
    });
    const done = await doAct(
      where,
      'bureau-head',
      number,
      'resume',
      { recused: true, reasons: '属实' },
      at('2026-05-04'),
    );
    assert.deepEqual([done.state.assistants, done.state.mediator], [[], cast.mediator.account]);
    const told = await see(where, 'consumer', number, '2026-05-04');
    assert.ok(told);
    assert.ok(told.timeline.some((entry) => entry.type === 'RecusalDecided'));
    assert.ok(
      !JSON.stringify(told.timeline.filter((entry) => entry.type === 'MediationInterrupted')).includes('代理过'),
    );
  });

  test('a request about the only head is told to the head above who sees the cases of the bureau, and decided there', async () => {
    await alsoMediates(world, 'bureau-head', '2026-04-01');
    const number = await fileCase(world, {}, at('2026-04-15'));
    const act = <A extends FormAct>(who: CastName, on: Day, name: A, body: ActBody<A>) =>
      doAct(world, who, number, name, body, at(on));
    await act('handler', '2026-04-17', 'accept', {});
    await act('handler', '2026-04-18', 'answer', { consentsToMediation: true, by: 'phone' });
    await act('handler', '2026-04-20', 'open-mediation', { mediator: cast['bureau-head'].account, mode: 'phone' });
    const asking = await act('consumer', '2026-05-01', 'interrupt', {
      by: 'complainant',
      reasons: '局长是店主的亲戚。',
    });
    const running = {
      tenant: 'yunqi',
      attempt: 1,
      isLast: false,
      signal: new AbortController().signal,
      log: silentLog(),
    };
    const told = async () =>
      (await world.context.database.transact(nobody, (tx) => demoMessages(tx)))
        .filter(({ body, recipient }) => body.includes(number) && recipient.startsWith('139'))
        .map(({ recipient }) => recipient);
    const news = { number, version: asking.version };
    await tellRecusal(world.context).run(news, running);
    assert.deepEqual(await told(), [], 'nobody above sees the case yet');
    await alsoHolds(world, 'leader', 'bureau-head', '2026-04-01', ['yunqi-linxi']);
    await tellRecusal(world.context).run(news, running);
    assert.deepEqual(await told(), [cast.leader.phone]);
    const own = { recused: false, reasons: '不属实' } as const;
    const refused = await tryAct(world, 'bureau-head', number, 'resume', own, at('2026-05-03'));
    assert.ok(isRefusal(refused) && refused.refusal === 'mediator-decides-own-recusal');
    const { bureaus, ...leader } = actorOf('leader');
    const above = { ...leader, roles: ['bureau-head'] as const, bureaus: [...bureaus, 'yunqi-linxi'] };
    const done = await world.context.database.transact(scopeOf(above), (tx) =>
      performAct(world.context, tx, { number, act: 'resume', body: own, actor: above, at: at('2026-05-03') }),
    );
    assert.ok(!isRefusal(done), JSON.stringify(done));
  });
});

describe('CMP-02 where the bureau has decided that a request stops the limit', () => {
  test('the limit stands still, goes on by as many days, nothing is drafted early, and verify agrees', async () => {
    const where = under(stops);
    const number = await asked(where);
    assert.deepEqual(await clockOf(number, 'CMP-02'), { due: null, state: 'paused' });
    await doAct(where, 'bureau-head', number, 'resume', { recused: false, reasons: '不属实' }, at('2026-05-11'));
    assert.deepEqual(await clockOf(number, 'CMP-02'), { due: '2026-06-26', state: 'running' });
    await sweepClocks(where.context, at('2026-06-20'));
    assert.ok(!(await eventTypes(number)).includes('TerminationDrafted'));
    await sweepClocks(where.context, at('2026-06-27'));
    assert.ok((await eventTypes(number)).includes('TerminationDrafted'));
    const seen = await see(where, 'handler', number, '2026-06-20');
    const days = seen?.clocks.find(({ rule }) => rule === 'CMP-02')?.reckoning.days ?? [];
    assert.equal(days.filter((day) => day.reason === 'excluded' && day.name === 'recusal').length, 10);
  });

  test('a decision entered later moves running cases by an act of their own, also those that wait', async () => {
    const [over, waiting] = [await asked(world), await asked(world)];
    await doAct(world, 'bureau-head', over, 'resume', { recused: false, reasons: '不属实' }, at('2026-05-11'));
    assert.deepEqual(await clockOf(over, 'CMP-02'), { due: '2026-06-16', state: 'running' });
    const where = under(stops);
    const cause = { rule: stops.rule, name: stops.name, from: stops.effectiveFrom };
    await reckonCases(where.context, { cause, tenant: 'yunqi' }, at('2026-05-12'));
    assert.deepEqual(await clockOf(over, 'CMP-02'), { due: '2026-06-26', state: 'running' });
    assert.deepEqual(await clockOf(waiting, 'CMP-02'), { due: null, state: 'paused' });
    for (const number of [over, waiting]) assert.equal((await eventTypes(number)).at(-1), 'SettingReckonedAnew');
    assert.deepEqual(await refoldFaults(where, where.context.law), []);
    await reckonCases(where.context, { cause, tenant: 'yunqi' }, at('2026-05-12'));
    assert.equal((await eventTypes(over)).filter((type) => type === 'SettingReckonedAnew').length, 1, 'once');
  });
});

describe('CMP-07 where the bureau has decided that it does not hold for complaints', () => {
  test('the limit of a quarrel over competence runs no more, and comes back with the decision taken back', async () => {
    const number = await fileCase(world, {}, at('2026-04-15'));
    const dispute = { rival: 'yunqi-wangshan', reasons: '经营地跨区。' };
    await doAct(world, 'handler', number, 'dispute-competence', dispute, at('2026-04-16'));
    assert.deepEqual(await clockOf(number, 'CMP-07'), { due: '2026-04-27', state: 'running' });
    const no: RuleSetting = {
      rule: 'CMP-07',
      name: 'competence-limit-for-complaints',
      value: 'no',
      effectiveFrom: '2026-04-01',
      effectiveTo: null,
    };
    const cause = { rule: no.rule, name: no.name, from: no.effectiveFrom };
    const where = under(no, stops);
    await reckonCases(where.context, { cause, tenant: 'yunqi' }, at('2026-04-17'));
    assert.equal((await clockOf(number, 'CMP-07'))?.state, 'stopped');
    assert.deepEqual(await refoldFaults(where, where.context.law), []);
    await reckonCases(under(stops).context, { cause, tenant: 'yunqi' }, at('2026-04-18'));
    assert.equal((await clockOf(number, 'CMP-07'))?.state, 'running');
  });
});
