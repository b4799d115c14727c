import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { CastName } from '#db/seed/cast.ts';
import { type Api, openApi } from '#test/api.ts';
import { acceptedCase, doAct } from '#test/cases.ts';
import { actorOf, openWorld, type World } from '#test/world.ts';
import type { CaseView } from './case-contract.ts';
import { scopeOf } from './handle.ts';
import { complaintRoutes, complaintSchemas } from './routes.ts';

let world: World;
let api: Api;
before(async () => {
  world = await openWorld();
  api = await openApi(world, [complaintRoutes(world.context)], complaintSchemas);
});
after(async () => {
  await api.close();
  await world.close();
});

const seenBy = async (who: CastName, number: string): Promise<CaseView> =>
  (await api.app.inject({ url: `/api/v1/complaints/${number}`, headers: await api.as(who) })).json<CaseView>();

const reveal = async (who: CastName, number: string, payload: object) =>
  api.app.inject({
    method: 'POST',
    url: `/api/v1/complaints/${number}/reveal`,
    headers: await api.as(who),
    payload: { field: 'receiver', reason: '核对送达情况', ...payload },
  });

const looksAt = (number: string): Promise<{ reason: string }[]> =>
  world.context.database.transact(scopeOf(actorOf('handler')), (tx) =>
    tx.rows(
      `select a.reason from audit_line a join complaint c on c.tenant = a.tenant and a.subject = 'stream:' || c.stream
        where c.number = $1 and a.act = 'reveal'`,
      [number],
    ),
  );

test('PIPL 6 who took a paper for a party is masked on papers and story, and opened with a reason on record', async () => {
  const number = await acceptedCase(world);
  const byHand = { paper: 1, to: 'complainant', channel: 'hand', outcome: 'delivered', receiver: '林晓禾' } as const;
  const { version } = await doAct(world, 'handler', number, 'deliver', byHand);
  for (const who of ['handler', 'bureau-head', 'intake-officer', 'mediator'] as const) {
    const { papers, timeline } = await seenBy(who, number);
    const served = papers?.[0]?.delivered.at(-1);
    const step = timeline?.find((entry) => entry.type === 'PaperDelivered');
    // A mediator who is not named in the case does not see it at all.
    if (served === undefined && who === 'mediator') continue;
    assert.deepEqual([served?.version, served?.receiver], [version, '林**'], who);
    assert.equal(step?.details['receiver'], '林**', who);
    assert.deepEqual([step?.details['paperCode'], step?.details['paperNumber']], ['form-5', papers[0]?.number], who);
    assert.ok(!JSON.stringify({ papers, timeline }).includes('林晓禾'), who);
  }
  const opened = await reveal('handler', number, { version });
  assert.deepEqual(opened.json(), { value: '林晓禾' });
  assert.deepEqual(await looksAt(number), [{ reason: '核对送达情况' }]);
  assert.equal((await reveal('handler', number, { version: version - 1 })).statusCode, 404);
  assert.equal((await reveal('handler', number, {})).statusCode, 404);
  assert.equal((await reveal('leader', number, { version })).statusCode, 403);
  assert.equal((await reveal('consumer', number, { version })).statusCode, 403);
  const theirs = await seenBy('consumer', number);
  assert.equal(theirs.papers[0]?.delivered.at(-1)?.receiver, null);
  assert.ok(!('receiver' in (theirs.timeline.find(({ type }) => type === 'PaperDelivered')?.details ?? {})));
});
