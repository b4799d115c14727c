/** What other modules may ask complaints, and the orders they may give (each runs in the caller's open transaction). */

export { actorOfAnswerCode, isCodeOpen, respondentActor } from './answer-code.ts';
export type { CaseView } from './case-contract.ts';
export type { EvidenceItem, Standing } from './complaint.ts';
export { type ActBody, FilingRequest, Receipt } from './contract.ts';
export { bookMaker, type ListNames, listNames } from './desk/list-names.ts';
export { type AccountsBeside, type FilingOrder, fileComplaint, keepFiled, prepareFiling } from './file-complaint.ts';
export { type FormerFacts, formerRows } from './former-rows.ts';
export { scopeOf } from './handle.ts';
export type { HistoryOfficial, HistoryWords } from './history/history-world.ts';
export { type HistoryPart, type HistoryWish, livePart } from './history/live-part.ts';
export { HistoryWriter } from './history/write-history.ts';
export { announcements, announcementsOn } from './incidents/announcements.ts';
export { incidentProjection } from './incidents/projection.ts';
export { answerRequest } from './keeping/answer-request.ts';
export { erasureGrounds } from './keeping/contract.ts';
export { followMovedPerson } from './keeping/correct.ts';
export { emptyRequestsOf, requestsAtEnd } from './keeping/empty-requests.ts';
export { forgetPersonAgain } from './keeping/forget.ts';
export { lessenBroughtBack } from './keeping/lessen-brought-back.ts';
export { ownDataIn } from './keeping/own-data.ts';
export { filesAtEnd } from './keeping/retire-files.ts';
export { type LetterMade, letterFile, makeLetter } from './letters.ts';
export { type Handed, taking } from './linked/taking.ts';
export { readCaseNumber } from './number.ts';
export { openPaper, readingPrint } from './paper-files.ts';
export { performAct } from './perform.ts';
export { type FormAct, permits } from './permits.ts';
export { besideFile, type FoundLetter, fetchableUntil, orderBeside } from './print-beside.ts';
export { complaintProjection } from './projection.ts';
export { proofChecks } from './proving/proof-checks.ts';
export { isImportKey } from './proving/ways-in-told.ts';
export { type PublicNotice, publicNotices } from './public-notices.ts';
export {
  type Candidate,
  hasReachedLimit,
  LIMITS_AT_ONCE,
  type LimitKeeper,
  movedBetween,
  reachedDays,
} from './reckoning/limit-keeper.ts';
export { answeringAgentObjection, filedAgentObjection } from './respondent-number.ts';
export { anyComplaint, complaintBrief } from './views/brief.ts';
export { caseView } from './views/case-view.ts';
export { openEvidence } from './views/open-evidence.ts';
export { countOperatorCases, operatorCases } from './views/operator-cases.ts';
export { countOwnCases, ownCases } from './views/own-cases.ts';
export { paperProof } from './views/paper-proof.ts';
export { placeOfNumber } from './views/place-of-number.ts';
export { earlierReceipts } from './views/receipts.ts';
export { writeFiling } from './write.ts';
