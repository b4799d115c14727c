import type { Complaint, ComplaintEvent, Phase } from './complaint.ts';
import { withHearing } from './decision-heard.ts';
import { withAgentConfirmed, withAgentEnded, withAgentNamed } from './evolve-agents.ts';
import { annulled } from './evolve-annulled.ts';
import { disputed, goesOnAt, goesOnFrom, nobodyYet, rivalAnswered, settled } from './evolve-competence.ts';
import { corrected, nothingDecided, withDecision, withPaper } from './evolve-decisions.ts';
import { withPersonErased, withSealedCopy } from './evolve-erased.ts';
import {
  contacted,
  heard,
  identityCorrected,
  identityShown,
  partiesFiled,
  putRight,
  registrationIn,
  stillMissing,
} from './evolve-facts.ts';
import { agreedUpon, assigned, withMediation } from './evolve-mediation.ts';
import { leftAgain, withNotices } from './evolve-notices.ts';
import { choiceHandedIn, consentsSupplied, togetherAtFiling, withTogether } from './evolve-together.ts';
import { endExclusion } from './exclusions.ts';
import { noticesEnded } from './notices-ended.ts';
import { boughtOnline, withLearned } from './particulars.ts';
import { proofAdded, proofAsked, proofAskedBy, proofSupplied } from './proof-requests.ts';
import { atFiling, handedOn, receivedAt, receivedBack, withReceiptDay } from './receipts.ts';
import { hadCutShort, nothingNoticed, noticeOpened, noticeServed, noticeUndone } from './served-by-notice.ts';
import { heldUntil } from './sessions.ts';
import { settlementAnswered, settlementTold } from './settlement-told.ts';
import { afterOpening, afterTakingBack, afterTelling, withWish } from './telling.ts';
import { heardLate, heardLateOfSession } from './void-papers.ts';

const opened = (event: Extract<ComplaintEvent, { type: 'ComplaintFiled' }>): Complaint => {
  const { payload: filing } = event;
  const { consents: _consents, together: _together, ...known } = filing;
  return {
    ...known,
    online: boughtOnline(filing),
    parties: partiesFiled(filing),
    // Another body said already whose each file is: what its officers gathered is nobody's evidence but the officers' here too.
    evidence: filing.linked === undefined ? from('complainant', filing.evidence) : filing.evidence,
    version: 1,
    phase:
      filing.standing === 'companion' && filing.receivedOn === null
        ? 'awaiting-registration'
        : atHome(filing.bureau, filing.intake),
    registration: registrationIn(filing),
    handler: null,
    mediator: null,
    station: filing.station ?? null,
    ...atFiling(filing),
    acceptedOn: null,
    closedOn: null,
    proofs: [],
    dispute: null,
    linkedTo: null,
    ...goesOnFrom(filing),
    operatorConsent: null,
    operatorEntrustConsent: null,
    operatorAnswered: false,
    failedContacts: 0,
    unreachedAsShown: [],
    called: [],
    platformRequest: null,
    unwilling: [],
    heardAt: {},
    appraisalDisputedOn: null,
    respondentNotifiedOn: null,
    respondentPhone: null,
    respondentEmail: null,
    answerCode: null,
    mediation: null,
    assistants: [],
    recusal: null,
    recusals: [],
    entrustedTo: null,
    exclusions: [],
    phaseBeforePause: null,
    ground: null,
    recoveredFen: null,
    withdrawalStatedOn: null,
    terminationDrafted: false,
    draftedFor: null,
    rating: null,
    returnVisitedOn: null,
    archivedOn: null,
    retiredOn: null,
    incident: null,
    papers: [],
    voided: [],
    calledOff: [],
    sealedCopies: [],
    delivered: [],
    sentOnly: [],
    siteOnly: [],
    unreached: [],
    marked: {},
    opened: [],
    sentAgain: [],
    leftAgain: [],
    notices: [],
    ...togetherAtFiling(filing),
    settlement: null,
    ...nothingDecided,
    ...nothingNoticed,
  };
};

/** Whose a file is follows from the act, also where an officer took it in over the counter. */
const from = (side: 'complainant' | 'respondent', items: Complaint['evidence']): Complaint['evidence'] =>
  items.map((item) => (item.by === 'staff' ? { ...item, by: side } : item));

const registered = (
  state: Complaint,
  payload: Extract<ComplaintEvent, { type: 'ComplaintRegistered' }>['payload'],
): Complaint => {
  const { receivedOn } = payload;
  const isReceipt = state.receivedOn === null || state.registration?.isReceipt === true;
  const numbered = {
    ...state,
    registration: { number: payload.externalNumber, on: payload.registeredOn ?? receivedOn, isReceipt },
  };
  if (!isReceipt) return numbered;
  return {
    ...withReceiptDay(numbered, receivedOn),
    phase: state.phase === 'awaiting-registration' ? atHome(state.bureau, state.intake) : state.phase,
  };
};

/** Filed at a companion bureau: nobody has received it in law, whoever has it. */
const unregistered = ({ phase }: Complaint): boolean => phase === 'awaiting-registration';

