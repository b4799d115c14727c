import Type, { type Static, type TSchema } from 'typebox';
import { AgentBody, agentBodies } from './agent-contract.ts';
import { ContactBody } from './attempts-contract.ts';
import { competenceBodies } from './competence-contract.ts';
import {
  ChooseTellingBody,
  DeliverBody,
  NotifyRespondentBody,
  SendAgainBody,
  TakeBackDeliveryBody,
} from './delivery-contract.ts';
import { CorrectBody, RefuseBody, TerminateBody } from './ground-contract.ts';
import { incidentBodies } from './incident-act-contract.ts';
import { LocalLetterBody } from './local-forms/contract.ts';
import {
  AppraiseBody,
  EntrustBody,
  InterruptBody,
  OpenMediationBody,
  RecordAgreementBody,
  ResumeBody,
} from './mediation-contract.ts';
import {
  Claim,
  day,
  electronic,
  elsewherePaths,
  fen,
  files,
  largePrint,
  oneOf,
  Person,
  purpose,
  representedConsent,
  sealedText,
  seenText,
  shortText,
  strict,
  tellBy,
  uuid,
} from './parts-contract.ts';
import { receiptBodies } from './receipt-contract.ts';
import { togetherBodies } from './together-contract.ts';
import { bundlePurposes, fraudActs, outcomeResults, platformOutcomes, respondentKinds } from './vocabulary.ts';

export { Claim, claimKinds, elsewherePaths, filePurposes, Person, specialGroups } from './parts-contract.ts';

/** Shapes of the HTTP API for complaints. Texts marked `sealed` go into the vault before anything is decided. */

export const filingChannels = [
  'web',
  'web-short',
  'counter',
  'phone',
  'letter',
  'hotline-12345',
  'platform-12315',
  'api',
] as const;

/** How a helper learned what it files. */
export const tellings = ['in-person', 'voice', 'receipt-photo'] as const;

export const FilingRequest = Type.Object(
  {
    channel: Type.Optional(oneOf(filingChannels)),
    externalNumber: Type.Optional(shortText(80)),
    receivedOn: Type.Optional({
      ...day(),
      description: 'staff only, for letters, hotline orders and 12315 registrations: the day it was received',
    }),
    hotlineReceivedOn: Type.Optional({
      ...day(),
      description: 'staff only, of a 12345 order: the day the hotline took it in, from which no limit here runs',
    }),
    receivedLongAgo: Type.Optional(Type.Boolean({ description: 'an older day of receipt was checked (RCV-01)' })),
    complainant: Person,
    agent: Type.Optional(
      Type.Object(
        {
          ...Person.properties,
          matters: shortText(300),
          powers: shortText(300),
          until: Type.Optional(day()),
          originalSeen: Type.Optional(
            Type.Boolean({
              description: 'by staff: the original, signed by the principal, was shown (Order 121 art. 11)',
            }),
          ),
        },
        strict,
      ),
    ),
    joint: Type.Optional(Type.Array(Person, { maxItems: 200 })),
    representatives: Type.Optional(
      Type.Array(Type.Integer({ minimum: 0, maximum: 200 }), {
        maxItems: 2,
        description: 'positions in `joint`; at most two (Order 121 art. 12)',
      }),
    ),
    jointAgreed: Type.Optional(
      Type.Boolean({ description: 'said by who files: every one of `joint` agrees to complain (Order 121 art. 12)' }),
    ),
    helper: Type.Optional(
      Type.Object(
        {
          relation: oneOf(['keeper', 'clerk', 'child', 'officer', 'volunteer', 'other']),
          name: shortText(100),
          phone: Type.Optional(shortText(40)),
          station: Type.Optional(shortText(100)),
          told: Type.Optional(oneOf(tellings)),
        },
        strict,
      ),
    ),
    respondent: Type.Object(
      {
        kind: oneOf(respondentKinds),
        operator: Type.Optional(shortText(80)),
        platform: Type.Optional(shortText(80)),
        shop: Type.Optional(shortText(80)),
        name: Type.Optional(shortText(200)),
        address: Type.Optional(shortText(300)),
        contact: Type.Optional(shortText(100)),
        phone: Type.Optional(shortText(40)),
        region: Type.Optional(shortText(20)),
        licence: Type.Optional(shortText(60)),
        clue: Type.Optional(shortText(500)),
      },
      strict,
    ),
    purchase: Type.Optional(
      Type.Object(
        {
          online: Type.Optional(Type.Boolean({ description: 'left out: not known; as on file where it is' })),
          platformName: Type.Optional(shortText(100)),
          shopLink: Type.Optional(shortText(1000)),
          orderNumber: Type.Optional(shortText(100)),
          logisticsNumber: Type.Optional(shortText(100)),
          purchasedOn: Type.Optional(day()),
          amountFen: Type.Optional(fen()),
          goods: Type.Optional(shortText(300)),
          brand: Type.Optional(shortText(100)),
          quantity: Type.Optional(shortText(60)),
          place: Type.Optional(shortText(300)),
        },
        strict,
      ),
    ),
    facts: seenText(5000),
    knewOn: Type.Optional(day()),
    claimText: Type.Optional(shortText(2000)),
    claims: Type.Array(Claim, { maxItems: 7 }),
    consents: Type.Object({ publicity: Type.Boolean(), entrust: Type.Boolean() }, strict),
    objectCode: Type.Optional(shortText(40)),
    problemCode: Type.Optional(shortText(40)),
    evidence: Type.Optional(files()),
    papers: Type.Optional(
      Type.Array(Type.Object({ file: uuid(), purpose: purpose() }, strict), {
        maxItems: 30,
        description: 'files about the persons who file, such as the power of attorney (Order 121 arts 10 to 12)',
      }),
    ),
    bureau: Type.Optional(shortText(80)),
    language: Type.Optional(oneOf(['zh-CN', 'en'])),
    tellBy: Type.Optional(tellBy()),
    electronic: Type.Optional(electronic()),
    largePrint: Type.Optional(largePrint()),
  },
  { ...strict, $id: 'FilingRequest' },
);
export type FilingRequest = Static<typeof FilingRequest>;
export const Receipt = Type.Object(
  {
    number: Type.String(),
    filedAt: Type.String(),
    contentHash: Type.String(),
    version: Type.Integer(),
    bureau: Type.String(),
    standing: oneOf(['published-channel', 'companion']),
  },
  { $id: 'Receipt' },
);
export type Receipt = Static<typeof Receipt>;

