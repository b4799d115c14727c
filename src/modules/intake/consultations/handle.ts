import type { Actor } from '#kernel/actor.ts';
import { type Day, dayOf } from '#kernel/day.ts';
import { readEmail } from '#kernel/email.ts';
import { readPhone } from '#kernel/phone.ts';
import { isRefusal, type Refusal, refuse } from '#kernel/refusal.ts';
import { type LetterMade, makeLetter } from '#modules/complaints/facade.ts';
import { staffMember, unitOf } from '#modules/directory/facade.ts';
import type { Context } from '#platform/context.ts';
import type { Tx } from '#platform/db.ts';
import { versionFault } from '#platform/http/etag.ts';
import { enqueue } from '#platform/jobs.ts';
import { openedTextsOf } from '#platform/opened-values.ts';
import type { NewEntry } from '#platform/vault.ts';
import { answerJob } from './answer-job.ts';
import {
  type Consultation,
  type ConsultationEvent,
  endingOf,
  evolve,
  isForBody,
  owedPapers,
  type PaperMade,
  type Sealed,
} from './consultation.ts';
import type { AgainBody, AnswerBody, CloseBody, PrintBody, TellBody } from './contract.ts';
import { type ConsultationAct, objectionTo } from './permits.ts';
import { type LoadedConsultation, type LockedConsultation, lockConsultation, writeChange } from './store.ts';

export type Wish = {
  readonly actor: Actor;
  readonly at: Date;
  readonly number: string;
  readonly expectedVersion: number;
};

/** Locks the question for one act, or says why the act may not be. */
export const locked = async (
  tx: Tx,
  wish: Omit<Wish, 'expectedVersion'> & { readonly expectedVersion?: number },
  act: ConsultationAct,
) => {
  const found = await lockConsultation(tx, wish.number);
  if (found === undefined) return refuse('consultation-not-found', { status: 404 });
  const objection = objectionTo(act, wish.actor, found.state);
  if (objection !== undefined) return objection;
  return versionFault(wish.expectedVersion, found.state.version) ?? found;
};

/** Values of the question, opened together; undefined of what was never given or is kept no more. */
export const openValues = async (
  context: Context,
  tx: Tx,
  at: Pick<LoadedConsultation, 'tenant' | 'stream'>,
  refs: readonly (Sealed | undefined)[],
): Promise<(ref: Sealed | undefined) => string | undefined> => {
  const entries = refs.flatMap((ref) => (ref === undefined ? [] : [ref.entry]));
  const opened = await context.vault.openEntries(tx, at, entries);
  const values = openedTextsOf(opened);
  return (ref) => (ref === undefined ? undefined : values.get(ref.entry));
};

/** What letters say about the asker and the question, opened once: the act is the record of it. */
export const letterFacts = async (context: Context, tx: Tx, found: LoadedConsultation, actor: Actor, at: Date) => {
  const { state } = found;
  const open = await openValues(context, tx, found, [state.question, state.asker.fields.name]);
  const unit = await unitOf(tx, state.bureau);
  if (unit === undefined) throw new Error(`no unit ${state.bureau}`);
  const member = await staffMember(tx, actor.account, dayOf(at));
  return {
    unit,
    addressee: open(state.asker.fields.name) ?? '',
    question: open(state.question) ?? '',
    contact: { name: member?.name ?? unit.name, phone: member?.phone ?? unit.phone },
    receivedOn: state.receivedOn ?? dayOf(found.filedAt),
  };
};

/** Puts what an act says and the papers it makes into the vault, under the asker's key. */
export const sealAct = async (
  context: Context,
  tx: Tx,
  found: LoadedConsultation,
  said: NewEntry,
  letters: readonly { readonly code: PaperMade['code']; readonly made: LetterMade }[],
): Promise<{ said: Sealed; papers: PaperMade[] } | Refusal> => {
  const { tenant, stream, state } = found;
  const entries = [said, ...letters.map(({ made }): NewEntry => ({ kind: 'paper', value: made.canonical }))];
  const put = await context.vault.putEntries(tx, { tenant, stream, person: state.asker.person, entries });
  if (isRefusal(put)) return put;
  const [first, ...rest] = put.map(({ entry, commitment }): Sealed => ({ entry, commitment }));
  if (first === undefined) throw new Error('nothing was sealed');
  const papers = letters.flatMap(({ code, made }, i): PaperMade[] => {
    const data = rest[i];
    if (data === undefined) return [];
    const { number, templateVersion, dataHash } = made;
    return [{ n: state.papers.length + i + 1, code, number, templateVersion, data, dataHash }];
  });
  return { said: first, papers };
};

