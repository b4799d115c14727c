import type { Actor } from '#kernel/actor.ts';
import { dayOf } from '#kernel/day.ts';
import { type Refusal, refuse } from '#kernel/refusal.ts';
import type { Context } from '#platform/context.ts';
import type { Tx } from '#platform/db.ts';
import { eraseFiles } from '#platform/files/erase-files.ts';
import { orRefuse } from '#platform/http/errors.ts';
import { storeRestated } from '#platform/vault-restated.ts';
import { whosePaper } from '../evidence-audience.ts';
import { actOnComplaint } from '../handle.ts';
import { complains } from '../heirs.ts';
import { unitsFor } from '../reference.ts';
import { readComplaint } from '../store.ts';
import { answerRequest } from './answer-request.ts';
import { type ErasureBody, erasureGrounds } from './contract.ts';
import { accountsOnce, emptyRequestsOf } from './empty-requests.ts';
import { forgetName, forgetWords } from './forget.ts';
import { frozenOf, lessenFileNames, lessenFiles } from './lessen-files.ts';
import { lessenIncidents } from './lessen-incidents.ts';
import { type Lessening, lesseningFor } from './lessen-values.ts';
import { lessenWords } from './lessen-words.ts';

export type Erasure = { readonly erasedAt: Date; readonly files: number; readonly version: number };

/**
 * Destroys what the case knows of one person: key, blind indexes, files, search words, the masked name of the row, and what any
 * other text says of them; what several share stays with those who are left (decision 0029). The event says under which article. All in the caller's transaction, which a refusal rolls back whole.
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
  let plan: Lessening | undefined;
  let frozen: Readonly<Record<string, string>> = {};
  const done = orRefuse(
    await actOnComplaint(context, tx, {
      number,
      actor,
      at,
      units,
      // Once the case is locked, so that no text slips in between.
      objection: async (locked) => {
        plan = await lesseningFor(context, tx, locked, person);
        frozen = await frozenOf(tx, locked, plan);
        return undefined;
      },
      make: () => ({ act: 'erase-person', person, basis, lessened: plan?.lessened ?? {}, frozen }),
    }),
  );
  if (plan === undefined) throw new Error('an erasure without its case');
  await storeRestated(tx, { tenant, stream }, plan.rows);
  // As long as the name can still be read, and to what the narrative says now: a part of an address was a word too.
  await lessenWords(context, tx, { tenant, stream });
  await lessenIncidents(context, tx, actor, { tenant, stream, number, basis }, { absent: plan.absent, at });
  const { erasedAt } = orRefuse(await context.vault.erasePerson(tx, actor, { tenant, stream, person }, basis));
  const party = state.parties.find((one) => one.person === person);
  const isLast = party !== undefined && complains(party) && plan.heir === undefined;
  if (isLast) await forgetWords(tx, { tenant, stream });
  else if (party?.kind === 'complainant') await forgetName(tx, { tenant, stream });
  // What was handed in for all who complain goes with the last of them; a paper about a person, such as a power, with the person.
  const handedIn = state.evidence.filter(
    (item) => whosePaper(item, state) === person || (isLast && item.by === 'complainant'),
  );
  await lessenFileNames(context, tx, { tenant, stream }, state.evidence, plan.absent);
  let files = await lessenFiles(context, tx, actor, { tenant, stream, person, basis }, plan);
  for (const which of [{ person }, { files: handedIn.map((item) => item.file) }]) {
    files += orRefuse(await eraseFiles(context.files, tx, actor, { tenant, stream, of: which, basis })).files.length;
  }
  const accounts = party?.account === undefined ? await accountsOnce(tx, loaded, person) : [party.account];
  await emptyRequestsOf(tx, actor, { tenant, stream, person, accounts }, basis);
  await answerRequest(
    context,
    tx,
    actor,
    { number, tenant, stream, person: wish.person, request: wish.request, kind: 'delete', basis },
    wish.answer,
  );
  return { erasedAt, files, version: done.version };
};
