import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before, describe, test } from 'node:test';
import { cast } from '#db/seed/cast.ts';
import type { Actor } from '#kernel/actor.ts';
import { dayOf } from '#kernel/day.ts';
import { dueDays } from '#kernel/due-soon.ts';
import { isRefusal } from '#kernel/refusal.ts';
import { now } from '#platform/clock.ts';
import { nobody, openDatabase } from '#platform/db.ts';
import { silentLog } from '#platform/log.ts';
import { demoMessages } from '#platform/messages/demo-mailbox.ts';
import { acceptedCase, doAct, tryAct } from '#test/cases.ts';
import { refoldFaults } from '#test/refold.ts';
import { actorOf, openWorld, type World } from '#test/world.ts';
import { scopeOf } from './handle.ts';
import { findLetter } from './post-tray/print-letters.ts';
import { tellEntrustedBody } from './tell-entrusted.ts';
import { caseView } from './views/case-view.ts';
import { openCasesAt } from './views/open-cases-at.ts';
import { worklist } from './views/worklist.ts';
import { worklistCounts } from './views/worklist-counts.ts';

let world: World;
before(async () => {
  world = await openWorld();
});
after(() => world.close());

const today = () => dayOf(now());

/** Accepted, and both agree to an entrusted mediation. */
const willing = async (): Promise<string> => {
  const number = await acceptedCase(world);
  const answer = { consentsToMediation: true, consentsToEntrust: true, by: 'phone' } as const;
  await doAct(world, 'handler', number, 'answer', answer);
  return number;
};

/** Somebody of the mediation committee, as its security administrator would let in. */
const ofCommittee: Actor = {
  ...actorOf('association-mediator'),
  account: '00000000-0000-7000-8000-000000009990',
  principals: ['00000000-0000-7000-8000-000000009990', 'yunqi-linxi-mediation'],
  bureau: 'yunqi-linxi-mediation',
};

const listOf = (actor: Actor): Promise<string[]> =>
  world.context.database.transact(scopeOf(actor), async (tx) => {
    const page = await worklist(tx, actor, {}, dueDays(today(), world.context.law().calendar));
    assert.ok(!isRefusal(page));
    const { views } = await worklistCounts(tx, actor, dueDays(today(), world.context.law().calendar));
    assert.equal(views['all-open'], page.rows.length);
    return page.rows.map((row) => row.number);
  });

