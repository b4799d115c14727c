import type { Actor } from '#kernel/actor.ts';
import { type Day, dayOf } from '#kernel/day.ts';
import { isRefusal, type Refusal, refuse } from '#kernel/refusal.ts';
import { audit } from '#platform/audit.ts';
import { now } from '#platform/clock.ts';
import type { Context } from '#platform/context.ts';
import type { Tx } from '#platform/db.ts';
import { newId } from '#platform/ids.ts';
import { enqueue } from '#platform/jobs.ts';
import { actOnComplaint } from '../handle.ts';
import { aboveFor, unitFor, unitsFor } from '../reference.ts';
import { scopeOf } from '../scope.ts';
import type { DecideRequestBody } from './contract.ts';
import { actorIn, basis, type LetterRow, layDown, letterColumns, mayDecide, readLetter } from './letters.ts';
import { superiorDecisionJob } from './rival-jobs.ts';

/** The superior names who handles it; its decision lies with the bureau that asked in the same transaction. */
export const decideRequest = async (
  context: Context,
  tx: Tx,
  actor: Actor,
  id: string,
  { competent, reasons, document }: DecideRequestBody,
): Promise<{ decided: true } | Refusal> => {
  const row = await tx.maybe<LetterRow>(
    `select ${letterColumns} from competence_letter where competence_letter = $1 and kind = 'request' for update`,
    [id],
  );
  if (row === undefined) return refuse('competence-question-not-found', { status: 404, basis: [...basis] });
  if (!mayDecide(actor)) return refuse('not-permitted', { status: 403, basis: [...basis] });
  if (row.ended_at !== null) return refuse('competence-question-ended', { basis: [...basis] });
  const at = now();
  const objection = await competentObjection(tx, row, competent, dayOf(at));
  if (objection !== undefined) return objection;
  const { dispute } = (await readLetter(context, tx, row)) ?? {};
  await tx.run(
    `update competence_letter set competent = $3, ended_at = $4, ended_by = $5, sealed = null
      where tenant = $1 and competence_letter = $2`,
    [row.tenant, id, competent, at, actor.account],
  );
  await audit(tx, {
    tenant: row.tenant,
    account: actor.account,
    act: 'decide-competence-request',
    subject: `letter:${id}`,
    detail: { number: row.number, competent },
  });
  const letter = newId();
  await tx.rescope(scopeOf(actor, [row.tenant, row.from_tenant]));
  await layDown(context, tx, {
    tenant: row.from_tenant,
    id: letter,
    bureau: row.from_bureau,
    kind: 'decision',
    number: row.number,
    fromTenant: row.tenant,
    fromBureau: row.bureau,
    arisenOn: row.arisen_on,
    competent,
    text: {
      reasons,
      ...(document === undefined ? {} : { document }),
      ...(dispute === undefined ? {} : { dispute }),
    },
    at,
  });
  await enqueue(tx, superiorDecisionJob, { letter }, { tenant: row.from_tenant, key: `superior-decision:${letter}` });
  return { decided: true };
};

/** A superior names itself or a bureau below it (art. 33). */
const competentObjection = async (
  tx: Tx,
  { bureau }: LetterRow,
  competent: string,
  on: Day,
): Promise<Refusal | undefined> => {
  const wrong = { status: 422, field: 'competent', basis: [...basis] };
  if ((await unitFor(tx, competent, on))?.kind !== 'bureau')
    return refuse('no-such-bureau', { ...wrong, params: { unit: competent } });
  const above = (await aboveFor(tx, [competent], on)).get(competent) ?? [];
  return competent === bureau || above.some(({ unit }) => unit === bureau)
    ? undefined
    : refuse('not-below-the-superior', {
        ...wrong,
        params: { superior: (await unitFor(tx, bureau, on))?.name ?? bureau },
      });
};

/** The decision is put on the case and the letter ended in one commit: run twice, it is on file once. */
export const takeSuperiorDecision = async (context: Context, tenant: string, letter: string): Promise<boolean> => {
  const actor = await actorIn(context, tenant);
  return await context.database.transact(scopeOf(actor), async (tx) => {
    const row = await tx.maybe<LetterRow>(
      `select ${letterColumns} from competence_letter
        where tenant = $1 and competence_letter = $2 and kind = 'decision' and ended_at is null for update`,
      [tenant, letter],
    );
    if (row === undefined) return false;
    const text = await readLetter(context, tx, row);
    if (text === undefined) throw new Error(`a waiting decision without its words: ${letter}`);
    const { reasons, document, dispute } = text;
    const at = now();
    const today = dayOf(at);
    const competent = row.competent ?? row.from_bureau;
    const namedUnit = await unitFor(tx, competent, today);
    // Before the act, which may leave the bureau this letter lies with.
    await tx.run(
      `update competence_letter set ended_at = $3, ended_by = $4, sealed = null
        where tenant = $1 and competence_letter = $2`,
      [tenant, letter, at, actor.account],
    );
    const done = await actOnComplaint(context, tx, {
      number: row.number,
      tenant,
      actor,
      at,
      make: (loaded, sealing) => ({
        act: 'take-superior-decision',
        body: row.from_bureau,
        competent,
        decidedOn: dayOf(row.sent_at),
        ...(document === undefined ? {} : { document }),
        arisenOn: row.arisen_on as Day,
        ...(dispute === undefined ? {} : { dispute }),
        reasons: sealing.text(loaded.stream, 'reasons', reasons),
      }),
      units: await unitsFor(tx, tenant, today),
      ...(namedUnit === undefined ? {} : { namedUnit }),
    });
    // A dispute that ended meanwhile waits for no decision any more.
    if (isRefusal(done) && done.refusal !== 'not-in-this-state') throw new Error(done.refusal);
    return true;
  });
};
