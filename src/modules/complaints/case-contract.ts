import Type, { type Static } from 'typebox';
import type { Reckoning } from '#kernel/reckoning.ts';
import { OwnAgency } from './agent-contract.ts';
import { contactParts } from './attempts-contract.ts';
import { Basis, CaseAct, paperRecipients, UnavailableAct } from './case-act-contract.ts';
import { LinkedCase } from './competence-contract.ts';
import { Claim, filePurposes, filingChannels } from './contract.ts';
import { DeliveryShown } from './delivery-contract.ts';
import { agentStandings, day, oneOf, orNull, partyKinds } from './parts-contract.ts';
import { CasePurchase } from './purchase-contract.ts';
import { TimelineEntry } from './timeline-contract.ts';
import { Lacking, Said } from './together-contract.ts';
import { phases, respondentKinds } from './vocabulary.ts';
import {
  DecisionToMake,
  NoticeView,
  ProofAsked,
  RecusalToDecide,
  RegistrationWait,
  SettlementTold,
} from './waiting-contract.ts';

/** What the HTTP API answers about one complaint. */

export { ActNameText, Basis, CaseAct, paperRecipients, UnavailableAct } from './case-act-contract.ts';
export { CaseEvents, CaseEventsQuery, PlainValue, TimelineEntry } from './timeline-contract.ts';
export type { DecisionToMake } from './waiting-contract.ts';

const instant = () => Type.String({ description: 'ISO 8601 with time zone' });

export const PhaseName = oneOf(phases);
export type PhaseName = Static<typeof PhaseName>;

/** `masked` holds only the fields this person gave; a missing one was never given. All empty once erased. */
export const CaseParty = Type.Object({
  person: Type.String(),
  kind: oneOf(partyKinds),
  relation: orNull(Type.String()),
  station: orNull(Type.String({ description: 'of a helper: station or unit it files at' })),
  told: orNull(Type.String({ description: 'of a helper: how it learned what it filed' })),
  masked: Type.Object({
    name: orNull(Type.String()),
    phone: orNull(Type.String()),
    idType: orNull(Type.String({ description: 'a code, or words where it is of no known kind' })),
    idNumber: orNull(Type.String()),
    address: orNull(Type.String()),
    email: orNull(Type.String()),
  }),
  power: orNull(
    Type.Object(
      {
        matters: orNull(Type.String()),
        powers: orNull(Type.String()),
        until: orNull(day()),
        originalSeen: Type.Boolean({ description: 'an official saw the original and the signature of the principal' }),
      },
      {
        description:
          'of an agent, for the bureau and its own side: what the power of attorney states (Order 121 art. 11)',
      },
    ),
  ),
  standing: orNull(
    Type.Enum([...agentStandings], {
      description: 'of an agent, for the bureau and its own side: whether its power is on file and holds today',
    }),
  ),
  erased: Type.Boolean(),
  said: Said,
  mayReveal: Type.Boolean({ description: 'may this person open values of this party, with a reason' }),
});
export type CaseParty = Static<typeof CaseParty>;

export const CaseRespondent = Type.Object({
  kind: oneOf(respondentKinds),
  operator: orNull(Type.String()),
  name: orNull(Type.String({ description: 'from the register, else as the complainant wrote it' })),
  uscc: orNull(Type.String({ description: 'in part where it is a person’s identity number' })),
  codeHidden: Type.Boolean({ description: 'the code, from the register or as written, is such a number' }),
  mayOpenCode: Type.Boolean({ description: 'it is hidden, and this person may open it with a reason' }),
  address: orNull(Type.String()),
  platformShows: orNull(
    Type.Object(
      { address: orNull(Type.String({ description: 'null: it shows none' })) },
      { description: 'for the bureau, once the platform gave another address to reach the seller at (art. 13(3))' },
    ),
  ),
  phone: orNull(Type.String()),
  writtenPhone: orNull(Type.String({ description: 'as the complainant wrote it, where the register has another' })),
  contact: orNull(Type.String()),
  licence: orNull(Type.String({ description: 'licence code as the complainant gave it' })),
  clue: orNull(Type.String({ description: 'how the complainant says the respondent can be found' })),
  platform: orNull(Type.String()),
  platformName: orNull(Type.String()),
  shop: orNull(Type.String()),
  consentsToMediation: orNull(Type.Boolean({ description: 'null: not asked or not answered' })),
  consentsToEntrust: orNull(Type.Boolean()),
});
export type CaseRespondent = Static<typeof CaseRespondent>;

