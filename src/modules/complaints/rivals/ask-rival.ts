import type { Actor } from '#kernel/actor.ts';
import type { Context } from '#platform/context.ts';
import type { Tx } from '#platform/db.ts';
import { newId } from '#platform/ids.ts';
import { enqueue } from '#platform/jobs.ts';
import type { Facts } from '../commands.ts';
import type { ComplaintEvent, Sealed } from '../complaint.ts';
import { operatorFor, problemName } from '../reference.ts';
import { scopeOf } from '../scope.ts';
import type { LoadedComplaint } from '../store.ts';
import { type LetterText, layDown } from './letters.ts';
import { endQuestionJob } from './rival-jobs.ts';

type Act = {
  readonly loaded: LoadedComplaint;
  readonly actor: Actor;
  readonly events: readonly ComplaintEvent[];
  /** The unit the act names, or the other party of the dispute. */
  readonly rival: Facts['namedUnit'];
  readonly at: Date;
  readonly plain: (sealed: Sealed) => string | undefined;
};

/**
 * The other bureau of a dispute is asked in the very act, where it works here: what it must know to say whether it is competent,
 * nothing of the complainant. Once the dispute is settled nobody waits for its answer.
 */
export const askRival = async (context: Context, tx: Tx, act: Act): Promise<void> => {
  const { loaded, actor, rival, at } = act;
  if (rival?.tenant === undefined || rival.kind !== 'bureau') return;
  const { tenant, state } = loaded;
  const disputed = act.events.find((event) => event.type === 'CompetenceDisputed');
  if (disputed !== undefined && disputed.payload.rival === rival.id) {
    const text = await textOf(context, tx, act, disputed.payload.reasons);
    await tx.rescope(scopeOf(actor, [tenant, rival.tenant]));
    await layDown(context, tx, {
      tenant: rival.tenant,
      id: newId(),
      bureau: rival.id,
      kind: 'question',
      number: state.number,
      fromTenant: tenant,
      fromBureau: state.bureau,
      arisenOn: disputed.payload.on,
      text,
      at,
    });
    await tx.rescope(scopeOf(actor, [tenant]));
    return;
  }
  const isSettled = act.events.some(
    ({ type }) => type === 'CompetenceAgreed' || type === 'CompetenceDecided' || type === 'ComplaintTakenOver',
  );
  if (isSettled && state.dispute?.rival === rival.id)
    await enqueue(tx, endQuestionJob, { number: state.number }, { tenant: rival.tenant });
};

const textOf = async (
  context: Context,
  tx: Tx,
  { loaded: { tenant, stream, state }, plain }: Act,
  reasons: Sealed,
): Promise<LetterText> => {
  const { fields = {} } = state.parties.find(({ kind }) => kind === 'respondent') ?? {};
  const entries = [fields.name, fields.address].flatMap((one) => (one === undefined ? [] : [one.entry]));
  const opened = await context.vault.openEntries(tx, { tenant, stream }, entries);
  const values = new Map(opened.flatMap((one) => ('refusal' in one ? [] : [[one.entry, String(one.value)] as const])));
  const { operator } = state.respondent;
  const registered = operator === undefined ? undefined : await operatorFor(tx, operator);
  const respondent = registered?.name ?? values.get(fields.name?.entry ?? '');
  const address = registered?.address ?? values.get(fields.address?.entry ?? '');
  const problem = await problemName(tx, state.problemCode);
  return {
    reasons: plain(reasons) ?? '',
    ...(respondent === undefined ? {} : { respondent }),
    ...(address == null ? {} : { address }),
    ...(problem === undefined ? {} : { problem }),
  };
};
