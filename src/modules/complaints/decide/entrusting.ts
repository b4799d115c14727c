import { compareDays, type Day } from '#kernel/day.ts';
import { type Refusal, refuse } from '#kernel/refusal.ts';
import { lastDayOf } from '#kernel/rule.ts';
import { mediationClock } from '../clocks.ts';
import type { CommandOf, Decision, Facts } from '../commands.ts';
import type { Complaint, ComplaintEvent, Party } from '../complaint.ts';
import { consentsNow, lackingFor } from '../consents.ts';
import { evolve } from '../evolve.ts';
import type { PaperOrder } from '../paper-orders.ts';
import { placesOf, worksOnCase } from '../permits.ts';
import { closedPhases } from '../phases.ts';
import { reportBackObjection } from './days-ahead.ts';
import { isJoint } from './represented.ts';
import { withdrawalObjection } from './withdrawn.ts';

const o121 = (article: string) => ({ text: 'order-121', article });

/** Several agree each for themselves, or through whom they chose in writing (art. 12); the bureau's view of the case names who has not. */
const complainantsUnwilling = (state: Complaint): Refusal | undefined => {
  const instead = ['state-consents', 'open-mediation'];
  const { against, silent } = lackingFor('entrust', state);
  if (!isJoint(state) || !state.consentsAsked)
    return consentsNow(state)?.entrust === true
      ? undefined
      : refuse('complainant-did-not-consent-to-entrusting', { basis: [o121('19')], instead });
  const named = (parties: readonly Party[]) => ({
    basis: [o121('12'), o121('19')],
    params: { count: parties.length },
  });
  if (against.length > 0) return refuse('one-of-several-declines-entrusting', { ...named(against), instead });
  return silent.length > 0
    ? refuse('not-all-agreed-to-entrusting', { ...named(silent), instead: [...instead, 'name-representative'] })
    : undefined;
};

/** Art. 19: both must have agreed; what they take back counts until the body has begun. */
const entrustConsentObjection = (state: Complaint): Refusal | undefined => {
  const unwilling = complainantsUnwilling(state);
  if (unwilling !== undefined) return unwilling;
  if (state.operatorEntrustConsent !== true) {
    return refuse('respondent-did-not-consent-to-entrusting', {
      basis: [o121('19')],
      instead: ['answer', 'open-mediation'],
    });
  }
  return undefined;
};

export const entrustObjection = (state: Complaint): Refusal | undefined =>
  withdrawalObjection(state) ??
  entrustConsentObjection(state) ??
  (state.entrustedTo === null
    ? undefined
    : refuse('already-entrusted', { basis: [o121('19')], instead: ['end-entrusting'] }));

/** A body that was entrusted opens no mediation once a party no longer wants it there. */
export const unwillingEntrusted = (state: Complaint): Refusal | undefined => {
  if (state.entrustedTo === null || state.phase !== 'accepted') return undefined;
  const unwilling = entrustConsentObjection(state);
  if (unwilling === undefined) return undefined;
  const instead =
    unwilling.refusal === 'not-all-agreed-to-entrusting' ? ['state-consents', 'end-entrusting'] : ['end-entrusting'];
  return { ...unwilling, instead };
};

/** By the bureau that entrusted it, or the body that cannot or will not go on: the case is the bureau's own to mediate again. */
export const endEntrusting = (
  { reasons }: CommandOf<'end-entrusting'>,
  state: Complaint,
  facts: Facts,
): Decision | Refusal => {
  const { entrustedTo: organisation } = state;
  if (organisation === null) return refuse('not-entrusted', { basis: [o121('19')] });
  const by = isOfBody(state, facts) ? 'body' : 'bureau';
  const event = { type: 'EntrustingEnded', payload: { organisation, by, reasons, on: facts.today } } as const;
  // It reads the case no more: what it is told is brought to it.
  const told = { organisation, name: facts.entrusted?.name ?? organisation, how: 'taken-back', reasons } as const;
  return {
    events: [event],
    papers: by === 'body' ? [] : [{ code: 'entrustment-end', to: ['bureau'], details: told }],
  };
};

/** Acts for the body the mediation is entrusted to, and not for the bureau. */
export const isOfBody = (state: Complaint, { actor, tenant }: Facts): boolean => {
  const places = placesOf(actor, state, tenant);
  return places.has('entrusted') && !worksOnCase(places);
};

/**
 * With the case the mandate is over, whoever ended it: the body that did not end it itself has that in writing, with the case it
 * still reads. It falls with an acceptance that was wrong, and lives again with a case whose ending was.
 */