export const CaseEvidence = Type.Object({
  file: Type.String(),
  name: orNull(Type.String()),
  mediaType: Type.String(),
  bytes: Type.Integer(),
  sha256: Type.String(),
  by: oneOf(['complainant', 'respondent', 'staff', 'platform']),
  person: orNull(Type.String({ description: 'staff only: whose paper it is' })),
  purpose: oneOf([...filePurposes]),
  addedAt: instant(),
  url: Type.String(),
  thumbnailUrl: orNull(Type.String()),
});
export type CaseEvidence = Static<typeof CaseEvidence>;

export const clockStates = ['running', 'overdue', 'paused', 'met', 'met-late', 'lapsed'] as const;

/**
 * A limit of this case. The reckoning travels whole, as `reckonRule` gives it: the reader's browser makes the clock card
 * from it in the reader's language, with the function the site and the papers use.
 */
export const CaseClock = Type.Object({
  rule: Type.String({ description: 'rulebook code, such as CMP-01' }),
  state: oneOf(clockStates),
  metOn: orNull(day()),
  dueOn: orNull(day()),
  provisional: Type.Boolean(),
  withdrawnOn: Type.Optional(day()),
  reckoning: Type.Unsafe<Reckoning>(
    Type.Object(
      {},
      {
        additionalProperties: true,
        description: 'start, due day, every day counted or skipped with its reason, basis, notices',
      },
    ),
  ),
});
export type CaseClock = Static<typeof CaseClock>;

export const CasePaper = Type.Object({
  n: Type.Integer(),
  code: Type.String(),
  title: orNull(Type.String({ description: 'of a letter the authority words itself' })),
  number: orNull(Type.String()),
  recipients: Type.Array(oneOf(paperRecipients)),
  madeAt: instant(),
  standing: oneOf(['valid', 'annulled', 'corrected', 'replaced']),
  url: Type.String(),
  replaces: orNull(
    Type.Object(
      { number: Type.String(), on: Type.String() },
      {
        description:
          'number and day of the earlier notice of a session, or of the earlier form 1, that holds no more with this one',
      },
    ),
  ),
  owedTo: Type.Array(oneOf(['complainant', 'respondent', 'bureau']), {
    description: 'to whom it must still be brought',
  }),
  awaitsSeal: Type.Boolean({ description: 'the bureau has a seal product and it has not sealed this paper yet' }),
  delivered: Type.Array(DeliveryShown),
  asksReason: Type.Boolean({ description: 'opens with an opening of `papers`' }),
  marked: Type.Array(oneOf(paperRecipients), { description: 'whose last mark was made by hand and may be taken back' }),
  opened: Type.Array(Type.Object({ to: oneOf(['complainant', 'respondent']), at: instant() }), {
    description: 'when a party first opened it on the site itself',
  }),
});
export type CasePaper = Static<typeof CasePaper>;

