import Type, { type Static } from 'typebox';
import { seenPattern } from '#kernel/field-shapes.ts';
import { day, orNull } from '../parts-contract.ts';

const strict = { additionalProperties: false } as const;
const text = (maxLength: number, minLength = 1) => Type.String({ minLength, maxLength, pattern: seenPattern });

export const requestGroundNames = [
  'case-runs',
  'term-not-over',
  'legal-hold',
  'secrecy',
  'not-held',
  'not-wrong',
  'identity-unproven',
] as const;

/** A request about personal information made by letter or at the counter, as an officer enters it. */
export const EnteredRequest = Type.Object(
  {
    bureau: text(60),
    kind: Type.Enum(['access', 'copy', 'correct', 'delete', 'withdraw-consent', 'explain', 'other']),
    via: Type.Enum(['counter', 'letter']),
    identityCheck: Type.Enum(['original-id', 'certified-copy', 'agent-with-power']),
    receivedOn: day(),
    name: text(100),
    phone: Type.Optional(text(40)),
    idNumber: Type.Optional(text(40)),
    address: Type.Optional(text(300)),
    agent: Type.Optional(text(100)),
    largePrint: Type.Optional(Type.Boolean({ description: 'the written answer in large print' })),
    text: text(2000),
  },
  { ...strict, $id: 'EnteredRequest' },
);
export type EnteredRequest = Static<typeof EnteredRequest>;

export const FoundForRequest = Type.Object(
  {
    found: Type.Array(
      Type.Object({
        number: Type.String(),
        kind: Type.String(),
        person: Type.String(),
        foundBy: Type.String(),
        done: orNull(Type.String()),
        isOther: Type.Optional(
          Type.Literal(true, { description: 'found by the number, and not known to be who asks: no answer names it' }),
        ),
        erasureBar: orNull(Type.String({ description: 'why a deletion would be refused now' })),
      }),
    ),
    elsewhere: Type.Array(
      Type.Object({ tenant: Type.String(), bureau: Type.String(), number: Type.String(), filedOn: day() }),
    ),
  },
  { $id: 'FoundForRequest' },
);
export type FoundForRequest = Static<typeof FoundForRequest>;

export const LetterAnswer = Type.Object(
  {
    outcome: Type.Enum(['granted', 'partly-granted', 'refused']),
    ground: Type.Optional(Type.Enum([...requestGroundNames])),
    text: Type.String({ maxLength: 3000 }),
    way: Type.Enum(['hand', 'post', 'sms']),
  },
  { ...strict, $id: 'LetterAnswer' },
);
export type LetterAnswer = Static<typeof LetterAnswer>;

export const ServedBody = Type.Object({ on: day() }, strict);

export const RequestLettersBody = Type.Object(
  {
    ids: Type.Array(Type.String({ format: 'uuid' }), { minItems: 1, maxItems: 50 }),
    reason: Type.String({
      minLength: 2,
      pattern: seenPattern,
      maxLength: 500,
      description: 'why the addresses are opened, once for all',
    }),
    duplex: Type.Optional(Type.Boolean({ description: 'true: every letter begins on a sheet of its own' })),
    again: Type.Optional(Type.Boolean({ description: 'true: although some of them were printed before' })),
  },
  strict,
);
export type RequestLettersBody = Static<typeof RequestLettersBody>;
export const RequestLettersMade = Type.Object({
  url: orNull(Type.String({ description: 'fetches the file within ten minutes; null when nothing is in it' })),
  printed: Type.Integer(),
  until: Type.String(),
  left: Type.Array(Type.Object({ id: Type.String(), problem: Type.String(), detail: Type.String() })),
});
export type RequestLettersMade = Static<typeof RequestLettersMade>;
