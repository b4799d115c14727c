import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { cast } from '#db/seed/cast.ts';
import { isRefusal } from '#kernel/refusal.ts';
import { now } from '#platform/clock.ts';
import { nobody } from '#platform/db.ts';
import { closeTypesetter } from '#platform/documents/typesetter.ts';
import { type DemoMessage, demoMessages } from '#platform/messages/demo-mailbox.ts';
import type { Gateway, Parcel } from '#platform/messages/message.ts';
import { Messages } from '#platform/messages/messages.ts';
import { acceptedCase, doAct, fileCase, inDays, inTray, tryAct } from '#test/cases.ts';
import { owedIn } from '#test/owed.ts';
import { actorOf, openWorld, type World } from '#test/world.ts';
import type { FilingRequest } from './contract.ts';
import { deliverPaper } from './deliver-papers.ts';
import { scopeOf } from './handle.ts';
import type { PaperParty } from './paper-orders.ts';
import { findLetter } from './post-tray/print-letters.ts';
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

const deliver = (number: string, n: number, to: PaperParty, context = world.context) =>
  deliverPaper(context, { number, n, to }, { tenant: 'yunqi', attempt: 1 });

const attempts = async (number: string): Promise<Record<string, unknown>[]> =>
  await world.context.database.transact(scopeOf(actorOf('handler')), async (tx) =>
    (
      await tx.rows<{ payload: Record<string, unknown> }>(
        `select e.payload from event e join complaint c using (tenant, stream)
          where c.number = $1 and e.type = 'PaperDelivered' order by e.version`,
        [number],
      )
    ).map(({ payload }) => payload),
  );

const lettersTo = (address: string): Promise<DemoMessage[]> =>
  world.context.database.transact(nobody, (tx) => demoMessages(tx, address));

const owedOf = async (number: string) =>
  (await world.context.database.transact(scopeOf(actorOf('handler')), (tx) => owedIn(tx, ['yunqi']))).filter(
    (one) => one.number === number,
  );

const grandmother = (given: Partial<FilingRequest['complainant']>): FilingRequest['complainant'] => ({
  name: '周奶奶',
  address: '云栖市临溪区桂花路 8 号',
  ...given,
});

test('who has no mobile but an e-mail address gets the paper itself, and the file says when it left (NTC-01)', async () => {
  const address = 'zhou@example.org';
  const number = await acceptedCase(world, { complainant: grandmother({ email: ' Zhou@Example.ORG '.trim() }) });
  await deliver(number, 1, 'complainant');
  await deliver(number, 1, 'complainant');
  const [told, ...more] = await attempts(number);
  assert.deepEqual([told?.['channel'], told?.['outcome'], more], ['e-mail', 'sent', []]);
  const letters = (await lettersTo('Zhou@example.org')).concat(await lettersTo(address));
  assert.equal(letters.length, 1);
  assert.match(letters[0]?.subject ?? '', /《投诉受理决定书》/u);
  assert.match(letters[0]?.attachments[0] ?? '', /受理决定书.*\.pdf$/u);
  assert.deepEqual(await owedOf(number), []);
});

test('what is enclosed is the very file that is served', async () => {
  const number = await acceptedCase(world, { complainant: grandmother({ email: 'whole@example.org' }) });
  const sent: Parcel[] = [];
  const gateway: Gateway = {
    name: 'keeping',
    repeatable: true,
    send: async (parcel) => {
      sent.push(parcel);
      return {};
    },
  };
  const messages = new Messages(world.context.database, { sms: gateway, email: gateway });
  await deliver(number, 1, 'complainant', { ...world.context, people: { ...world.context.people, messages } });
  const [enclosed] = sent[0]?.attachments ?? [];
  assert.equal(enclosed?.content.subarray(0, 5).toString('latin1'), '%PDF-');
});