const reasons = () => sealedText(4000);
const evidenceNumber = (description: string) =>
  Type.Optional(Type.Integer({ minimum: 1, maximum: 10_000, description }));
const items = () => Type.Optional(files());

/** What a bureau lacks that hands a food matter on (FSL art. 115). */
export const foodLacks = ['duty', 'territory'] as const;

/** Body of `POST /complaints/{number}/{act}` by act. */
export const actBodies = {
  ...receiptBodies,
  route: Type.Object({ to: shortText(80), reportBackOn: Type.Optional(day()), reasoning: shortText(200) }, strict),
  'return-to-intake': Type.Object({ reasons: reasons() }, strict),
  ...competenceBodies,
  'take-over': Type.Object({ reasons: reasons() }, strict),
  'request-proof': Type.Object(
    { kind: oneOf(['identity', 'voluntary']), dueOn: day(), what: sealedText(1000) },
    strict,
  ),
  supply: Type.Object(
    {
      items: items(),
      purpose: Type.Optional(purpose()),
      text: Type.Optional(sealedText(4000)),
      moreToCome: Type.Optional(
        Type.Boolean({
          description: 'the words say when it comes, or that more follows: what was asked for stays asked for',
        }),
      ),
      identity: Type.Optional(Person),
      consents: Type.Optional(
        Type.Object(
          { publicity: Type.Boolean(), entrust: Type.Boolean() },
          { ...strict, description: 'the two questions of form 1, where they had not been asked' },
        ),
      ),
      claims: Type.Optional(Type.Array(Claim, { maxItems: 7, description: 'where the filing left them open' })),
      telling: Type.Optional(
        Type.Object(
          { tellBy: tellBy(), electronic: Type.Optional(electronic()), largePrint: Type.Optional(largePrint()) },
          { ...strict, description: 'how the complainant wishes to be told, where the filing did not ask' },
        ),
      ),
      jointAgreed: Type.Optional(Type.Boolean({ description: 'each of them agrees to complain together (art. 12)' })),
      representedConsent: representedConsent(),
    },
    strict,
  ),
  'choose-telling': ChooseTellingBody,
  'complete-particulars': Type.Object(
    {
      respondent: Type.Optional(FilingRequest.properties.respondent),
      shownAddress: Type.Optional({
        ...shortText(300),
        description: 'as the platform shows it, where it gave another when asked (art. 13(3))',
      }),
      purchase: FilingRequest.properties.purchase,
      objectCode: Type.Optional(shortText(40)),
      problemCode: Type.Optional(shortText(40)),
      facts: Type.Optional({ ...seenText(5000), description: 'as heard, where the filing left them to a recording' }),
      note: Type.Optional(sealedText(1000)),
    },
    { ...strict, description: 'each member given replaces whole what is on file' },
  ),
  accept: Type.Object({ contact: Type.Optional(uuid()) }, strict),
  refuse: RefuseBody,
  transfer: Type.Object(
    {
      unit: Type.Optional({ ...shortText(80), description: 'a bureau of another authority on this platform' }),
      to: Type.Optional({ ...seenText(200), description: 'a body that does not work here' }),
      lack: Type.Optional(oneOf([...foodLacks])),
      reasons: reasons(),
    },
    {
      ...strict,
      description:
        'exactly one of unit and to; lack, as the papers say it, is by default territory to a unit, duty to a body',
    },
  ),
  'direct-elsewhere': Type.Object({ path: oneOf([...elsewherePaths]), reasons: reasons() }, strict),
  contact: ContactBody,
  answer: Type.Object(
    {
      consentsToMediation: Type.Optional(Type.Boolean()),
      consentsToEntrust: Type.Optional(Type.Boolean()),
      statement: Type.Optional(sealedText(4000)),
      wishedTimes: Type.Optional(sealedText(500)),
      contactPhone: Type.Optional(sealedText(60)),
      items: items(),
      by: Type.Optional(oneOf(['code', 'phone', 'paper', 'account'])),
      settledOn: Type.Optional(day()),
      agent: Type.Optional(AgentBody),
    },
    strict,
  ),
  ...agentBodies,
  ...togetherBodies,
  'notify-respondent': NotifyRespondentBody,
  'request-platform-data': Type.Object(
    { platform: shortText(80), dueOn: day(), finding: Type.Optional(sealedText(500)) },
    strict,
  ),
  'record-platform-data': Type.Object(
    {
      outcome: oneOf(platformOutcomes),
      name: Type.Optional(shortText(200)),
      address: Type.Optional(shortText(300)),
      contact: Type.Optional(shortText(100)),
      phone: Type.Optional(shortText(40)),
      licence: Type.Optional(shortText(60)),
      note: Type.Optional(sealedText(1000)),
    },
    strict,
  ),
  'add-evidence': Type.Object(
    {
      items: files(),
      from: Type.Optional(
        Type.Enum(['complainant', 'respondent'], { description: 'staff only: which party handed the files in' }),
      ),
      purpose: Type.Optional(purpose()),
    },
    strict,
  ),
  note: Type.Object({ text: sealedText(4000) }, strict),
  ...incidentBodies,
  'open-mediation': OpenMediationBody,
  interrupt: InterruptBody,
  resume: ResumeBody,
  appraise: AppraiseBody,
  entrust: EntrustBody,
  'end-entrusting': Type.Object({ reasons: reasons() }, strict),
  'record-agreement': RecordAgreementBody,
  terminate: TerminateBody,
  'take-back-withdrawal': Type.Object({ reasons: Type.Optional(sealedText(1000)) }, strict),
  withdraw: Type.Object({ reasons: Type.Optional(sealedText(2000)), representedConsent: representedConsent() }, strict),
  'confirm-settlement': Type.Object(
    {
      settled: Type.Boolean({ description: 'whether both have settled, as the operator says' }),
      representedConsent: representedConsent(),
      text: Type.Optional(sealedText(1000)),
    },
    strict,
  ),
  'make-local-letter': LocalLetterBody,
  'hand-over-fraud': Type.Object(
    {
      to: seenText(200),
      reasons: reasons(),
      acts: Type.Optional(Type.Array(oneOf(fraudActs), { maxItems: 6, description: 'Order 121 art. 42' })),
      person: Type.Optional({ ...uuid(), description: 'whom of several it is about; all if left out' }),
    },
    strict,
  ),
  deliver: DeliverBody,
  'take-back-delivery': TakeBackDeliveryBody,
  'send-again': SendAgainBody,
  bundle: Type.Object(
    {
      purpose: oneOf(bundlePurposes),
      reference: seenText(120),
      evidenceFrom: evidenceNumber(
        'of one part: the first of the evidence, by its number; papers stand in the part from 1',
      ),
      evidenceTo: evidenceNumber('last of it'),
    },
    strict,
  ),
  'record-outcome': Type.Object(
    {
      kind: oneOf(bundlePurposes),
      reference: seenText(120),
      decidedOn: day(),
      result: oneOf(outcomeResults),
      note: Type.Optional(sealedText(1000)),
    },
    strict,
  ),
  rate: Type.Object(
    {
      score: Type.Integer({
        minimum: 1,
        maximum: 4,
        description: '4 very satisfied, 3 satisfied, 2 fair, 1 unsatisfied',
      }),
      text: Type.Optional(sealedText(1000)),
    },
    strict,
  ),
  'return-visit': Type.Object(
    {
      outcome: oneOf(['reached', 'not-reached', 'declined']),
      score: Type.Optional(Type.Integer({ minimum: 1, maximum: 4 })),
      note: Type.Optional(sealedText(1000)),
    },
    strict,
  ),
  correct: CorrectBody,
  annul: Type.Object({ reasons: reasons() }, strict),
  archive: Type.Object({}, strict),
} as const satisfies Record<string, TSchema>;

export type ActBody<A extends keyof typeof actBodies> = Static<(typeof actBodies)[A]>;
export const actNames = Object.keys(actBodies) as (keyof typeof actBodies)[];
