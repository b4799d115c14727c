import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { type CastName, cast, gymOperatorId } from '#db/seed/cast.ts';
import type { Day } from '#kernel/day.ts';
import { isRefusal } from '#kernel/refusal.ts';
import { fileAtFrontDoor } from '#modules/intake/front-door.ts';
import { nobody, openDatabase } from '#platform/db.ts';
import { prepareJobs } from '#platform/jobs.ts';
import { silentLog } from '#platform/log.ts';
import { demoMessages } from '#platform/messages/demo-mailbox.ts';
import { doAct, fileCase } from '#test/cases.ts';
import { actorOf, openWorld, type World } from '#test/world.ts';
import type { ActBody } from '../contract.ts';
import { scopeOf } from '../handle.ts';
import { performAct } from '../perform.ts';
import type { FormAct } from '../permits.ts';
import { sweepClocks } from '../sweep.ts';
import { caseView } from '../views/case-view.ts';
import { type ClockNews, tellOfficial } from './tell-official.ts';

let world: World;
before(async () => {
  world = await openWorld();
  await prepareJobs(world.ownerUrl);
});
after(() => world.close());

const at = (day: Day) => new Date(`${day}T02:00:00Z`);

const act = async <A extends FormAct>(number: string, on: Day, name: A, body: ActBody<A>) => {
  const actor = actorOf('handler');
  const done = await world.context.database.transact(scopeOf(actor), (tx) =>
    performAct(world.context, tx, { number, act: name, body, actor, at: at(on) }),
  );
  assert.ok(!isRefusal(done), JSON.stringify(done));
};

const told = { paper: 1, to: 'complainant', channel: 'hand', outcome: 'delivered' } as const;

