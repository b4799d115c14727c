import Type, { type Static } from 'typebox';
import { day, oneOf, sealedText, strict, uuid } from './parts-contract.ts';

/** Bodies of the acts between acceptance and the end of mediation, and who may be named in them. */

const reasons = () => sealedText(4000);
const MOST_ASSISTANTS = 5;

export const OpenMediationBody = Type.Object(
  {
    mediator: uuid(),
    mode: oneOf(['on-site', 'phone', 'video', 'online']),
    at: Type.Optional(Type.String({ format: 'date-time' })),
    place: Type.Optional(sealedText(300)),
    recusalDays: Type.Optional(Type.Integer({ minimum: 1, maximum: 15 })),
    assistants: Type.Optional(
      Type.Array(Type.String({ minLength: 1, maxLength: 60, pattern: '\\S' }), {
        maxItems: MOST_ASSISTANTS,
        sealed: true,
        description: 'names of those invited to assist (Order 121 art. 21(1))',
      }),
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

/** An official asked about, and why this person may not preside; null: may. */
export const CaseMediator = Type.Object({
  account: Type.String(),
  name: Type.String(),
  /** The bureau or its station, or the body entrusted. */
  place: Type.String(),
  why: Type.Union([Type.Literal('mediator-without-role'), Type.Literal('mediator-was-recused'), Type.Null()]),
});
export type CaseMediator = Static<typeof CaseMediator>;
