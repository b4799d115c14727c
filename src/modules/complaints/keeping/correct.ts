import type { Actor } from '#kernel/actor.ts';
import { dayOf } from '#kernel/day.ts';
import { type Refusal, refuse } from '#kernel/refusal.ts';
import { audit } from '#platform/audit.ts';
import type { Context } from '#platform/context.ts';
import type { Tx } from '#platform/db.ts';
import { orRefuse } from '#platform/http/errors.ts';
import { actOnComplaint } from '../handle.ts';
import { unitsFor } from '../reference.ts';
import { readComplaint } from '../store.ts';
import { answerRequest } from './answer-request.ts';
import type { CorrectionBody } from './contract.ts';

/** Puts personal values right: new sealed values beside the old ones, which the history keeps for whoever may open it. */
export const correctPersonOf = async (
  context: Context,
  tx: Tx,
  actor: Actor,
  number: string,
  wish: CorrectionBody,
  at: Date,
): Promise<{ readonly version: number } | Refusal> => {
  const loaded = await readComplaint(tx, context.vault, number);
  if (loaded === undefined) return refuse('complaint-not-found', { status: 404 });
  const { tenant, stream } = loaded;
  if (!loaded.personKeys.has(wish.person)) return refuse('person-not-found', { status: 404, field: 'person' });
  const units = await unitsFor(tx, tenant, dayOf(at));
  const done = orRefuse(
    await actOnComplaint(context, tx, {
      number,
      actor,
      at,
      units,
      make: (_case, sealing) => {
        const { fields } = sealing.person(wish.fields, wish.person);
        return { act: 'correct-person', person: wish.person, fields };
      },
    }),
  );
  await audit(tx, {
    tenant,
    account: actor.account,
    act: 'correct-person',
    subject: `stream:${stream}`,
    reason: wish.reason,
    detail: { person: wish.person, fields: Object.keys(wish.fields).sort() },
  });
  const basis = 'pipl 46';
  await answerRequest(
    context,
    tx,
    actor,
    { tenant, stream, request: wish.request, kind: 'correct', basis },
    wish.reason,
  );
  return { version: done.version };
};