test('the wish goes first: a letter although there is a telephone, an e-mail although there is one', async () => {
  const both = { name: '林晓禾', phone: '13800000001', address: '桂花路 12 号', email: 'lin@example.org' };
  const byLetter = await acceptedCase(world, { complainant: both, tellBy: 'letter' });
  await deliver(byLetter, 1, 'complainant');
  assert.deepEqual(
    (await owedOf(byLetter)).map((one) => one.state),
    ['to-print'],
  );
  const byMail = await acceptedCase(world, { complainant: both, tellBy: 'e-mail' });
  await deliver(byMail, 1, 'complainant');
  assert.equal((await attempts(byMail))[0]?.['channel'], 'e-mail');
});

test('a wish told later counts from then on', async () => {
  const number = await fileCase(world, { complainant: grandmother({ email: 'later@example.org' }) });
  await doAct(world, 'handler', number, 'supply', { telling: { tellBy: 'letter' } });
  await doAct(world, 'handler', number, 'accept', {});
  await deliver(number, 1, 'complainant');
  assert.deepEqual(
    (await owedOf(number)).map((one) => one.state),
    ['to-print'],
  );
});

test('whoever agrees to electronic papers gets them so, whoever does not gets a letter, in large print where wished (NTC-01)', async () => {
  const complainant = grandmother({ email: 'agrees@example.org' });
  const agreed = await acceptedCase(world, { complainant, tellBy: 'e-mail', electronic: true });
  await deliver(agreed, 1, 'complainant');
  assert.equal((await attempts(agreed))[0]?.['channel'], 'e-mail');
  const refused = await acceptedCase(world, { complainant, tellBy: 'e-mail', electronic: false });
  await deliver(refused, 1, 'complainant');
  assert.deepEqual(await attempts(refused), []);
  await doAct(world, 'handler', refused, 'choose-telling', { tellBy: 'letter', largePrint: true });
  assert.deepEqual(
    (await owedOf(refused)).map((one) => [one.state, one.largePrint]),
    [['to-print', true]],
  );
});

test('an agent says how papers reach itself; what the complainant chose and where it lives stay as they are (NTC-01)', async () => {
  const complainant = { name: '林晓禾', phone: '13800000001', address: '云栖市临溪区桂花路 12 号' };
  const power = { matters: '代为投诉', powers: 'general', idType: 'resident-id' } as const;
  const { personName: name, phone = '' } = cast['second-consumer'];
  const named = async (given: Partial<FilingRequest>): Promise<string> => {
    const filed = await acceptedCase(world, { complainant, ...given });
    const items = [await inTray(world, '委托书')];
    await doAct(world, 'consumer', filed, 'name-agent', { side: 'complainant', name, phone, ...power, items });
    return filed;
  };
  const number = await named({ tellBy: 'letter', electronic: false });
  const itself = actorOf('second-consumer');
  const wish = { tellBy: 'e-mail', electronic: true, email: 'agent@example.org' } as const;
  await doAct(world, itself, number, 'choose-telling', wish);
  await deliver(number, 1, 'complainant');
  assert.deepEqual([(await attempts(number))[0]?.['channel'], await owedOf(number)], ['e-mail', []]);
  assert.equal((await lettersTo('agent@example.org')).length, 1);
  const byLetter = await named({ tellBy: 'sms', electronic: true });
  await doAct(world, itself, byLetter, 'choose-telling', { tellBy: 'letter', address: '港口路 7 号' });
  await deliver(byLetter, 1, 'complainant');
  const handler = actorOf('handler');
  const letter = { number: byLetter, n: 1, to: 'complainant' } as const;
  const addressee = () =>
    world.context.database.transact(scopeOf(handler), async (tx) => {
      const found = await findLetter(world.context, tx, handler, letter, now());
      return isRefusal(found) ? found.refusal : found.addressee;
    });
  assert.deepEqual(await addressee(), { name, address: '港口路 7 号' });
  await doAct(world, 'consumer', byLetter, 'end-agent', { side: 'complainant' });
  assert.deepEqual(await addressee(), { name: '林晓禾', address: complainant.address });
});

