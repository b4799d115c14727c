import Type, { type Static, type TSchema } from 'typebox';
import { dayShape, seenPattern } from '#kernel/field-shapes.ts';
import { idKinds } from '#kernel/identity-words.ts';
import { claimKinds } from './vocabulary.ts';

export { claimKinds, elsewherePaths, partyKinds } from './vocabulary.ts';

/** What the shapes of the HTTP API for complaints are made of. */

export const strict = { additionalProperties: false } as const;
export const sealedText = (maxLength: number, minLength = 1) =>
  Type.String({ minLength, maxLength, pattern: seenPattern, sealed: true });
export const seenText = (maxLength: number) => Type.String({ minLength: 1, maxLength, pattern: seenPattern });
export const shortText = (maxLength: number) => Type.String({ maxLength });
export const day = () => Type.String({ ...dayShape });
export const fen = () => Type.Integer({ minimum: 0, maximum: 1_000_000_000_000, description: 'fen (1/100 yuan)' });
export const uuid = () => Type.String({ pattern: '^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$' });
export const oneOf = <const T extends string[]>(values: readonly [...T]) => Type.Enum([...values] as [...T]);
export const files = () => Type.Array(uuid(), { maxItems: 30 });

export const filePurposes = ['evidence', 'identity', 'power-of-attorney', 'representation', 'telling'] as const;
export const purpose = () =>
  Type.Enum([...filePurposes], {
    description: 'papers about a person are seen by the bureau and whoever handed them in, never by the other party',
  });

export const Claim = Type.Object({ kind: oneOf(claimKinds), amountFen: Type.Optional(fen()) }, strict);

/** As the national platform asks it of those who file by phone or at the counter. */
export const specialGroups = ['child', 'elderly', 'woman', 'other'] as const;

export const tellBy = () =>
  Type.Enum(['sms', 'e-mail', 'letter'], {
    description: 'how the complainant wishes to be told; as it is reached soonest when silent',
  });

export const electronic = () =>
  Type.Boolean({
    description: 'agrees that papers come electronically; false: they come by letter; left out: nobody asked',
  });
export const largePrint = () => Type.Boolean({ description: 'letters to the complainant in large print' });

export const Person = Type.Object(
  {
    name: Type.String({ minLength: 1, pattern: seenPattern, maxLength: 100 }),
    phone: Type.Optional(
      Type.String({
        minLength: 1,
        pattern: seenPattern,
        maxLength: 40,
        description: 'left out by those who have none: letters then go to `address`',
      }),
    ),
    address: Type.Optional(shortText(300)),
    idType: Type.Optional(
      Type.String({
        maxLength: 40,
        description: `one of ${idKinds.join(', ')}; of another kind, what the paper is called`,
      }),
    ),
    idNumber: Type.Optional(shortText(40)),
    email: Type.Optional(shortText(200)),
    specialGroup: Type.Optional(oneOf([...specialGroups])),
  },
  strict,
);
export type Person = Static<typeof Person>;

export const representedConsent = () =>
  Type.Optional(
    Type.Boolean({ description: 'of a joint complaint: those represented have agreed in writing (Order 121 art. 12)' }),
  );

export const agentStandings = ['in-force', 'without-paper', 'run-out', 'ended'] as const;

export const orNull = <const T extends TSchema>(schema: T) => Type.Union([schema, Type.Null()]);