/** A case lying at its intake body waits to be passed on; anywhere else it is being examined. */
const atHome = (bureau: string, intake: string): Phase => (bureau === intake ? 'received' : 'under-review');

const closed = (
  state: Complaint,
  event: ComplaintEvent & { payload: { on: Complaint['closedOn'] & string } },
  phase: Phase,
): Complaint => ({
  ...decided(state, event),
  phase,
  closedOn: event.payload.on,
  mediation: heldUntil(state.mediation, event.payload.on),
});

const decided = (
  state: Complaint,
  event: ComplaintEvent & { payload: { on: Complaint['closedOn'] & string } },
): Complaint => ({
  ...state,
  ...withDecision(state, event),
});

const step = (state: Complaint, event: ComplaintEvent): Complaint => {
  switch (event.type) {
    case 'ComplaintFiled':
      return state;
    case 'ComplaintRegistered':
      return registered(state, event.payload);
    case 'ReceiptDayCorrected':
      return {
        ...withReceiptDay(state, event.payload.receivedOn),
        corrected: event.payload.decision ?? state.corrected,
      };
    case 'ComplaintRouted':
      return {
        ...state,
        bureau: event.payload.to,
        ...(unregistered(state)
          ? handedOn(state, event.payload.to)
          : receivedAt(state, event.payload.to, event.payload.receivedOn, event.payload.receiptOf)),
        phase: unregistered(state) ? state.phase : 'under-review',
        ...nobodyYet,
        settled: null,
      };
    case 'ComplaintReturned':
      return {
        ...state,
        bureau: event.payload.to,
        ...(unregistered(state)
          ? handedOn(state, event.payload.to)
          : receivedBack(state, event.payload.to, event.payload.receivedOn)),
        phase: unregistered(state) ? state.phase : 'received',
        ...nobodyYet,
        settled: null,
      };
    case 'ComplaintAssigned':
      return assigned(state, event.payload);
    case 'StationAssigned':
      return { ...state, station: event.payload.station };
    case 'RivalAnswered':
      return rivalAnswered(state, event);
    case 'CompetenceDisputed':
    case 'SuperiorAsked':
      return disputed(state, event);
    case 'CompetenceAgreed':
    case 'CompetenceDecided':
    case 'ComplaintTakenOver':
      return settled(state, event);
    case 'ProofRequested':
      return { ...state, proofs: proofAsked(state, event.payload) };
    case 'ProofSupplied':
      return {
        ...state,
        evidence: [...state.evidence, ...from('complainant', event.payload.items)],
        parties: state.parties.map((party) =>
          party.person === event.payload.person
            ? { ...party, fields: { ...party.fields, ...event.payload.fields } }
            : party,
        ),
        ...consentsSupplied(state, event.payload),
        chose: choiceHandedIn(state, event.payload.items),
        ...(event.payload.jointAgreed === true ? { jointAgreed: true } : {}),
        ...(event.payload.consents?.entrust === true ? heard(state, 'complainant') : {}),
        claims: event.payload.claims ?? state.claims,
        claimsUnsettled: event.payload.claims === undefined ? state.claimsUnsettled : null,
        ...(event.payload.tellBy === undefined ? {} : { tellBy: event.payload.tellBy }),
        notInSource: stillMissing(state, event.payload),
        proofs: proofSupplied(state, event.payload),
      };
    case 'NoticeTold':
    case 'SentAgain':
      return withNotices(state, event);
    case 'TellingChosen':
      return withWish(state, event.payload);
    case 'ParticularsCompleted':
    case 'PlatformDataRequested':
    case 'PlatformDataReceived':
      return withLearned(state, event);
    case 'EvidenceAdded':
      return {
        ...state,
        evidence: [...state.evidence, ...event.payload.items],
        chose: choiceHandedIn(state, event.payload.items),
        proofs: proofAdded(state, event.payload.items),
        ...identityShown(state, event.payload.items),
      };
    case 'ComplaintAccepted':
      return { ...decided(state, event), phase: 'accepted', acceptedOn: event.payload.on };
    case 'ComplaintRefused':
      return { ...closed(state, event, 'refused'), ground: event.payload.ground };
    case 'ComplaintTransferredOut':
      return { ...closed(state, event, 'transferred'), linkedTo: goesOnAt(event.payload) };
    case 'ComplaintDirectedElsewhere':
      return closed(state, event, 'directed-elsewhere');
    case 'ContactAttempted':
      return contacted(state, event.payload);
    case 'OperatorAnswered':
      return {
        ...state,
        operatorAnswered: true,
        unreachedAsShown: [],
        operatorConsent: event.payload.consentsToMediation ?? state.operatorConsent,
        ...heard(state, 'respondent', event.payload.at),
        operatorEntrustConsent: event.payload.consentsToEntrust ?? state.operatorEntrustConsent,
        evidence: [...state.evidence, ...from('respondent', event.payload.items)],
        ...(event.payload.settledOn === undefined ? {} : settlementTold(state, event.payload.settledOn)),
      };
    case 'SettlementAnswered':
      return { ...state, ...settlementAnswered(state, event.payload) };
    case 'AgentNamed':
      return withAgentNamed(state, event.payload);
    case 'AgentEnded':
      return withAgentEnded(state, event.payload);
    case 'AgentConfirmed':
      return withAgentConfirmed(state, event.payload);
    case 'ConsentsStated':
    case 'ComplainantLeft':
    case 'RepresentativeNamed':
    case 'RepresentativeEnded':
      return withTogether(state, event);
    case 'RespondentNotified':
      return {
        ...state,
        respondentNotifiedOn: event.payload.on,
        respondentPhone: event.payload.phone ?? state.respondentPhone,
        respondentEmail: event.payload.email ?? state.respondentEmail,
        ...{ answerCode: event.payload.code, answerBy: event.payload.answerBy },
      };
    case 'MediationOpened':
    case 'SessionCalledOff':
    case 'MediationInterrupted':
    case 'RecusalDecided':
    case 'AppraisalStarted':
    case 'AppraisalNotAgreed':
    case 'AppraisalEnded':
    case 'MediationEntrusted':
    case 'EntrustingEnded':
      return withMediation(state, event);
    case 'AgreementRecorded':
      return { ...closed(state, event, 'agreed'), ...agreedUpon(state, event.payload) };
    case 'MediationTerminated':
      return {
        ...closed(state, event, 'terminated'),
        ground: event.payload.ground,
        exclusions: endExclusion(state.exclusions, event.payload.on),
      };
    case 'TerminationDrafted':
      return { ...state, terminationDrafted: true, draftedFor: event.payload.forOfficer };
    case 'WithdrawalStated':
      return { ...state, withdrawalStatedOn: event.payload.on };
    case 'WithdrawalTakenBack':
      return { ...state, withdrawalStatedOn: null };
    case 'ComplaintWithdrawn':
      // What was stated has its effect: were it annulled, nothing would be left of it.
      return { ...closed(state, event, 'withdrawn'), withdrawalStatedOn: null };
    case 'JoinedIncident':
      return { ...state, incident: event.payload.incident };
    case 'LeftIncident':
      return { ...state, incident: null };
    case 'ComplaintRated':
      return { ...state, rating: event.payload.score, decisions: withHearing(state, event) };
    case 'ReturnVisited':
      return {
        ...state,
        returnVisitedOn: event.payload.on,
        rating: event.payload.score ?? state.rating,
        decisions: withHearing(state, event),
      };
    case 'BundleMade':
    case 'OutcomeRecorded':
      return { ...state, decisions: withHearing(state, event) };
    case 'PaperMade':
      return {
        ...state,
        papers: [...state.papers, event.payload],
        decisions: withPaper(state, event.payload),
        proofs: proofAskedBy(state.proofs, event.payload),
      };
    case 'SealedCopyKept':
      return withSealedCopy(state, event.payload);
    case 'PaperDelivered':
      return {
        ...state,
        ...afterTelling(state, event.payload),
        ...noticeServed(state, event.payload),
        ...leftAgain(state, event.payload),
        voided: heardLate(state, event.payload),
        calledOff: heardLateOfSession(state, event.payload),
      };
    case 'DeliveryTakenBack':
      return {
        ...state,
        ...afterTakingBack(state, event.payload, hadCutShort(state, event.payload)),
        ...noticeUndone(state, event.payload),
      };
    case 'PaperOpened':
      return { ...state, ...afterOpening(state, event.payload), ...noticeOpened(state, event.payload) };
    case 'DecisionAnnulled':
      return annulled(state, event.payload);
    case 'DecisionCorrected':
      return corrected(state, event.payload);
    case 'ComplaintArchived':
      return { ...state, archivedOn: event.payload.on };
    case 'FileRetired':
      return { ...state, retiredOn: event.payload.on };
    case 'PersonCorrected':
      return {
        ...state,
        ...identityCorrected(state, event.payload),
        respondentPhone: (event.payload.notifiedThere && event.payload.fields.phone) ?? state.respondentPhone,
        parties: state.parties.map((party) =>
          party.person === event.payload.person ? putRight(party, event.payload) : party,
        ),
      };
    case 'PersonErased':
      return withPersonErased(state, event.payload);
    case 'FraudHandedOver':
    case 'NoteAdded':
    case 'LocalLetterMade':
    case 'LegalHoldPlaced':
    case 'LegalHoldLifted':
    case 'CalendarReckonedAnew':
    case 'SettingReckonedAnew':
    case 'RuleReckonedAnew':
      return state;
  }
};

/** One more event folded into the state; the first must be `ComplaintFiled`. */
export const evolve = (state: Complaint | undefined, event: ComplaintEvent): Complaint => {
  if (state === undefined) {
    if (event.type !== 'ComplaintFiled') throw new Error(`a complaint begins with ComplaintFiled, not ${event.type}`);
    return opened(event);
  }
  return noticesEnded(step({ ...state, version: state.version + 1 }, event), event);
};

export const fold = (events: readonly ComplaintEvent[]): Complaint => {
  let state: Complaint | undefined;
  for (const event of events) state = evolve(state, event);
  if (state === undefined) throw new Error('an empty stream holds no complaint');
  return state;
};
