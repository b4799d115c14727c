import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { gymOperatorId } from '#db/seed/cast.ts';
import type { Day } from '#kernel/day.ts';
import { isRefusal } from '#kernel/refusal.ts';
import { fileAtFrontDoor } from '#modules/intake/front-door.ts';
import { openDatabase } from '#platform/db.ts';
import { prepareJobs } from '#platform/jobs.ts';
import { actorOf, openWorld, type World } from '#test/world.ts';
import type { ActBody } from '../contract.ts';
import { scopeOf } from '../handle.ts';
import { performAct } from '../perform.ts';
import type { FormAct } from '../permits.ts';
import { sweepClocks } from '../sweep.ts';
import type { ClockNews } from './tell-official.ts';

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
