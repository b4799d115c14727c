import type { Complaint, ComplaintEvent } from './complaint.ts';
import { spansAfterAnnulment } from './evolve-mediation.ts';
import { heldUntil } from './sessions.ts';
import { voidedBy } from './void-papers.ts';

type Annulled = Extract<ComplaintEvent, { type: 'DecisionAnnulled' }>['payload'];

/** A decision that fell: the case is where it was before it. */
export const annulled = (state: Complaint, payload: Annulled): Complaint => ({
  ...state,
  phase: payload.back,
  closedOn: null,
  archivedOn: null,
  // Of versions that still let it be annulled: it runs, and goes again once it is archived.
  retiredOn: null,
  reopenedOn: payload.back === 'awaiting-registration' ? payload.on : null,
  // Both were about an outcome that is none any more.
  rating: null,
  returnVisitedOn: null,
  ground: null,
  recoveredFen: payload.decision === 'AgreementRecorded' ? null : state.recoveredFen,
  terminationDrafted: false,
  draftedFor: null,
  decisions: state.decisions.filter((made) => made.version !== payload.version),
  voided: voidedBy(state, payload),
  ...unsaid(state, payload),
  ...(payload.decision === 'ComplaintAccepted' ? nothingMediated : mediatedSoFar(state, payload)),
});

/** What the agreement itself first said: the respondent's consent, and who mediated. */
const unsaid = (state: Complaint, { version }: Annulled): Partial<Complaint> => {
  const made = state.decisions.find((one) => one.version === version);
  return {
    ...(made?.agreedWith?.consent === true ? { operatorConsent: made.upon.operatorConsent } : {}),
    ...(made?.agreedWith?.mediator === true ? { mediator: null } : {}),
  };
};

/** What both said of their will stands, as does who has to keep out of it: neither was said by virtue of the acceptance. */
const nothingMediated = {
  acceptedOn: null,
  mediation: null,
  assistants: [],
  recusal: null,
  exclusions: [],
  phaseBeforePause: null,
  appraisalDisputedOn: null,
} as const satisfies Partial<Complaint>;

const mediatedSoFar = (state: Complaint, { on, back }: Annulled): Partial<Complaint> => ({
  mediation: heldUntil(state.mediation, on),
  exclusions: spansAfterAnnulment(state, back),
});
