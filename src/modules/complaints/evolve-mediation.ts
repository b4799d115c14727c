import { compareDays, dayOf } from '#kernel/day.ts';
import type { Complaint, ComplaintEvent, Phase } from './complaint.ts';
import { followMediator } from './draft-officer.ts';
import { heard } from './evolve-facts.ts';
import { endExclusion, reopened } from './exclusions.ts';
import type { MediationEvent } from './mediation-events.ts';
import { closedPhases } from './phases.ts';
import { heldOutside, heldUntil, interruptedSince, withoutSession } from './sessions.ts';
import { sidesToldOf } from './void-papers.ts';

/** What the steps between acceptance and the end of mediation change about a case. */
export const withMediation = (state: Complaint, event: MediationEvent): Complaint =>
  followMediator(state, mediationAfter(state, event));

/** Beside the end of the case: the consent said and whoever mediated at the agreement itself, where the file had neither (arts 18, 21). */
export const agreedUpon = (
  { operatorConsent, mediator }: Complaint,
  agreed: Extract<ComplaintEvent, { type: 'AgreementRecorded' }>['payload'],
): Pick<Complaint, 'recoveredFen' | 'operatorConsent' | 'mediator'> => ({
  recoveredFen: agreed.recoveredFen,
  operatorConsent: agreed.respondentConsented ?? operatorConsent,
  mediator: agreed.mediator ?? mediator,
});

/** Art. 18: it has been asked and reached, and no longer refuses or stays away, as where it answers. */
const agreedAsOpened = (
  state: Complaint,
  { respondentConsented, consentedAt }: Extract<MediationEvent, { type: 'MediationOpened' }>['payload'],
): Partial<Complaint> =>
  respondentConsented === undefined
    ? {}
    : {
        operatorConsent: true,
        operatorAnswered: true,
        unreachedAsShown: [],
        ...heard(state, 'respondent', consentedAt),
      };

const mediationAfter = (state: Complaint, event: MediationEvent): Complaint => {
  switch (event.type) {
    case 'MediationOpened':
      return {
        ...state,
        phase: 'mediating',
        mediator: event.payload.mediator,
        assistants: event.payload.assistants ?? [],
        ...agreedAsOpened(state, event.payload),
        mediation: {
          mode: event.payload.mode,
          at: event.payload.at ?? null,
          place: event.payload.place ?? null,
          heldBefore: heldBefore(state, event.payload),
        },
      };
    case 'SessionCalledOff': {
      const { at, why, voids = [] } = event.payload;
      const told = sidesToldOf(state, voids);
      const off = voids.map((n) => ({ n, at, why, told }));
      return { ...state, mediation: withoutSession(state.mediation), calledOff: [...state.calledOff, ...off] };
    }
    case 'MediationInterrupted': {
      const { by, against, assistant, on } = event.payload;
      const asked = { by, against, ...(assistant === undefined ? {} : { assistant }) };
      return {
        ...state,
        phase: 'interrupted',
        recusal: { ...asked, before: state.phase },
        exclusions: [...state.exclusions, { from: on, to: null, reason: 'recusal' }],
      };
    }
    case 'RecusalDecided':
      return recusalDecided(state, event.payload);
    case 'AppraisalStarted':
      return {
        ...state,
        phase: 'appraisal',
        // It begins with the cost borne by somebody: that it was once in dispute ends no mediation any more.
        appraisalDisputedOn: null,
        // Made ready for a limit that now ends later.
        terminationDrafted: false,
        draftedFor: null,
        phaseBeforePause: state.phase,
        exclusions: [...state.exclusions, { from: event.payload.from, to: null, reason: 'appraisal' }],
      };
    case 'AppraisalNotAgreed':
      return { ...state, appraisalDisputedOn: event.payload.on };
    case 'AppraisalEnded':
      return {
        ...state,
        phase: state.phaseBeforePause ?? 'mediating',
        phaseBeforePause: null,
        exclusions: endExclusion(state.exclusions, event.payload.to, ['appraisal']),
      };
    case 'MediationEntrusted':
      // Art. 19: who presides is now for the body to say; whoever of the bureau did so until then stays in the history.
      return { ...state, entrustedTo: event.payload.organisation, mediator: null, assistants: [] };
    case 'EntrustingEnded':
      // What the body had fixed goes with it: whoever mediates from now on tells both anew (art. 20).
      return {
        ...state,
        phase: 'accepted',
        entrustedTo: null,
        mediator: null,
        assistants: [],
        mediation: heldUntil(state.mediation, event.payload.on),
      };
  }
};

/**
 * An ending that is drafted goes with the case to its new handler, so that an officer who has it is named; to a new mediator only
 * where it was drafted for the one before.
 */
export const assigned = (
  state: Complaint,
  { role, to }: Extract<ComplaintEvent, { type: 'ComplaintAssigned' }>['payload'],
): Complaint => {
  const waits = state.terminationDrafted && !closedPhases.has(state.phase);
  if (role !== 'mediator') return { ...state, handler: to, draftedFor: waits ? to : state.draftedFor };
  const wasMediators = state.draftedFor === state.mediator && state.draftedFor !== state.handler;
  return { ...state, mediator: to, draftedFor: waits && wasMediators ? to : state.draftedFor };
};

/** The first sessions do not say whether the one before was over; of those the day does. */
const heldBefore = (
  { mediation }: Complaint,
  { earlierHeld, on }: Extract<MediationEvent, { type: 'MediationOpened' }>['payload'],
): boolean =>
  mediation !== null &&
  (earlierHeld === true ||
    mediation.heldBefore ||
    mediation.at === null ||
    compareDays(dayOf(new Date(mediation.at)), on) < 0);

const recusalDecided = (
  state: Complaint,
  { recused, mediator, assistant, on }: Extract<ComplaintEvent, { type: 'RecusalDecided' }>['payload'],
): Complaint => {
  const { before = 'mediating', ...asked } = state.recusal ?? { by: 'complainant', against: state.mediator };
  const mediation = heldOutside(state.mediation, interruptedSince(state.exclusions), on);
  return {
    ...state,
    phase: before,
    recusal: null,
    recusals: [...state.recusals, { ...asked, granted: recused }],
    mediator,
    // Nobody to hold it; a mediator who is named at once holds what was fixed.
    mediation: mediator === null && asked.against !== null ? heldUntil(mediation, on) : mediation,
    assistants: recused ? state.assistants.filter(({ entry }) => entry !== assistant?.entry) : state.assistants,
    exclusions: endExclusion(state.exclusions, on, ['recusal']),
  };
};

/** An annulled ending had closed the days left out; of a case that is back in its pause they run on. */
export const spansAfterAnnulment = (state: Complaint, back: Phase): Complaint['exclusions'] => {
  if (back === 'appraisal') return reopened(state.exclusions, 'appraisal');
  if (back !== 'interrupted') return state.exclusions;
  const waiting = reopened(state.exclusions, 'recusal');
  return state.recusal?.before === 'appraisal' ? reopened(waiting, 'appraisal') : waiting;
};
