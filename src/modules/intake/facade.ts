/** The front door as the site and other modules may use it. */
export {
  beginDraft,
  closeDraft,
  type Draft,
  type DraftForm,
  draftAccount,
  draftOfNumber,
  draftOfToken,
  draftOnly,
  keepStep,
  newTokenFor,
  tieToPhone,
} from './drafts.ts';
export { type FrontDoorFiling, fileAtFrontDoor } from './front-door.ts';
