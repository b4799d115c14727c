import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { dayOf } from '#kernel/day.ts';
import { isRefusal } from '#kernel/refusal.ts';
import type { ActBody } from '#modules/complaints/contract.ts';
import { now } from '#platform/clock.ts';
import { lyingValues } from '#platform/vault-restated.ts';
import { doAct, fileCase, tryAct } from '#test/cases.ts';
import { dueNow, letGoOf } from '#test/end-of-term.ts';
import { refoldFaults } from '#test/refold.ts';
import { actorOf, openWorld, type World } from '#test/world.ts';
import { scopeOf } from '../handle.ts';
import type { FormAct } from '../permits.ts';
import { readComplaint } from '../store.ts';
import { caseView } from '../views/case-view.ts';
import { holdCase, releaseCase } from './holds.ts';
import { filesAtEnd } from './retire-files.ts';

let world: World;
before(async () => {
  world = await openWorld();
});
after(() => world.close());

const afterTerm = new Date(now().getTime() + 10.1 * 365.25 * 86_400_000);

const reasons = '办案时误作终止，应当继续办理。';

/** Its papers and calls left a key of the file itself behind. */
const archivedCase = async (): Promise<string> => {
  const number = await fileCase(world);
  const fraud = { to: '公安局', reasons: '遭夹带', acts: ['planting' as const] };
  const { state } = await doAct(world, 'handler', number, 'hand-over-fraud', fraud);
  await doAct(world, 'handler', number, 'withdraw', {});
  await doAct(world, 'handler', number, 'deliver', {
    paper: state.papers.at(-1)?.n ?? 0,
    ...{ to: 'bureau', channel: 'hand', outcome: 'delivered', receiver: '刑警大队' },
  });
  await doAct(world, 'handler', number, 'archive', {});
  return number;
};

const retiredCase = async (): Promise<string> => {
  const number = await archivedCase();
  assert.equal(await letGoOf(filesAtEnd(world.context, afterTerm), number), 1);
  return number;
};

const refused = async <A extends FormAct>(who: 'handler' | 'bureau-head', number: string, act: A, body: ActBody<A>) => {
  const outcome = await tryAct(world, who, number, act, body);
  assert.ok(isRefusal(outcome), `${act} is done`);
  return outcome;
};

const outcome = { kind: 'court', reference: '（2036）行初 7 号', result: 'revoked' } as const;

const keptOf = (number: string): Promise<string> =>
  world.context.database.transact(scopeOf(actorOf('handler')), async (tx) => {
    const loaded = await readComplaint(tx, world.context.vault, number);
    assert.ok(loaded);
    const values = await lyingValues(tx, loaded, loaded.personKeys);
    return values.map(({ opened }) => JSON.stringify(opened.value)).join('\n');
  });

const actsOffered = async (who: 'handler' | 'bureau-head', number: string): Promise<readonly string[]> => {
  const actor = actorOf(who);
  const view = await world.context.database.transact(scopeOf(actor), (tx) =>
    caseView(world.context, tx, number, { actor, at: now(), t: world.context.texts('zh-CN') }),
  );
  return view?.acts.map(({ act }) => act) ?? [];
};

test('PIPL 19, 47 a file let go takes nothing but the outcome of a suit, and no decision of it is undone', async () => {
  const number = await retiredCase();
  for (const refusal of [
    await refused('bureau-head', number, 'annul', { reasons }),
    await refused('handler', number, 'note', { text: '已电话告知 13900000022。' }),
    await refused('handler', number, 'hand-over-fraud', { to: '公安局', reasons }),
    await refused('handler', number, 'bundle', { purpose: 'court', reference: 'x' }),
    await refused('handler', number, 'return-visit', { outcome: 'not-reached' }),
  ]) {
    assert.equal(refusal.refusal, 'file-retired');
    assert.deepEqual(
      refusal.basis?.map(({ text, article }) => `${text} ${article}`),
      ['pipl 19', 'pipl 47(1)(2)'],
    );
    assert.deepEqual(refusal.params, { on: dayOf(afterTerm) });
  }
  for (const who of ['handler', 'bureau-head'] as const)
    assert.deepEqual(await actsOffered(who, number), ['record-outcome']);
  assert.equal(await keptOf(number), '');
});

test('the outcome with a note is put on record where the key of the file itself is destroyed, and the note goes with the next round', async () => {
  const number = await retiredCase();
  assert.deepEqual(await dueNow(filesAtEnd(world.context, afterTerm)), [], 'nothing of a person is left');
  const decidedOn = dayOf(now());
  await doAct(world, 'handler', number, 'record-outcome', { ...outcome, decidedOn, note: '林晓禾已领取判决书。' });
  await doAct(world, 'handler', number, 'record-outcome', { ...outcome, decidedOn, note: '林晓禾未上诉。' });
  assert.match(await keptOf(number), /已领取判决书.*\n.*未上诉/u);
  assert.deepEqual(
    (await dueNow(filesAtEnd(world.context, afterTerm))).map((file) => file.number),
    [number],
  );
  assert.equal(await letGoOf(filesAtEnd(world.context, afterTerm)), 1);
  assert.equal(await keptOf(number), '');
  assert.deepEqual(await dueNow(filesAtEnd(world.context, afterTerm)), []);
  assert.deepEqual(await refoldFaults(world), []);
});

test('a hold placed after the list was made keeps the file, and so does a list made before it was let go', async () => {
  const number = await archivedCase();
  const { context } = world;
  const { due, letGo } = await filesAtEnd(context, afterTerm);
  const [listed] = await Array.fromAsync(due());
  assert.ok(listed !== undefined && !listed.held);
  const actor = actorOf('bureau-head');
  const hold = await context.database.transact(scopeOf(actor), (tx) =>
    holdCase(context, tx, actor, number, '行政诉讼中', now()),
  );
  assert.ok(!isRefusal(hold));
  assert.equal(await letGo(listed), 'held');
  assert.notEqual(await keptOf(number), '');
  const lifted = await context.database.transact(scopeOf(actor), (tx) =>
    releaseCase(context, tx, actor, number, hold.hold, now()),
  );
  assert.ok(!isRefusal(lifted));
  assert.deepEqual([await letGo(listed), await letGo(listed)], ['gone', 'not-due']);
});
