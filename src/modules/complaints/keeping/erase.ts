import type { Actor } from '#kernel/actor.ts';
import { dayOf } from '#kernel/day.ts';
import { type Refusal, refuse } from '#kernel/refusal.ts';
import type { Context } from '#platform/context.ts';
import type { Tx } from '#platform/db.ts';
import { eraseFiles } from '#platform/files/erase-files.ts';
import { orRefuse } from '#platform/http/errors.ts';
import { actOnComplaint } from '../handle.ts';
import { unitsFor } from '../reference.ts';
import { readComplaint } from '../store.ts';
import { answerRequest } from './answer-request.ts';
import { type ErasureBody, erasureGrounds } from './contract.ts';
import { forgetWords } from './forget.ts';
import { lessenWords } from './lessen-words.ts';

export type Erasure = { readonly erasedAt: Date; readonly files: number; readonly version: number };

/**
 * Destroys what the case knows of one person: key, blind indexes, files, search words, the masked name of the row; the
 * event says under which article. All in the caller's transaction, which a refusal rolls back whole.
 */
export const erasePersonOf = async (
  context: Context,
  tx: Tx,
  actor: Actor,
  number: string,
  wish: ErasureBody,
  at: Date,
): Promise<Erasure | Refusal> => {
  const loaded = await readComplaint(tx, context.vault, number);
  if (loaded === undefined) return refuse('complaint-not-found', { status: 404 });
  const { tenant, stream, state } = loaded;
  const { person } = wish;
  const basis = erasureGrounds[wish.ground];
  const units = await unitsFor(tx, tenant, dayOf(at));
  const make = () => ({ act: 'erase-person', person, basis }) as const;
  const done = orRefuse(await actOnComplaint(context, tx, { number, actor, at, units, make }));
  // As long as the name can still be read.
  await lessenWords(context, tx, { tenant, stream });
  const { erasedAt } = orRefuse(await context.vault.erasePerson(tx, actor, { tenant, stream, person }, basis));
  const isComplainant = state.parties.some((party) => party.person === person && party.kind === 'complainant');
  if (isComplainant) await forgetWords(tx, { tenant, stream });
  // What the complainant handed in, and a paper about another person, such as an agent's power, is known by the acts.
  const handedIn = state.evidence.filter((item) =>
    isComplainant ? item.by === 'complainant' : item.person === person,
  );
  let files = 0;
  for (const which of [{ person }, { files: handedIn.map((item) => item.file) }]) {
    files += orRefuse(await eraseFiles(context.files, tx, actor, { tenant, stream, of: which, basis })).files.length;
  }
  await answerRequest(
    context,
    tx,
    actor,
    { tenant, stream, person: wish.person, request: wish.request, kind: 'delete', basis },
    wish.reason,
  );
  return { erasedAt, files, version: done.version };
};
