import { isRefusal, type Refusal, refuse } from '#kernel/refusal.ts';
import type { Facts } from '../commands.ts';
import type { Complaint } from '../complaint.ts';
import { actsFor, commonSuperiors, type Superior } from '../superiors.ts';

const o121 = (article: string) => ({ text: 'order-121', article });

export const idOf = ({ unit, name }: Superior): string => unit ?? name;
export const names = (superiors: readonly Superior[]): string => superiors.map(({ name }) => name).join('、');

export const aboveOwn = (state: Complaint, facts: Facts): readonly Superior[] => facts.above.get(state.bureau) ?? [];

/** Who stands above both bureaus of a dispute; above the case's own where the directory does not know the other. */
export const commonTo = (rival: string | undefined, state: Complaint, facts: Facts): readonly Superior[] => {
  const own = aboveOwn(state, facts);
  const others = rival === undefined ? undefined : facts.above.get(rival);
  return others === undefined ? own : commonSuperiors(own, others);
};

type Named = { readonly unit?: string | undefined; readonly body?: string | undefined };

/** A bureau of any authority by its id, or one that does not work here by its name: exactly one of the two. */
export const named = (said: Named, fields: readonly [string, string], facts: Facts): string | undefined | Refusal => {
  const { unit, body } = said;
  if (unit !== undefined && body !== undefined) {
    return refuse('bureau-named-twice', { status: 422, field: fields[1], basis: [o121('33')] });
  }
  if (unit !== undefined && (facts.namedUnit?.id !== unit || facts.namedUnit.kind !== 'bureau')) {
    return refuse('no-such-bureau', { status: 422, field: fields[0], basis: [o121('33')], params: { unit } });
  }
  return unit ?? body;
};

/** Nobody is given, nor argues for, what it may not decide on that day. */
export const powerObjection = (
  unit: string,
  field: string,
  state: Complaint,
  { namedUnit }: Facts,
): Refusal | undefined =>
  namedUnit?.id === unit && namedUnit.mayDecide === false && unit !== state.bureau
    ? refuse('bureau-may-not-decide', {
        status: 422,
        field,
        basis: [o121('16')],
        params: { unit: namedUnit.name ?? unit },
      })
    : undefined;

/** Trap 13: form 3 goes down only, from an intake body or a superior; a bureau beside the others gives back or refuses. */
export const senderObjection = (state: Complaint, facts: Facts): Refusal | undefined =>
  sendsDown(state, facts) || keepsItself(state.bureau, state, facts) ? undefined : nobodyBelow(state);

export const sendsDown = ({ bureau }: Complaint, { units }: Facts): boolean =>
  units.get(bureau)?.kind === 'intake-centre' || [...units.values()].some((one) => isBelow(bureau, one));

/** Art. 41 sends down or to a unit of the same level: a bureau that is its own intake takes up itself what it received. */
export const keepsItself = (to: string, { bureau, intake, phase }: Complaint, { units }: Facts): boolean =>
  to === bureau && bureau === intake && phase === 'received' && units.get(to)?.kind === 'bureau';

const nobodyBelow = ({ bureau, intake, phase }: Complaint): Refusal =>
  bureau === intake
    ? refuse('own-intake-has-nobody-below', {
        basis: [o121('41')],
        instead: [phase === 'received' ? 'route' : 'register', 'direct-elsewhere', 'transfer'],
      })
    : refuse('form-3-goes-down-only', { basis: [o121('41')], instead: ['return-to-intake', 'refuse'] });

type Unit = Facts['units'] extends ReadonlyMap<string, infer One> ? One : never;

const isBelow = (bureau: string, { kind, parent }: Unit): boolean => kind === 'bureau' && parent === bureau;

/** In whose name the unit that has the case sends on: an intake centre works for the bureau it belongs to. */
const senderOf = (bureau: string, units: Facts['units']): string | null => {
  const unit = units.get(bureau);
  return unit?.kind === 'intake-centre' ? unit.parent : bureau;
};

/** Art. 41(1): to a bureau below, or within the sender's own bureau. */
const isDownFrom = (sender: string | null, to: string, units: Facts['units']): boolean => {
  if (sender === null || to === sender) return true;
  for (let unit = units.get(to); unit?.parent != null; unit = units.get(unit.parent))
    if (unit.parent === sender) return true;
  return false;
};

/** Form 3 goes to another bureau of the authority, and only to one that may decide: whoever may not could only give it back. */
export const receiverObjection = (to: string, state: Complaint, facts: Facts): Refusal | undefined => {
  if (keepsItself(to, state, facts)) return undefined;
  if (!sendsDown(state, facts)) return nobodyBelow(state);
  const basis = [o121('41')];
  if (facts.units.get(to)?.kind !== 'bureau')
    return refuse('no-such-bureau', { status: 422, field: 'to', basis, params: { unit: to } });
  if (to === state.bureau) return refuse('already-there', { status: 422, field: 'to', basis });
  return isDownFrom(senderOf(state.bureau, facts.units), to, facts.units)
    ? powerObjection(to, 'to', state, facts)
    : refuse('not-a-bureau-below', { status: 422, field: 'to', basis });
};

