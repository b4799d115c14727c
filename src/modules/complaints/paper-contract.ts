import Type, { type Static } from 'typebox';
import { seenPattern } from '#kernel/field-shapes.ts';
import { orNull } from './parts-contract.ts';
import { bundlePurposes } from './vocabulary.ts';

/** What the HTTP API answers about papers, bundles and what became of decisions. */

const instant = () => Type.String({ description: 'ISO 8601 with time zone' });
const oneOf = <const T extends string[]>(values: readonly [...T]) => Type.Enum([...values] as [...T]);

const strict = { additionalProperties: false } as const;
const parties = ['complainant', 'respondent'] as const;

export const OfCase = Type.Object({ number: Type.String({ maxLength: 80 }) });
export const OfPaper = Type.Object({
  number: Type.String({ maxLength: 80 }),
  n: Type.Integer({ minimum: 1, maximum: 100_000 }),
});
export const Compared = Type.Object({
  compared: Type.Optional(
    Type.Boolean({
      description:
        'somebody compared the scan with the paper page by page; needed unless the paper is one page whose code is seen',
    }),
  ),
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
    opening: Type.Optional(
      Type.String({ format: 'uuid', description: 'for officials, where the paper shows how people are reached' }),
    ),
  },
  strict,
);
export const OpeningBody = Type.Object(
  {
    what: oneOf(['case-sheet', 'history', 'bundle', 'papers']),
    reason: Type.String({ minLength: 2, pattern: seenPattern, maxLength: 500 }),
  },
  strict,
);
export const Opening = Type.Object({
  opening: Type.String({ description: 'goes along when the file is fetched, within ten minutes' }),
  until: instant(),
});
export const OpeningQuery = Type.Object({ opening: Type.Optional(Type.String({ format: 'uuid' })) }, strict);
export const ReceiptQuery = Type.Object(
  { to: oneOf(parties), opening: Type.Optional(Type.String({ format: 'uuid' })) },
  strict,
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
        evidenceFrom: orNull(
          Type.Integer({ description: 'of a part: the first of the evidence in it; null of a whole' }),
        ),
        evidenceTo: orNull(Type.Integer()),
        url: Type.String(),
      }),
    ),
  },
  { $id: 'Bundles' },
);

export const PaperSealed = Type.Object({ number: Type.String(), n: Type.Integer() });

export const BesideQuery = Type.Object(
  {
    opening: Type.Optional(
      Type.String({ format: 'uuid', description: 'for officials, where the paper shows how people are reached' }),
    ),
  },
  strict,
);

const picture = () =>
  orNull(Type.String({ description: 'JPEG, base64; null where there is no such page or it cannot be drawn' }));

export const ScanBeside = Type.Object(
  {
    recognised: oneOf(['code', 'no-code-seen', 'eye']),
    paperPages: Type.Integer(),
    scanPages: Type.Integer(),
    slowFrom: orNull(
      Type.Integer({
        description: 'page of the scan, from one, that takes too long to draw: it and those behind it are not drawn',
      }),
    ),
    pages: Type.Array(Type.Object({ paper: picture(), scan: picture() }), { description: 'the first sixty at most' }),
  },
  { $id: 'ScanBeside' },
);
export type ScanBeside = Static<typeof ScanBeside>;

export const SealedCopyKept = Type.Object({
  number: Type.String(),
  version: Type.Integer(),
  sha256: Type.String({ description: 'of the sealed copy that is served from now on' }),
});