export const change = async (
  context: Context,
  tx: Tx,
  found: LockedConsultation,
  wish: Pick<Wish, 'actor' | 'at'>,
  act: string,
  event: ConsultationEvent,
): Promise<{ version: number }> => {
  const acted = evolve(found.state, event);
  const ending = endingOf(acted, dayOf(wish.at));
  const state = ending === undefined ? acted : evolve(acted, ending);
  await writeChange(tx, context, found, {
    at: wish.at,
    actor: wish.actor.account,
    act,
    event,
    ending,
    state,
    entries: [],
  });
  // What is to be told is known now; who can be told by message is, once the act has been committed.
  for (const { n } of 'papers' in event.payload ? event.payload.papers.filter((paper) => !isForBody(paper)) : [])
    await enqueue(tx, answerJob, { number: state.number, n }, { tenant: found.tenant });
  return { version: state.version };
};

/** Every act below must run in a transaction that a refusal rolls back: a letter's number is taken on the way. */
export const answerConsultation = async (
  context: Context,
  tx: Tx,
  wish: Wish & { readonly body: AnswerBody },
): Promise<{ version: number } | Refusal> => {
  const found = await locked(tx, wish, 'answer');
  if (isRefusal(found)) return found;
  const on = dayOf(wish.at);
  const facts = await letterFacts(context, tx, found, wish.actor, wish.at);
  const basis = wish.body.basis ?? [];
  const made = await makeLetter(context, tx, {
    code: 'consultation-answer',
    tenant: found.tenant,
    unit: facts.unit,
    word: '咨答',
    on,
    data: (head) => ({ ...head, ...pick(facts), answer: wish.body.text, basis, ...replacedBy(found.state) }),
  });
  const sealed = await sealAct(context, tx, found, { kind: 'answer', value: wish.body.text }, [
    { code: 'consultation-answer', made },
  ]);
  if (isRefusal(sealed)) return sealed;
  const payload = { on, text: sealed.said, basis, papers: sealed.papers };
  return await change(context, tx, found, wish, 'answer-consultation', { type: 'ConsultationAnswered', payload });
};

/** An answer given anew is the only one that holds: its letter names the one before. */
const replacedBy = ({ answer, papers }: LoadedConsultation['state']) => {
  const before = papers.findLast(({ code }) => code === 'consultation-answer');
  return before === undefined || answer?.on == null ? {} : { replaces: { number: before.number, on: answer.on } };
};

type LetterFacts = Awaited<ReturnType<typeof letterFacts>>;
const pick = ({ addressee, question, contact, receivedOn }: LetterFacts) => ({
  addressee,
  question,
  contact,
  receivedOn,
});

/** How a paper reached whom it is for: by hand or by the platform's own message. */
export const tellOfConsultation = async (
  context: Context,
  tx: Tx,
  wish: Omit<Wish, 'expectedVersion'> & { readonly expectedVersion?: number; readonly body: TellBody },
): Promise<{ version: number } | Refusal> => {
  const found = await locked(tx, wish, 'tell');
  if (isRefusal(found)) return found;
  const { paper: n, channel, outcome } = wish.body;
  if (!found.state.papers.some((paper) => paper.n === n))
    return refuse('no-such-paper', { status: 404, field: 'paper', params: { paper: n } });
  // What the carrier says later of a message is news; of what came another way since, it is none.
  const isReceipt = wish.actor.kind === 'system' && outcome === 'failed' && wasByMessage(found.state, n);
  if (!isReceipt && !owedPapers(found.state).some((paper) => paper.n === n))
    return refuse('paper-told-already', { status: 409, field: 'paper', params: { paper: n } });
  const today = dayOf(wish.at);
  const on = (wish.body.on ?? today) as Day;
  const impossible = await toldDayObjection(tx, found, n, { on, today });
  if (impossible !== undefined) return impossible;
  return await change(context, tx, found, wish, 'tell-of-consultation', {
    type: 'ConsultationTold',
    payload: { n, channel, outcome, on },
  });
};

