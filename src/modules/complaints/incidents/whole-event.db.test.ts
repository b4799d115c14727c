import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type CastName, gymOperatorId } from '#db/seed/cast.ts';
import { isRefusal, type Refusal } from '#kernel/refusal.ts';
import { now } from '#platform/clock.ts';
import type { Tx } from '#platform/db.ts';
import { doAct, fileCase } from '#test/cases.ts';
import { refoldFaults } from '#test/refold.ts';
import { actorOf, openWorld, type World } from '#test/world.ts';
import { scopeOf } from '../handle.ts';
import { closeIncident, makeIncidentPaper, openIncident } from './handle.ts';
import { findIncidentPaper } from './paper-files.ts';
import { readIncident } from './store.ts';
import { incidentList, incidentView, victimList } from './views.ts';

let world: World;
before(async () => {
  world = await openWorld();
});
after(() => world.close());

const done = <T>(outcome: T | Refusal): T => {
  assert.ok(!isRefusal(outcome), JSON.stringify(outcome));
  return outcome;
};
const inScopeOf = <T>(who: CastName, work: (tx: Tx) => Promise<T>) =>
  world.context.database.transact(scopeOf(actorOf(who)), work);
const wishOf = async <B>(who: CastName, incident: string, body: B) => ({
  ...{ actor: actorOf(who), at: now(), incident, body },
  expectedVersion: (await inScopeOf(who, (tx) => readIncident(tx, incident)))?.state.version ?? 0,
});

test('an event with complaints of two units is one: counted and closed as a whole, and a list says what it leaves out', async () => {
  const { id } = done(
    await inScopeOf('handler', (tx) =>
      openIncident(world.context, tx, {
        ...{ actor: actorOf('handler'), at: now() },
        body: { title: '健身房停业', operator: gymOperatorId },
      }),
    ),
  );
  const filedBy = (name: string, phone: string) =>
    fileCase(world, {
      complainant: { name, phone, address: '云栖市人民路 2 号' },
      purchase: { online: false, goods: '年卡', amountFen: 100_000 },
    });
  const [own, moved] = [await filedBy('欧阳霜序', '13900000501'), await filedBy('慕容听雪', '13900000502')];
  for (const number of [own, moved]) await doAct(world, 'handler', number, 'join-incident', { incident: id });
  await doAct(world, 'handler', moved, 'return-to-intake', { reasons: '实际经营地在望山县。' });
  await doAct(world, 'intake-officer', moved, 'route', { to: 'yunqi-wangshan', reasoning: '实际经营地' });

  const seenBy = (who: CastName) =>
    inScopeOf(who, async (tx) => {
      const view = done(await incidentView(world.context, tx, id, actorOf(who)));
      const row = (await incidentList(tx, actorOf(who))).rows.find((one) => one.id === id);
      return { cases: view.cases, amountFen: view.amountFen, elsewhere: view.elsewhere, listed: row?.cases };
    });
  const whole = { cases: { 'under-review': 2 }, amountFen: 200_000, listed: 2 };
  assert.deepEqual(await seenBy('handler'), { ...whole, elsewhere: 1 });
  const list = await inScopeOf('handler', async (tx) =>
    done(await victimList(world.context, tx, id, actorOf('handler'))),
  );
  assert.deepEqual([list.people, list.complaints, list.amountFen, list.elsewhere], [1, 1, 100_000, 1]);

  for (const code of ['incident-fact-sheet', 'incident-claimants'] as const) {
    const wish = await wishOf('handler', id, { code });
    done(await inScopeOf('handler', (tx) => makeIncidentPaper(world.context, tx, wish)));
  }
  const said = async (n: number): Promise<string> =>
    JSON.stringify(
      done(
        await inScopeOf('handler', (tx) =>
          findIncidentPaper(world.context, tx, actorOf('handler'), { incident: id, n }),
        ),
      ).canonical,
    );
  const sheet = await said(1);
  for (const [label, value] of [
    ['投诉件数', '2'],
    ['涉及人数', '2'],
    ['涉及金额', '¥2,000.00'],
  ])
    assert.ok(sheet.includes(JSON.stringify({ label, value })), sheet);
  const names = await said(2);
  assert.ok(names.includes('欧阳霜序') && !names.includes('慕容听雪'), names);
  assert.ok(names.includes('件投诉由其他单位办理'), names);

  await doAct(world, 'handler', own, 'refuse', {
    ...{ ground: 2, reasons: '已起诉。', earlierHandler: 'court', earlierBody: '临溪区人民法院' },
  });
  const wish = await wishOf('handler', id, {});
  const refused = await inScopeOf('handler', (tx) => closeIncident(world.context, tx, wish));
  assert.ok(isRefusal(refused), JSON.stringify(refused));
  assert.deepEqual(
    [refused.refusal, refused.params],
    ['incident-has-open-complaints-elsewhere', { count: 1, elsewhere: 1 }],
  );
  assert.deepEqual(await refoldFaults(world), []);
});
