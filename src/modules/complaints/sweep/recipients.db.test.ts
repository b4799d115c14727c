import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { cast } from '#db/seed/cast.ts';
import { addDays, dayOf } from '#kernel/day.ts';
import { isRefusal } from '#kernel/refusal.ts';
import { systemActors } from '#modules/directory/facade.ts';
import { coverAbsence, coversFor, coversOn, inPlaceOf } from '#platform/auth/absence-cover.ts';
import { setAccountStatus } from '#platform/auth/account-status.ts';
import { giveRole } from '#platform/auth/grants.ts';
import { leaverJob } from '#platform/auth/leaver-covers.ts';
import { now } from '#platform/clock.ts';
import { nobody, openDatabase, type Tx } from '#platform/db.ts';
import { silentLog } from '#platform/log.ts';
import { demoMessages } from '#platform/messages/demo-mailbox.ts';
import { actorOf, openWorld, type World } from '#test/world.ts';
import { scopeOf } from '../handle.ts';
import { forgetReference } from '../reference.ts';
import { tellEndedCovers } from '../tell-ended-covers.ts';
import type { DueClock } from './due-clocks.ts';
import { officerToEnd, recipientsOf } from './recipients.ts';

let world: World;
before(async () => {
  world = await openWorld();
});
after(() => world.close());

const today = dayOf(now());
const clock = (rule: string, given: Partial<DueClock> = {}): DueClock => ({
  stream: '00000000-0000-7000-8000-00000000c001',
  number: 'YUNQI-1',
  rule,
  dueOn: today,
  bureau: 'yunqi-linxi',
  intake: 'yunqi-intake',
  handler: cast.handler.account,
  mediator: null,
  ...given,
});
const scope = {
  ...nobody,
  tenants: ['yunqi'],
  bureaus: ['yunqi-city', 'yunqi-intake', 'yunqi-linxi'],
  writes: ['yunqi'],
};
const inScope = <T>(work: (tx: Tx) => Promise<T>) => world.context.database.transact(scope, work);
const inOwner = async <T>(work: (tx: Tx) => Promise<T>): Promise<T> => {
  const owner = openDatabase({ url: world.ownerUrl, connections: 1 });
  try {
    return await owner.transact(nobody, work);
  } finally {
    await owner.close();
  }
};
const told = (rule: string) =>
  inScope(async (tx) => [...(await recipientsOf(tx, 'yunqi', [clock(rule)], today)).keys()]);

test('CMP-07 a dispute that falls due is told to its bureau, to the intake body and to whoever decides above', async () => {
  const account = cast.leader.account;
  const [system] = await systemActors(world.context.database, 'test');
  assert.ok(system);
  await inScope((tx) =>
    giveRole(tx, system, {
      account,
      role: 'bureau-head',
      tenant: 'yunqi',
      bureau: 'yunqi-city',
      sees: ['yunqi-city', 'yunqi-linxi'],
      from: today,
    }),
  );
  assert.deepEqual(await told('CMP-01'), [cast.handler.account]);
  assert.deepEqual(
    new Set(await told('CMP-07')),
    new Set([cast.handler.account, cast['intake-officer'].account, account]),
  );
});

test('CMP-02 what an absent officer would be given goes to the cover, what one who has left would be given to the head', async () => {
  const [handler, mediator, head] = [cast.handler.account, cast.mediator.account, cast['bureau-head'].account];
  const given = (clockGiven: Partial<DueClock> = {}) =>
    inScope((tx) => officerToEnd(tx, 'yunqi', clock('CMP-02', clockGiven), today));
  const owner = openDatabase({ url: world.ownerUrl, connections: 1 });
  const status = async (account: string, now: 'active' | 'left') => {
    await owner.transact(nobody, (tx) => tx.run('update account set status = $2 where account = $1', [account, now]));
    forgetReference();
  };
  try {
    assert.deepEqual([await given(), await given({ handler: null, mediator })], [handler, mediator]);
    const bureauHead = actorOf('bureau-head');
    const covered = await world.context.database.transact(scopeOf(bureauHead), (tx) =>
      coverAbsence(
        tx,
        bureauHead,
        { absent: handler, by: mediator, from: today, to: addDays(today, 9), reason: '休假' },
        { today, longestDays: 92 },
      ),
    );
    assert.ok(!isRefusal(covered), JSON.stringify(covered));
    forgetReference();
    assert.deepEqual([await given(), await told('CMP-01')], [mediator, [mediator]]);
    await status(mediator, 'left');
    assert.deepEqual([await given({ mediator }), await told('CMP-01')], [head, [head]]);
    await owner.transact(nobody, (tx) => tx.run('delete from role_grant where covers = $1', [handler]));
    await status(handler, 'left');
    assert.deepEqual([await given(), await told('CMP-01')], [head, [head]]);
    assert.equal(await given({ handler: cast['handler-other-county'].account }), head);
  } finally {
    await owner.close();
  }
});

