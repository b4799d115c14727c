import type { ComplaintEvent, EventType } from '../complaint.ts';

type Field<T extends EventType> = keyof Extract<ComplaintEvent, { type: T }>['payload'] & string;

/** Fields a party reads of an event; none: only that it happened; null: not even that. */
type Read<T extends EventType> = readonly Field<T>[] | null;
type Row<T extends EventType> = { readonly complainant: Read<T>; readonly respondent: Read<T> };

const both = <const F extends readonly string[] | null>(fields: F): { complainant: F; respondent: F } => ({
  complainant: fields,
  respondent: fields,
});
const bureauOnly = both(null);

/**
 * What each party reads of each kind of event. Whatever is not named here stays with the bureau: notes and calls, letters
 * between bodies, one party's own words to the other, codes and numbers of access.
 */
export const whatPartiesRead: { readonly [T in EventType]: Row<T> } = {
  ComplaintFiled: {
    complainant: [
      'number',
      'channel',
      'standing',
      'bureau',
      'intake',
      'receivedOn',
      'externalNumber',
      'online',
      'objectCode',
      'problemCode',
      'amountFen',
      'purchasedOn',
      'food',
      'facts',
      'claimText',
      'contentHash',
    ],
    respondent: [
      'number',
      'bureau',
      'receivedOn',
      'online',
      'objectCode',
      'problemCode',
      'amountFen',
      'purchasedOn',
      'food',
      'facts',
      'claimText',
    ],
  },
  ComplaintRegistered: { complainant: ['externalNumber', 'receivedOn', 'registeredOn'], respondent: ['receivedOn'] },
  ComplaintRouted: both(['from', 'to', 'receivedOn']),
  ComplaintReturned: both(['from', 'to', 'receivedOn']),
  ComplaintAssigned: both(['to', 'role']),
  StationAssigned: both(['station']),
  CompetenceDisputed: bureauOnly,
  SuperiorAsked: bureauOnly,
  CompetenceAgreed: both(['competent', 'on']),
  CompetenceDecided: both(['competent', 'on']),
  ComplaintTakenOver: both(['from', 'to', 'on']),
  ProofRequested: { complainant: ['kind', 'dueOn', 'what'], respondent: [] },
  ProofSupplied: { complainant: ['text'], respondent: [] },
  TellingChosen: { complainant: ['tellBy', 'electronic', 'largePrint', 'on'], respondent: null },
  ParticularsCompleted: {
    complainant: ['online', 'amountFen', 'purchasedOn', 'objectCode', 'problemCode', 'food'],
    respondent: [],
  },
  EvidenceAdded: both([]),
  ComplaintAccepted: both(['on', 'contact']),
  ComplaintRefused: {
    complainant: ['on', 'ground', 'reasons', 'rightBureau', 'competentBody'],
    respondent: ['on'],
  },
  ComplaintTransferredOut: { complainant: ['on', 'to', 'basis', 'reasons'], respondent: ['on', 'to'] },
  ComplaintDirectedElsewhere: { complainant: ['on', 'path', 'reasons'], respondent: ['on'] },
  ContactAttempted: bureauOnly,
  OperatorAnswered: both(['consentsToMediation', 'consentsToEntrust', 'statement', 'wishedTimes', 'by', 'settledOn']),
  AgentNamed: both(['side', 'on']),
  AgentEnded: both(['side', 'on']),
  RespondentNotified: both(['on', 'answerBy']),
  PlatformDataRequested: bureauOnly,
  PlatformDataReceived: bureauOnly,
  MediationOpened: both(['mediator', 'mode', 'at', 'place', 'recusalDays', 'on']),
  MediationInterrupted: both(['by', 'on']),
  RecusalDecided: both(['recused', 'mediator', 'reasons', 'on']),
  AppraisalStarted: both(['from', 'body', 'designated', 'costBorneBy']),
  AppraisalNotAgreed: both(['on', 'body']),
  AppraisalEnded: both(['to', 'result']),
  MediationEntrusted: both(['organisation', 'on']),
  AgreementRecorded: both(['on', 'form', 'performed', 'waivedByBoth', 'recoveredFen', 'terms']),
  MediationTerminated: both(['on', 'ground', 'reasons', 'settledOn', 'found', 'ended']),
  TerminationDrafted: bureauOnly,
  WithdrawalStated: { complainant: ['on', 'reasons'], respondent: ['on'] },
  ComplaintWithdrawn: { complainant: ['on', 'reasons'], respondent: ['on'] },
  FraudHandedOver: bureauOnly,
  NoteAdded: bureauOnly,
  JoinedIncident: bureauOnly,
  ComplaintRated: { complainant: ['score', 'text', 'on'], respondent: [] },
  ReturnVisited: { complainant: ['on', 'outcome', 'score'], respondent: null },
  PaperMade: both(['n', 'code', 'number', 'dataHash']),
  PaperDelivered: both(['n', 'to', 'channel', 'outcome', 'at']),
  PaperOpened: both(['n', 'to', 'at']),
  DecisionAnnulled: both(['version', 'decision', 'back', 'reasons', 'on']),
  DecisionCorrected: both(['version', 'decision', 'reasons', 'on']),
  SealedCopyKept: bureauOnly,
  FileRetired: both(['rule', 'years', 'on']),
  BundleMade: bureauOnly,
  OutcomeRecorded: bureauOnly,
  PersonErased: both(['basis']),
  PersonCorrected: { complainant: [], respondent: null },
  LegalHoldPlaced: bureauOnly,
  LegalHoldLifted: bureauOnly,
  CalendarReckonedAnew: both(['year']),
  SettingReckonedAnew: both(['rule', 'name']),
  ComplaintArchived: both(['on']),
};
