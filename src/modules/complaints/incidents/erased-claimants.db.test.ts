import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { cast, gymOperatorId } from '#db/seed/cast.ts';
import { isRefusal } from '#kernel/refusal.ts';
import { now } from '#platform/clock.ts';
import type { Tx } from '#platform/db.ts';
import { doAct, fileCase } from '#test/cases.ts';
import { erase, personIn } from '#test/kept-words.ts';
import { actorOf, openWorld, type World } from '#test/world.ts';
import { scopeOf } from '../handle.ts';
import { makeIncidentPaper, openIncident } from './handle.ts';
import { readIncident } from './store.ts';
import { victimList } from './views.ts';

let world: World;
before(async () => {
  world = await openWorld();
});
after(() => world.close());

const handler = actorOf('handler');
const inScope = <T>(work: (tx: Tx) => Promise<T>): Promise<T> =>
  world.context.database.transact(scopeOf(handler), work);
const done = <T>(said: T): Exclude<T, { refusal: string }> => {
  assert.ok(!isRefusal(said as never), JSON.stringify(said));
  return said as Exclude<T, { refusal: string }>;
};

const purchase = { online: false, goods: '年卡', amountFen: 1_000 };
const filedBy = (name: string, phone: string) =>
  fileCase(world, { complainant: { name, phone, address: '云栖市人民路 2 号' }, purchase });

const ended = async (number: string): Promise<void> => {
  await doAct(world, 'bureau-head', number, 'assign', { to: cast.handler.account });
  await doAct(world, 'handler', number, 'accept', {});
  await doAct(world, 'handler', number, 'answer', { consentsToMediation: false });
  await doAct(world, 'handler', number, 'terminate', { ground: 2, reasons: '被投诉人明确拒绝调解。' });
  for (const paper of [1, 2, 3]) {
    const to = paper === 3 ? 'respondent' : 'complainant';
    await doAct(world, 'handler', number, 'deliver', { paper, to, channel: 'hand', outcome: 'delivered' });
  }
};

const paperOf = async (incident: string, code: 'incident-fact-sheet' | 'incident-claimants'): Promise<string> => {
  const { context } = world;
  return await inScope(async (tx) => {
    const { state } = (await readIncident(tx, incident)) ?? assert.fail();
    const wish = { actor: handler, at: now(), incident, body: { code }, expectedVersion: state.version };
    done(await makeIncidentPaper(context, tx, wish));
    const found = (await readIncident(tx, incident)) ?? assert.fail();
    const entry = found.state.papers.at(-1)?.data.entry ?? '';
    return String(done(await context.vault.openEntry(tx, { ...found, entry })).value);
  });
};

test('PIPL 47 who was erased is no further person without a name in an event; the complaint and its amount count', async () => {
  const numbers = [
    await filedBy('闻人晓霜', '13900000081'),
    await filedBy('闻人晓霜', '13900000081'),
    await filedBy('公冶长青', '13900000082'),
  ];
  const [first = '', second = '', other = ''] = numbers;
  const body = { title: '健身房停业', operator: gymOperatorId };
  const { id } = done(await inScope((tx) => openIncident(world.context, tx, { actor: handler, at: now(), body })));
  for (const number of numbers) await doAct(world, 'handler', number, 'join-incident', { incident: id });
  const list = async () => done(await inScope((tx) => victimList(world.context, tx, id, handler)));
  const whole = await list();
  assert.deepEqual([whole.people, whole.complaints, whole.erased, whole.amountFen], [2, 3, 0, 2_000]);
  assert.deepEqual(
    whole.rows.map(({ complaints, amountFen, countedOf, repeats }) => ({ complaints, amountFen, countedOf, repeats })),
    [
      {
        ...{ complaints: [first, second], amountFen: 1_000, countedOf: second },
        repeats: [{ number: first, amountFen: 1_000 }],
      },
      { complaints: [other], amountFen: 1_000, countedOf: other, repeats: [] },
    ],
  );
  const listed = await paperOf(id, 'incident-claimants');
  assert.ok(listed.includes(`"${second}","${first}"`) && listed.includes('20.00') && !listed.includes('30.00'), listed);
  assert.ok((await paperOf(id, 'incident-fact-sheet')).includes('20.00'));
  assert.ok(!(await paperOf(id, 'incident-claimants')).includes('依法删除'));

  await ended(first);
  await erase(world, first, await personIn(world, first, '闻人晓霜'));
  const left = await list();
  assert.deepEqual([left.people, left.complaints, left.erased, left.amountFen], [2, 3, 1, 3_000]);
  assert.deepEqual(
    left.rows.map(({ complaints, amountFen }) => [complaints, amountFen]),
    [
      [[second], 1_000],
      [[other], 1_000],
    ],
  );
  const claimants = await paperOf(id, 'incident-claimants');
  assert.match(claimants, /另有",\{"value":"1"\},"件的投诉人信息已依法删除/u);
  assert.ok(!claimants.includes(first) && claimants.includes('30.00'), claimants);
  assert.match(await paperOf(id, 'incident-fact-sheet'), /2（另有1件的投诉人信息已依法删除）/u);
});
