import type { Actor } from '#kernel/actor.ts';
import { type Day, dayOf } from '#kernel/day.ts';
import { isRefusal, type Refusal, refuse } from '#kernel/refusal.ts';
import type { BureauBelow } from '#modules/directory/facade.ts';
import { now } from '#platform/clock.ts';
import type { Context } from '#platform/context.ts';
import type { Tx } from '#platform/db.ts';
import type { BureausToName } from '../competence-contract.ts';
import { everyBureau, unitFor, unitsFor } from '../reference.ts';
import type { DecideRequestBody } from './contract.ts';
import { basis, type LetterRow, mayDecide } from './letters.ts';
import { lockAsked, reply, takeReply } from './reply.ts';
import { superiorDecisionJob } from './rival-jobs.ts';

/** The superior names who handles it; its decision lies with the bureau that asked in the same transaction. */
export const decideRequest = async (
  context: Context,
  tx: Tx,
  actor: Actor,
  id: string,
  { competent, reasons, document }: DecideRequestBody,
): Promise<{ decided: true } | Refusal> => {
  const row = await lockAsked(tx, id, 'request', mayDecide(actor));
  if (isRefusal(row)) return row;
  const objection = await competentObjection(tx, row, competent, dayOf(now()));
  if (objection !== undefined) return objection;
  await reply(context, tx, actor, row, {
    kind: 'decision',
    said: { competent },
    act: 'decide-competence-request',
    text: { reasons, ...(document === undefined ? {} : { document }) },
    job: superiorDecisionJob,
  });
  return { decided: true };
};

type Nameable = Pick<BureauBelow, 'id' | 'name' | 'mayDecide' | 'above'>;

/** A superior names itself, the bureau that asked, or one below it that may decide on complaints (art. 33). */
const isBelow = ({ id, above }: Nameable, superior: string): boolean =>
  id === superior || above.some(({ unit }) => unit === superior);

const mayHold = ({ id, mayDecide: decides }: Nameable, { bureau, from_bureau: asks }: LetterRow): boolean =>
  decides || id === bureau || id === asks;

const competentObjection = async (tx: Tx, row: LetterRow, competent: string, on: Day): Promise<Refusal | undefined> => {
  const wrong = { status: 422, field: 'competent', basis: [...basis] };
  const unit = (await everyBureau(tx, on)).find(({ id }) => id === competent);
  if (unit === undefined) return refuse('no-such-bureau', { ...wrong, params: { unit: competent } });
  if (!isBelow(unit, row.bureau))
    return refuse('not-below-the-superior', {
      ...wrong,
      params: { superior: (await unitFor(tx, row.bureau, on))?.name ?? row.bureau },
    });
  return mayHold(unit, row) ? undefined : refuse('bureau-may-not-decide', { ...wrong, params: { unit: unit.name } });
};

/** Whom the superior may name in answer to this request. */
export const bureausForRequest = async (tx: Tx, actor: Actor, id: string): Promise<BureausToName | Refusal> => {
  const row = await lockAsked(tx, id, 'request', mayDecide(actor));
  if (isRefusal(row)) return row;
  const bureaus = await everyBureau(tx, dayOf(now()));
  const below = bureaus.filter((unit) => isBelow(unit, row.bureau));
  return {
    bureaus: below.filter((unit) => mayHold(unit, row)).map(({ id: unit, name }) => ({ unit, name, superiors: [] })),
    barred: below.filter((unit) => !mayHold(unit, row)).map(({ id: unit, name }) => ({ unit, name })),
  };
};

export const takeSuperiorDecision = (context: Context, tenant: string, letter: string): Promise<boolean> =>
  takeReply(context, { tenant, letter, kind: 'decision' }, async (tx, row, { reasons, document, dispute }, at) => {
    const today = dayOf(at);
    const competent = row.competent ?? row.from_bureau;
    const namedUnit = await unitFor(tx, competent, today);
    return {
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
    };
  });
