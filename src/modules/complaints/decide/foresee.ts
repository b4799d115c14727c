import type { Refusal } from '#kernel/refusal.ts';
import type { Facts } from '../commands.ts';
import type { Complaint, DecisionMade } from '../complaint.ts';
import type { OrderedPaper, PaperRecipient } from '../paper-orders.ts';
import type { ActName } from '../permits.ts';
import { missingForAcceptance } from './acceptance.ts';
import { confirmationObjection, endingOfAgentObjection, runOutAgent, withoutSpecialPowers } from './agents.ts';
import { tellingObjection } from './choose-telling.ts';
import { archiveObjection, ratingObjection, statedAlready } from './closing.ts';
import { agreementObjection, designationObjection, superiorObjection } from './competence.ts';
import { settlementObjection } from './confirm-settlement.ts';
import { entrustObjection, isOfBody, unwillingEntrusted } from './entrusting.ts';
import { consentObjection, limitObjection, unnamedObjection } from './mediation.ts';
import { senderObjection } from './naming.ts';
import { isReceiptTold, receiptDayObjection } from './receipt-day.ts';
import { noticeObjection, platformAnswerObjection, platformObjection } from './record.ts';
import { interruptionObjection } from './recusal.ts';
import { annulmentObjection, toldOfAnnulment, toldOfCorrection } from './review.ts';
import { assignmentObjection, returnObjection } from './routing.ts';
import { sendAgainObjection } from './send-again.ts';
import { sessionAhead } from './sessions.ts';
import { transferObjection } from './transfer.ts';
import { withdrawalObjection } from './withdrawn.ts';

/** What already stands in the way of an act before anything is typed, so that the screen can say it beforehand. */
export const foreseenObjection = (act: ActName, state: Complaint, facts: Facts): Refusal | undefined =>
  (showsPower.has(act) ? undefined : runOutAgent(state, facts)) ?? foreseenOf(act, state, facts);

/** With these an agent whose power has run out may still hand in a new one. */
const showsPower: ReadonlySet<ActName> = new Set(['supply', 'add-evidence', 'name-agent']);

const foreseenOf = (act: ActName, state: Complaint, facts: Facts): Refusal | undefined => {
  switch (act) {
    case 'assign':
      return assignmentObjection(state);
    case 'accept':
      return missingForAcceptance(state);
    case 'open-mediation':
      return (
        withdrawalObjection(state) ??
        consentObjection(state) ??
        unwillingEntrusted(state) ??
        limitObjection(state, facts)
      );
    case 'record-agreement':
      return unnamedObjection(state, facts);
    case 'interrupt':
      return interruptionObjection(state);
    case 'entrust':
      return entrustObjection(state);
    case 'appraise':
      return withdrawalObjection(state);
    case 'notify-respondent':
      return noticeObjection(state);
    case 'correct-receipt':
      return receiptDayObjection(state);
    case 'archive':
      return archiveObjection(state);
    case 'transfer':
      return transferObjection(state);
    case 'route':
      return senderObjection(state, facts);
    case 'return-to-intake':
      return returnObjection(state);
    case 'ask-superior':
      return superiorObjection(state, facts);
    case 'record-designation':
      return designationObjection(state, facts);
    case 'agree-competence':
      return agreementObjection(state);
    case 'request-platform-data':
      return platformObjection(state);
    case 'record-platform-data':
      return platformAnswerObjection(state);
    case 'withdraw':
      return statedAlready(state) ?? withoutSpecialPowers(state, facts);
    case 'take-back-withdrawal':
    case 'leave-joint':
    case 'end-representative':
      return withoutSpecialPowers(state, facts);
    case 'confirm-settlement':
      return settlementObjection(state);
    case 'send-again':
      return sendAgainObjection(state);
    case 'end-agent':
      return endingOfAgentObjection(state);
    case 'confirm-agent':
      return confirmationObjection(state);
    case 'choose-telling':
      return tellingObjection(state, facts);
    case 'rate':
      return ratingObjection(state);
    case 'annul':
      return annulmentObjection(state);
    default:
      return undefined;
  }
};

const handOver = [
  { code: 'competence-notice', to: ['complainant'] },
  { code: 'competence-transfer', to: ['bureau'] },
] as const;

type PaperForeseen = { readonly code: OrderedPaper; readonly to: readonly PaperRecipient[] };

