import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { gymOperatorId } from '#db/seed/cast.ts';
import { isRefusal } from '#kernel/refusal.ts';
import { now } from '#platform/clock.ts';
import { doAct, fileCase, tryAct } from '#test/cases.ts';
import { refoldFaults } from '#test/refold.ts';
import { actorOf, openWorld, type World } from '#test/world.ts';
import { scopeOf } from '../handle.ts';
import { correctPersonOf } from '../keeping/correct.ts';
import { caseView } from '../views/case-view.ts';
import { openIncident } from './handle.ts';
import { claimedIn, openIn, standingsOf, toBeTold, victimsOf } from './members.ts';
import { readIncident } from './store.ts';

let world: World;
before(async () => {
  world = await openWorld();
});
after(() => world.close());

const handler = actorOf('handler');
const opened = async (operator?: string): Promise<string> => {
  const body = { title: '健身房停业', ...(operator === undefined ? {} : { operator }) };
  const done = await world.context.database.transact(scopeOf(handler), (tx) =>
    openIncident(world.context, tx, { actor: handler, at: now(), body }),
  );
  assert.ok(!isRefusal(done), JSON.stringify(done));
  return done.id;
};

const of = (id: string) =>
  world.context.database.transact(scopeOf(handler), async (tx) => {
    const incident = await readIncident(tx, id);
    assert.ok(incident);
    return {
      victims: await victimsOf(world.context, tx, incident),
      standings: await standingsOf(tx, incident),
      open: await openIn(tx, incident),
      claims: await claimedIn(tx, incident),
      told: await toBeTold(tx, { tenant: incident.tenant, incident: id, after: '', atOnce: 50 }),
    };
  });

const paper = { name: '罗维', phone: '13900000078', address: '云栖市人民路 2 号' };
const complainedBy = (name: string, phone: string) =>
  fileCase(world, {
    complainant: { ...paper, name, phone },
    purchase: { online: false, goods: '年卡', amountFen: 100_000 },
  });
const join = (number: string, incident: string, reasons?: string) =>
  tryAct(world, 'handler', number, 'join-incident', { incident, ...(reasons === undefined ? {} : { reasons }) });

