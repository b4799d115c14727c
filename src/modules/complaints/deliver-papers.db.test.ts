import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { cast } from '#db/seed/cast.ts';
import { addDays, dayOf } from '#kernel/day.ts';
import { isRefusal } from '#kernel/refusal.ts';
import { systemActors } from '#modules/directory/facade.ts';
import { now } from '#platform/clock.ts';
import type { Context } from '#platform/context.ts';
import { nobody } from '#platform/db.ts';
import type { SealAdapter, SealRequest } from '#platform/documents/seal.ts';
import { closeTypesetter } from '#platform/documents/typesetter.ts';
import { startWorker } from '#platform/jobs.ts';
import { silentLog } from '#platform/log.ts';
import { demoMessages } from '#platform/messages/demo-mailbox.ts';
import type { Gateway } from '#platform/messages/message.ts';
import { Messages } from '#platform/messages/messages.ts';
import { acceptedCase, doAct, inDays, tryAct } from '#test/cases.ts';
import { owedIn } from '#test/owed.ts';
import { sealProduct, signedOver } from '#test/seal-product.ts';
import { actorOf, openWorld, type World } from '#test/world.ts';
import { actorOfAnswerCode, hashAnswerCode, newAnswerCode } from './answer-code.ts';
import type { Complaint } from './complaint.ts';
import { deliverPaper, deliverPaperTask, NotDelivered } from './deliver-papers.ts';
import { scopeOf } from './handle.ts';
import { openPaper } from './paper-files.ts';
import type { PaperParty } from './paper-orders.ts';
import type { OwedRow } from './post-tray/contract.ts';
import { keepScan } from './scan-back.ts';
import { sealNow } from './seal-paper.ts';
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

const stateOf = async (number: string): Promise<Complaint> => {
  const loaded = await world.context.database.transact(scopeOf(actorOf('handler')), (tx) =>
    readComplaint(tx, world.context.vault, number),
  );
  assert.ok(loaded);
  return loaded.state;
};

const eventsOf = async (number: string, type: string): Promise<{ payload: Record<string, unknown>; actor: string }[]> =>
  await world.context.database.transact(scopeOf(actorOf('handler')), (tx) =>
    tx.rows(
      `select e.payload, e.actor from event e join complaint c using (tenant, stream)
        where c.number = $1 and e.type = $2 order by e.version`,
      [number, type],
    ),
  );

const deliver = (number: string, n: number, to: PaperParty, attempt = 1, context = world.context): Promise<void> =>
  deliverPaper(context, { number, n, to }, { tenant: 'yunqi', attempt });

const messagesTo = (phone: string) => world.context.database.transact(nobody, (tx) => demoMessages(tx, phone));

const owed = async (): Promise<OwedRow[]> =>
  await world.context.database.transact(scopeOf(actorOf('handler')), (tx) => owedIn(tx, ['yunqi']));