test('CVR-01 a cover by somebody who has left or is locked out covers nobody: the head is told, and the list says so', async () => {
  const [mediator, head] = [cast.mediator.account, cast['bureau-head'].account];
  const security = actorOf('security-administrator');
  const owner = openDatabase({ url: world.ownerUrl, connections: 1 });
  const seen = async (status: 'active' | 'left' | 'locked') => {
    await owner.transact(nobody, (tx) =>
      tx.run('update account set status = $2 where account = $1', [mediator, status]),
    );
    forgetReference();
    const [told, covers, stands] = await inScope(async (tx) => [
      [...(await recipientsOf(tx, 'yunqi', [clock('CMP-01', { handler: null })], today)).keys()],
      await coversOn(tx, 'yunqi', today),
      (await coversFor(tx, security, today)).filter((one) => one.absent === head).map((one) => one.stands),
    ]);
    return { told, toEnd: await endedBy(), inPlace: inPlaceOf([head], covers), stands };
  };
  const endedBy = () => inScope((tx) => officerToEnd(tx, 'yunqi', clock('CMP-02', { handler: null }), today));
  try {
    await owner.transact(nobody, (tx) => tx.run("update account set status = 'active' where account = $1", [mediator]));
    const wish = { absent: head, by: mediator, from: today, to: addDays(today, 9), reason: '外出学习' };
    const covered = await world.context.database.transact(scopeOf(security), (tx) =>
      coverAbsence(tx, security, wish, { today, longestDays: 92 }),
    );
    assert.ok(!isRefusal(covered), JSON.stringify(covered));
    const by = (account: string, stands: boolean) => ({
      told: [account],
      toEnd: account,
      inPlace: [account],
      stands: [stands],
    });
    assert.deepEqual(await seen('active'), by(mediator, true));
    assert.deepEqual(await seen('left'), by(head, false));
    assert.deepEqual(await seen('locked'), by(head, false));
    assert.deepEqual(await seen('active'), by(mediator, true));
  } finally {
    await owner.close();
  }
});

test('CVR-01 who leaves stands in for nobody and is stood in for by nobody: both covers end, and the head is told once', async () => {
  const [mediator, head, intake] = [cast.mediator.account, cast['bureau-head'].account, cast['intake-officer'].account];
  const security = actorOf('security-administrator');
  const { database } = world.context;
  const to = addDays(today, 9);
  const covers = () =>
    inScope(async (tx) =>
      (await coversFor(tx, security, today))
        .filter((one) => [one.by, one.absent].includes(mediator))
        .map(({ by, absent }) => [by, absent]),
    );
  const arranged = await database.transact(scopeOf(security), (tx) =>
    coverAbsence(
      tx,
      security,
      { absent: mediator, by: intake, from: today, to, reason: '休假' },
      { today, longestDays: 92 },
    ),
  );
  assert.ok(!isRefusal(arranged), JSON.stringify(arranged));
  assert.deepEqual(new Set((await covers()).map(String)), new Set([`${mediator},${head}`, `${intake},${mediator}`]));
  const locked = await inScope((tx) => setAccountStatus(tx, security, mediator, 'locked', '手机遗失'));
  assert.deepEqual(locked, { status: 'locked', coversEnded: 0 }, 'who is locked out comes back');
  const left = await inScope((tx) => setAccountStatus(tx, security, mediator, 'left', '调离'));
  assert.ok(!isRefusal(left) && left.coversEnded >= 2, JSON.stringify(left));
  forgetReference();
  assert.deepEqual(await covers(), []);
  const lines = await inScope((tx) =>
    tx.rows("select reason from audit_line where act = 'end-cover' and reason = '调离' and account = $1", [
      security.account,
    ]),
  );
  assert.equal(lines.length, left.coversEnded);
  const [job] = await inOwner((tx) =>
    tx.rows<{ payload: { tenant: string; body: unknown } }>('select payload from job_order where task = $1', [
      leaverJob.name,
    ]),
  );
  const run = () =>
    tellEndedCovers(world.context).run(leaverJob.read(job?.payload.body), {
      tenant: job?.payload.tenant ?? '',
      attempt: 1,
      isLast: false,
      signal: new AbortController().signal,
      log: silentLog(),
    });
  await run();
  await run();
  const told = (await database.transact(nobody, (tx) => demoMessages(tx))).filter(({ body }) =>
    body.includes('请假代理随之终止'),
  );
  assert.deepEqual(
    told.map(({ recipient }) => recipient),
    [cast['bureau-head'].phone],
  );
  for (const line of ['何静代理方正平', '苏晴代理何静']) assert.ok(told[0]?.body.includes(line), told[0]?.body);
});