export const withMandateOver = (decision: Decision, state: Complaint, facts: Facts): Decision => {
  const { entrustedTo: organisation } = state;
  if (organisation === null) return decision;
  const body = { organisation, name: facts.entrusted?.name ?? organisation };
  const annulled = decision.events.find((event) => event.type === 'DecisionAnnulled');
  if (annulled !== undefined) return withAnnulment(decision, annulled.payload, body, state, facts);
  const { phase, entrustedTo } = folded(decision, state);
  if (closedPhases.has(state.phase) || !closedPhases.has(phase)) return decision;
  if (entrustedTo !== organisation || isOfBody(state, facts)) return decision;
  const how = phase === 'agreed' || phase === 'terminated' ? phase : 'closed';
  const details = { ...body, how } as const;
  return withLetter(decision, { code: 'entrustment-end', to: ['bureau'], details, takenOverBy: organisation });
};

const folded = (decision: Decision, state: Complaint): Complaint =>
  decision.events.reduce<Complaint>((before, event) => evolve(before, event), state);

const withLetter = (decision: Decision, letter: PaperOrder): Decision => ({
  ...decision,
  papers: [...decision.papers, letter],
});

/** With the ending falls the letter that ended the mandate: the body has it in writing that it goes on. */
export const isMandateToldOver = ({ papers }: Complaint, voids: readonly number[]): boolean =>
  papers.some(({ n, code }) => code === 'entrustment-end' && voids.includes(n));

type Annulled = Extract<ComplaintEvent, { type: 'DecisionAnnulled' }>['payload'];

const withAnnulment = (
  decision: Decision,
  { decision: fell, voids = [], reasons }: Annulled,
  body: { readonly organisation: string; readonly name: string },
  state: Complaint,
  facts: Facts,
): Decision => {
  const { organisation } = body;
  if (fell === 'ComplaintAccepted') {
    const ended = {
      type: 'EntrustingEnded',
      payload: { organisation, by: 'bureau', reasons, on: facts.today },
    } as const;
    const details = { ...body, how: 'taken-back', reasons } as const;
    const letter = { code: 'entrustment-end', to: ['bureau'], details } as const;
    return withLetter({ ...decision, events: [ended, ...decision.events] }, letter);
  }
  if (!isMandateToldOver(state, voids)) return decision;
  const details = { ...body, reportBackOn: lastMediationDay(folded(decision, state), facts) };
  return withLetter(decision, { code: 'entrustment', to: ['bureau'], details, takenOverBy: organisation });
};

/** Art. 19: only with the consent of both; form 1 asks the complainant, the answer asks the operator. */
export const entrustMediation = (command: CommandOf<'entrust'>, state: Complaint, facts: Facts): Decision | Refusal => {
  const unwilling = entrustObjection(state);
  if (unwilling !== undefined) return unwilling;
  const unfit = bodyObjection(command.organisation, facts);
  if (unfit !== undefined) return unfit;
  if (command.reportBackOn !== undefined && compareDays(command.reportBackOn, facts.today) < 0)
    return refuse('report-back-day-in-the-past', { status: 422, field: 'reportBackOn', basis: [o121('19')] });
  const until = lastMediationDay(state, facts);
  const tooFar = command.reportBackOn && reportBackObjection(command.reportBackOn, facts, [o121('19')], until);
  if (tooFar) return tooFar;
  return {
    events: [{ type: 'MediationEntrusted', payload: { organisation: command.organisation, on: facts.today } }],
    papers: [
      {
        code: 'entrustment',
        to: ['bureau'],
        details: {
          organisation: command.organisation,
          name: facts.organisation?.name ?? command.organisation,
          reportBackOn: command.reportBackOn ?? until,
        },
        takenOverBy: command.organisation,
      },
    ],
  };
};

const mayBeEntrusted: readonly string[] = ['association', 'mediation-body'];

/** A consumer association or another lawful mediation body, kept in the directory on the day with what makes it lawful. */
const bodyObjection = (organisation: string, { organisation: body }: Facts): Refusal | undefined => {
  const wrong = { status: 422, field: 'organisation', basis: [o121('19')] } as const;
  if (body === undefined || body.id !== organisation || !mayBeEntrusted.includes(body.kind))
    return refuse('not-a-body-that-may-be-entrusted', wrong);
  return body.authorisedBy === ''
    ? refuse('body-without-authorisation', { ...wrong, params: { name: body.name } })
    : undefined;
};

/** The entrusted body works within the bureau's own sixty days. */
const lastMediationDay = (state: Complaint, facts: Facts): Day => {
  const clock = mediationClock(state, facts.law);
  return clock?.dueOn ?? clock?.sureUntil ?? lastDayOf(facts.law.rulebook, 'ENT-01', facts.today);
};
