import Type, { type Static } from 'typebox';
import { seenPattern } from '#kernel/field-shapes.ts';
import { day, orNull } from '../parts-contract.ts';

/** What the HTTP API says and takes about papers that leave as letters. */

const strict = { additionalProperties: false } as const;
const instant = () => Type.String({ description: 'ISO 8601 with time zone' });
const oneOf = <const T extends string[]>(values: readonly [...T]) => Type.Enum([...values] as [...T]);
const trayStates = ['to-print', 'failed', 'unreached', 'sent', 'noticed'] as const;
const receivers = ['complainant', 'respondent', 'bureau'] as const;

export const OwedQuery = Type.Object(
  {
    state: Type.Optional(oneOf(trayStates)),
    to: Type.Optional(oneOf(receivers)),
    due: Type.Optional(oneOf(['overdue', 'today', 'soon', 'later'])),
    printed: Type.Optional(Type.Boolean()),
    largePrint: Type.Optional(Type.Boolean({ description: 'true: only those who asked for large print' })),
    bureau: Type.Optional(Type.String({ maxLength: 80 })),
    q: Type.Optional(Type.String({ maxLength: 80, description: 'in the number of the case or of the paper' })),
    cursor: Type.Optional(Type.String({ maxLength: 200 })),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 100 })),
  },
  strict,
);
export type OwedQuery = Static<typeof OwedQuery>;

export const OwedRow = Type.Object({
  number: Type.String(),
  version: Type.Integer({ description: 'of the case' }),
  n: Type.Integer(),
  bureau: Type.String(),
  code: Type.String(),
  title: orNull(Type.String({ description: 'of a letter the authority words itself: what it is called' })),
  paperNumber: orNull(Type.String()),
  to: oneOf(receivers),
  state: oneOf(trayStates),
  reason: orNull(Type.String({ description: 'why it failed, as a code; `not-sent`: it is still being tried' })),
  owedBy: orNull(Type.String({ description: 'last day of the limit by which this party must be told' })),
  countsOn: orNull(Type.String({ description: 'noticed: the day on which the public notice counts as service' })),
  madeAt: instant(),
  changedAt: instant(),
  printedAt: orNull(Type.String({ description: 'when it was last printed with others' })),
  largePrint: Type.Boolean({ description: 'the complainant asked for large print: `url` makes it so' }),
  url: Type.String(),
  asksReason: Type.Boolean({ description: 'opens alone only with an opening of `papers`' }),
});
export type OwedRow = Static<typeof OwedRow>;
export const OwedList = Type.Object(
  {
    rows: Type.Array(OwedRow),
    next: orNull(Type.String()),
    total: orNull(Type.Integer({ description: 'on the first page: how many there are, 1,001 meaning more' })),
    notices: Type.Array(
      Type.Object({
        number: Type.String(),
        notice: Type.String({
          description: 'registration, announcement-2, correction-2, withdrawal-2, settlement-7, successor-9',
        }),
        reason: orNull(Type.String()),
        since: instant(),
      }),
      { description: 'on the first page: messages beside the papers that did not arrive' },
    ),
  },
  { $id: 'OwedList' },
);
export type OwedList = Static<typeof OwedList>;

const Letter = {
  number: Type.String({ maxLength: 80 }),
  n: Type.Integer({ minimum: 1, maximum: 100_000 }),
  to: oneOf(receivers),
};
export const LETTERS_AT_MOST = 50;

export const PrintBody = Type.Object(
  {
    letters: Type.Array(Type.Object(Letter, strict), { minItems: 1, maxItems: LETTERS_AT_MOST }),
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
export type PrintBody = Static<typeof PrintBody>;
export const LetterLeft = Type.Object({ ...Letter, problem: Type.String(), detail: Type.String() });
export const PrintMade = Type.Object(
  {
    batch: orNull(Type.String({ description: 'fetches the file within ten minutes; null when nothing is in it' })),
    url: orNull(Type.String()),
    printed: Type.Integer(),
    until: Type.String({ description: 'till when the file may be fetched' }),
    left: Type.Array(LetterLeft, { description: 'left out, and why' }),
  },
  { $id: 'PrintMade' },
);
export type PrintMade = Static<typeof PrintMade>;

export const PostedBody = Type.Object(
  {
    letters: Type.Array(
      Type.Object(
        { ...Letter, tracking: Type.Optional(Type.String({ minLength: 1, pattern: seenPattern, maxLength: 60 })) },
        strict,
      ),
      { minItems: 1, maxItems: LETTERS_AT_MOST },
    ),
    postedOn: day(),
    carrier: Type.Optional(Type.String({ minLength: 1, pattern: seenPattern, maxLength: 60 })),
  },
  strict,
);
export type PostedBody = Static<typeof PostedBody>;
export const PostedAnswer = Type.Object(
  { posted: Type.Integer(), left: Type.Array(LetterLeft) },
  { $id: 'PostedAnswer' },
);
export type PostedAnswer = Static<typeof PostedAnswer>;
