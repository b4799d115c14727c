import { compareDays } from '#kernel/day.ts';
import { isRefusal, type Refusal, refuse } from '#kernel/refusal.ts';
import { type GroundRule, switchOn } from '#kernel/rule.ts';
import { groundsFor, mediationClock } from '../clocks.ts';
import type { CommandOf, Decision, Facts } from '../commands.ts';
import type { Complaint } from '../complaint.ts';
import { decidedUnder } from '../governing.ts';
import type { EndingParticulars, GroundParticulars, SaidOfEnding } from '../ground-particulars.ts';
import { isRecused } from '../recused.ts';
import { hoursApart, timesTried } from '../tried.ts';
import { isMediationHeld } from './mediation.ts';
import { groundObjection, refusalFields, refusalParticulars } from './refusing.ts';
import { isJoint } from './represented.ts';
import { settlementDayObjection } from './settlement-day.ts';

const o121 = (article: string) => ({ text: 'order-121', article });

type Wish = { readonly ground: number } & SaidOfEnding;

/** A decision under seal (form 8): each ground stands on facts, on file already or named with it. */
export const terminateMediation = (
  command: CommandOf<'terminate'>,
  state: Complaint,
  facts: Facts,
): Decision | Refusal => {
  const ground = endingGround(command, state, facts);
  if (isRefusal(ground)) return ground;
  const { reasons } = command;
  const particulars = endingParticulars(command);
  const details = { ground: ground.number, reasons, ...particulars };
  const under = decidedUnder(state, facts.today, facts.law);
  return {
    events: [
      {
        type: 'MediationTerminated',
        payload: { on: facts.today, ground: command.ground, reasons, ...under, ...particulars },
      },
    ],
    papers: [
      { code: 'form-8', to: ['complainant'], details },
      { code: 'form-8', to: ['respondent'], details },
    ],
  };
};

const foundRule = (found: EndingParticulars['found'], state: Complaint, facts: Facts): GroundRule | undefined =>
  groundsFor('refusal', state, facts.today, facts.law).find(({ number }) => String(number) === found);

/** The ground of this number where the file and what is named with it bear it, in a decision as in its correction. */
export const endingGround = (wish: Wish, state: Complaint, facts: Facts): GroundRule | Refusal => {
  const ground = groundsFor('termination', state, facts.today, facts.law).find((rule) => rule.number === wish.ground);
  if (ground === undefined) {
    return refuse('no-such-termination-ground', {
      status: 422,
      field: 'ground',
      basis: [o121('23')],
      params: { ground: wish.ground },
    });
  }
  const objection = endingObjection(ground, state, facts) ?? particularsObjection(ground, wish, state, facts);
  return objection === undefined ? ground : { basis: ground.basis, ...objection };
};

export const endingParticulars = (said: SaidOfEnding): GroundParticulars => ({
  ...(said.settledOn === undefined ? {} : { settledOn: said.settledOn }),
  ...(said.found === undefined ? {} : { found: said.found }),
  ...(said.ended === undefined ? {} : { ended: said.ended }),
  ...refusalParticulars(said),
});

/** What the file must already show before a ground can be used; nothing said with the decision makes up for it. */
export const endingObjection = (ground: GroundRule, state: Complaint, facts: Facts): Refusal | undefined => {
  if (ofMediating.includes(ground.fact) && isRecused(facts.actor.account, state))
    return refuse('recused-from-this-case', { status: 403, field: 'ground' });
  switch (ground.fact) {
    case 'absent-or-refusing':
      return isUnwilling(ground, state, facts)
        ? undefined
        : refuse('no-refusal-or-absence-on-file', {
            params: { times: contactsNeeded(facts), hours: hoursApart(facts.law, 'TER-02', facts.today) },
            instead: ['contact', 'answer'],
          });
    case 'no-agreement-possible':
      // Art. 21(2): what is interrupted has not come to its end.
      if (state.phase === 'interrupted') return refuse('mediation-interrupted', { instead: ['resume'] });
      return isMediationHeld(state, facts)
        ? undefined
        : refuse('mediation-not-held', { instead: ['open-mediation', 'contact'] });
    case 'appraisal-cost-disputed':
      return state.appraisalDisputedOn === null
        ? refuse('no-appraisal-dispute-on-file', { instead: ['appraise'] })
        : undefined;
    case 'time-expired':
      return timeObjection(state, facts);
    default:
      return undefined;
  }
};

/** How the mediation went: nothing that somebody who has to keep out of it may judge (art. 21). */
const ofMediating: readonly string[] = ['absent-or-refusing', 'no-agreement-possible', 'appraisal-cost-disputed'];

