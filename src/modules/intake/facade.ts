/** The front door as the site and other modules may use it. */

export { accountsBeside } from './accounts-beside.ts';
export { ask, type QuestionOrder } from './consultations/ask.ts';
export { askerErasureBar, forgetAskerAgain } from './consultations/erase.ts';
export {
  type ConsultationDue,
  consultationHolding,
  consultationsDue,
  retireConsultations,
} from './consultations/keeping.ts';
export { consultationProjection } from './consultations/projection.ts';
export { consultationView, type OwnQuestion, ownQuestions } from './consultations/views.ts';
export {
  beginDraft,
  closeDraft,
  copyOfDraft,
  type Draft,
  type DraftForm,
  discardDraft,
  draftAccount,
  draftOfNumber,
  draftOfToken,
  draftOnly,
  dropExpiredDrafts,
  keepStep,
  newTokenFor,
  tieToPhone,
  untieDrafts,
} from './drafts.ts';
export { agentObjectionForeseen, type FrontDoorFiling, fileAtFrontDoor, standingForeseen } from './front-door.ts';
export {
  type ImportCounts,
  type ImportDone,
  type ImportFault,
  type ImportWish,
  importFile,
  isImportFault,
} from './import/import-file.ts';
export { mappingNames } from './import/mapping.ts';
export { RejectedFile } from './import/rejected-file.ts';
export {
  askAtFrontDoor,
  type QuestionAtDoor,
  type ReportAtDoor,
  reportAtFrontDoor,
} from './other-doors.ts';