test('an address that takes no letters is a thing to do on the desk at once', async () => {
  const number = await acceptedCase(world, { complainant: grandmother({ email: 'nobody@example.org' }) });
  await deliver(number, 1, 'complainant');
  assert.deepEqual(
    (await owedOf(number)).map((one) => [one.state, one.reason]),
    [['failed', 'refused']],
  );
});

test("an operator without a mobile is told by e-mail, with its code; never at the complainant's own address", async () => {
  const number = await acceptedCase(world, {
    complainant: grandmother({ email: 'own@example.org' }),
    respondent: { kind: 'ordinary', name: '桥下理发', region: '990102', address: '云栖市临溪区桂花路 1 号' },
  });
  const notify = (email: string) =>
    tryAct(world, 'handler', number, 'notify-respondent', { answerBy: inDays(14), email });
  const own = await notify('OWN@example.org');
  assert.equal(isRefusal(own) && own.refusal, 'address-of-the-complainant');
  const none = await notify('not an address');
  assert.equal(isRefusal(none) && none.refusal, 'email-not-readable');
  const done = await notify('barber@example.org');
  assert.ok(!isRefusal(done), JSON.stringify(done));
  const { n } = done.state.papers.find(({ code }) => code === 'respondent-notice') ?? { n: 0 };
  await deliver(number, n, 'respondent');
  const [letter] = await lettersTo('barber@example.org');
  assert.match(letter?.body ?? '', /答复码 [2-9A-Z]{5}-[2-9A-Z]{5}/u);
  assert.equal(letter?.attachments.length, 1);
  const told = await world.context.database.transact(scopeOf(actorOf('handler')), (tx) =>
    readComplaint(tx, world.context.vault, number),
  );
  assert.ok(told?.state.sentOnly.includes(`${n}:respondent`));
});

test('art. 20 a new notice of mediation says in its message and on its envelope which earlier one holds no more', async () => {
  const number = await acceptedCase(world, {});
  await doAct(world, 'handler', number, 'answer', { consentsToMediation: true, by: 'phone' });
  const fix = async (days: number) => {
    const when = new Date(now().getTime() + days * 86_400_000).toISOString();
    const { state } = await doAct(world, 'handler', number, 'open-mediation', {
      mediator: cast.mediator.account,
      mode: 'video',
      at: when,
    });
    return state.papers.filter(({ code }) => code === 'form-7');
  };
  const [first] = await fix(5);
  assert.ok(first !== undefined);
  await deliver(number, first.n, 'complainant');
  const [second, toRespondent] = (await fix(6)).slice(2);
  assert.ok(second !== undefined && toRespondent !== undefined);
  await deliver(number, second.n, 'complainant');
  const said = (await lettersTo('13800000001')).filter(({ body }) => body.includes(number)).map(({ body }) => body);
  const told = said.filter((body) => body.includes('投诉调解通知书》'));
  assert.equal(told.filter((body) => body.includes(`（${first.number}，`) && body.includes('同时作废')).length, 1);
  assert.equal(told.length, 2);
  const handler = actorOf('handler');
  const found = await world.context.database.transact(scopeOf(handler), async (tx) => {
    const view = await caseView(world.context, tx, number, {
      actor: handler,
      at: now(),
      t: world.context.texts('zh-CN'),
    });
    const letter = { number, n: toRespondent.n, to: 'respondent' } as const;
    return { view, letter: await findLetter(world.context, tx, handler, letter, now()) };
  });
  assert.equal(found.view?.papers.find(({ n }) => n === second.n)?.replaces?.number, first.number);
  assert.equal(found.view?.papers.find(({ n }) => n === toRespondent.n)?.replaces, null, 'had none before');
  assert.ok(!isRefusal(found.letter) && found.letter.replaces === undefined);
});
