/** The codes of a complaint, each list once: events, commands, shapes of the API, site and desk say the same words (decision 0047). */

/** Where a complaint stands. */
export const phases = [
  'awaiting-registration',
  'received',
  'under-review',
  'competence-dispute',
  'refused',
  'transferred',
  'directed-elsewhere',
  'accepted',
  'mediating',
  'interrupted',
  'appraisal',
  'agreed',
  'terminated',
  'withdrawn',
] as const;
export type Phase = (typeof phases)[number];

export const respondentKinds = ['ordinary', 'platform', 'own-site', 'platform-shop', 'unknown'] as const;
export type RespondentKind = (typeof respondentKinds)[number];

/** The claims form 1 lists, in its order (修理、重作、更换、退货、补足商品数量、退还货款和服务费用、赔偿损失). */
export const claimKinds = ['repair', 'redo', 'replace', 'return', 'make-up-quantity', 'refund', 'damages'] as const;
export type ClaimKind = (typeof claimKinds)[number];

export const partyKinds = [
  'complainant',
  'agent',
  'representative',
  'joint',
  /** Complained with the others once, and does so no more (Order 121 art. 12). */
  'former',
  'helper',
  'respondent',
  'respondent-agent',
] as const;
export type PartyKind = (typeof partyKinds)[number];

/** Where what is no complaint belongs although it comes as one (arts 43, 44), and a filing that nobody registered (REG-01). */
export const elsewherePaths = [
  'consultation',
  'government-information',
  'reconsideration',
  'discipline',
  'anti-monopoly',
  'letters-and-visits',
  'national-platform',
] as const;
export type ElsewherePath = (typeof elsewherePaths)[number];

export const contactChannels = ['phone', 'sms', 'e-mail', 'letter', 'visit', 'platform'] as const;
export const contactOutcomes = ['reached', 'no-answer', 'wrong-number', 'refused', 'returned', 'absent'] as const;
export type ContactOutcome = (typeof contactOutcomes)[number];

/** How a session of mediation is held. */
export const mediationModes = ['on-site', 'phone', 'video', 'online'] as const;
export type MediationMode = (typeof mediationModes)[number];

/** The usual papers of a session; what else is needed is written, one a line. */
export const materialsToBring = ['power-of-attorney', 'trade-proof', 'dispute-proof', 'licence', 'goods'] as const;
export type MaterialToBring = (typeof materialsToBring)[number];

/** How an official brought a paper to its reader, and how that went. */
export const deliveryChannels = ['internet', 'phone', 'sms', 'e-mail', 'letter', 'hand', 'public-notice'] as const;
/** How a paper of an event reaches those concerned or another body; the first two for everybody to read. */
export const incidentServiceWays = ['posted-up', 'published', 'hand', 'letter', 'e-mail'] as const;
export type IncidentServiceWay = (typeof incidentServiceWays)[number];
export const deliveryOutcomes = ['delivered', 'sent', 'failed', 'recorded'] as const;
export type DeliveryOutcome = (typeof deliveryOutcomes)[number];

/** Order 121 art. 17(1): what may be considered when deciding whether there is a consumer dispute; flags for a human, no number decides. */
export const disputeFactors = [
  'quantity-out-of-habit',
  'many-alike-in-short-time',
  'no-real-purchase-or-harm',
  'shared-phone-or-address',
  'other',
] as const;
export type DisputeFactor = (typeof disputeFactors)[number];

/** Order 121 art. 16(2); the last one only bars a complaint under Order 20. A firm's own settlement is none of them. */
export const earlierHandlers = [
  'court',
  'arbitration',
  'market-regulation',
  'other-administrative',
  'association',
  'mediation-organisation',
] as const;
export type EarlierHandler = (typeof earlierHandlers)[number];

/** Art. 16(5): what arts 10(1) and 11 ask for and is not there, or papers that are false. */
export const papersAtFault = ['complainant', 'respondent', 'claims-and-facts', 'power-of-attorney', 'false'] as const;
export type PaperAtFault = (typeof papersAtFault)[number];

/** Art. 16(6): somebody passed as another, or would not have the identity checked. */
export const identityFaults = ['impersonation', 'check-refused'] as const;
export type IdentityFault = (typeof identityFaults)[number];

/** Order 121 art. 42. */
export const fraudActs = ['planting', 'swapping', 'forging', 'altering', 'inventing', 'extortion'] as const;
export type FraudAct = (typeof fraudActs)[number];

export const platformOutcomes = ['answered', 'refused', 'no-answer'] as const;
export type PlatformOutcome = (typeof platformOutcomes)[number];

/** Where a decision is reviewed: by the superior (reconsideration) or by a court. */
export const bundlePurposes = ['reconsideration', 'court'] as const;
export type BundlePurpose = (typeof bundlePurposes)[number];
/** By the number of the evidence, from 1, both ends included: a bundle too large for one file is made in parts. */
export type BundlePart = { readonly evidenceFrom: number; readonly evidenceTo: number };
export const outcomeResults = [
  'upheld',
  'changed',
  'revoked',
  'ordered-to-act',
  'dismissed',
  'withdrawn',
  'settled',
] as const;
export type OutcomeResult = (typeof outcomeResults)[number];

/** What may be done to many complaints at once; each is still decided, numbered and told by itself. */
export const batchActs = [
  'join-incident',
  'accept',
  'refuse',
  'terminate',
  'notify-respondent',
  'request-proof',
  'contact',
  'answer',
  'note',
  'assign',
  'open-mediation',
  'record-agreement',
  'archive',
] as const;
export type BatchAct = (typeof batchActs)[number];

/** Whom an authority's own letter is for: one side, each side, or a body the officer names. */
export const localAddressees = ['complainant', 'respondent', 'both', 'body'] as const;
export type LocalAddressee = (typeof localAddressees)[number];

/** What such a letter may take from the case, by the names its wording writes in double braces. */
export const localValues = [
  'complainant',
  'respondent',
  'respondentAddress',
  'caseNumber',
  'number',
  'receivedOn',
  'today',
  'matter',
  'facts',
  'claims',
  'handler',
  'handlerPhone',
  'authority',
  'authorityAddress',
  'authorityPhone',
  'body',
] as const;
export type LocalValue = (typeof localValues)[number];
