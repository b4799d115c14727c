import type { Actor } from '#kernel/actor.ts';
import { type Refusal, refuse } from '#kernel/refusal.ts';
import type { Context } from '#platform/context.ts';
import type { Tx } from '#platform/db.ts';
import type { RevealAskerBody } from './contract.ts';
import { revealObjection } from './permits.ts';
import { readConsultation } from './store.ts';

/** Opens one value of the asker for an officer's eyes; the look and its reason are recorded in the same transaction. */
export const revealAsker = async (
  context: Context,
  tx: Tx,
  actor: Actor,
  number: string,
  { field, reason }: RevealAskerBody,
): Promise<string | Refusal> => {
  const found = await readConsultation(tx, number);
  if (found === undefined) return refuse('consultation-not-found', { status: 404 });
  const objection = revealObjection(actor, found.state);
  if (objection !== undefined) return objection;
  const sealed = found.state.asker.fields[field];
  if (sealed === undefined) return refuse('value-never-given', { status: 404, field: 'field' });
  const { tenant, stream } = found;
  const opened = await context.vault.reveal(tx, actor, { tenant, stream, entry: sealed.entry }, reason);
  return 'refusal' in opened ? opened : String(opened.value);
};
