/** What other modules may ask the directory, and the few orders they may give it. */

export {
  calendarObjection,
  type DecreeEntered,
  type DecreePreview,
  type EnteredNotice,
  enterDecree,
  enteredNotices,
  previewDecree,
} from './calendar-store.ts';
export type { CodeItem, OperatorFound, OperatorSearchAnswer, RegionItem, ShopFound, UnitItem } from './contract.ts';
export type { DecreeInput } from './decree.ts';
export { recordDataRequest, recordShopContact, registerOperator } from './handle.ts';
export type {
  CompetentBureau,
  Contact,
  Ground,
  Jurisdiction,
  JurisdictionStep,
  Receipt,
} from './jurisdiction.ts';
export { type FormerLaw, formerLaws } from './law-history.ts';
export { decideSwitch, loadLaw, type SettingInput, settingFault } from './law-store.ts';
export type { CodeSystem } from './reference/codes.ts';
export { loadReference } from './reference/load.ts';
export { enterAuthority, hasAuthorities } from './upkeep/authorities.ts';
export { correctOwnContact, type OwnContact, openOwnContact, ownContacts } from './upkeep/own-contact.ts';
export { enterFirstPost, isPost, rolePlaces, usualSight } from './upkeep/posts.ts';
export { endRepresentative, linkRepresentative, representativesOf } from './upkeep/representatives.ts';
export type { NewAuthority } from './upkeep-contract.ts';
export { type CodesNamed, codeName, codeObjection, codesOf, isFoodMatter, mapCode } from './views/codes.ts';
export {
  type CompetenceQuestion,
  competentBureaus,
  type Receiver,
  type Respondent,
  receiverFor,
} from './views/competence.ts';
export { competenceInWords } from './views/competence-in-words.ts';
export {
  findOperators,
  type OperatorQuery,
  type OperatorRecord,
  operatorOf,
  platformOf,
  type ShopRecord,
  shopOf,
} from './views/operators.ts';
export { findRegion, placeName, type RegionStep, regionPath } from './views/places.ts';
export { regionInAddress } from './views/region-in-address.ts';
export { type RespondentKnown, respondentInRegister } from './views/respondent-in-register.ts';
export { type BureauBelow, bureausBelow, type Superior, superiorsOf } from './views/superiors.ts';
export {
  type Authority,
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
  whoWorksAt,
} from './views/units.ts';