describe('a paper is brought to its reader', () => {
  test('林晓禾 finds it on the site and gets a message; the job run twice leaves one event and one message', async () => {
    const number = await acceptedCase(world);
    await deliver(number, 1, 'complainant');
    await deliver(number, 1, 'complainant');
    const events = await eventsOf(number, 'PaperDelivered');
    assert.equal(events.length, 1);
    assert.equal(events[0]?.actor, 'system:delivery');
    assert.deepEqual([events[0]?.payload['channel'], events[0]?.payload['outcome']], ['internet', 'delivered']);
    const sent = (await messagesTo('13800000001')).filter((one) => one.body.includes(number));
    assert.equal(sent.length, 1);
    assert.match(sent[0]?.body ?? '', /《投诉受理决定书》/u);
    assert.deepEqual((await stateOf(number)).delivered, ['1:complainant']);
  });

  test('a job that dies between the message and its record does not send twice', async () => {
    const number = await acceptedCase(world);
    const [actor] = (await systemActors(world.context.database, 'delivery')).filter((one) => one.tenant === 'yunqi');
    assert.ok(actor);
    await deliver(number, 1, 'complainant');
    // As if the record had never been written: the message left, the case knows nothing of it.
    const other = await acceptedCase(world);
    const { stream } = await world.context.database.transact(scopeOf(actor), (tx) =>
      tx.one<{ stream: string }>('select stream from complaint where number = $1', [other]),
    );
    await world.context.people.messages.send({
      channel: 'sms',
      to: '13800000001',
      subject: 's',
      body: `gone before ${other}`,
      purpose: 'paper-notice',
      tenant: 'yunqi',
      subjectRef: `paper:${stream}:1:complainant`,
    });
    await deliver(other, 1, 'complainant', 2);
    assert.equal((await messagesTo('13800000001')).filter((one) => one.body.includes(other)).length, 1);
    assert.deepEqual((await stateOf(other)).delivered, ['1:complainant']);
  });

  test('a message that cannot leave is on file, tried again, and delivered in the end', async () => {
    const number = await acceptedCase(world);
    const broken: Gateway = { name: 'broken', repeatable: true, send: () => Promise.reject(new Error('no line')) };
    const { database, people } = world.context;
    const offline = {
      ...world.context,
      people: { ...people, messages: new Messages(database, { sms: broken, email: broken }) },
    };
    await assert.rejects(deliver(number, 1, 'complainant', 1, offline), NotDelivered);
    await assert.rejects(deliver(number, 1, 'complainant', 2, offline), NotDelivered);
    assert.deepEqual(
      (await eventsOf(number, 'PaperDelivered')).map(({ payload }) => payload['outcome']),
      ['failed'],
    );
    assert.ok((await owed()).some((one) => one.number === number && one.state === 'failed'));
    await deliver(number, 1, 'complainant', 3);
    assert.deepEqual((await stateOf(number)).delivered, ['1:complainant']);
    assert.ok(!(await owed()).some((one) => one.number === number));
  });

  test('who has no telephone at all and asked for large print is listed so', async () => {
    const complainant = { name: '周奶奶', address: '云栖市临溪区桂花路 8 号' };
    const number = await acceptedCase(world, { complainant, largePrint: true });
    await deliver(number, 1, 'complainant');
    const row = (await owed()).find((one) => one.number === number);
    assert.deepEqual([row?.to, row?.state, row?.largePrint], ['complainant', 'to-print', true]);
  });

  test('a letter is sealed before it is printed, and an official may have any other paper sealed', async () => {
    const context = { ...world.context, seal: sealProduct() };
    const number = await acceptedCase(world, {
      complainant: { name: '周奶奶', phone: '0000-8200 1234', address: '临溪区桂花路 3 号' },
    });
    await deliver(number, 1, 'complainant', 1, context);
    assert.deepEqual(
      (await stateOf(number)).sealedCopies.map((copy) => copy.n),
      [1],
    );
    await doAct(world, 'handler', number, 'hand-over-fraud', { to: '公安局', reasons: '夹带', acts: ['planting'] });
    const n = (await stateOf(number)).papers.find((paper) => paper.code === 'fraud-hand-over')?.n ?? 0;
    const refusalOf = async (who: 'consumer' | 'handler', through: Context = context) => {
      const done = await sealNow(through, actorOf(who), number, n);
      return isRefusal(done) ? done.refusal : done;
    };
    assert.equal(await refusalOf('consumer'), 'not-permitted');
    assert.equal(await refusalOf('handler', world.context), 'nothing-to-seal');
    assert.equal(await refusalOf('handler'), 'sealed');
    assert.equal(await refusalOf('handler'), 'nothing-to-seal');
    const away: SealAdapter = { name: 'away', seal: () => Promise.reject(new Error('away')) };
    const other = await acceptedCase(world);
    const failed = await sealNow({ ...context, seal: away }, actorOf('handler'), other, 1);
    assert.equal(isRefusal(failed) && failed.refusal, 'seal-product-away');
  });

  test('who has no mobile number gets a letter: listed to be printed until the officer says that it went', async () => {
    const number = await acceptedCase(world, {
      complainant: { name: '周奶奶', phone: '0000-8200 1234', address: '临溪区桂花路 3 号' },
    });
    await deliver(number, 1, 'complainant');
    assert.deepEqual(await eventsOf(number, 'PaperDelivered'), []);
    const row = (await owed()).find((one) => one.number === number);
    assert.deepEqual([row?.n, row?.to, row?.state, row?.largePrint], [1, 'complainant', 'to-print', false]);
    assert.match(row?.owedBy ?? '', /^\d{4}-\d{2}-\d{2}$/u);
    await doAct(world, 'handler', number, 'deliver', {
      paper: 1,
      to: 'complainant',
      channel: 'letter',
      outcome: 'delivered',
    });
    assert.ok(!(await owed()).some((one) => one.number === number));
  });

  test('an act asks for the delivery in its own transaction, and the worker does it', async () => {
    const worker = await startWorker({
      ownerUrl: world.ownerUrl,
      tasks: [deliverPaperTask(world.context) as Parameters<typeof startWorker>[0]['tasks'][number]],
      log: silentLog(),
    });
    try {
      const number = await acceptedCase(world);
      for (let tries = 0; tries < 400 && (await stateOf(number)).delivered.length === 0; tries++) {
        await new Promise((resolve) => setTimeout(resolve, 25));
      }
      assert.deepEqual((await stateOf(number)).delivered, ['1:complainant']);
    } finally {
      await worker.stop();
    }
  });

  test('where a product sets seals, the paper is sealed before anybody is told; while it is away nobody is', async () => {
    const number = await acceptedCase(world);
    const away: SealAdapter = { name: 'away', seal: () => Promise.reject(new Error('away')) };
    await assert.rejects(deliver(number, 1, 'complainant', 1, { ...world.context, seal: away }), /away/u);
    assert.deepEqual((await stateOf(number)).delivered, []);
    const asked: SealRequest[] = [];
    const product = sealProduct((request) => {
      asked.push(request);
      return signedOver(request.pdf);
    });
    await deliver(number, 1, 'complainant', 2, { ...world.context, seal: product });
    assert.deepEqual(
      asked.map(({ authority, keyword }) => [authority, keyword]),
      [['云栖市临溪区市场监督管理局', '（印章）']],
    );
    const state = await stateOf(number);
    assert.deepEqual(state.delivered, ['1:complainant']);
    assert.equal(state.sealedCopies[0]?.n, 1);
    const actor = actorOf('consumer');
    const served = await openPaper(world.context, actor, number, 1);
    assert.ok(!isRefusal(served));
    const pieces: Buffer[] = [];
    for await (const piece of served.body) pieces.push(Buffer.from(piece));
    assert.deepEqual(Buffer.concat(pieces), signedOver(asked[0]?.pdf ?? Buffer.of()));
  });

  test('what a product gives back that is not this paper, sealed, is not kept: nobody is told, the case says why, the job tries again', async () => {
    const others: Buffer[] = [];
    const keeping = sealProduct(({ pdf }) => {
      others.push(signedOver(pdf));
      return pdf;
    });
    const first = await acceptedCase(world);
    await assert.rejects(deliver(first, 1, 'complainant', 1, { ...world.context, seal: keeping }), {
      name: 'NotDelivered',
      message: 'seal-file-unchanged',
    });
    const number = await acceptedCase(world);
    const mistaken = { ...world.context, seal: sealProduct(() => others[0] ?? Buffer.of()) };
    const refused = await sealNow(mistaken, actorOf('handler'), number, 1);
    assert.equal(isRefusal(refused) && refused.refusal, 'seal-file-other-paper');
    for (const attempt of [1, 2]) {
      await assert.rejects(deliver(number, 1, 'complainant', attempt, mistaken), { message: 'seal-file-other-paper' });
    }
    const before = await stateOf(number);
    assert.deepEqual([before.delivered, before.sealedCopies], [[], []]);
    assert.equal((await messagesTo('13800000001')).filter((one) => one.body.includes(number)).length, 0);
    const told = (await eventsOf(number, 'PaperDelivered')).map(({ payload }) => [
      payload['outcome'],
      payload['reason'],
    ]);
    assert.deepEqual(told, [['failed', 'seal-file-other-paper']]);
    assert.equal((await owed()).find((one) => one.number === number)?.reason, 'seal-file-other-paper');
    await deliver(number, 1, 'complainant', 3, { ...world.context, seal: sealProduct() });
    const after = await stateOf(number);
    assert.deepEqual([after.delivered, after.sealedCopies.length], [['1:complainant'], 1]);
    assert.ok(!(await owed()).some((one) => one.number === number));
    // A copy that was kept and is wrong all the same gives way to the scan of the sealed print.
    const scan = { number, n: 1, actor: actorOf('handler'), at: now(), mediaType: 'application/pdf', compared: true };
    const kept = await keepScan(world.context, { ...scan, content: others[0] ?? Buffer.of() });
    assert.ok(!isRefusal(kept), JSON.stringify(kept));
    assert.notEqual(kept.state.sealedCopies[0]?.sha256, after.sealedCopies[0]?.sha256);
  });

  test('a letter whose seal is refused says so in the post tray until the print is sealed', async () => {
    const number = await acceptedCase(world, {
      complainant: { name: '周奶奶', phone: '0000-8200 1234', address: '临溪区桂花路 3 号' },
    });
    const row = async () => (await owed()).find((one) => one.number === number);
    const unsealed = { ...world.context, seal: sealProduct(({ pdf }) => pdf) };
    await assert.rejects(deliver(number, 1, 'complainant', 1, unsealed), { message: 'seal-file-unchanged' });
    assert.deepEqual([(await row())?.state, (await row())?.reason], ['to-print', 'seal-file-unchanged']);
    await sealNow({ ...world.context, seal: sealProduct() }, actorOf('handler'), number, 1);
    assert.deepEqual([(await row())?.state, (await row())?.reason], ['to-print', null]);
  });

  test('told by telephone, the call is written down on a paper of its own', async () => {
    const number = await acceptedCase(world);
    const done = await doAct(world, 'handler', number, 'deliver', {
      paper: 1,
      to: 'complainant',
      channel: 'phone',
      outcome: 'delivered',
      note: '已知悉，同意电子送达。',
    });
    assert.deepEqual(
      done.state.papers.map(({ code, to }) => [code, ...to]),
      [
        ['form-5', 'complainant'],
        ['call-record', 'file'],
      ],
    );
  });

  test('the platform itself may deliver and nothing else', async () => {
    const number = await acceptedCase(world);
    const [actor] = (await systemActors(world.context.database, 'delivery')).filter((one) => one.tenant === 'yunqi');
    assert.ok(actor);
    const refused = await tryAct(world, actor, number, 'terminate', { ground: 1, reasons: 'x' });
    assert.equal(isRefusal(refused) && refused.refusal, 'not-permitted');
  });
});

