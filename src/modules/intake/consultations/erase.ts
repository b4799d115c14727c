import type { Actor } from '#kernel/actor.ts';
import { type Refusal, refuse } from '#kernel/refusal.ts';
import { answerRequest, emptyRequestsOf, erasureGrounds } from '#modules/complaints/facade.ts';
import type { Context } from '#platform/context.ts';
import type { Tx } from '#platform/db.ts';
import type { PersonBroughtBack } from '#platform/erasures.ts';
import { eraseFiles } from '#platform/files/erase-files.ts';
import { orRefuse } from '#platform/http/errors.ts';
import { holdsOn } from '#platform/legal-holds.ts';
import { leaveEvent } from '#platform/streams.ts';
import { evolve } from './consultation.ts';
import type { EraseAskerBody } from './contract.ts';
import { erasureObjection } from './permits.ts';
import { lockConsultation, readConsultation, writeChange } from './store.ts';

export type AskerErased = { readonly erasedAt: Date; readonly files: number; readonly version: number };

/**
 * Destroys what a closed question knows of who asked it: key, blind indexes, files, the masked name; question, answer and
 * letters lie under the same key. All in the caller's transaction, which a refusal rolls back whole.
 */
export const eraseAsker = async (
  context: Context,
  tx: Tx,
  { actor, number, at }: { readonly actor: Actor; readonly number: string; readonly at: Date },
  wish: EraseAskerBody,
): Promise<AskerErased | Refusal> => {
  const locked = await lockConsultation(tx, number);
  if (locked === undefined) return refuse('consultation-not-found', { status: 404 });
  const { person } = wish;
  const objection = erasureObjection(actor, locked.state, person);
  if (objection !== undefined) return objection;
  const { tenant, stream } = locked;
  const basis = erasureGrounds[wish.ground];
  const event = { type: 'PersonErased', payload: { person, basis } } as const;
  const state = evolve(locked.state, event);
  await writeChange(tx, context, locked, { at, actor: actor.account, act: 'erase-person', event, state, entries: [] });
  const { erasedAt } = orRefuse(await context.vault.erasePerson(tx, actor, { tenant, stream, person }, basis));
  const { files } = orRefuse(await eraseFiles(context.files, tx, actor, { tenant, stream, of: 'case', basis }));
  await tx.run("update consultation set asker_masked = '' where tenant = $1 and stream = $2", [tenant, stream]);
  const { account } = locked.state.asker;
  const accounts = account === undefined ? [] : [account];
  await emptyRequestsOf(tx, actor, { tenant, stream, person, accounts }, basis);
  const done = { number, tenant, stream, person, request: wish.request, kind: 'delete', basis } as const;
  await answerRequest(context, tx, actor, done, wish.answer);
  return { erasedAt, files: files.length, version: state.version };
};

/** Why erasing the asker would be refused now; null when the head may (PIPL art. 47). */
export const askerErasureBar = async (tx: Tx, number: string): Promise<'case-runs' | 'legal-hold' | null> => {
  const found = await readConsultation(tx, number);
  if (found === undefined) return null;
  if ((await holdsOn(tx, found)).length > 0) return 'legal-hold';
  return found.state.phase === 'closed' || found.state.phase === 'retired' ? null : 'case-runs';
};

/** After a restore, under the owner's login: the row loses the name of who asked, and the history says when and why. */
export const forgetAskerAgain = async (tx: Tx, gone: PersonBroughtBack): Promise<void> => {
  const { tenant, stream, person, basis, firstOn, at, actor } = gone;
  const event = { type: 'PersonErased', payload: { person, basis, firstOn, repeats: 'restore' } };
  const events = await leaveEvent(tx, 'consultation', { tenant, stream, actor, at, event });
  if (events === undefined) return;
  await tx.run(
    "update consultation set asker_masked = '', version = $3, changed_at = $4 where tenant = $1 and stream = $2",
    [tenant, stream, events.length, at],
  );
};
