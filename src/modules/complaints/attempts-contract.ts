import Type, { type Static } from 'typebox';
import { oneOf } from './parts-contract.ts';

/** Why an attempt to reach the respondent is one more, or none. */
const Verdict = oneOf(['counts', 'same-attempt', 'wrong-number', 'superseded', 'not-as-shown']);

const Count = Type.Object({
  counted: Type.Integer(),
  needed: Type.Integer(),
  hoursApart: Type.Number({ description: 'what is tried again the same way sooner is the same attempt' }),
});

/** Attempts to reach the respondent that led nowhere: which of them count for ending mediation, which for a seller out of reach. */
export const ContactAttempts = Type.Object({
  absence: Type.Object(Count.properties, { description: 'TER-02: a party that does not come without good reason' }),
  shown: Type.Union([Count, Type.Null()], {
    description: 'JUR-05, of a seller on a platform: by what the platform shows',
  }),
  attempts: Type.Array(
    Type.Object({
      version: Type.Integer(),
      at: Type.String(),
      channel: Type.String(),
      outcome: Type.String(),
      absence: Verdict,
      shown: Type.Union([Verdict, Type.Null()]),
    }),
  ),
});
export type ContactAttempts = Static<typeof ContactAttempts>;