export const rivalIn = (command: { rival?: string; rivalBody?: string }, state: Complaint, facts: Facts) => {
  const rival = named({ unit: command.rival, body: command.rivalBody }, ['rival', 'rivalBody'], facts);
  if (isRefusal(rival) || rival === undefined) return rival;
  if (rival === state.bureau) return refuse('rival-is-own', { status: 422, field: 'rival', basis: [o121('33')] });
  return powerObjection(rival, 'rival', state, facts) ?? rival;
};

/** What bound the body the case came from binds this one as well: only a superior may say otherwise. */
export const linkedObjection = (rival: string, { linked, settled }: Complaint): Refusal | undefined =>
  linked?.bureau === rival && settled !== null
    ? refuse('competence-settled', {
        basis: [o121('13(4)'), o121('33')],
        params: { on: settled.on },
        instead: ['ask-superior'],
      })
    : undefined;

export const notCommon = (common: readonly Superior[], field: string): Refusal =>
  refuse('not-the-common-superior', {
    status: 422,
    field,
    basis: [o121('33')],
    params: { superior: names(common) },
  });

/** A superior names itself or one below it; of a bureau that does not work here the directory knows neither. */
const belowObjection = (competent: string, superior: Superior, facts: Facts): Refusal | undefined => {
  const above = facts.above.get(competent);
  return above === undefined || competent === idOf(superior) || above.some((one) => idOf(one) === idOf(superior))
    ? undefined
    : refuse('not-below-the-superior', {
        status: 422,
        field: 'competent',
        basis: [o121('33')],
        params: { superior: superior.name },
      });
};

/** Without a dispute or a request a superior may take a case itself (art. 13(4)); to name a third it must have been asked (art. 33). */
const unaskedObjection = (competent: string, superior: Superior, { phase }: Complaint): Refusal | undefined =>
  phase === 'competence-dispute' || competent === idOf(superior)
    ? undefined
    : refuse('superior-was-not-asked', {
        field: 'competent',
        basis: [o121('13(4)'), o121('33')],
        params: { superior: superior.name },
        instead: ['dispute-competence', 'ask-superior'],
      });

/** Here the superior decides on its own desk: of the bureaus of its authority, itself or one below it that may decide. */
export const decidedObjection = (
  competent: string,
  superior: Superior,
  state: Complaint,
  facts: Facts,
): Refusal | undefined => {
  if (facts.units.get(competent)?.kind !== 'bureau')
    return refuse('no-such-bureau', {
      status: 422,
      field: 'competent',
      basis: [o121('33')],
      params: { unit: competent },
    });
  return (
    belowObjection(competent, superior, facts) ??
    // Art. 13(4): what a superior may handle itself it needs no other power for.
    (competent === idOf(superior) ? undefined : powerObjection(competent, 'competent', state, facts))
  );
};

/** It was decided outside: of any authority here, one below the body, and only what that body was asked about. */
export const designatedObjection = (
  competent: string,
  superior: Superior,
  state: Complaint,
  facts: Facts,
): Refusal | undefined =>
  belowObjection(competent, superior, facts) ??
  unaskedObjection(competent, superior, state) ??
  powerObjection(competent, 'competent', state, facts);

/** Acts in which another bureau is named that is to handle the case, or says that it does. */
export const namingActs = [
  'route',
  'dispute-competence',
  'ask-superior',
  'record-designation',
  'decide-competence',
] as const;
export type NamingAct = (typeof namingActs)[number];

/**
 * Whether the bureau of `facts.namedUnit` may be named in the act, by the very objections the act meets; and under which of the
 * superiors, where one of several is chosen. What the desk offers and what is refused are one rule.
 */
export const namedUnder = (act: NamingAct, state: Complaint, facts: Facts): readonly string[] | undefined => {
  const unit = facts.namedUnit?.id ?? '';
  const { dispute } = state;
  switch (act) {
    case 'route':
      return receiverObjection(unit, state, facts) === undefined ? [] : undefined;
    case 'dispute-competence':
      return isRefusal(rivalIn({ rival: unit }, state, facts)) || linkedObjection(unit, state) !== undefined
        ? undefined
        : [];
    case 'ask-superior': {
      const common = isRefusal(rivalIn({ rival: unit }, state, facts)) ? [] : commonTo(unit, state, facts);
      return common.length === 0 ? undefined : common.map(idOf);
    }
    case 'record-designation': {
      if (isRefusal(named({ unit }, ['competent', 'competentBody'], facts))) return undefined;
      const bodies = commonTo(dispute?.rival ?? undefined, state, facts).filter(
        (body) => body.unit === null && designatedObjection(unit, body, state, facts) === undefined,
      );
      return bodies.length === 0 ? undefined : bodies.map(idOf);
    }
    case 'decide-competence': {
      const superior = actsFor(facts.actor.bureaus, commonTo(dispute?.rival ?? undefined, state, facts));
      return superior === undefined || decidedObjection(unit, superior, state, facts) !== undefined ? undefined : [];
    }
  }
};