const mandateOver: PaperForeseen = { code: 'entrustment-end', to: ['bureau'] };
const sessionOff: PaperForeseen = { code: 'session-off-notice', to: ['complainant', 'respondent'] };
const otherMediator: PaperForeseen = { code: 'mediator-change', to: ['complainant', 'respondent'] };
const callsOff: ReadonlySet<ActName> = new Set(['interrupt', 'end-entrusting', 'withdraw', 'entrust', 'appraise']);
/** With these the case is over, and with it what was entrusted. */
const endsTheCase: ReadonlySet<ActName> = new Set(['record-agreement', 'terminate']);

/** The papers an act of this person makes and for whom, told before it is done: a body needs no letter about what it ends itself. */
export const papersForeseen = (act: ActName, state: Complaint, facts: Facts): readonly PaperForeseen[] => {
  const endsMediation = act === 'transfer' && state.acceptedOn !== null;
  const needsNone = act === 'correct-receipt' && !isReceiptTold(state);
  const own = aboutDecision[act]?.(state) ?? papersOfAct[act] ?? [];
  const papers = needsNone ? [] : [...own, ...(endsMediation ? formEight : [])];
  const isTold = state.entrustedTo !== null && !isOfBody(state, facts);
  // With an acceptance that was wrong what was entrusted falls as well.
  const falls = act === 'annul' && state.decisions.at(-1)?.type === 'ComplaintAccepted';
  const isOff = callsOff.has(act) && sessionAhead(state, facts) !== undefined;
  const isOther = act === 'assign' && sessionAhead(state, facts) !== undefined;
  const all = isOff ? [...papers, sessionOff] : isOther ? [...papers, otherMediator] : papers;
  return isTold && (endsTheCase.has(act) || endsMediation || act === 'end-entrusting' || falls)
    ? [...all, mandateOver]
    : all;
};

const formEight: readonly PaperForeseen[] = [{ code: 'form-8', to: ['complainant', 'respondent'] }];

const papersOfAct: Readonly<Partial<Record<ActName, readonly PaperForeseen[]>>> = {
  route: [{ code: 'form-3', to: ['bureau'] }],
  'dispute-competence': [{ code: 'competence-question', to: ['bureau'] }],
  'ask-superior': [{ code: 'competence-request', to: ['bureau'] }],
  'agree-competence': handOver,
  'record-designation': handOver,
  'decide-competence': [{ code: 'competence-notice', to: ['complainant'] }],
  'take-over': [{ code: 'competence-notice', to: ['complainant'] }],
  'request-proof': [
    { code: 'form-4', to: ['complainant'] },
    { code: 'identity-request', to: ['complainant'] },
    { code: 'supplement-request', to: ['complainant'] },
  ],
  'correct-receipt': [{ code: 'correction-notice', to: ['complainant'] }],
  accept: [{ code: 'form-5', to: ['complainant'] }],
  refuse: [{ code: 'form-6', to: ['complainant'] }],
  transfer: [
    { code: 'food-transfer-notice', to: ['complainant'] },
    { code: 'food-transfer', to: ['bureau'] },
  ],
  'direct-elsewhere': [{ code: 'other-path-notice', to: ['complainant'] }],
  'notify-respondent': [{ code: 'respondent-notice', to: ['respondent'] }],
  'request-platform-data': [{ code: 'platform-data-request', to: ['bureau'] }],
  'open-mediation': [{ code: 'form-7', to: ['complainant', 'respondent'] }],
  resume: [{ code: 'recusal-decision', to: ['complainant', 'respondent'] }],
  appraise: [{ code: 'appraisal-notice', to: ['complainant', 'respondent', 'bureau'] }],
  entrust: [{ code: 'entrustment', to: ['bureau'] }],
  'record-agreement': [
    { code: 'form-9', to: ['complainant', 'respondent', 'file'] },
    { code: 'mediation-record', to: ['file'] },
  ],
  terminate: formEight,
  'hand-over-fraud': [{ code: 'fraud-hand-over', to: ['bureau'] }],
};

const noticeFor = (code: OrderedPaper, to: readonly PaperRecipient[]): PaperForeseen[] =>
  to.length === 0 ? [] : [{ code, to }];

/** Correcting an earlier decision is told to those who have a paper of that one, whoever has one of the last. */
export const correctionForeseen = (made: DecisionMade, state: Complaint): PaperForeseen[] =>
  noticeFor('correction-notice', toldOfCorrection(state, made));

/** These are told to whoever knows of the decision. */
const aboutDecision: Readonly<Partial<Record<ActName, (state: Complaint) => readonly PaperForeseen[]>>> = {
  annul: (state) => noticeFor('annulment-notice', toldOfAnnulment(state)),
  correct: (state) => noticeFor('correction-notice', toldOfCorrection(state)),
};
