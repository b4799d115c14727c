import assert from 'node:assert/strict';
import { type CastName, cast, gymOperatorId } from '#db/seed/cast.ts';
import type { Actor, Role } from '#kernel/actor.ts';
import { addDays, type Day, dayOf } from '#kernel/day.ts';
import { isRefusal, type Refusal } from '#kernel/refusal.ts';
import type { ActBody, FilingRequest } from '#modules/complaints/contract.ts';
import type { ActOutcome } from '#modules/complaints/handle.ts';
import { performAct } from '#modules/complaints/perform.ts';
import type { FormAct } from '#modules/complaints/permits.ts';
import { forgetReference } from '#modules/complaints/reference.ts';
import { answerQuestion, takeRivalAnswer } from '#modules/complaints/rivals/answer-question.ts';
import { fileAtFrontDoor } from '#modules/intake/front-door.ts';
import { scopeOf } from '#platform/actor-scope.ts';
import { enterGrant } from '#platform/auth/grants.ts';
import { now } from '#platform/clock.ts';
import { nobody, openDatabase } from '#platform/db.ts';
import { trayOf } from '#platform/files/in-hand.ts';
import { takeUpload } from '#platform/files/take-upload.ts';
import { actorOf, type World } from '#test/world.ts';

/** As it stands on file; the paper itself is nowhere. */
const powerOfAttorney = {
  file: '00000000-0000-7000-8000-00000000f001',
  sha256: '',
  mediaType: 'application/pdf',
  bytes: 1,
  by: 'complainant',
  purpose: 'power-of-attorney',
} as const;

/** A complaint about the gym that closed, as the cast's consumer makes it unless told otherwise. */
export const fileCase = async (
  world: World,
  given: Partial<FilingRequest> = {},
  at = now(),
  who: CastName = 'consumer',
  // Whoever helps has an account of their own and is no complainant, unless they come by that of the complainant.
  complainantAccount: string | null | undefined = given.helper === undefined ? undefined : null,
): Promise<string> => {
  const actor = actorOf(who);
  const receipt = await world.context.database.transact(scopeOf(actor), (tx) =>
    fileAtFrontDoor(world.context, tx, {
      actor,
      at,
      request: {
        complainant: { name: '林晓禾', phone: '13800000001', address: '云栖市临溪区桂花路 12 号' },
        respondent: { kind: 'ordinary', operator: gymOperatorId },
        facts: '2026 年 1 月办理健身年卡 1280 元，4 月停业，拒退余额。',
        claims: [{ kind: 'refund', amountFen: 96_000 }],
        consents: { publicity: true, entrust: true },
        ...given,
      },
      evidence: given.agent === undefined ? [] : [powerOfAttorney],
      ...(complainantAccount === undefined ? {} : { complainantAccount }),
    }),
  );
  assert.ok(!isRefusal(receipt), JSON.stringify(receipt));
  return receipt.number;
};

/** One act by a member of the cast, or by another actor, with whatever comes of it. */
export const tryAct = <A extends FormAct>(
  world: World,
  who: CastName | Actor,
  number: string,
  act: A,
  body: ActBody<A>,
  at = now(),
): Promise<ActOutcome | Refusal> => {
  const actor = typeof who === 'string' ? actorOf(who) : who;
  return world.context.database.transact(scopeOf(actor), (tx) =>
    performAct(world.context, tx, { number, act, body, actor, at }),
  );
};

export const doAct = async <A extends FormAct>(
  world: World,
  who: CastName | Actor,
  number: string,
  act: A,
  body: ActBody<A>,
  at = now(),
): Promise<ActOutcome> => {
  const done = await tryAct(world, who, number, act, body, at);
  assert.ok(!isRefusal(done), JSON.stringify(done));
  return done;
};

/** Filed, in the hands of the handler, and accepted. */
/** A day that may be named today, whenever today is: limits say how far ahead one may lie. */
export const inDays = (days: number): Day => addDays(dayOf(now()), days);

/** The same for a sitting, at half past nine in the morning of Shanghai. */
export const sittingInDays = (days: number): string => `${inDays(days)}T01:30:00Z`;

export const acceptedCase = async (world: World, given: Partial<FilingRequest> = {}): Promise<string> => {
  const number = await fileCase(world, given);
  await doAct(world, 'bureau-head', number, 'assign', { to: cast.handler.account });
  await doAct(world, 'handler', number, 'accept', {});
  return number;
};

/** A file in the hand of this person, not yet on any case. */
export const inTray = async (world: World, name: string, who: CastName = 'consumer'): Promise<string> => {
  const content = (async function* () {
    yield Buffer.from(`%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n%${name}`);
  })();
  const { files } = world.context;
  const taken = await takeUpload(files, { ...trayOf(actorOf(who)), purpose: 'evidence', name, content });
  assert.ok(!isRefusal(taken), JSON.stringify(taken));
  return taken.file;
};

/** The other bureau of the running dispute has said on its own desk that it takes the case. */
export const rivalTakes = async (world: World, number: string): Promise<void> => {
  const { context } = world;
  const owner = openDatabase({ url: world.ownerUrl, connections: 1 });
  const letter = async (kind: 'question' | 'answer') => {
    const last = `select competence_letter as id from competence_letter where number = $1 and kind = $2 order by sent_at desc limit 1`;
    return (await owner.transact(nobody, (tx) => tx.one<{ id: string }>(last, [number, kind]))).id;
  };
  const rival = actorOf('handler-other-county');
  const question = await letter('question');
  const answer = { takes: true, reasons: '经营地确在本区' };
  const answered = await context.database.transact(scopeOf(rival), (tx) =>
    answerQuestion(context, tx, rival, question, answer),
  );
  assert.ok(!isRefusal(answered), JSON.stringify(answered));
  assert.ok(await takeRivalAnswer(context, 'yunqi', await letter('answer')));
  await owner.close();
};

/** A second mediator in the bureau of the handler, as the security administrator would make one. */
export const alsoMediates = (world: World, who: CastName, from: Day): Promise<void> => {
  const { bureau = '' } = actorOf(who);
  return alsoHolds(world, who, 'mediator', from, [bureau]);
};

/** One more role from a day on, at the place where the person works. */
export const alsoHolds = async (
  world: World,
  who: CastName,
  role: Role,
  from: Day,
  sees: readonly string[],
): Promise<void> => {
  const { account, tenant = '', bureau = '' } = actorOf(who);
  const seeder: Actor = { kind: 'system', account: 'system:seed', roles: [], tenants: [], bureaus: [], principals: [] };
  const owner = openDatabase({ url: world.ownerUrl, connections: 1 });
  const grant = { account, role, tenant, bureau, sees, from } as const;
  const given = await owner.transact(nobody, (tx) => enterGrant(tx, seeder, grant));
  await owner.close();
  assert.ok(!isRefusal(given), JSON.stringify(given));
  forgetReference();
};

/** Puts something else where a filing stands, past all rules, and says what stood there: a case the program fails on. */
export const overwriteFiling = async (world: World, number: string, payload: unknown): Promise<unknown> => {
  const owner = openDatabase({ url: world.ownerUrl, connections: 1 });
  try {
    return await owner.transact(nobody, async (tx) => {
      const of = 'e.tenant = c.tenant and e.stream = c.stream and c.number = $1 and e.version = 1';
      const was = await tx.one<{ payload: unknown }>(`select e.payload from event e, complaint c where ${of}`, [
        number,
      ]);
      await tx.run(`update event e set payload = $2 from complaint c where ${of}`, [number, JSON.stringify(payload)]);
      return was.payload;
    });
  } finally {
    await owner.close();
  }
};
