import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { gymOperatorId } from '#db/seed/cast.ts';
import type { Actor } from '#kernel/actor.ts';
import { isRefusal } from '#kernel/refusal.ts';
import { beginDraft, closeDraft, draftOfNumber, tieToPhone } from '#modules/intake/drafts.ts';
import { now } from '#platform/clock.ts';
import { nobody } from '#platform/db.ts';
import { closeTypesetter } from '#platform/documents/typesetter.ts';
import { demoMessages } from '#platform/messages/demo-mailbox.ts';
import { acceptedCase, doAct, fileCase, inDays, tryAct } from '#test/cases.ts';
import { owedIn } from '#test/owed.ts';
import { refoldFaults } from '#test/refold.ts';
import { actorOf, openWorld, type World } from '#test/world.ts';
import { respondentActor } from './answer-code.ts';
import type { Complaint } from './complaint.ts';
import { deliverPaper } from './deliver-papers.ts';
import { scopeOf } from './handle.ts';
import { correctPersonOf } from './keeping/correct.ts';
import type { PaperParty } from './paper-orders.ts';
import { readComplaint } from './store.ts';
import { caseView } from './views/case-view.ts';

let world: World;
before(async () => {
  world = await openWorld();
});
after(async () => {
  await world.close();
  await closeTypesetter();
});

const gym = { kind: 'ordinary' as const, operator: gymOperatorId };

const stateOf = async (number: string): Promise<Complaint> => {
  const loaded = await world.context.database.transact(scopeOf(actorOf('handler')), (tx) =>
    readComplaint(tx, world.context.vault, number),
  );
  assert.ok(loaded);
  return loaded.state;
};

const deliver = (number: string, n: number, to: PaperParty): Promise<void> =>
  deliverPaper(world.context, { number, n, to }, { tenant: 'yunqi', attempt: 1 });

const messagesTo = (phone: string) => world.context.database.transact(nobody, (tx) => demoMessages(tx, phone));

const owed = async (): Promise<{ number: string; n: number; to: string; state: string }[]> =>
  await world.context.database.transact(scopeOf(actorOf('handler')), (tx) => owedIn(tx, ['yunqi']));

describe('whoever holds the answer code speaks for the respondent, so it', () => {
  const ordinary = (given: { phone?: string }) => ({
    respondent: { kind: 'ordinary' as const, name: '桂花路无名小店', address: '云栖市临溪区桂花路 99 号', ...given },
  });

  test('is never told at a number the complainant wrote: a letter goes out, also for a registered one', async () => {
    const own = '13911112222';
    for (const given of [ordinary({ phone: own }), { respondent: { ...gym, phone: own } }]) {
      const number = await acceptedCase(world, given);
      await doAct(world, 'handler', number, 'notify-respondent', { answerBy: inDays(10) });
      await deliver(number, 2, 'respondent');
      assert.deepEqual(await messagesTo(own), []);
      const { delivered } = await stateOf(number);
      assert.ok(!delivered.some((one) => one.endsWith(':respondent')));
      const waiting = (await owed()).find((one) => one.number === number && one.to === 'respondent');
      assert.equal(waiting?.state, 'to-print');
    }
  });

  test('no number of the complainant’s side is taken, however it is typed, nor is the notice sent there later', async () => {
    const agent = { name: '周律师', phone: '13900003333', matters: '投诉', powers: 'general' as const };
    const number = await acceptedCase(world, { ...ordinary({}), agent });
    for (const typed of ['13800000001', '+86 138-0000-0001', '１３９００００３３３３']) {
      const refused = await tryAct(world, 'handler', number, 'notify-respondent', {
        answerBy: inDays(10),
        phone: typed,
      });
      assert.equal(isRefusal(refused) && refused.refusal, 'number-of-the-complainant', typed);
    }
    await doAct(world, 'handler', number, 'notify-respondent', {
      answerBy: inDays(10),
      phone: '13911114444',
    });
    await deliver(number, 2, 'respondent');
    assert.equal((await messagesTo('13911114444')).length, 1);
  });

  test('reads nothing of what the complainant said about it afterwards, nor why the complaint was withdrawn', async () => {
    const number = await acceptedCase(world);
    await doAct(world, 'handler', number, 'notify-respondent', {
      answerBy: inDays(10),
      phone: '13911115555',
    });
    const holder = respondentActor(number);
    await doAct(world, 'consumer', number, 'withdraw', { reasons: '怕店主报复。' });
    await doAct(world, 'handler', number, 'terminate', { ground: 1, reasons: '投诉人撤回投诉。' });
    await doAct(world, 'consumer', number, 'rate', { score: 1, text: '店家态度恶劣。' });
    await doAct(world, 'handler', number, 'return-visit', {
      outcome: 'reached',
      score: 2,
      note: '消费者称店主曾威胁。',
    });
    const t = world.context.texts('zh-CN');
    const see = (actor: Actor) =>
      world.context.database.transact(scopeOf(actor), (tx) =>
        caseView(world.context, tx, number, { actor, at: new Date(), t }),
      );
    const [seen, own, inner] = [await see(holder), await see(actorOf('consumer')), await see(actorOf('handler'))].map(
      (view) => JSON.stringify(view?.timeline),
    );
    for (const said of ['怕店主报复', '曾威胁', '态度恶劣', '"score"']) assert.ok(!seen?.includes(said), said);
    assert.ok(seen?.includes('WithdrawalStated'));
    assert.ok(own?.includes('怕店主报复') && own.includes('态度恶劣') && !own.includes('曾威胁'));
    assert.ok(inner?.includes('曾威胁'));
  });
});

