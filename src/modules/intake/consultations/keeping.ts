import type { Actor } from '#kernel/actor.ts';
import { type Day, dayOf } from '#kernel/day.ts';
import { isRefusal, type Refusal, refuse } from '#kernel/refusal.ts';
import type { Translate } from '#kernel/translate.ts';
import { scopeOf } from '#modules/complaints/facade.ts';
import { staffMember, systemActors } from '#modules/directory/facade.ts';
import type { Context } from '#platform/context.ts';
import type { Tx } from '#platform/db.ts';
import { type EndOfTerm, endOfTerm, type FileAtEnd } from '#platform/end-of-term.ts';
import { eraseFiles } from '#platform/files/erase-files.ts';
import { orRefuse } from '#platform/http/errors.ts';
import { type Holdable, namedHolds } from '#platform/legal-holds.ts';
import { openedTextsOf } from '#platform/opened-values.ts';
import { type ConsultationEvent, evolve } from './consultation.ts';
import type { Hold } from './contract.ts';
import { holdObjection } from './permits.ts';
import { retireConsultation, yearsKept } from './retirement.ts';
import { type LockedConsultation, lockConsultation, readConsultation, writeChange } from './store.ts';

const basis = 'pipl 19, 47; RET-06';

const lawFor = (context: Context, tenant: string) => {
  const { rulebook, settingsOf } = context.law();
  return { rulebook, settings: settingsOf(tenant) };
};

/**
 * A source may not have said when a question was closed; then the last day known of it counts. What was taken over is kept from
 * that day at the earliest: a bureau that brings its history here wants it here, however old it is.
 */
const FILED_ON = "(c.filed_at at time zone 'Asia/Shanghai')::date";
const ENDED_ON = `greatest(coalesce(c.closed_on, c.answered_on, ${FILED_ON}), case when c.channel = 'import' then ${FILED_ON} end)`;

/** Closed questions of the instance whose term is over and that still hold something of a person. */
export const questionsAtEnd = async (context: Context, at: Date): Promise<EndOfTerm> =>
  endOfTerm(
    context.database,
    await systemActors(context.database, 'retention'),
    {
      ended: `select c.stream, c.number, ${ENDED_ON} as "endedOn" from consultation c where c.tenant = $1 and c.phase = 'closed'`,
      scopeOf,
      yearsKept: (tenant, today) => yearsKept(lawFor(context, tenant), today),
      letGo: (tx, actor, file, when) => retire(context, tx, actor, file, when),
    },
    at,
  );

const retire = async (context: Context, tx: Tx, actor: Actor, due: FileAtEnd, at: Date): Promise<void> => {
  const { tenant, stream } = due;
  const locked = await lockConsultation(tx, due.number);
  if (locked === undefined) throw new Error('a question that was due is gone');
  const facts = { today: dayOf(at), law: lawFor(context, tenant) };
  await change(context, tx, actor, locked, orRefuse(retireConsultation(locked.state, due.endedOn, facts)), at);
  const { person } = locked.state.asker;
  const erased = await context.vault.erasePerson(tx, actor, { tenant, stream, person }, basis);
  // Erased before at the asker's own wish: then only the rest is left to do.
  if (isRefusal(erased) && erased.refusal !== 'person-not-found') orRefuse(erased);
  orRefuse(await eraseFiles(context.files, tx, actor, { tenant, stream, of: 'case', basis }));
  await tx.run("update consultation set asker_masked = '' where tenant = $1 and stream = $2", [tenant, stream]);
};

const acts = {
  LegalHoldPlaced: 'place-hold',
  LegalHoldLifted: 'lift-hold',
  ConsultationRetired: 'retire-consultation',
} as const;

const change = async (
  context: Context,
  tx: Tx,
  actor: Actor,
  locked: LockedConsultation,
  event: ConsultationEvent,
  at: Date,
): Promise<void> => {
  const act = acts[event.type as keyof typeof acts];
  const state = evolve(locked.state, event);
  await writeChange(tx, context, locked, { at, actor: actor.account, act, event, state, entries: [] });
};

export const questionHolds = (context: Context): Holdable<LockedConsultation> => ({
  lock: async (tx, number) => (await lockConsultation(tx, number)) ?? refuse('consultation-not-found', { status: 404 }),
  objection: (actor, { state }, act) => holdObjection(actor, state, act),
  record: (tx, locked, { actor, at, event }) => change(context, tx, actor, locked, event, at),
});

export const holdsOfConsultation = async (tx: Tx, number: string, today: Day): Promise<Hold[] | Refusal> => {
  const found = await readConsultation(tx, number);
  if (found === undefined) return refuse('consultation-not-found', { status: 404 });
  return await namedHolds(tx, found, async (account) => (await staffMember(tx, account, today))?.name);
};

/** What a question holds of who asked it, line by line, for a written answer (PIPL art. 45). */
export const consultationHolding = async (
  context: Context,
  tx: Tx,
  number: string,
  person: string,
  t: Translate,
): Promise<
  { readonly number: string; readonly lines: { readonly label: string; readonly value: string }[] } | undefined
> => {
  const found = await readConsultation(tx, number);
  if (found === undefined || found.state.asker.person !== person) return undefined;
  const { asker, question, answer } = found.state;
  const { reference } = asker;
  const sealed = Object.entries({ ...asker.fields, reference, question, answer: answer?.text }).flatMap(
    ([field, one]) => (one === undefined ? [] : [[field, one.entry] as const]),
  );
  const opened = await context.vault.openEntries(
    tx,
    found,
    sealed.map(([, entry]) => entry),
  );
  const values = openedTextsOf(opened);
  const lines = sealed.flatMap(([field, entry]) => {
    const value = values.get(entry);
    return value === undefined ? [] : [{ label: t(`papers:personal-data-answer.field.${field}`), value }];
  });
  return { number, lines };
};
