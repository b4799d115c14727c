/** The front door as the site and other modules may use it. */

export { accountsBeside } from './accounts-beside.ts';
export { askerErasureBar, forgetAskerAgain } from './consultations/erase.ts';
export { consultationHolding, questionsAtEnd } from './consultations/keeping.ts';
export { consultationProjection } from './consultations/projection.ts';
export { consultationView, ownQuestions } from './consultations/views.ts';
export {
  beginDraft,
  closeDraft,
  copyOfDraft,
  type Draft,
  discardDraft,
  draftAccount,
  draftOfNumber,
  draftOfToken,
  draftOnly,
  dropExpiredDrafts,
  keepStep,
  newTokenFor,
  takeOver,
  tieToPhone,
  untieDrafts,
  wasKeptBefore,
} from './drafts.ts';
export { agentObjectionForeseen, fileAtFrontDoor, standingForeseen } from './front-door.ts';
export { type ImportDone, importFile, isImportFault } from './import/import-file.ts';
export { mappingNames } from './import/mapping.ts';
export { RejectedFile } from './import/rejected-file.ts';
export { askAtFrontDoor, type QuestionAtDoor, reportAtFrontDoor } from './other-doors.ts';