describe('which complaints belong to an event (art. 12)', () => {
  test('one about another operator needs a reason, and what was put in by mistake is taken out again with one', async () => {
    const id = await opened(gymOperatorId);
    const [own, other] = [
      await complainedBy('卡友一', '13900000101'),
      await fileCase(world, {
        respondent: { kind: 'ordinary', name: '桥下便利店', region: '990102' },
      }),
    ];
    assert.ok(!isRefusal(await join(own, id)));
    const refused = await join(other, id);
    assert.ok(isRefusal(refused), JSON.stringify(refused));
    assert.deepEqual([refused.refusal, refused.field], ['incident-of-another-operator', 'reasons']);
    assert.ok(!isRefusal(await join(other, id, '场地由其转租，收款也是它。')));
    assert.equal((await of(id)).standings.cases, 2);
    const seen = await view(other);
    assert.ok(seen !== undefined);
    assert.ok(seen.acts.some(({ act }) => act === 'leave-incident'));
    assert.ok(seen.timeline.at(-1)?.texts.some(({ text }) => text === '场地由其转租，收款也是它。'));
    await doAct(world, 'handler', other, 'leave-incident', { reasons: '查明与停业无关。' });
    const after = await view(other);
    assert.equal(after?.incident, null);
    assert.ok(!after.acts.some(({ act }) => act === 'leave-incident'));
    const { standings, open, told } = await of(id);
    assert.deepEqual([standings.cases, standings.byPhase, open, told], [1, { 'under-review': 1 }, 1, [own]]);
    assert.ok(!isRefusal(await join(other, await opened())), 'an event about nobody asks for no reason');
    assert.deepEqual(
      (await refoldFaults(world)).filter((fault) => !fault.includes('kind-unknown incident')),
      [],
    );
  });

  test('withdrawn, refused and handed on, a complaint counts as no victim, keeps nothing open and is not told', async () => {
    const id = await opened(gymOperatorId);
    const numbers: string[] = [];
    for (const place of [1, 2, 3, 4]) numbers.push(await complainedBy(`卡友${place}`, `1390000020${place}`));
    for (const number of numbers) assert.ok(!isRefusal(await join(number, id)));
    const [stays = '', withdrawn = '', refused = '', given = ''] = numbers;
    assert.equal((await of(id)).victims.length, 4);
    await doAct(world, 'consumer', withdrawn, 'withdraw', {});
    await doAct(world, 'handler', refused, 'refuse', {
      ground: 2,
      reasons: '已起诉。',
      earlierHandler: 'court',
      earlierBody: '临溪区人民法院',
    });
    await doAct(world, 'handler', given, 'accept', {});
    await doAct(world, 'consumer', given, 'withdraw', {});
    const { victims, standings, open, claims, told } = await of(id);
    assert.deepEqual(
      victims.map(({ complaints }) => complaints),
      [[stays]],
    );
    assert.deepEqual([standings.cases, standings.amountFen, open, told], [1, 100_000, 1, [stays]]);
    assert.deepEqual(
      claims.map(({ number }) => number),
      [stays],
    );
    await doAct(world, 'handler', stays, 'accept', {});
    await doAct(world, 'handler', stays, 'terminate', { ground: 6, found: 'fraud', reasons: '凭证系伪造。' });
    const none = await of(id);
    assert.deepEqual([none.victims, none.standings.cases, none.standings.amountFen, none.told], [[], 0, 0, []]);
    assert.deepEqual(none.standings.byPhase['terminated'], 1, 'it belongs to the event still');
    assert.equal((await view(stays))?.announcement, null);
    assert.deepEqual(
      (await refoldFaults(world)).filter((fault) => !fault.includes('kind-unknown incident')),
      [],
    );
    await doAct(world, 'bureau-head', stays, 'annul', { reasons: '鉴定意见：凭证为真。' });
    await doAct(world, 'bureau-head', refused, 'annul', { reasons: '起诉未被受理。' });
    assert.deepEqual(
      (await of(id)).victims.map(({ complaints }) => complaints),
      [[stays], [refused]],
    );
  });

  test('names, telephones and claims are those on file now; a number put right no longer makes one of two people', async () => {
    const id = await opened(gymOperatorId);
    const [first, second] = [await complainedBy('卡友甲', '13900000301'), await complainedBy('卡友已', '13900000301')];
    for (const number of [first, second]) assert.ok(!isRefusal(await join(number, id)));
    assert.equal((await of(id)).victims.length, 1);
    const person = (await view(second))?.parties.find(({ kind }) => kind === 'complainant')?.person ?? '';
    const fields = { name: '卡友乙', phone: '13900000302' };
    const done = await world.context.database.transact(scopeOf(handler), (tx) =>
      correctPersonOf(world.context, tx, handler, second, { person, fields, reason: '登记有误' }, now()),
    );
    assert.ok(!isRefusal(done), JSON.stringify(done));
    await doAct(world, 'handler', second, 'supply', {
      claims: [{ kind: 'replace' }, { kind: 'refund', amountFen: 55_000 }],
    });
    const { victims, claims } = await of(id);
    assert.deepEqual(
      victims.map(({ name, phone, complaints }) => [name, phone, complaints]),
      [
        ['卡友甲', '13900000301', [first]],
        ['卡友乙', '13900000302', [second]],
      ],
    );
    assert.deepEqual(
      victims[1]?.claims.map(({ kind }) => kind),
      ['replace', 'refund'],
    );
    assert.equal(claims.find(({ number }) => number === second)?.claimedFen, 55_000);
  });
});

const view = (number: string) =>
  world.context.database.transact(scopeOf(handler), (tx) =>
    caseView(world.context, tx, number, { actor: handler, at: now(), t: world.context.texts('zh-CN') }),
  );