test('the number the complainant wrote stands beside the registered one, unless it is the same', async () => {
  const handler = actorOf('handler');
  const seen = async (phone: string) => {
    const number = await acceptedCase(world, { respondent: { ...gym, phone } });
    const view = await world.context.database.transact(scopeOf(handler), (tx) =>
      caseView(world.context, tx, number, { actor: handler, at: now(), t: world.context.texts('zh-CN') }),
    );
    return view?.respondent;
  };
  const other = await seen('0990-5550000');
  assert.equal(other?.writtenPhone, '0990-5550000');
  assert.notEqual(other?.phone, other?.writtenPhone);
  assert.equal((await seen(other?.phone ?? ''))?.writtenPhone, null);
});

test('which number a notice went to is on file and shown, masked: the officer’s, or that of the register (NTC-01)', async () => {
  const usedIn = async (number: string) => {
    const view = await world.context.database.transact(scopeOf(actorOf('handler')), (tx) =>
      caseView(world.context, tx, number, { actor: actorOf('handler'), at: now(), t: world.context.texts('zh-CN') }),
    );
    return view?.papers.flatMap(({ delivered }) =>
      delivered.filter(({ to }) => to === 'respondent').map(({ via, number: used }) => [via, used]),
    );
  };
  const number = await acceptedCase(world, { respondent: gym });
  await doAct(world, 'handler', number, 'notify-respondent', {
    answerBy: inDays(10),
    phone: '13911116666',
  });
  await deliver(number, 2, 'respondent');
  assert.deepEqual(await usedIn(number), [['given', '139****6666']]);
  const mailed = await acceptedCase(world, { respondent: gym });
  await doAct(world, 'handler', mailed, 'notify-respondent', {
    answerBy: inDays(10),
    email: 'gym@example.org',
  });
  await deliver(mailed, 2, 'respondent');
  const [[via, used] = []] = (await usedIn(mailed)) ?? [];
  assert.equal(via, 'given');
  assert.match(used ?? '', /\*+@example\.org$/u);
  const events = await world.context.database.transact(scopeOf(actorOf('handler')), (tx) =>
    tx.rows<{ payload: Record<string, unknown> }>(
      `select e.payload from event e join complaint c using (tenant, stream)
        where c.number = $1 and e.type = 'PaperDelivered'`,
      [number],
    ),
  );
  assert.ok(!JSON.stringify(events).includes('13911116666'));
});

describe('a number that was put right', () => {
  const putRight = async (number: string, phone: string, kind = 'complainant') => {
    const actor = actorOf('handler');
    const { parties } = await stateOf(number);
    const person = parties.find((party) => party.kind === kind)?.person ?? '';
    const wish = { person, fields: { phone }, reason: '号码登记有误' };
    const done = await world.context.database.transact(scopeOf(actor), (tx) =>
      correctPersonOf(world.context, tx, actor, number, wish, now()),
    );
    assert.ok(!isRefusal(done), JSON.stringify(done));
  };

  test('is retired: the wrong one finds the case no more, gets no message, opens no receipt; the right one does all that', async () => {
    const { context } = world;
    const [wrong, right] = ['13700001111', '13700002222'];
    const complainant = { name: '林晓禾', phone: wrong, address: '云栖市临溪区桂花路 12 号' };
    const number = await fileCase(world, { complainant });
    const draft = await context.database.transact(nobody, async (tx) => {
      const begun = await beginDraft(context, tx, now(), undefined);
      await tieToPhone(context, tx, begun.draft, wrong);
      return begun.draft;
    });
    const opens = (phone: string) =>
      context.database.transact(nobody, (tx) => draftOfNumber(context, tx, draft.resumeNumber, phone));
    const found = (phone: string) =>
      context.database.transact(scopeOf(actorOf('handler')), async (tx) => {
        const rows: string[] = [];
        for (const { version, digest } of context.keyring.digests('phone', phone)) {
          const sql = "select number from same_person_elsewhere('phone', $1, $2)";
          rows.push(...(await tx.rows<{ number: string }>(sql, [version, digest])).map((row) => row.number));
        }
        return rows;
      });
    const told = async (phone: string) => (await messagesTo(phone)).filter(({ body }) => body.includes(number)).length;
    assert.deepEqual([await found(wrong), await found(right)], [[number], []]);
    await putRight(number, right);
    assert.deepEqual([await found(wrong), await found(right)], [[], [number]]);
    // Not filed yet: whoever holds that number may be the one who typed it.
    assert.ok(await opens(wrong));
    await context.database.transact(nobody, (tx) => closeDraft(context, tx, draft, {}, now()));
    await doAct(world, 'bureau-head', number, 'refuse', { ground: 3, reasons: '不属于生活消费。' });
    await deliver(number, 1, 'complainant');
    assert.deepEqual([await told(wrong), await told(right)], [0, 1]);
    // Put right once more, and to what is nobody's mobile at all.
    await putRight(number, wrong);
    await putRight(number, '0571-88001234');
    assert.deepEqual([await found(wrong), await found(right), await opens(wrong)], [[], [], undefined]);
    assert.deepEqual(await refoldFaults(world), []);
  });

  test('of the respondent is no way to tell it either, where the notice went there', async () => {
    const [wrong, right] = ['13700003333', '13700004444'];
    const number = await acceptedCase(world, {
      respondent: { kind: 'ordinary', name: '某健身房', address: '云栖市临溪区柳荫路 3 号', phone: wrong },
    });
    await doAct(world, 'handler', number, 'notify-respondent', { answerBy: inDays(10), phone: wrong });
    await putRight(number, right, 'respondent');
    await deliver(number, 2, 'respondent');
    assert.deepEqual([(await messagesTo(wrong)).length, (await messagesTo(right)).length], [0, 1]);
    assert.deepEqual(await refoldFaults(world), []);
  });
});
