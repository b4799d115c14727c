import type { Actor } from '#kernel/actor.ts';
import { type Day, dayOf } from '#kernel/day.ts';
import { lastDayToGo } from '#kernel/keeping-term.ts';
import { isRefusal, type Refusal, refuse } from '#kernel/refusal.ts';
import type { Translate } from '#kernel/translate.ts';
import { scopeOf } from '#modules/complaints/facade.ts';
import { staffMember, systemActors } from '#modules/directory/facade.ts';
import type { Context } from '#platform/context.ts';
import type { Tx } from '#platform/db.ts';
import { eraseFiles } from '#platform/files/erase-files.ts';
import { orRefuse } from '#platform/http/errors.ts';
import { holdsOn, liftHold, placeHold } from '#platform/legal-holds.ts';
import { openedTextsOf } from '#platform/opened-values.ts';
import { type ConsultationEvent, evolve } from './consultation.ts';
import type { Hold } from './contract.ts';
import { holdObjection } from './permits.ts';
import { retireConsultation, yearsKept } from './retirement.ts';
import { type LockedConsultation, lockConsultation, readConsultation, writeChange } from './store.ts';

export type ConsultationDue = {
  readonly tenant: string;
  readonly stream: string;
  readonly number: string;
  readonly endedOn: Day;
  readonly years: number;
  /** Kept by a legal hold, however long the term is over. */
  readonly held: boolean;
};

const basis = 'pipl 19, 47; RET-06';

const lawFor = (context: Context, tenant: string) => {
  const { rulebook, settingsOf } = context.law();
  return { rulebook, settings: settingsOf(tenant) };
};

/** Every closed question of the instance whose term is over and that still holds something of a person. */
export const consultationsDue = async (context: Context, at: Date): Promise<ConsultationDue[]> => {
  const due: ConsultationDue[] = [];
  for (const actor of await systemActors(context.database, 'retention')) {
    due.push(...(await context.database.transact(scopeOf(actor), (tx) => dueIn(context, tx, actor, dayOf(at)))));
  }
  return due;
};

/**
 * A source may not have said when a question was closed; then the last day known of it counts. What was taken over is kept from
 * that day at the earliest: a bureau that brings its history here wants it here, however old it is.
 */
const FILED_ON = "(c.filed_at at time zone 'Asia/Shanghai')::date";
const ENDED_ON = `greatest(coalesce(c.closed_on, c.answered_on, ${FILED_ON}), case when c.channel = 'import' then ${FILED_ON} end)`;

const dueIn = async (context: Context, tx: Tx, actor: Actor, today: Day): Promise<ConsultationDue[]> => {
  const { tenant = '' } = actor;
  const years = yearsKept(lawFor(context, tenant), today);
  const rows = await tx.rows<{ stream: string; number: string; endedOn: Day }>(
    `select c.stream, c.number, ${ENDED_ON} as "endedOn" from consultation c
      where c.tenant = $1 and c.phase = 'closed' and ${ENDED_ON} <= $2::date order by "endedOn", c.number`,
    [tenant, lastDayToGo(today, years)],
  );
  const due: ConsultationDue[] = [];
  for (const row of rows) {
    const held = (await holdsOn(tx, { tenant, stream: row.stream })).length > 0;
    due.push({ ...row, tenant, years, held });
  }
  return due;
};

/** Lets the questions go that no hold keeps, each by an act of its own; run again after an interruption it does the rest. */
export const retireConsultations = async (
  context: Context,
  due: readonly ConsultationDue[],
  at: Date,
): Promise<number> => {
  const actors = new Map((await systemActors(context.database, 'retention')).map((one) => [one.tenant, one]));
  let gone = 0;
  for (const question of due) {
    const actor = actors.get(question.tenant);
    if (actor === undefined || question.held) continue;
    await context.database.transact(scopeOf(actor), (tx) => retire(context, tx, actor, question, at));
    gone += 1;
  }
  return gone;
};

const retire = async (context: Context, tx: Tx, actor: Actor, due: ConsultationDue, at: Date): Promise<void> => {
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

type HoldWish = { readonly actor: Actor; readonly number: string; readonly at: Date };

/** Keeps the question from the end of its term while a review, suit or inquiry runs; the reason stands in the register. */
export const holdConsultation = async (
  context: Context,
  tx: Tx,
  { actor, number, at }: HoldWish,
  reason: string,
): Promise<{ readonly hold: string } | Refusal> => {
  const locked = await lockConsultation(tx, number);
  if (locked === undefined) return refuse('consultation-not-found', { status: 404 });
  const objection = holdObjection(actor, locked.state, 'place-hold');
  if (objection !== undefined) return objection;
  const placed = await placeHold(tx, actor, locked, reason);
  if (isRefusal(placed)) return placed;
  await change(context, tx, actor, locked, { type: 'LegalHoldPlaced', payload: { hold: placed.hold } }, at);
  return placed;
};

export const releaseConsultation = async (
  context: Context,
  tx: Tx,
  { actor, number, at }: HoldWish,
  hold: string,
): Promise<{ readonly lifted: string } | Refusal> => {
  const locked = await lockConsultation(tx, number);
  if (locked === undefined) return refuse('consultation-not-found', { status: 404 });
  const objection = holdObjection(actor, locked.state, 'lift-hold');
  if (objection !== undefined) return objection;
  const lifted = await liftHold(tx, actor, locked, hold);
  if (isRefusal(lifted)) return lifted;
  await change(context, tx, actor, locked, { type: 'LegalHoldLifted', payload: { hold } }, at);
  return lifted;
};

export const holdsOfConsultation = async (tx: Tx, number: string, today: Day): Promise<Hold[] | Refusal> => {
  const found = await readConsultation(tx, number);
  if (found === undefined) return refuse('consultation-not-found', { status: 404 });
  const holds: Hold[] = [];
  for (const { placedAt, ...hold } of await holdsOn(tx, found)) {
    const placedByName = (await staffMember(tx, hold.placedBy, today))?.name ?? hold.placedBy;
    holds.push({ ...hold, placedByName, placedAt: placedAt.toISOString() });
  }
  return holds;
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
