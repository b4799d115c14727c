import Type, { type Static, type TSchema } from 'typebox';
import { bundlePurposes, outcomeResults } from './contract.ts';

/** What the HTTP API answers about papers, bundles and what became of decisions. */

const orNull = <const T extends TSchema>(schema: T) => Type.Union([schema, Type.Null()]);
const instant = () => Type.String({ description: 'ISO 8601 with time zone' });
const day = () => Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$', description: 'YYYY-MM-DD, Asia/Shanghai' });
const oneOf = <const T extends string[]>(values: readonly [...T]) => Type.Enum([...values] as [...T]);

const strict = { additionalProperties: false } as const;
const parties = ['complainant', 'respondent'] as const;

export const OfCase = Type.Object({ number: Type.String({ maxLength: 80 }) });
export const OfPaper = Type.Object({
  number: Type.String({ maxLength: 80 }),
  n: Type.Integer({ minimum: 1, maximum: 100_000 }),
});
export const OfBundle = Type.Object({
  number: Type.String({ maxLength: 80 }),
  version: Type.Integer({ minimum: 1, maximum: 1_000_000 }),
});
export const PaperQuery = Type.Object(
  {
    large: Type.Optional(Type.Boolean({ description: 'large print; made anew each time' })),
    aid: Type.Optional(Type.Literal('en', { description: 'with a reading aid in English below; made anew each time' })),
    download: Type.Optional(Type.Boolean()),
  },
  strict,
);
export const OpeningBody = Type.Object(
  {
    what: oneOf(['case-sheet', 'history', 'bundle']),
    reason: Type.String({ minLength: 2, maxLength: 500 }),
  },
  strict,
);
export const Opening = Type.Object({
  opening: Type.String({ description: 'goes along when the file is fetched, within ten minutes' }),
  until: instant(),
});
export const OpeningQuery = Type.Object({ opening: Type.Optional(Type.String({ format: 'uuid' })) }, strict);
export const ReceiptQuery = Type.Object({ to: oneOf(parties) }, strict);
export const PageQuery = Type.Object(
  {
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 100 })),
    offset: Type.Optional(Type.Integer({ minimum: 0, maximum: 100_000 })),
  },
  strict,
);
export type PageQuery = Static<typeof PageQuery>;

export const Outcomes = Type.Object(
  {
    rows: Type.Array(
      Type.Object({
        number: Type.String(),
        version: Type.Integer(),
        kind: oneOf(bundlePurposes),
        reference: Type.String(),
        decidedOn: day(),
        result: oneOf(outcomeResults),
        recordedAt: instant(),
      }),
    ),
  },
  { $id: 'Outcomes' },
);

export const OwedPapers = Type.Object(
  {
    rows: Type.Array(
      Type.Object({
        number: Type.String(),
        n: Type.Integer(),
        code: Type.String(),
        paperNumber: orNull(Type.String()),
        to: oneOf([...parties, 'bureau']),
        state: oneOf(['to-print', 'failed', 'unreached']),
        reason: orNull(Type.String({ description: 'why it failed, as a code; `not-sent`: it is still being tried' })),
        owedBy: orNull(Type.String({ description: 'last day of the limit by which this party must be told' })),
        madeAt: instant(),
        largePrint: Type.Boolean({ description: 'the complainant asked for large print: `url` makes it so' }),
        url: Type.String(),
      }),
    ),
    notices: Type.Array(
      Type.Object({
        number: Type.String(),
        notice: Type.String({ description: 'registration, announcement-2, settlement-7' }),
        reason: orNull(Type.String()),
        since: instant(),
      }),
      { description: 'messages beside the papers that did not arrive' },
    ),
  },
  { $id: 'OwedPapers' },
);

export const Bundles = Type.Object(
  {
    rows: Type.Array(
      Type.Object({
        version: Type.Integer(),
        purpose: oneOf(bundlePurposes),
        reference: Type.String(),
        madeAt: instant(),
        sha256: orNull(Type.String({ description: 'null until first opened' })),
        url: Type.String(),
      }),
    ),
  },
  { $id: 'Bundles' },
);

export const PaperSealed = Type.Object({ number: Type.String(), n: Type.Integer() });

export const SealedCopyKept = Type.Object({
  number: Type.String(),
  version: Type.Integer(),
  sha256: Type.String({ description: 'of the sealed copy that is served from now on' }),
});
