import type { Actor } from '#kernel/actor.ts';
import { basisText, citedText } from '#kernel/article.ts';
import { dayOf } from '#kernel/day.ts';
import { readPhone } from '#kernel/phone.ts';
import { isRefusal, type Refusal, refuse } from '#kernel/refusal.ts';
import { now } from '#platform/clock.ts';
import type { Context } from '#platform/context.ts';
import { type DataRequest, grantedUnder } from '#platform/data-requests.ts';
import type { Tx } from '#platform/db.ts';
import type { FoundCase } from '#platform/desk-requests.ts';
import { makeLetter } from '../letters.ts';
import type { Holding } from '../papers/local-letters.ts';
import { staffFor, unitFor } from '../reference.ts';
import { holdingOf } from './data-held.ts';
import { answerFault, requestGrounds } from './refused-requests.ts';
import type { FoundForRequest, LetterAnswer } from './request-contract.ts';
import { askersOwn, findByAccount } from './whose-data.ts';

/** What another module holds of the person in one of its files. */
export type HoldingElsewhere = (tx: Tx, found: FoundCase) => Promise<Holding | undefined>;

/** What a module that keeps its cases apart found of the person, for an actor who may know (`findReportsOfRequest`). */
export type FoundApart = {
  readonly find: (tx: Tx, actor: Actor, request: string) => Promise<FoundForRequest['found']>;
  readonly found: (tx: Tx, actor: Actor, request: string) => Promise<FoundForRequest['found']>;
};
export const nothingApart: FoundApart = { find: async () => [], found: async () => [] };

/** Why another module would refuse to erase the person from one of its files now; null when it would not. */
export type BarElsewhere = (tx: Tx, found: FoundCase) => Promise<'case-runs' | 'legal-hold' | null>;

export type Answered = {
  readonly letter: string;
  /** What is sent after the commit, where the person asked to be told by message. */
  readonly message: { readonly to: string; readonly body: string } | undefined;
};

/** Answers a request of somebody without an account by a numbered letter, true to what was done (PIPL arts 45 to 50). */
export const answerByLetter = async (
  context: Context,
  tx: Tx,
  actor: Actor,
  id: string,
  said: LetterAnswer,
  elsewhere: HoldingElsewhere,
  apart: FoundApart = nothingApart,
): Promise<Answered | Refusal> => {
  const { dataRequests, deskRequests } = context.people;
  const asked = await dataRequests.ofDesk(tx, actor.account, id);
  const person = await deskRequests.personOf(tx, id);
  if (asked === undefined || person === undefined || asked.state !== 'open' || asked.identityCheck === null)
    return refuse('data-request-not-open', { status: 409 });
  const gives = (asked.kind === 'access' || asked.kind === 'copy') && said.outcome !== 'refused';
  // Nobody pressed the button: a copy is looked for with the answer.
  if (gives && (await deskRequests.found(tx, id)).length === 0) await deskRequests.find(tx, actor, id, asked.tenant);
  const found = await deskRequests.found(tx, id);
  const own = await askersOwn(context, tx, actor, asked, found, nameFrom(context, elsewhere));
  // What lies apart counts, and is named in no letter: that is opened at this desk as well.
  const all = [...found.filter((one) => own.has(one) || one.done !== null), ...(await apart.found(tx, actor, id))];
  const fault = answerFault(asked.kind, said.outcome, said.ground, all);
  if (fault !== undefined)
    return refuse(fault, { status: 422, field: fault.startsWith('ground') ? 'ground' : 'outcome' });
  const mobile = person.phone === undefined ? undefined : readPhone(person.phone);
  if (said.way === 'sms' && mobile?.kind !== 'mobile') return refuse('no-mobile-number', { status: 422, field: 'way' });
  const holdings = gives ? await holdingsIn(context, tx, actor, asked, [...own], elsewhere) : [];
  const made = await letterOf(context, tx, actor, asked, { said, found, holdings, name: person.name });
  if (isRefusal(made)) return made;
  const basis = said.ground === undefined ? '' : basisOf(context, said.ground);
  const answered = await dataRequests.answer(tx, actor, asked.tenant, id, {
    outcome: said.outcome,
    basis,
    text: said.text,
  });
  if (isRefusal(answered)) return answered;
  await deskRequests.keepLetter(tx, { tenant: asked.tenant, id }, made, said.way);
  const body = context.texts('zh-CN')('notices:personal-data-answer.body', { number: made.number });
  return {
    letter: made.number,
    message: said.way === 'sms' && mobile !== undefined ? { to: mobile.text, body } : undefined,
  };
};

