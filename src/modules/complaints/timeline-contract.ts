import Type, { type Static } from 'typebox';
import { oneOf, orNull, partyKinds } from './parts-contract.ts';

/** What happened in a case, as its readers see it. */

const instant = () => Type.String({ description: 'ISO 8601 with time zone' });

export const PlainValue = Type.Union([Type.String(), Type.Number(), Type.Boolean(), Type.Null()]);

/** `details` are the plain values of the event's payload, ids already with a `…Name` beside them; `texts` the opened sealed ones. */
export const TimelineEntry = Type.Object({
  version: Type.Integer(),
  type: Type.String(),
  at: instant(),
  actor: Type.String(),
  actorName: orNull(Type.String()),
  actorKind: oneOf(['consumer', 'operator', 'staff', 'system']),
  actorParty: orNull(
    Type.Enum([...partyKinds], { description: 'as which party of the case it was done; null: by no party' }),
  ),
  actorRelation: orNull(Type.String({ description: 'of a helper: keeper, clerk, child, officer, volunteer, other' })),
  own: Type.Boolean({ description: 'whoever reads this did it' }),
  details: Type.Record(Type.String(), PlainValue),
  texts: Type.Array(Type.Object({ field: Type.String(), text: orNull(Type.String({ description: 'null: erased' })) })),
});
export type TimelineEntry = Static<typeof TimelineEntry>;

export const CaseEventsQuery = Type.Object(
  {
    cursor: Type.Optional(Type.String({ pattern: '^[0-9]{1,9}$', description: '`next` of the page before' })),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200, description: '100 when silent' })),
  },
  { additionalProperties: false },
);
export type CaseEventsQuery = Static<typeof CaseEventsQuery>;

export const CaseEvents = Type.Object(
  {
    events: Type.Array(TimelineEntry, { description: 'oldest first; only what this person may see' }),
    next: orNull(Type.String({ description: 'cursor of the next page; null: no more' })),
  },
  { $id: 'CaseEvents' },
);
export type CaseEvents = Static<typeof CaseEvents>;
