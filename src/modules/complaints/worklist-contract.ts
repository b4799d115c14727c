import Type, { type Static } from 'typebox';
import { phases } from './vocabulary.ts';

/** The desk's list: what may be asked of it and what a row says. */

const strict = { additionalProperties: false } as const;
const shortText = (maxLength: number) => Type.String({ maxLength });
const uuid = () => Type.String({ pattern: '^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$' });
const oneOf = <const T extends string[]>(values: readonly [...T]) => Type.Enum([...values] as [...T]);

export const WorklistQuery = Type.Object(
  {
    phase: Type.Optional(
      Type.String({
        maxLength: 200,
        description: `one or several, with commas between: ${phases.join(', ')}`,
      }),
    ),
    handler: Type.Optional(Type.Union([Type.Literal('me'), Type.Literal('none'), uuid()])),
    bureau: Type.Optional(shortText(80)),
    station: Type.Optional({
      ...shortText(80),
      description: 'a station of one of these bureaus; none: those that no station works on',
    }),
    due: Type.Optional({
      ...oneOf(['overdue', 'today', 'soon', 'later', 'provisional']),
      description: 'with every limit that runs: ended cases too whose parties are still to be told (CMP-03)',
    }),
    toEnd: Type.Optional(Type.Boolean({ description: 'true: mediation that only waits to be ended by decision' })),
    objectCode: Type.Optional(shortText(40)),
    problemCode: Type.Optional(shortText(40)),
    incident: Type.Optional(uuid()),
    duplicates: Type.Optional(
      Type.Boolean({ description: 'true: only those that may repeat an earlier complaint of the same person' }),
    ),
    open: Type.Optional(Type.Boolean({ description: 'false: ended cases as well' })),
    archived: Type.Optional(Type.Boolean({ description: 'false: of the ended ones only those not yet archived' })),
    q: Type.Optional(shortText(200)),
    cursor: Type.Optional(shortText(200)),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 100 })),
  },
  strict,
);
export type WorklistQuery = Static<typeof WorklistQuery>;

export const WorklistRow = Type.Object({
  number: Type.String(),
  version: Type.Integer(),
  phase: Type.String(),
  bureau: Type.String(),
  station: Type.Union([Type.String(), Type.Null()]),
  stationName: Type.Union([Type.String(), Type.Null()], { description: 'short' }),
  handler: Type.Union([Type.String(), Type.Null()]),
  handlerName: Type.Union([Type.String(), Type.Null()]),
  complainant: Type.String({ description: 'masked' }),
  respondent: Type.Union([Type.String(), Type.Null()]),
  objectCode: Type.Union([Type.String(), Type.Null()]),
  problemCode: Type.Union([Type.String(), Type.Null()]),
  amountFen: Type.Union([Type.Integer(), Type.Null()]),
  dueOn: Type.Union([Type.String(), Type.Null()]),
  dueRule: Type.Union([Type.String(), Type.Null()]),
  provisional: Type.Boolean(),
  receivedOn: Type.Union([Type.String(), Type.Null()]),
  online: Type.Union([Type.Boolean(), Type.Null()], { description: 'null: not yet written down' }),
  food: Type.Boolean(),
  incident: Type.Union([Type.String(), Type.Null()]),
  possibleDuplicate: Type.Boolean(),
  toEnd: Type.Union([Type.Literal('limit'), Type.Literal('withdrawal'), Type.Literal('settlement'), Type.Null()], {
    description: 'why mediation only waits to be ended by decision',
  }),
  settlementAsked: Type.Boolean({ description: 'the operator says that both have settled; not answered yet' }),
  untold: Type.Boolean({ description: 'a paper or a notice did not arrive and waits to be told another way' }),
  filedAt: Type.String(),
  arrivedOn: Type.Union([Type.String(), Type.Null()], {
    description: 'of a filing that waits for its registration: the day it came',
  }),
  reopenedOn: Type.Union([Type.String(), Type.Null()], {
    description: 'of such a filing: the day on which its closing was annulled',
  }),
});
export type WorklistRow = Static<typeof WorklistRow>;
export const Worklist = Type.Object(
  { rows: Type.Array(WorklistRow), next: Type.Union([Type.String(), Type.Null()]) },
  { $id: 'Worklist' },
);
export type Worklist = Static<typeof Worklist>;
