import Type, { type Static } from 'typebox';
import { oneOf, sealedText, strict } from './parts-contract.ts';
import { contactChannels, contactOutcomes } from './vocabulary.ts';

const known = {
  pattern: '^(given|register|shown|tried-[1-9][0-9]{0,8}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})$',
  description: 'one of `ways` of the case',
} as const;

/** An attempt to reach a party. */
export const ContactBody = Type.Object(
  {
    party: oneOf(['complainant', 'respondent']),
    channel: oneOf(contactChannels),
    outcome: oneOf(contactOutcomes),
    called: Type.Optional(
      Type.Object(
        {
          known: Type.Optional(Type.String(known)),
          number: Type.Optional(sealedText(300)),
        },
        {
          ...strict,
          description:
            'by what it was tried: one that is known, or as written; of a call or a message the telephone, which is required, of a letter or a visit the address, of an e-mail the mailbox',
        },
      ),
    ),
    asShown: Type.Optional(Type.Boolean({ description: 'by what the platform shows of its seller (art. 13(3))' })),
    at: Type.Optional(Type.String({ format: 'date-time', description: 'when it happened, if earlier than now' })),
    note: Type.Optional(sealedText(1000)),
  },
  strict,
);

/** By what a party can be reached, as the case and the register know it, the likeliest first; for officials. */
export const ReachWay = Type.Object({
  party: oneOf(['complainant', 'respondent']),
  kind: oneOf(['phone', 'address', 'email']),
  known: Type.String({
    description:
      'given: as an official entered it; register: of the operator; shown: by the platform; tried-N: as tried at step N; else the person of the case',
  }),
  masked: Type.String(),
  wrong: Type.Boolean({ description: 'somebody else answered there last' }),
});
export type ReachWay = Static<typeof ReachWay>;

/** Why an attempt to reach the respondent is one more, or none. */
const Verdict = oneOf(['counts', 'same-attempt', 'wrong-number', 'superseded', 'not-as-shown']);

const Count = Type.Object({
  counted: Type.Integer(),
  needed: Type.Integer(),
  hoursApart: Type.Number({
    description: 'what is tried again the same way by the same number sooner is the same attempt',
  }),
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
      number: Type.Union([Type.Object({ masked: Type.Union([Type.String(), Type.Null()]) }), Type.Null()], {
        description: 'by what it was tried; null where it was not asked for yet, masked null once erased',
      }),
      absence: Verdict,
      shown: Type.Union([Verdict, Type.Null()]),
    }),
  ),
});
export type ContactAttempts = Static<typeof ContactAttempts>;

/** Both as the page of a case has them. */
export const contactParts = { contacts: Type.Union([ContactAttempts, Type.Null()]), ways: Type.Array(ReachWay) };