export const CaseView = Type.Object(
  {
    number: Type.String(),
    version: Type.Integer(),
    audience: Type.Enum(['staff', 'complainant', 'respondent'], { description: 'as whom this person reads the case' }),
    phase: PhaseName,
    order: Type.Enum(['order-20', 'order-121'], { description: 'which order governs it: switch `regime-day`' }),
    bureau: Type.String(),
    bureauName: Type.String(),
    bureauPhone: Type.String({ description: 'empty where none is on record' }),
    intake: Type.String(),
    intakeName: Type.String(),
    handler: orNull(Type.String()),
    handlerName: orNull(Type.String()),
    station: orNull(Type.String({ description: 'the station of the bureau that works on it' })),
    stationName: orNull(Type.String()),
    mediator: orNull(Type.String()),
    mediatorName: orNull(Type.String()),
    assistants: Type.Array(Type.String(), { description: 'names of those who assist the mediator, in their order' }),
    recusal: orNull(RecusalToDecide),
    entrustedTo: orNull(Type.String()),
    entrustedToName: orNull(Type.String()),
    channel: oneOf([...filingChannels, 'import']),
    standing: oneOf(['published-channel', 'companion']),
    externalNumber: orNull(Type.String({ description: 'number at the national platform 12315' })),
    registeredOn: orNull(day()),
    sourceNumber: orNull(Type.String({ description: 'number another hotline gave' })),
    hotlineReceivedOn: orNull(day()),
    filedAt: instant(),
    receivedOn: orNull(day()),
    arrivedOn: orNull(day()),
    registrationWait: orNull(RegistrationWait),
    firstReceivedOn: orNull(day()),
    ownReceivedOn: orNull(
      Type.String({
        description: 'receipt by the present bureau, from which its limit runs, where it is not the first',
      }),
    ),
    linkedTo: orNull(LinkedCase),
    linkedFrom: orNull(LinkedCase),
    acceptedOn: orNull(day()),
    closedOn: orNull(day()),
    archivedOn: orNull(day()),
    parties: Type.Array(CaseParty),
    ownAgency: orNull(OwnAgency),
    respondent: CaseRespondent,
    purchase: orNull(CasePurchase),
    facts: orNull(Type.String({ description: 'null: erased, or not in the source' })),
    claimText: orNull(Type.String()),
    knewOn: orNull(day()),
    jointAgreed: Type.Boolean(),
    /** Whoever looks is the one papers to those who complain together go to. */
    standsFirst: Type.Boolean(),
    addressOwed: Type.Boolean({ description: 'whoever stands first gave no address, and acceptance waits for it' }),
    largePrint: Type.Boolean(),
    tellBy: orNull(oneOf(['sms', 'e-mail', 'letter'])),
    electronic: orNull(Type.Boolean({ description: 'agrees to papers coming electronically; null: nobody asked' })),
    claims: Type.Array(Claim),
    claimsUnsettled: orNull(
      Type.Object(
        { person: Type.String(), on: Type.String() },
        { description: 'never for the respondent: left by themselves, and nobody said yet which claims went along' },
      ),
    ),
    consents: orNull(
      Type.Object({
        publicity: Type.Boolean({ description: 'all who complain agree now' }),
        entrust: Type.Boolean({ description: 'all who complain agree now' }),
        lacking: orNull(Type.Object({ publicity: Lacking, entrust: Lacking })),
      }),
    ),
    objectCode: orNull(Type.String()),
    objectName: orNull(Type.String()),
    problemCode: orNull(Type.String()),
    problemName: orNull(Type.String()),
    amountFen: orNull(Type.Integer()),
    recoveredFen: orNull(Type.Integer()),
    food: Type.Boolean(),
    contentHash: Type.String(),
    evidence: Type.Array(CaseEvidence),
    clocks: Type.Array(CaseClock),
    acts: Type.Array(CaseAct),
    unavailable: Type.Array(UnavailableAct),
    papers: Type.Array(CasePaper),
    timeline: Type.Array(TimelineEntry, { description: 'oldest first' }),
    related: Type.Array(
      Type.Object({
        number: Type.String(),
        relation: oneOf([
          'possible-duplicate',
          'same-registration',
          'same-complainant',
          'same-respondent',
          'same-incident',
        ]),
        phase: PhaseName,
        dueOn: orNull(day()),
      }),
    ),
    announcement: orNull(
      Type.Object({
        incident: Type.String(),
        number: Type.String(),
        title: Type.String({ description: 'empty once it was withdrawn' }),
        publishedOn: day(),
        withdrawnOn: orNull(day()),
      }),
    ),
    incident: orNull(Type.String()),
    notInSource: Type.Array(Type.String()),
    sourceRemarks: orNull(
      Type.String({ description: 'staff only: what an imported source says beside it, line by line' }),
    ),
    asked: Type.Array(ProofAsked),
    toEnd: orNull(DecisionToMake),
    settlement: orNull(SettlementTold),
    ...contactParts,
    notices: Type.Array(NoticeView, { description: 'staff only: what was told in vain beside the papers' }),
  },
  { $id: 'CaseView' },
);
export type CaseView = Static<typeof CaseView>;

/** Body of `application/problem+json`: texts are in the language of the request, `requestId` is the number to quote. */
export const Problem = Type.Object(
  {
    type: Type.Optional(Type.String()),
    status: Type.Integer(),
    code: Type.String(),
    title: Type.String(),
    detail: Type.Optional(Type.String()),
    basis: Type.Optional(Type.Array(Basis)),
    instead: Type.Optional(Type.Array(Type.String())),
    field: Type.Optional(Type.String()),
    faults: Type.Optional(Type.Array(Type.Object({ field: Type.String(), message: Type.String() }))),
    since: Type.Optional(
      Type.Object(
        { version: Type.Integer(), events: Type.String() },
        { description: 'somebody else was first: the version now, and the address of what happened since' },
      ),
    ),
    requestId: Type.Optional(Type.String()),
  },
  { $id: 'Problem' },
);
export type Problem = Static<typeof Problem>;
