/** What other modules may ask the directory, and the few orders they may give it. */

export { calendarObjection, enterDecree, enteredNotices, previewDecree } from './calendar-store.ts';
export type { ShopFound } from './contract.ts';
export { recordDataRequest, recordShopContact } from './handle.ts';
export { formerLaws } from './law-history.ts';
export { decideSwitch, loadLaw, settingFault } from './law-store.ts';
export type { Arriving } from './receiving.ts';
export type { CodeSystem } from './reference/codes.ts';
export { loadReference } from './reference/load.ts';
export { enterAuthority, hasAuthorities } from './upkeep/authorities.ts';
export { mayOpenCode } from './upkeep/open-code.ts';
export { correctOwnContact, openOwnContact, ownContacts } from './upkeep/own-contact.ts';
export { enterFirstPost, isPost, rolePlaces, usualSight } from './upkeep/posts.ts';
export { endRepresentative, linkRepresentative, representativesOf } from './upkeep/representatives.ts';
export { type CodesNamed, codeName, codeObjection, codesOf, isFoodMatter } from './views/codes.ts';
export { type CompetenceQuestion, competentBureaus, type Respondent } from './views/competence.ts';
export { competenceInWords } from './views/competence-in-words.ts';
export { findOperators, type OperatorRecord, operatorOf, sameOperators, shopOf } from './views/operators.ts';
export { type Arrival, arrivalAt, centreFor, neverReceiving } from './views/receiving-units.ts';
export { regionInAddress } from './views/region-in-address.ts';
export { type RespondentKnown, respondentInRegister } from './views/respondent-in-register.ts';
export { type BureauBelow, bureausBelow, superiorsOf } from './views/superiors.ts';
export { systemActors } from './views/system-actors.ts';
export { trailNames } from './views/trail-names.ts';
export {
  authorityOf,
  holdersOfDesk,
  intakeCentreOf,
  isOpenUnit,
  mainAuthority,
  type Organisation,
  openOrganisationOf,
  openUnitOf,
  organisationOf,
  organisationsOf,
  type Power,
  powersOf,
  type StaffMember,
  type Standing,
  staffMember,
  standingOn,
  tenantsAndUnits,
  type Unit,
  type UnitKind,
  unitOf,
  unitsOf,
  unitsOfDesk,
  wasPhoneOf,
} from './views/units.ts';