/** Filed on 15 April, accepted on 17 April: CMP-01 ends on 24 April 2026. */
const acceptedUntold = async (): Promise<string> => {
  const actor = actorOf('consumer');
  const receipt = await world.context.database.transact(scopeOf(actor), (tx) =>
    fileAtFrontDoor(world.context, tx, {
      actor,
      at: at('2026-04-15'),
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
  await act(receipt.number, '2026-04-17', 'accept', {});
  return receipt.number;
};

/** What a round on this day tells of this case. */
const newsOn = async (day: Day, number: string): Promise<[string, string | undefined][]> => {
  await sweepClocks(world.context, at(day));
  const owner = openDatabase({ url: world.ownerUrl, connections: 1 });
  try {
    return await owner.transact(scopeOf(actorOf('handler')), async (tx) => {
      const rows = await tx.rows<{ payload: { body: ClockNews } }>(
        "select payload from job_order where payload -> 'body' -> 'clocks' is not null order by job_order",
      );
      await tx.run('delete from job_order');
      return rows.flatMap(({ payload: { body } }) =>
        body.clocks
          .filter((clock) => clock.number === number)
          .map(({ rule }): [string, string | undefined] => [body.kind, rule]),
      );
    });
  } finally {
    await owner.close();
  }
};

describe('telling the complainant (arts. 15, 16; NTC-01 NTC-02)', () => {
  test('CMP-01 a decision in time that nobody was told of: a warning before the limit ends, another after it', async () => {
    const number = await acceptedUntold();
    assert.deepEqual(await newsOn('2026-04-20', number), []);
    assert.deepEqual(await newsOn('2026-04-22', number), [['telling-soon', 'CMP-01']]);
    assert.deepEqual(await newsOn('2026-04-24', number), []);
    assert.deepEqual(await newsOn('2026-04-25', number), [['telling-late', 'CMP-01']]);
    await act(number, '2026-04-25', 'deliver', told);
    assert.deepEqual(await newsOn('2026-04-26', number), []);
  });

  test('once the complainant has the paper nobody is warned', async () => {
    const number = await acceptedUntold();
    await act(number, '2026-04-17', 'deliver', told);
    assert.deepEqual(await newsOn('2026-04-25', number), []);
  });
});

describe('an ending drafted for somebody who then no longer has the case', () => {
  /** Sends what was asked for so far, and forgets the orders. */
  const send = async (): Promise<void> => {
    const owner = openDatabase({ url: world.ownerUrl, connections: 1 });
    try {
      const orders = await owner.unscoped(async (tx) => {
        const rows = await tx.rows<{ payload: { body: ClockNews } }>(
          "select payload from job_order where payload -> 'body' -> 'clocks' is not null order by job_order",
        );
        await tx.run('delete from job_order');
        return rows.map(({ payload }) => payload.body);
      });
      const signal = new AbortController().signal;
      const running = { tenant: 'yunqi', attempt: 1, isLast: false, signal, log: silentLog() };
      for (const news of orders) await tellOfficial(world.context).run(news, running);
    } finally {
      await owner.close();
    }
  };
  const messagesTo = async (who: CastName, number: string) =>
    (await world.context.database.transact(nobody, (tx) => demoMessages(tx, cast[who].phone)))
      .map(({ body }) => body)
      .filter((body) => body.includes(number) && body.includes('终止调解决定已为您起草')).length;

  test('CMP-02 TER-05 the new handler is the officer named, and is told once, however often the case goes to and fro', async () => {
    const number = await fileCase(world, {}, at('2026-04-15'));
    const give = (to: CastName, on: Day) =>
      doAct(world, 'bureau-head', number, 'assign', { to: cast[to].account }, at(on));
    await give('handler', '2026-04-16');
    await doAct(world, 'handler', number, 'accept', {}, at('2026-04-17'));
    await sweepClocks(world.context, at('2026-06-17'));
    await send();
    assert.deepEqual([await messagesTo('handler', number), await messagesTo('bureau-head', number)], [1, 0]);
    const actor = actorOf('bureau-head');
    for (const [to, on] of [
      ['bureau-head', '2026-06-18'],
      ['handler', '2026-06-19'],
      ['bureau-head', '2026-06-22'],
    ] as const) {
      await give(to, on);
      await send();
      const view = await world.context.database.transact(scopeOf(actor), (tx) =>
        caseView(world.context, tx, number, { actor, at: at(on), t: world.context.texts('en') }),
      );
      assert.equal(view?.toEnd?.officer, cast[to].account);
      assert.deepEqual([await messagesTo('handler', number), await messagesTo('bureau-head', number)], [1, 1]);
    }
    await sweepClocks(world.context, at('2026-06-23'));
    await send();
    assert.deepEqual([await messagesTo('handler', number), await messagesTo('bureau-head', number)], [1, 1]);
    // A decision that was annulled leaves the ending to be drafted anew, and that is news again.
    await doAct(world, 'bureau-head', number, 'terminate', { ground: 5, reasons: '期限届满。' }, at('2026-06-24'));
    await doAct(world, 'bureau-head', number, 'annul', { reasons: '期限计算有误。' }, at('2026-06-25'));
    await sweepClocks(world.context, at('2026-06-26'));
    await send();
    assert.deepEqual([await messagesTo('handler', number), await messagesTo('bureau-head', number)], [1, 2]);
  });

  test('CMP-02 TER-05 of whoever steps aside it is no more: the head is told, and is the officer named once the case is theirs (art. 21)', async () => {
    const number = await fileCase(world, {}, at('2026-04-15'));
    const act = <A extends FormAct>(who: CastName, on: Day, name: A, body: ActBody<A>) =>
      doAct(world, who, number, name, body, at(on));
    await act('bureau-head', '2026-04-17', 'accept', {});
    await act('bureau-head', '2026-04-18', 'answer', { consentsToMediation: true, by: 'phone' });
    await act('bureau-head', '2026-04-20', 'open-mediation', { mediator: cast.mediator.account, mode: 'phone' });
    await sweepClocks(world.context, at('2026-06-17'));
    await send();
    const told = async () => [await messagesTo('mediator', number), await messagesTo('bureau-head', number)];
    assert.deepEqual(await told(), [1, 0]);
    await act('consumer', '2026-06-18', 'interrupt', { by: 'complainant', reasons: '是店长的表姐。' });
    const { state } = await act('bureau-head', '2026-06-19', 'resume', { recused: true, reasons: '属实。' });
    assert.deepEqual([state.terminationDrafted, state.draftedFor], [true, null]);
    await send();
    assert.deepEqual(await told(), [1, 1]);
    const given = await act('bureau-head', '2026-06-19', 'assign', { to: cast.handler.account });
    assert.equal(given.state.draftedFor, cast.handler.account);
  });
});