/** A paper leaves or arrives on no day before it was made, and on none to come. */
const toldDayObjection = async (
  tx: Tx,
  { tenant, stream }: LockedConsultation,
  n: number,
  { on, today }: { readonly on: string; readonly today: string },
): Promise<Refusal | undefined> => {
  if (on === today) return undefined;
  if (on > today) return refuse('posted-in-the-future', { status: 422, field: 'on' });
  const { made } = await tx.one<{ made: Date }>(
    'select made_at as made from consultation_paper where tenant = $1 and stream = $2 and n = $3',
    [tenant, stream, n],
  );
  return on < dayOf(made) ? refuse('posted-before-it-was-made', { status: 422, field: 'on' }) : undefined;
};

const wasByMessage = ({ told }: Consultation, n: number): boolean => {
  const last = told.findLast((one) => one.n === n);
  return last !== undefined && last.outcome !== 'failed' && ['sms', 'internet', 'e-mail'].includes(last.channel);
};

/**
 * Whoever gives an e-mail address is told there, with the letter itself; once that failed, or where there is none, by text
 * message.
 */
export const reachOfAsker = (
  { told }: Consultation,
  n: number,
  value: (field: 'phone' | 'email') => string | undefined,
): { readonly email?: string | undefined; readonly mobile?: string | undefined } => {
  const phone = readPhone(value('phone') ?? '');
  const mobile = phone.kind === 'mobile' ? phone.text : undefined;
  const inVain = told.some((one) => one.n === n && one.channel === 'e-mail' && one.outcome === 'failed');
  return { mobile, email: inVain && mobile !== undefined ? undefined : readEmail(value('email') ?? '') };
};

/** One more message to the asker of a paper that did not arrive. */
export const sendAnswerAgain = async (
  context: Context,
  tx: Tx,
  wish: Wish & { readonly body: AgainBody },
): Promise<{ version: number } | Refusal> => {
  const found = await locked(tx, wish, 'send-again');
  if (isRefusal(found)) return found;
  const { paper: n } = wish.body;
  const paper = found.state.papers.find((one) => one.n === n);
  if (paper === undefined || isForBody(paper))
    return refuse('no-such-paper', { status: 404, field: 'paper', params: { paper: n } });
  if (!owedPapers(found.state).some((one) => one.n === n))
    return refuse('paper-told-already', { status: 409, field: 'paper', params: { paper: n } });
  const { phone, email } = found.state.asker.fields;
  const open = await openValues(context, tx, found, [phone, email]);
  const reach = reachOfAsker(found.state, n, (field) => open(found.state.asker.fields[field]));
  if ((reach.email ?? reach.mobile) === undefined)
    return refuse('asker-without-mobile', { status: 422, field: 'paper', instead: ['tell'] });
  const event = { type: 'ConsultationSentAgain', payload: { n, on: dayOf(wish.at) } } as const;
  const done = await change(context, tx, found, wish, 'send-answer-again', event);
  await enqueue(tx, answerJob, { number: found.state.number, n, again: done.version }, { tenant: found.tenant });
  return done;
};

/** In whatever way the asker is reached: letters made before are printed so from now on. */
export const chooseAskerPrint = async (
  context: Context,
  tx: Tx,
  wish: Wish & { readonly body: PrintBody },
): Promise<{ version: number } | Refusal> => {
  const found = await locked(tx, wish, 'choose-print');
  if (isRefusal(found)) return found;
  const { large } = wish.body;
  if (large === (found.state.largePrint === true))
    return refuse('print-is-so-already', { status: 409, field: 'large' });
  const event = { type: 'AskerPrintChosen', payload: { large, on: dayOf(wish.at) } } as const;
  return await change(context, tx, found, wish, 'choose-asker-print', event);
};

export const closeConsultation = async (
  context: Context,
  tx: Tx,
  wish: Wish & { readonly body: CloseBody },
): Promise<{ version: number } | Refusal> => {
  const found = await locked(tx, wish, 'close');
  if (isRefusal(found)) return found;
  return await change(context, tx, found, wish, 'close-consultation', {
    type: 'ConsultationClosed',
    payload: { on: dayOf(wish.at), told: wish.body.told },
  });
};