describe('mediation is entrusted to a body of the directory (art. 19)', () => {
  test('its people find exactly the cases entrusted to it, and the case names it', async () => {
    const [toAssociation, toCommittee, kept] = [await willing(), await willing(), await willing()];
    await doAct(world, 'handler', toAssociation, 'entrust', { organisation: 'yunqi-association' });
    await doAct(world, 'handler', toCommittee, 'entrust', { organisation: 'yunqi-linxi-mediation' });
    assert.deepEqual(await listOf(actorOf('association-mediator')), [toAssociation]);
    assert.deepEqual(await listOf(ofCommittee), [toCommittee]);
    const see = (number: string, actor: Actor) =>
      world.context.database.transact(scopeOf(actor), (tx) =>
        caseView(world.context, tx, number, { actor, at: now(), t: world.context.texts('zh-CN') }),
      );
    assert.equal((await see(toCommittee, ofCommittee))?.entrustedToName, '云栖市临溪区消费纠纷人民调解委员会');
    assert.equal(await see(toAssociation, ofCommittee), undefined);
    assert.equal(await see(kept, ofCommittee), undefined);
    const count = await world.context.database.transact(scopeOf(actorOf('system-administrator')), (tx) =>
      openCasesAt(tx, 'yunqi', 'yunqi-linxi-mediation'),
    );
    assert.equal(count, 1, 'it cannot be closed meanwhile');
    assert.deepEqual(await refoldFaults(world), []);
  });

  test('the bureau enters its agreement once its mediator is named, by the name of the body that is asked; of one on paper at once', async () => {
    const [toAssociation, onPaper] = [await willing(), await willing()];
    await doAct(world, 'handler', toAssociation, 'entrust', { organisation: 'yunqi-association' });
    await doAct(world, 'handler', onPaper, 'entrust', { organisation: 'yunqi-linxi-mediation' });
    const agreed = {
      form: 'record' as const,
      performed: true,
      recoveredFen: 96_000,
      terms: '退还 960 元。',
      outcome: [],
    };
    const view = await world.context.database.transact(scopeOf(actorOf('mediator')), (tx) =>
      caseView(world.context, tx, toAssociation, {
        actor: actorOf('mediator'),
        at: now(),
        t: world.context.texts('zh-CN'),
      }),
    );
    const told = view?.unavailable.find(({ act }) => act === 'record-agreement');
    assert.match(JSON.stringify(told), /云栖市消费者协会/u);
    const refusal = await tryAct(world, 'mediator', toAssociation, 'record-agreement', agreed);
    assert.equal(isRefusal(refusal) && refusal.refusal, 'mediator-of-the-body-not-named');
    const { state } = await doAct(world, 'mediator', onPaper, 'record-agreement', agreed);
    assert.deepEqual([state.phase, state.mediator], ['agreed', null]);
    assert.deepEqual(await refoldFaults(world), []);
  });

  test('given back or taken back, the body reads the case no more and another may be entrusted', async () => {
    const number = await willing();
    const see = (actor: Actor) =>
      world.context.database.transact(scopeOf(actor), (tx) =>
        caseView(world.context, tx, number, { actor, at: now(), t: world.context.texts('zh-CN') }),
      );
    await doAct(world, 'handler', number, 'entrust', { organisation: 'yunqi-linxi-mediation' });
    await doAct(world, ofCommittee, number, 'end-entrusting', { reasons: '调解员不足' });
    assert.equal(await see(ofCommittee), undefined);
    const view = await see(actorOf('handler'));
    assert.deepEqual([view?.phase, view?.entrustedTo], ['accepted', null]);
    const told = (await see(actorOf('consumer')))?.timeline.find(({ type }) => type === 'EntrustingEnded');
    assert.equal(told?.details['organisationName'], '云栖市临溪区消费纠纷人民调解委员会');
    assert.deepEqual(told.texts, []);
    await doAct(world, 'handler', number, 'entrust', { organisation: 'yunqi-linxi-mediation' });
    assert.ok((await see(ofCommittee)) !== undefined);
    await doAct(world, 'handler', number, 'end-entrusting', { reasons: '一方不再同意' });
    await doAct(world, 'handler', number, 'entrust', { organisation: 'yunqi-association' });
    assert.equal(await see(ofCommittee), undefined);
    assert.ok((await listOf(actorOf('association-mediator'))).includes(number));
    assert.deepEqual(await refoldFaults(world), []);
  });

  test('whoever mediated for the bureau does so no more: file, own list and record; the history keeps it, old rows follow (0145)', async () => {
    const number = await willing();
    const mediator = cast.mediator.account;
    await doAct(world, 'handler', number, 'open-mediation', { mediator, mode: 'phone' });
    const see = () =>
      world.context.database.transact(scopeOf(actorOf('handler')), (tx) =>
        caseView(world.context, tx, number, { actor: actorOf('handler'), at: now(), t: world.context.texts('zh-CN') }),
      );
    assert.equal((await see())?.mediator, mediator);
    await doAct(world, 'handler', number, 'entrust', { organisation: 'yunqi-association' });
    const view = await see();
    assert.deepEqual([view?.mediator, view?.mediatorName], [null, null]);
    assert.deepEqual(
      view?.timeline.filter(({ type }) => type === 'MediationOpened').map(({ details }) => details['mediator']),
      [mediator],
    );
    const owner = openDatabase({ url: world.ownerUrl, connections: 1 });
    try {
      await owner.transact(nobody, (tx) =>
        tx.run('update complaint set mediator = $2 where number = $1', [number, mediator]),
      );
      assert.equal((await refoldFaults(world)).length, 1);
      const migration = await readFile(
        new URL('../../../db/migrations/0145_mediators_of_the_entrusted.sql', import.meta.url),
      );
      await owner.transact(nobody, (tx) => tx.run(migration.toString()));
      assert.deepEqual(await refoldFaults(world), []);
    } finally {
      await owner.close();
    }
    const own = cast['association-mediator'].account;
    await doAct(world, 'association-mediator', number, 'open-mediation', { mediator: own, mode: 'phone' });
    assert.equal((await see())?.mediator, own);
  });

  test('whoever takes it back tells the body: a letter in the tray with its address, served on record, and a message at once', async () => {
    const number = await willing();
    await doAct(world, 'handler', number, 'entrust', { organisation: 'yunqi-association' });
    const done = await doAct(world, 'handler', number, 'end-entrusting', { reasons: '一方不再同意' });
    const letter = done.state.papers.at(-1);
    assert.deepEqual([letter?.code, letter?.owedToBody, letter?.to], ['entrustment-end', true, ['bureau']]);
    const n = letter?.n ?? 0;
    const handler = actorOf('handler');
    const found = await world.context.database.transact(scopeOf(handler), (tx) =>
      findLetter(world.context, tx, handler, { number, n, to: 'bureau' }, now()),
    );
    assert.ok(!isRefusal(found), JSON.stringify(found));
    assert.equal(found.addressee.name, '云栖市消费者协会');
    assert.notEqual(found.addressee.address, '');

    const { run } = tellEntrustedBody(world.context);
    const running = {
      tenant: 'yunqi',
      attempt: 1,
      isLast: false,
      signal: new AbortController().signal,
      log: silentLog(),
    };
    const news = { number, n, organisation: 'yunqi-association' };
    for (const _again of [1, 2]) await run(news, running);
    const { phone } = cast['association-mediator'];
    const told = await world.context.database.transact(nobody, (tx) => demoMessages(tx, phone));
    const about = told.filter(({ body }) => body.includes(number));
    assert.equal(about.length, 1, 'once, however often the job runs');
    assert.match(about[0]?.body ?? '', /委托已经终止/u);
    assert.ok(!about[0]?.body.includes('林'), 'nobody is named');

    const served = { paper: n, to: 'bureau', channel: 'letter', outcome: 'delivered', proof: 'EMS 1234' } as const;
    const unsigned = await tryAct(world, 'handler', number, 'deliver', served);
    assert.equal(isRefusal(unsigned) && unsigned.refusal, 'receiver-not-named');
    const after = await doAct(world, 'handler', number, 'deliver', { ...served, receiver: '协会收发室' });
    assert.ok(after.state.delivered.includes(`${n}:bureau`));
    assert.deepEqual(await refoldFaults(world), []);
  });

  test('with the case the mandate ends: the body has it in writing where it reads the case', async () => {
    const number = await willing();
    await doAct(world, 'handler', number, 'entrust', { organisation: 'yunqi-association' });
    const done = await doAct(world, 'handler', number, 'terminate', { ground: 8, reasons: '依法不再调解' });
    const letter = done.state.papers.at(-1);
    assert.deepEqual([letter?.code, letter?.owedToBody], ['entrustment-end', undefined]);
    const body = actorOf('association-mediator');
    const view = await world.context.database.transact(scopeOf(body), (tx) =>
      caseView(world.context, tx, number, { actor: body, at: now(), t: world.context.texts('zh-CN') }),
    );
    const shown = view?.papers.find(({ code }) => code === 'entrustment-end');
    assert.deepEqual([shown?.delivered[0]?.channel, shown?.owedTo], ['inside', []]);
    assert.deepEqual(await refoldFaults(world), []);
  });

  test('an acceptance that was wrong takes the mandate along; an ending that was wrong gives it back', async () => {
    const body = actorOf('association-mediator');
    const see = (number: string) =>
      world.context.database.transact(scopeOf(body), (tx) =>
        caseView(world.context, tx, number, { actor: body, at: now(), t: world.context.texts('zh-CN') }),
      );
    const wrong = await willing();
    await doAct(world, 'handler', wrong, 'entrust', { organisation: 'yunqi-association' });
    await doAct(world, 'bureau-head', wrong, 'annul', { reasons: '不属于本局管辖' });
    assert.equal(await see(wrong), undefined);

    const reopened = await willing();
    await doAct(world, 'handler', reopened, 'entrust', { organisation: 'yunqi-association' });
    await doAct(world, 'handler', reopened, 'terminate', { ground: 8, reasons: '依法不再调解' });
    await doAct(world, 'bureau-head', reopened, 'annul', { reasons: '终止有误' });
    const codes = (await see(reopened))?.papers
      .map(({ code }) => code)
      .filter((code) => code.startsWith('entrustment'));
    assert.deepEqual(codes, ['entrustment', 'entrustment-end', 'entrustment']);
    assert.deepEqual(await refoldFaults(world), []);
  });

  test('a body of another authority, of another kind or of none is refused', async () => {
    const number = await willing();
    for (const organisation of ['lanchuan-association', 'yunqi-quality-institute', 'yunqi-linxi', 'nobody']) {
      const done = await tryAct(world, 'handler', number, 'entrust', { organisation });
      assert.ok(isRefusal(done), organisation);
      assert.equal(done.refusal, 'not-a-body-that-may-be-entrusted');
    }
  });
});

describe('appraisal by a body of the directory (art. 22)', () => {
  test('the event keeps which body it is and what it was called', async () => {
    const number = await willing();
    const how = { designated: true, costBorneBy: 'shared' } as const;
    const foreign = { ...how, organisation: 'lanchuan-vehicle-appraisal' };
    const refused = await tryAct(world, 'handler', number, 'appraise', foreign);
    assert.equal(isRefusal(refused) && refused.refusal, 'not-an-appraisal-body');
    const done = await doAct(world, 'handler', number, 'appraise', { ...how, organisation: 'yunqi-food-institute' });
    assert.equal(done.state.phase, 'appraisal');
  });
});