/** By what name another module's file knows who is in it. */
export const nameFrom =
  (context: Context, elsewhere: HoldingElsewhere) =>
  async (tx: Tx, one: FoundCase): Promise<string | undefined> => {
    const label = context.texts('zh-CN')('papers:personal-data-answer.field.name');
    return (await elsewhere(tx, one))?.lines.find((line) => line.label === label)?.value;
  };

/** What the cases hold of who asks with an account, for an answer that gives access or a copy: it is looked for with the answer. */
export const heldInWords = async (
  context: Context,
  tx: Tx,
  actor: Actor,
  asked: DataRequest,
  elsewhere: HoldingElsewhere,
): Promise<string> => {
  const { deskRequests } = context.people;
  await findByAccount(context, tx, asked);
  const searched = await deskRequests.find(tx, actor, asked.id, asked.tenant);
  if (isRefusal(searched)) return '';
  const found = searched.found.filter(({ stream }) => asked.stream === null || asked.stream === stream);
  const own = await askersOwn(context, tx, actor, asked, found, nameFrom(context, elsewhere));
  const t = context.texts('zh-CN');
  const key = (part: string) => `papers:personal-data-answer.${part}`;
  const holdings = await holdingsIn(context, tx, actor, asked, [...own], elsewhere);
  return holdings
    .map(({ number, lines }) =>
      [t(key('holding'), { number }), ...lines.map((line) => t(key('line'), line))].join('\n'),
    )
    .join('\n\n');
};

const basisOf = (context: Context, ground: keyof typeof requestGrounds): string =>
  basisText(requestGrounds[ground], context.texts('zh-CN'));

const holdingsIn = async (
  context: Context,
  tx: Tx,
  actor: Actor,
  asked: DataRequest,
  found: readonly FoundCase[],
  elsewhere: HoldingElsewhere,
): Promise<Holding[]> => {
  const holdings: Holding[] = [];
  for (const one of found) {
    const held =
      one.kind === 'complaint'
        ? await holdingOf(context, tx, one.number, one.person, context.texts('zh-CN'))
        : await elsewhere(tx, one);
    if (held === undefined) continue;
    holdings.push(held);
    const at = { tenant: asked.tenant, request: asked.id, stream: one.stream, person: one.person };
    await context.people.deskRequests.markDone(tx, actor, at, 'copied', 'pipl 45');
  }
  return holdings;
};

type Said = {
  readonly said: LetterAnswer;
  readonly found: readonly FoundCase[];
  readonly holdings: readonly Holding[];
  readonly name: string;
};

const letterOf = async (
  context: Context,
  tx: Tx,
  actor: Actor,
  asked: DataRequest,
  { said, found, holdings, name }: Said,
) => {
  const t = context.texts('zh-CN');
  const today = dayOf(now());
  const unit = await unitFor(tx, asked.bureau, today);
  if (unit === undefined) return refuse('no-such-bureau', { status: 422 });
  const member = await staffFor(tx, actor.account, today);
  const key = (part: string) => `papers:personal-data-answer.${part}`;
  const under = grantedUnder[asked.kind];
  return await makeLetter(context, tx, {
    code: 'personal-data-answer',
    tenant: asked.tenant,
    unit,
    word: '个信答',
    on: today,
    data: (head) => ({
      ...head,
      addressee: name,
      receivedOn: asked.receivedOn,
      kind: t(key(`kind.${asked.kind}`)),
      identity: t(key(`identity.${asked.identityCheck}`)),
      outcome: said.outcome,
      ...(said.ground === undefined
        ? under === undefined
          ? {}
          : { basis: citedText(under, t) }
        : { reason: t(key(`ground.${said.ground}`)), basis: basisOf(context, said.ground) }),
      answer: said.text,
      done: found.flatMap(({ number, done }) =>
        done === null || done === 'copied' ? [] : [t(key(`done.${done}`), { number })],
      ),
      holdings,
      contact: { name: member?.name ?? unit.name, phone: member?.phone ?? unit.phone },
    }),
  });
};
