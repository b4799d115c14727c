import { isRefusal, type Refusal } from '#kernel/refusal.ts';
import type { Command, Decision, Facts } from './commands.ts';
import type { Complaint } from './complaint.ts';
import { acceptComplaint, directElsewhere, requestProof, supplyProof } from './decide/acceptance.ts';
import { withPossibleAdvice } from './decide/advice.ts';
import { confirmAgent, endAgent, nameAgent, runOutObjection } from './decide/agents.ts';
import { resumeMediation, startAppraisal } from './decide/appraisal.ts';
import { chooseTelling } from './decide/choose-telling.ts';
import {
  archiveComplaint,
  handOverFraud,
  rateComplaint,
  recordReturnVisit,
  withdrawComplaint,
} from './decide/closing.ts';
import {
  agreeCompetence,
  askSuperior,
  decideCompetence,
  disputeCompetence,
  recordDesignation,
  takeOver,
} from './decide/competence.ts';
import { confirmSettlement } from './decide/confirm-settlement.ts';
import { stateConsents } from './decide/consents.ts';
import { keepSealedCopy, recordDelivery, takeBackDelivery } from './decide/delivery.ts';
import { terminateMediation } from './decide/ending.ts';
import { endEntrusting, entrustMediation, withMandateOver } from './decide/entrusting.ts';
import { makeLocalLetter } from './decide/local-letter.ts';
import { openMediation, recordAgreement } from './decide/mediation.ts';
import { completeParticulars } from './decide/particulars.ts';
import { correctReceipt } from './decide/receipt-day.ts';
import {
  addEvidence,
  addNote,
  joinIncident,
  leaveIncident,
  notifyRespondent,
  recordAnswer,
  recordContact,
  recordPlatformData,
  requestPlatformData,
} from './decide/record.ts';
import { interruptMediation } from './decide/recusal.ts';
import { refuseComplaint } from './decide/refusing.ts';
import { registerComplaint } from './decide/registration.ts';
import { annulDecision, correctDecision, makeBundle, recordOutcome } from './decide/review.ts';
import { assignComplaint, returnToIntake, routeComplaint } from './decide/routing.ts';
import { sendAgain } from './decide/send-again.ts';
import { withSessionOff } from './decide/sessions.ts';
import { endRepresentative, leaveJoint, nameRepresentative } from './decide/together.ts';
import { transferComplaint } from './decide/transfer.ts';
import { takeBackWithdrawal } from './decide/withdrawn.ts';
import { refusedUnder } from './governing.ts';
import { decideInner, type InnerCommand, isInner } from './inner-acts.ts';
import { withNoticesEnded } from './notices-end.ts';
import { objectionTo } from './permits.ts';

/** One command against one complaint: what happens, or why not. Pure; permits are asked first. */
export const decide = (command: Command | InnerCommand, state: Complaint, facts: Facts): Decision | Refusal => {
  const decision = isInner(command)
    ? decideInner(command, state, facts)
    : (objectionTo(command.act, facts.actor, state, facts.tenant, facts.above.get(state.bureau)) ??
      runOutObjection(command, state, facts) ??
      outcomeOf(command, state, facts));
  if (isRefusal(decision))
    return refusedUnder(withPossibleAdvice(decision, state, facts), state, facts.today, facts.law);
  const { events, papers } = withSessionOff(withMandateOver(decision, state, facts), state, facts);
  return { events: withNoticesEnded(events, state, facts), papers };
};

const outcomeOf = (command: Command, state: Complaint, facts: Facts): Decision | Refusal => {
  switch (command.act) {
    case 'register':
      return registerComplaint(command, state, facts);
    case 'correct-receipt':
      return correctReceipt(command, state, facts);
    case 'route':
      return routeComplaint(command, state, facts);
    case 'return-to-intake':
      return returnToIntake(command, state, facts);
    case 'assign':
      return assignComplaint(command, state, facts);
    case 'dispute-competence':
      return disputeCompetence(command, state, facts);
    case 'ask-superior':
      return askSuperior(command, state, facts);
    case 'agree-competence':
      return agreeCompetence(command, state, facts);
    case 'record-designation':
      return recordDesignation(command, state, facts);
    case 'decide-competence':
      return decideCompetence(command, state, facts);
    case 'take-over':
      return takeOver(command, state, facts);
    case 'request-proof':
      return requestProof(command, state, facts);
    case 'supply':
      return supplyProof(command, state, facts);
    case 'choose-telling':
      return chooseTelling(command, state, facts);
    case 'complete-particulars':
      return completeParticulars(command, state, facts);
    case 'accept':
      return acceptComplaint(command, state, facts);
    case 'refuse':
      return refuseComplaint(command, state, facts);
    case 'transfer':
      return transferComplaint(command, state, facts);
    case 'direct-elsewhere':
      return directElsewhere(command, state, facts);
    case 'contact':
      return recordContact(command, state, facts);
    case 'answer':
      return recordAnswer(command, state, facts);
    case 'name-agent':
      return nameAgent(command, state, facts);
    case 'end-agent':
      return endAgent(command, state, facts);
    case 'confirm-agent':
      return confirmAgent(command, state, facts);
    case 'state-consents':
      return stateConsents(command, state, facts);
    case 'leave-joint':
      return leaveJoint(command, state, facts);
    case 'name-representative':
      return nameRepresentative(command, state, facts);
    case 'end-representative':
      return endRepresentative(command, state, facts);
    case 'notify-respondent':
      return notifyRespondent(command, state, facts);
    case 'request-platform-data':
      return requestPlatformData(command, state, facts);
    case 'record-platform-data':
      return recordPlatformData(command, state, facts);
    case 'add-evidence':
      return addEvidence(command, state, facts);
    case 'note':
      return addNote(command);
    case 'join-incident':
      return joinIncident(command, state);
    case 'leave-incident':
      return leaveIncident(command, state);
    case 'open-mediation':
      return openMediation(command, state, facts);
    case 'interrupt':
      return interruptMediation(command, state, facts);
    case 'resume':
      return resumeMediation(command, state, facts);
    case 'appraise':
      return startAppraisal(command, state, facts);
    case 'entrust':
      return entrustMediation(command, state, facts);
    case 'end-entrusting':
      return endEntrusting(command, state, facts);
    case 'record-agreement':
      return recordAgreement(command, state, facts);
    case 'terminate':
      return terminateMediation(command, state, facts);
    case 'withdraw':
      return withdrawComplaint(command, state, facts);
    case 'take-back-withdrawal':
      return takeBackWithdrawal(command, state, facts);
    case 'confirm-settlement':
      return confirmSettlement(command, state, facts);
    case 'make-local-letter':
      return makeLocalLetter(command, state, facts);
    case 'hand-over-fraud':
      return handOverFraud(command, state, facts);
    case 'deliver':
      return recordDelivery(command, state, facts);
    case 'send-again':
      return sendAgain(command, state, facts);
    case 'take-back-delivery':
      return takeBackDelivery(command, state, facts);
    case 'keep-sealed-copy':
      return keepSealedCopy(command, state);
    case 'bundle':
      return makeBundle(command, state, facts);
    case 'record-outcome':
      return recordOutcome(command, state, facts);
    case 'rate':
      return rateComplaint(command, state, facts);
    case 'return-visit':
      return recordReturnVisit(command, state, facts);
    case 'correct':
      return correctDecision(command, state, facts);
    case 'annul':
      return annulDecision(command, state, facts);
    case 'archive':
      return archiveComplaint(command, state, facts);
  }
};
