import Type, { type Static } from 'typebox';
import { seenPattern } from '#kernel/field-shapes.ts';
import { principalAgreed } from './agent-contract.ts';
import { Claim, day, fen, oneOf, representedConsent, sealedText, strict, uuid } from './parts-contract.ts';
import { materialsToBring, mediationModes } from './vocabulary.ts';

export { materialsToBring } from './vocabulary.ts';

/** Bodies of the acts between acceptance and the end of mediation, and who may be named in them. */

const reasons = () => sealedText(4000);
const MOST_ASSISTANTS = 5;

const consentAtOnce = (description: string) => Type.Optional(Type.Boolean({ description }));

export const OpenMediationBody = Type.Object(
  {
    mediator: uuid(),
    mode: oneOf(mediationModes),
    at: Type.Optional(Type.String({ format: 'date-time' })),
    place: Type.Optional(sealedText(300)),
    materials: Type.Optional(
      Type.Array(oneOf(materialsToBring), {
        maxItems: materialsToBring.length,
        uniqueItems: true,
        description: 'what form 7 asks both to bring beside their proof of identity',
      }),
    ),
    bring: Type.Optional(sealedText(1000)),
    recusalDays: Type.Optional(Type.Integer({ minimum: 1, maximum: 15 })),
    assistants: Type.Optional(
      Type.Array(Type.String({ minLength: 1, maxLength: 60, pattern: seenPattern }), {
        maxItems: MOST_ASSISTANTS,
        sealed: true,
        description: 'names of those invited to assist (Order 121 art. 21(1))',
      }),
    ),
    respondentConsents: consentAtOnce(
      'the respondent, which had said nothing of it before, agrees to mediation (art. 18)',
    ),
  },
  strict,
);

export const InterruptBody = Type.Object(
  {
    by: oneOf(['complainant', 'respondent']),
    assistant: Type.Optional(
      Type.Integer({
        minimum: 1,
        maximum: MOST_ASSISTANTS,
        description: 'place in the list of those who assist; the mediator when left out (Order 121 art. 21(2))',
      }),
    ),
    reasons: reasons(),
  },
  strict,
);

export const ResumeBody = Type.Object(
  {
    recused: Type.Optional(Type.Boolean()),
    mediator: Type.Optional(uuid()),
    endedOn: Type.Optional(day()),
    reasons: reasons(),
  },
  strict,
);

export const AppraiseBody = Type.Object(
  {
    organisation: Type.Optional(Type.String({ maxLength: 80, description: 'an appraisal body kept in the directory' })),
    body: Type.Optional(
      Type.String({
        minLength: 1,
        pattern: seenPattern,
        maxLength: 200,
        description: 'the name of a body the parties chose that is not kept; the bureau designates only one that is',
      }),
    ),
    designated: Type.Boolean(),
    costBorneBy: oneOf(['complainant', 'respondent', 'shared', 'programme', 'not-agreed']),
    from: Type.Optional(day()),
  },
  strict,
);

export const EntrustBody = Type.Object(
  {
    organisation: Type.String({
      maxLength: 80,
      description: 'a consumer association or mediation body kept in the directory (Order 121 art. 19)',
    }),
    reportBackOn: Type.Optional(day()),
  },
  strict,
);

export const RecordAgreementBody = Type.Object(
  {
    form: oneOf(['mediation-paper', 'record']),
    agreedOn: Type.Optional({ ...day(), description: 'the day of the agreement, if earlier than today' }),
    performed: Type.Boolean(),
    waivedByBoth: Type.Optional(Type.Boolean()),
    recoveredFen: fen(),
    terms: sealedText(4000),
    outcome: Type.Array(Claim, { maxItems: 7 }),
    respondentConsents: consentAtOnce(
      'the respondent, which had said nothing or no before, agreed to the mediation there and then (art. 18)',
    ),
    representedConsent: representedConsent(),
    complainantAgreed: principalAgreed(),
    respondentAgreed: principalAgreed(),
    legalRepresentative: Type.Optional(sealedText(100)),
    begunAt: Type.Optional(
      Type.String({
        format: 'date-time',
        description: 'of the record: when the session began, if not when it was set',
      }),
    ),
    endedAt: Type.Optional(Type.String({ format: 'date-time', description: 'of the record: when the session ended' })),
    present: Type.Optional(
      Type.Array(Type.String({ minLength: 1, maxLength: 60, pattern: seenPattern }), {
        maxItems: 20,
        sealed: true,
        description: 'of the record: who else took part, beside the parties, the mediator and those who assist',
      }),
    ),
    statements: Type.Optional(sealedText(4000)),
  },
  strict,
);

/** An official asked about, and why this person may not preside; null: may. */
export const CaseMediator = Type.Object({
  account: Type.String(),
  name: Type.String(),
  /** The bureau or its station, or the body entrusted. */
  place: Type.String(),
  why: Type.Union([Type.Literal('mediator-without-role'), Type.Literal('mediator-was-recused'), Type.Null()]),
});
export type CaseMediator = Static<typeof CaseMediator>;
