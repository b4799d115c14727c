import Type, { type Static } from 'typebox';
import { seenPattern } from '#kernel/field-shapes.ts';

const strict = { additionalProperties: false } as const;
const uuid = () => Type.String({ format: 'uuid' });
const reason = () => Type.String({ minLength: 2, pattern: seenPattern, maxLength: 500 });

const answerText = () =>
  Type.Optional(
    Type.String({
      ...{ minLength: 2, pattern: seenPattern, maxLength: 3000 },
      description: 'what the person who asked reads; a sentence that it was done, where it is left out',
    }),
  );

/** The cases of PIPL art. 47(1) in which personal data is deleted. */
export const erasureGrounds = {
  'no-longer-needed': 'pipl 47(1)(1)',
  'term-over': 'pipl 47(1)(2)',
  'consent-withdrawn': 'pipl 47(1)(3)',
  'handled-unlawfully': 'pipl 47(1)(4)',
} as const;
export type ErasureGround = keyof typeof erasureGrounds;

export const ErasureBody = Type.Object(
  {
    person: uuid(),
    ground: Type.Enum(Object.keys(erasureGrounds) as ErasureGround[]),
    reason: reason(),
    request: Type.Optional(Type.String({ format: 'uuid', description: 'the data request this answers' })),
    answer: answerText(),
  },
  strict,
);
export type ErasureBody = Static<typeof ErasureBody>;
export const Erased = Type.Object(
  { erasedAt: Type.String(), files: Type.Integer(), version: Type.Integer() },
  { $id: 'Erased' },
);

export const CorrectionBody = Type.Object(
  {
    person: uuid(),
    fields: Type.Object(
      {
        name: Type.Optional(Type.String({ minLength: 1, pattern: seenPattern, maxLength: 100 })),
        phone: Type.Optional(Type.String({ minLength: 1, pattern: seenPattern, maxLength: 40 })),
        address: Type.Optional(Type.String({ minLength: 1, pattern: seenPattern, maxLength: 300 })),
        idType: Type.Optional(Type.String({ minLength: 1, pattern: seenPattern, maxLength: 40 })),
        idNumber: Type.Optional(Type.String({ minLength: 1, pattern: seenPattern, maxLength: 40 })),
        email: Type.Optional(Type.String({ minLength: 1, pattern: seenPattern, maxLength: 200 })),
      },
      { ...strict, minProperties: 1 },
    ),
    reason: reason(),
    request: Type.Optional(Type.String({ format: 'uuid', description: 'the data request this answers' })),
    answer: answerText(),
  },
  strict,
);
export type CorrectionBody = Static<typeof CorrectionBody>;

export const HoldBody = Type.Object({ reason: reason() }, strict);
export const Hold = Type.Object(
  {
    id: Type.String(),
    reason: Type.String(),
    placedBy: Type.String(),
    placedByName: Type.String(),
    placedAt: Type.String(),
  },
  { $id: 'Hold' },
);
export type Hold = Static<typeof Hold>;

/** A hold with the number of its case, for the list of all. */
export const HeldCase = Type.Object(
  { number: Type.String(), kind: Type.String({ description: 'complaint or consultation' }), ...Hold.properties },
  { $id: 'HeldCase' },
);
export type HeldCase = Static<typeof HeldCase>;

const PlainRecord = Type.Record(Type.String(), Type.Unknown());

/** Everything a case holds about the asker, in clear. */
export const OwnData = Type.Object(
  {
    number: Type.String(),
    kind: Type.String({ description: 'as what the asker stands in the case' }),
    values: Type.Record(Type.String(), Type.Union([Type.String(), Type.Null()])),
    shared: Type.Optional(
      Type.Literal(true, {
        description: 'several people come in by this account: whose values these are it cannot tell, and gives none',
      }),
    ),
    texts: PlainRecord,
    files: Type.Array(
      Type.Object({ file: Type.String(), name: Type.String(), mediaType: Type.String(), bytes: Type.Integer() }),
    ),
    opened: Type.Array(Type.Object({ at: Type.String(), kind: Type.String(), reason: Type.String() }), {
      description: 'looks at single values by officials, with their reasons',
    }),
  },
  { $id: 'OwnData' },
);
export type OwnData = Static<typeof OwnData>;
