import Type, { type Static } from 'typebox';
import { day, orNull } from './parts-contract.ts';
import { bundlePurposes, outcomeResults } from './vocabulary.ts';

/** What the HTTP API answers about what became of decisions, and how the register is asked. */

const oneOf = <const T extends string[]>(values: readonly [...T]) => Type.Enum([...values] as [...T]);

export const OutcomeQuery = Type.Object(
  {
    kind: Type.Optional(oneOf(bundlePurposes)),
    result: Type.Optional(oneOf(outcomeResults)),
    from: Type.Optional(day()),
    to: Type.Optional(day()),
    bureau: Type.Optional(Type.String({ maxLength: 80 })),
    q: Type.Optional(Type.String({ maxLength: 80, description: 'in the reference or the number of the case' })),
    cursor: Type.Optional(Type.String({ maxLength: 200 })),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 100 })),
  },
  { additionalProperties: false },
);
export type OutcomeQuery = Static<typeof OutcomeQuery>;

export const OutcomeRow = Type.Object({
  number: Type.String(),
  version: Type.Integer(),
  bureau: Type.String(),
  kind: oneOf(bundlePurposes),
  reference: Type.String(),
  decidedOn: day(),
  result: oneOf(outcomeResults),
  recordedAt: Type.String({ description: 'ISO 8601 with time zone' }),
});
export type OutcomeRow = Static<typeof OutcomeRow>;
export const OutcomeList = Type.Object(
  {
    rows: Type.Array(OutcomeRow),
    next: orNull(Type.String()),
    total: orNull(Type.Integer({ description: 'on the first page: how many there are, 1,001 meaning more' })),
  },
  { $id: 'OutcomeList' },
);
export type OutcomeList = Static<typeof OutcomeList>;
