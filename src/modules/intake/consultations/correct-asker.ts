import type { Actor } from '#kernel/actor.ts';
import { dayOf } from '#kernel/day.ts';
import { readEmail } from '#kernel/email.ts';
import { readPhone } from '#kernel/phone.ts';
import { isRefusal, type Refusal, refuse } from '#kernel/refusal.ts';
import { answerRequest, followMovedPerson, scopeOf } from '#modules/complaints/facade.ts';
import { unitOf } from '#modules/directory/facade.ts';
import type { Context } from '#platform/context.ts';
import type { Tx } from '#platform/db.ts';
import { enqueue } from '#platform/jobs.ts';
import type { NewEntry, NewIndex } from '#platform/vault.ts';
import { askerAlongJob } from './asker-along-job.ts';
import { type Asker, type Consultation, evolve, type Moments } from './consultation.ts';
import type { CorrectAskerBody } from './contract.ts';
import { askerCorrectionObjection } from './permits.ts';
import {
  forgetMark,
  type LoadedConsultation,
  type LockedConsultation,
  lockConsultation,
  moveAsker,
  writeChange,
} from './store.ts';

type Wish = { readonly actor: Actor; readonly number: string; readonly at: Date };

/**
 * PIPL art. 46: new sealed values beside the old ones, which the history keeps; letters made before stay as they were. In the
 * caller's transaction, which a refusal rolls back whole.
 */
export const correctAsker = async (
  context: Context,
  tx: Tx,
  { actor, number, at }: Wish,
  wish: CorrectAskerBody,
): Promise<{ readonly version: number } | Refusal> => {
  const locked = await lockConsultation(tx, number);
  if (locked === undefined) return refuse('consultation-not-found', { status: 404 });
  const { tenant, stream, state } = locked;
  const { person, fields: said, reason } = wish;
  const objection = askerCorrectionObjection(actor, state, person) ?? unreadable(wish);
  if (objection !== undefined) return objection;
  const corrected = await putRight(context, tx, locked, { actor, at, fields: said, reason, request: wish.request });
  if (isRefusal(corrected)) return corrected;
  const done = { number, tenant, stream, person, request: wish.request, kind: 'correct', basis: 'pipl 46' } as const;
  await answerRequest(context, tx, actor, done, wish.answer);
  return corrected;
};

export type PutRight = {
  readonly actor: Actor;
  readonly at: Date;
  readonly fields: CorrectAskerBody['fields'];
  readonly reason?: string | undefined;
  readonly request?: string | undefined;
  /** The same question at another bureau, from which the system passes it on, and when each field was put right. */
  readonly along?: { readonly number: string; readonly since: Moments };
};

/** The act itself, of an official or of the system; what went to or came from another bureau is put right there as well. */
export const putRight = async (
  context: Context,
  tx: Tx,
  locked: LockedConsultation,
  { actor, at, fields: said, reason, request, along }: PutRight,
): Promise<{ readonly version: number } | Refusal> => {
  const { tenant, stream, state } = locked;
  const { person } = state.asker;
  const account = await accountNow(context, tx, actor, locked, said.phone);
  const entries = Object.entries(said).map(([kind, value]): NewEntry => ({ kind, value }));
  // Nobody is recognised any more by the number that was wrong.
  if (said.phone !== undefined) await forgetMark(tx, locked);
  const index: NewIndex[] = said.phone === undefined ? [] : [{ purpose: 'phone', value: said.phone }];
  const put = await context.vault.putEntries(tx, { tenant, stream, person, entries, index });
  if (isRefusal(put)) return put;
  const fields: Asker['fields'] = Object.fromEntries(
    put.map(({ kind, entry, commitment }) => [kind, { entry, commitment }]),
  );
  const moved = account === undefined ? {} : { account };
  const event = {
    type: 'AskerCorrected',
    payload: {
      ...{ fields, ...moved, by: actor.account, on: dayOf(at) },
      ...(along === undefined ? {} : { along: along.number, since: along.since }),
    },
  } as const;
  const after = evolve(state, event);
  const named = Object.keys(said).sort();
  await writeChange(tx, context, locked, {
    at,
    actor: actor.account,
    act: 'correct-asker',
    event,
    state: after,
    entries: [],
    ...(reason === undefined ? {} : { reason }),
    detail: { person, fields: named, ...(along === undefined ? {} : { along: along.number }) },
  });
  const [from, to] = [state.asker.account, after.asker.account];
  moveAsker(tx, locked, { from, to, name: said.name });
  if (from !== to) await followMovedPerson(tx, actor, { tenant, stream, person, from, to }, request);
  for (const other of neighbours(state).filter(({ number }) => number !== along?.number)) {
    const unit = await unitOf(tx, other.unit);
    if (unit !== undefined)
      await enqueue(
        tx,
        askerAlongJob,
        { number: state.number, at: tenant, other: other.number, fields: named },
        { tenant: unit.tenant },
      );
  }
  return { version: after.version };
};

/** The question of the bureau it was handed to, and of the bureau that handed it here. */
const neighbours = ({ linkedTo, from }: Consultation): { readonly number: string; readonly unit: string }[] => [
  ...(linkedTo === null ? [] : [{ number: linkedTo.number, unit: linkedTo.unit }]),
  ...(from === undefined ? [] : [{ number: from.number, unit: from.bureau }]),
];

const unreadable = ({ fields: { email } }: CorrectAskerBody): Refusal | undefined =>
  email !== undefined && readEmail(email) === undefined
    ? refuse('email-not-readable', { status: 422, field: 'fields.email' })
    : undefined;

/**
 * Whoever asked at a counter or by telephone follows the question with that number: when it is put right, the way in moves along.
 * An account that was not let in by the number stays.
 */
const accountNow = async (
  context: Context,
  tx: Tx,
  actor: Actor,
  { tenant, stream, state: { asker } }: LoadedConsultation,
  phone: string | undefined,
): Promise<string | null | undefined> => {
  if (phone === undefined) return undefined;
  const { consumers } = context.people;
  if (asker.account !== undefined) {
    const entry = asker.fields.phone?.entry;
    const old = entry === undefined ? undefined : await context.vault.openEntry(tx, { tenant, stream, entry });
    const letIn = old === undefined || isRefusal(old) ? undefined : await consumers.accountOf(tx, String(old.value));
    if (letIn !== asker.account) return undefined;
  }
  if (readPhone(phone).kind !== 'mobile') return null;
  const account = await consumers.accountFor(tx, phone);
  await tx.rescope(scopeOf(actor));
  return account;
};
