import Type, { type Static } from 'typebox';
import { seenPattern } from '#kernel/field-shapes.ts';
import { Problem } from './case-contract.ts';
import { day, orNull } from './parts-contract.ts';

/** What the HTTP API answers to the desk beside the cases themselves: who is there, how much is there, who else is there. */

const oneOf = <const T extends string[]>(values: readonly [...T]) => Type.Enum([...values] as [...T]);

/** Each case with the version it was seen in: one that moved meanwhile answers with 412 in its own row. */
export const AssignManyBody = Type.Object(
  {
    cases: Type.Array(
      Type.Object(
        { number: Type.String({ maxLength: 80 }), version: Type.Integer({ minimum: 1 }) },
        { additionalProperties: false },
      ),
      { minItems: 1, maxItems: 200 },
    ),
    to: Type.Optional(Type.String({ maxLength: 80 })),
    station: Type.Optional(
      Type.String({ maxLength: 80, description: 'a station of the bureau; none: the bureau itself works on them' }),
    ),
  },
  { additionalProperties: false },
);
export type AssignManyBody = Static<typeof AssignManyBody>;
export const AssignManyAnswer = Type.Object({
  results: Type.Array(
    Type.Object({ number: Type.String(), version: orNull(Type.Integer()), problem: orNull(Problem) }),
  ),
});
export type AssignManyAnswer = Static<typeof AssignManyAnswer>;

export const worklistViews = [
  'mine',
  'unassigned',
  'overdue',
  'soon',
  'review',
  'mediating',
  'recusals',
  'unregistered',
  'to-end',
  'closed-unarchived',
  'all-open',
] as const;
export type WorklistView = (typeof worklistViews)[number];

export const WorklistCounts = Type.Object({
  today: day(),
  views: Type.Record(oneOf(worklistViews), Type.Integer()),
  load: Type.Array(
    Type.Object({
      account: Type.String(),
      name: Type.String(),
      open: Type.Integer(),
      ended: Type.Integer({
        description:
          'ended and not put away: still to be told, visited or archived; or put away with a paper or message still owed',
      }),
      overdue: Type.Integer(),
      dueSoon: Type.Integer(),
    }),
  ),
  stations: Type.Array(
    Type.Object({
      station: Type.String(),
      name: Type.String(),
      open: Type.Integer(),
      unassigned: Type.Integer({ description: 'with the station, but with nobody in person' }),
      overdue: Type.Integer(),
      dueSoon: Type.Integer(),
    }),
    { description: 'of the bureaus one sees' },
  ),
});
export const WorklistCountsQuery = Type.Object(
  {
    station: Type.Optional(
      Type.String({ maxLength: 80, description: 'count the cases of one station; none: of no station' }),
    ),
  },
  { additionalProperties: false },
);
export type WorklistCountsQuery = Static<typeof WorklistCountsQuery>;
export type WorklistCounts = Static<typeof WorklistCounts>;

export const DeskSession = Type.Object(
  {
    account: Type.String(),
    name: Type.String(),
    roles: Type.Array(Type.String()),
    tenant: orNull(Type.String()),
    bureau: orNull(Type.String()),
    bureaus: Type.Array(Type.String()),
    desks: Type.Array(Type.String(), { description: 'of the post held today, such as complaints or reports' }),
    csrf: Type.String(),
    language: oneOf(['zh-CN', 'en']),
    demo: Type.Boolean(),
    dayDoubt: orNull(
      Type.Object({
        is: oneOf(['ahead', 'behind']),
        today: day(),
        known: { ...day(), description: 'the last day on which the instance was at work' },
      }),
    ),
    today: day(),
    receiptCheckedBefore: { ...day(), description: 'an older day of receipt is entered only when checked (RCV-01)' },
    soonUntil: { ...day(), description: 'a limit up to this day is due soon: the third working day from today' },
    soonProvisional: Type.Boolean({
      description: 'the day lies behind days of a year without a holiday notice, taken as weekdays worked',
    }),
  },
  { $id: 'DeskSession' },
);
export type DeskSession = Static<typeof DeskSession>;

/** The lists of the desk that can be narrowed and kept as views. */
export const deskLists = ['cases', 'questions', 'reports', 'papers', 'outcomes', 'data-requests'] as const;
export type DeskList = (typeof deskLists)[number];

export const SavedView = Type.Object(
  {
    id: Type.String({ maxLength: 40 }),
    name: Type.String({ minLength: 1, maxLength: 40 }),
    query: Type.String({ maxLength: 1000 }),
    list: Type.Optional(oneOf(deskLists)),
  },
  { additionalProperties: false },
);
export const SavedViews = Type.Object({ views: Type.Array(SavedView, { maxItems: 50 }) }, { $id: 'SavedViews' });
export type SavedView = Static<typeof SavedView>;

export const Colleague = Type.Object(
  { account: Type.String(), name: Type.String(), roles: Type.Array(Type.String()), bureau: Type.String() },
  { $id: 'Colleague' },
);
export type Colleague = Static<typeof Colleague>;

export const HandoverBody = Type.Object(
  {
    from: Type.String({ format: 'uuid' }),
    to: Type.String({ format: 'uuid' }),
    reason: Type.String({ minLength: 2, pattern: seenPattern, maxLength: 500 }),
  },
  { additionalProperties: false },
);
export type HandoverBody = Static<typeof HandoverBody>;

/** `left`: open cases of the person that remain, because one call takes 200 or because they were refused. */
export const HandoverAnswer = Type.Object(
  { results: AssignManyAnswer.properties.results, left: Type.Integer() },
  { $id: 'HandoverAnswer' },
);
export type HandoverAnswer = Static<typeof HandoverAnswer>;

export const CoverBody = Type.Object(
  {
    absent: Type.String({ format: 'uuid' }),
    by: Type.String({ format: 'uuid' }),
    from: day(),
    to: { ...day(), description: 'first day back' },
    reason: Type.String({ minLength: 2, pattern: seenPattern, maxLength: 500 }),
  },
  { additionalProperties: false },
);
export type CoverBody = Static<typeof CoverBody>;

/** A role held for somebody who is away; `to` is the first day back. */
export const Cover = Type.Object(
  {
    id: Type.String(),
    role: Type.String(),
    bureau: Type.String(),
    by: Type.String(),
    byName: Type.String(),
    absent: Type.String(),
    absentName: Type.String(),
    from: day(),
    to: day(),
    stands: Type.Boolean({ description: 'false: whoever was to stand in has left or is locked out, so nobody does' }),
  },
  { $id: 'Cover' },
);
export type Cover = Static<typeof Cover>;
