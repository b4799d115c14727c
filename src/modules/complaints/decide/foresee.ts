import type { Refusal } from '#kernel/refusal.ts';
import type { Facts } from '../commands.ts';
import type { Complaint } from '../complaint.ts';
import type { ActName } from '../permits.ts';
import { missingForAcceptance, proofPastObjection } from './acceptance.ts';
import { confirmationObjection, endingOfAgentObjection, runOutAgent, withoutSpecialPowers } from './agents.ts';
import { tellingObjection } from './choose-telling.ts';
import { archiveObjection, ratingObjection, statedAlready } from './closing.ts';
import { agreementObjection, designationObjection, superiorObjection } from './competence.ts';
import { settlementObjection } from './confirm-settlement.ts';
import { entrustObjection, unwillingEntrusted } from './entrusting.ts';
import { localLetterObjection } from './local-letter.ts';
import { limitObjection, noOnFile, unnamedObjection } from './mediation.ts';
import { senderObjection } from './naming.ts';
import { receiptDayObjection } from './receipt-day.ts';
import { noticeObjection, platformAnswerObjection, platformObjection } from './record.ts';
import { interruptionObjection } from './recusal.ts';
import { annulmentObjection } from './review.ts';
import { assignmentObjection, returnObjection } from './routing.ts';
import { sendAgainObjection } from './send-again.ts';
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
      return missingForAcceptance(state, facts);
    case 'request-proof':
      return proofPastObjection(state, facts);
    case 'open-mediation':
      return withdrawalObjection(state) ?? noOnFile(state) ?? unwillingEntrusted(state) ?? limitObjection(state, facts);
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
      return archiveObjection(state, facts);
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
    case 'make-local-letter':
      return localLetterObjection(facts);
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