/** Art. 23(1)(2): either party's clear refusal or absence; Order 20 art. 21(1)(3): either's absence, the respondent's refusal. */
const isUnwilling = (ground: GroundRule, state: Complaint, facts: Facts): boolean => {
  const either = ground.basis[0].text === 'order-121';
  return (
    state.operatorConsent === false ||
    state.unwilling.some(({ how, party }) => how === 'refused' && (either || party === 'respondent')) ||
    state.unwilling.some(({ how }) => how === 'absent') ||
    timesTried(unansweredIn(state), hoursApart(facts.law, 'TER-02', facts.today)) >= contactsNeeded(facts)
  );
};

/** Attempts that nobody took, and nobody answered since. */
export const unansweredIn = ({ unwilling }: Pick<Complaint, 'unwilling'>): Complaint['unwilling'] =>
  unwilling.filter(({ how }) => how === 'unanswered');

/** No text says how often a party must be called before its silence counts as staying away. */
export const contactsNeeded = ({ law, today }: Pick<Facts, 'law' | 'today'>): number =>
  Number(switchOn(law.rulebook, law.settings, 'TER-02', 'failed-contacts', today) ?? 2);

const timeObjection = (state: Complaint, facts: Facts): Refusal | undefined => {
  const due = mediationClock(state, facts.law);
  if (due === undefined || due.dueOn === null) return refuse('mediation-limit-not-running');
  return due.provisional || compareDays(facts.today, due.dueOn) <= 0
    ? refuse('mediation-limit-not-over', {
        params: { dueOn: due.dueOn },
        instead: ['record-agreement', 'open-mediation'],
      })
    : undefined;
};

const factOf: Readonly<Record<keyof EndingParticulars, readonly string[]>> = {
  settledOn: ['withdrawn-or-settled'],
  found: ['refusal-ground-found', 'refusal-ground-or-fraud-found'],
  ended: ['party-dead-or-dissolved'],
};
const particularFields = ['settledOn', 'found', 'ended'] as const;

/** An item of art. 16, not the fraud of art. 42: it names what its refusal would have named. */
const isItemFound = ({ fact }: GroundRule, { found }: Wish): boolean =>
  factOf.found.includes(fact) && found !== undefined && found !== 'fraud';

const particularsObjection = (
  ground: GroundRule,
  command: Wish,
  state: Complaint,
  facts: Facts,
): Refusal | undefined => {
  const stray = particularFields.find((field) => command[field] !== undefined && !factOf[field].includes(ground.fact));
  if (stray !== undefined) {
    return refuse('belongs-to-another-ground', { status: 422, field: stray, params: { ground: ground.number } });
  }
  if (!isItemFound(ground, command)) {
    const ofRefusal = refusalFields.find((field) => command[field] !== undefined);
    if (ofRefusal !== undefined)
      return refuse('belongs-to-another-ground', { status: 422, field: ofRefusal, params: { ground: ground.number } });
  }
  if (factOf.settledOn.includes(ground.fact)) return settlementObjection(command, state, facts);
  if (factOf.found.includes(ground.fact)) return foundObjection(ground, command, state, facts);
  if (factOf.ended.includes(ground.fact)) {
    if (command.ended === undefined) return refuse('ended-party-not-named', { status: 422, field: 'ended' });
    // One of several who dies leaves the others their complaint (art. 12).
    if (command.ended === 'complainant' && isJoint(state))
      return refuse('others-still-complain', { status: 422, field: 'ended', instead: ['leave-joint'] });
  }
  return undefined;
};

const settlementObjection = ({ settledOn }: Wish, state: Complaint, facts: Facts): Refusal | undefined => {
  if (settledOn === undefined) {
    return state.withdrawalStatedOn === null
      ? refuse('no-withdrawal-or-settlement', { status: 422, field: 'settledOn', instead: ['withdraw'] })
      : undefined;
  }
  return settlementDayObjection(settledOn, state, facts);
};

const foundObjection = (ground: GroundRule, wish: Wish, state: Complaint, facts: Facts): Refusal | undefined => {
  const { found } = wish;
  if (found === 'fraud' && ground.fact === 'refusal-ground-or-fraud-found') return undefined;
  const rule = foundRule(found, state, facts);
  if (rule === undefined) return refuse('found-ground-not-named', { status: 422, field: 'found' });
  const objection = groundObjection(rule, wish, state, facts);
  return objection === undefined ? undefined : foundLaterObjection(objection, rule);
};

/** What can be done before acceptance only is no way out any more. */
const beforeAcceptance: readonly string[] = ['accept', 'ask-superior', 'refuse'];

const foundLaterObjection = (objection: Refusal, rule: GroundRule): Refusal => {
  const { instead, ...rest } = objection;
  const left = instead?.filter((act) => !beforeAcceptance.includes(act)) ?? [];
  return {
    basis: rule.basis,
    field: 'found',
    ...rest,
    ...(left.length === 0 ? {} : { instead: left }),
  };
};