describe('an operator without an account', () => {
  const phone = '13900007777';
  const notified = async (): Promise<{ number: string; code: string }> => {
    const number = await acceptedCase(world);
    await doAct(world, 'handler', number, 'notify-respondent', { answerBy: inDays(10), phone });
    await deliver(number, 2, 'respondent');
    const message = (await messagesTo(phone)).find((one) => one.body.includes(number));
    return { number, code: /答复码([2-9A-Z]{5}-[2-9A-Z]{5})/u.exec(message?.body ?? '')?.[1] ?? '' };
  };

  test('gets a code by message, which opens this case and no other, however it is typed', async () => {
    const { number, code } = await notified();
    const typed = ` ${code.toLowerCase().replace('-', ' ')} `;
    const holder = await actorOfAnswerCode(world.context, typed, '192.0.2.1');
    assert.ok(!isRefusal(holder), JSON.stringify(holder));
    assert.equal(holder.number, number);
    const t = world.context.texts('zh-CN');
    const look = (wanted: string) =>
      world.context.database.transact(scopeOf(holder.actor), (tx) =>
        caseView(world.context, tx, wanted, { actor: holder.actor, at: new Date(), t }),
      );
    const view = await look(number);
    assert.deepEqual(view?.acts.map(({ act }) => act).sort(), ['add-evidence', 'answer', 'name-agent']);
    assert.deepEqual(
      view?.papers.map((paper) => paper.code),
      ['respondent-notice'],
    );
    assert.ok(!JSON.stringify(view).includes(code), 'the code is nowhere in the view');
    assert.equal(await look(await acceptedCase(world)), undefined);
  });

  test('answers with it, and later asks for the recusal of the mediator, but not in the name of the other side', async () => {
    const { number, code } = await notified();
    const holder = await actorOfAnswerCode(world.context, code, '192.0.2.1');
    assert.ok(!isRefusal(holder));
    const { actor } = holder;
    await doAct(world, actor, number, 'answer', { consentsToMediation: true, statement: '愿意协商。', by: 'code' });
    await doAct(world, 'handler', number, 'open-mediation', { mediator: cast.mediator.account, mode: 'phone' });
    const wrong = await tryAct(world, actor, number, 'interrupt', { by: 'complainant', reasons: 'x' });
    assert.equal(isRefusal(wrong) && wrong.refusal, 'speaks-for-the-other-party');
    const asked = await doAct(world, actor, number, 'interrupt', { by: 'respondent', reasons: '调解员与投诉人相识。' });
    assert.equal(asked.state.phase, 'interrupted');
    const refused = await tryAct(world, actor, number, 'terminate', { ground: 1, reasons: 'x' });
    assert.equal(isRefusal(refused) && refused.refusal, 'not-permitted');
  });

  test('is stopped from guessing, and others at other addresses are not', async () => {
    const { code } = await notified();
    const from = '198.51.100.7';
    for (let tries = 0; tries < 10; tries++) {
      const guessed = await actorOfAnswerCode(world.context, newAnswerCode(), from);
      assert.equal(isRefusal(guessed) && guessed.refusal, 'answer-code-wrong');
    }
    const stopped = await actorOfAnswerCode(world.context, code, from);
    assert.equal(isRefusal(stopped) && stopped.refusal, 'too-many-answer-codes');
    assert.ok(!isRefusal(await actorOfAnswerCode(world.context, code, '198.51.100.8')));
  });

  test('ANS-01 a code past its day opens nothing; no table holds a code readably', async () => {
    const { number, code } = await notified();
    const handler = scopeOf(actorOf('handler'));
    const rows = await world.context.database.transact(handler, (tx) =>
      tx.rows<{ code_hash: string; expires_on: string }>(
        'select a.code_hash, a.expires_on from answer_code a join complaint c using (tenant, stream) where c.number = $1',
        [number],
      ),
    );
    const lastDay = addDays(dayOf(now()), 180);
    assert.deepEqual(rows, [{ code_hash: await hashAnswerCode(code), expires_on: lastDay }], 'ANS-01');
    const { default: pg } = await import('pg');
    const owner = new pg.Client({ connectionString: world.ownerUrl });
    await owner.connect();
    try {
      await owner.query('update answer_code set expires_on = $1 where code_hash = $2', [
        '2020-01-01',
        rows[0]?.code_hash,
      ]);
      const dump = await owner.query('select payload::text as text from event');
      assert.ok(!dump.rows.some((row: { text: string }) => row.text.includes(code)));
    } finally {
      await owner.end();
    }
    const late = await actorOfAnswerCode(world.context, code, '192.0.2.9');
    assert.equal(isRefusal(late) && late.refusal, 'answer-code-expired');
  });

  test('an operator with an account sees the case once it was told, not before', async () => {
    const number = await acceptedCase(world);
    const seen = () =>
      world.context.database.transact(scopeOf(actorOf('operator')), (tx) =>
        readComplaint(tx, world.context.vault, number),
      );
    assert.equal(await seen(), undefined);
    await doAct(world, 'handler', number, 'notify-respondent', { answerBy: inDays(10) });
    assert.equal((await seen())?.state.number, number);
    const answered = await doAct(world, 'operator', number, 'answer', { consentsToMediation: false });
    assert.equal(answered.state.operatorConsent, false);
  });
});
