import type { Actor } from '#kernel/actor.ts';
import { dayOf } from '#kernel/day.ts';
import { readEmail } from '#kernel/email.ts';
import { readPhone } from '#kernel/phone.ts';
import { isRefusal, type Refusal, refuse } from '#kernel/refusal.ts';
import { answerRequest, followMovedPerson, scopeOf } from '#modules/complaints/facade.ts';
import type { Context } from '#platform/context.ts';
import type { Tx } from '#platform/db.ts';
import type { NewEntry, NewIndex } from '#platform/vault.ts';
import { type Asker, evolve } from './consultation.ts';
import type { CorrectAskerBody } from './contract.ts';
import { askerCorrectionObjection } from './permits.ts';
import { forgetMark, type LoadedConsultation, lockConsultation, moveAsker, writeChange } from './store.ts';

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
  const event = { type: 'AskerCorrected', payload: { fields, ...moved, by: actor.account, on: dayOf(at) } } as const;
  const after = evolve(state, event);
  await writeChange(tx, context, locked, {
    at,
    actor: actor.account,
    act: 'correct-asker',
    event,
    state: after,
    entries: [],
    reason,
    detail: { person, fields: Object.keys(said).sort() },
  });
  const [from, to] = [state.asker.account, after.asker.account];
  moveAsker(tx, locked, { from, to, name: said.name });
  if (from !== undefined && to !== undefined && from !== to)
    await followMovedPerson(tx, actor, { tenant, stream, from, to }, wish.request);
  const done = { number, tenant, stream, person, request: wish.request, kind: 'correct', basis: 'pipl 46' } as const;
  await answerRequest(context, tx, actor, done, wish.answer);
  return { version: after.version };
};

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
