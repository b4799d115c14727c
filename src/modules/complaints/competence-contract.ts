import Type, { type Static } from 'typebox';
import { seenPattern } from '#kernel/field-shapes.ts';
import { day, files, oneOf, sealedText, shortText, strict, uuid } from './parts-contract.ts';

const reasons = () => sealedText(4000);
const bodyName = () =>
  Type.Optional(
    Type.String({ minLength: 1, pattern: seenPattern, maxLength: 80, description: 'one that does not work here' }),
  );
const unit = () => Type.Optional(shortText(80));
const stationOrNone = 'a station of the bureau; none: the bureau itself works on it';
const document = () =>
  Type.String({ minLength: 1, pattern: seenPattern, maxLength: 80, description: 'number of the document' });

/** Bodies of the acts about who handles a case, in person or as a bureau. A bureau is named by its id, or by its name where it does not work here. */
export const competenceBodies = {
  assign: Type.Object(
    {
      to: Type.Optional(uuid()),
      role: Type.Optional(oneOf(['handler', 'mediator'])),
      station: Type.Optional({ ...shortText(80), description: stationOrNone }),
    },
    { ...strict, description: 'a person, a station of the bureau, or both' },
  ),
  'dispute-competence': Type.Object(
    { rival: unit(), rivalBody: bodyName(), arisenOn: Type.Optional(day()), reasons: reasons() },
    strict,
  ),
  'ask-superior': Type.Object(
    {
      rival: unit(),
      rivalBody: bodyName(),
      superior: Type.Optional({
        ...shortText(80),
        description: 'one of those above the bureau, where not the nearest',
      }),
      reasons: reasons(),
    },
    strict,
  ),
  'agree-competence': Type.Object(
    { takenBy: oneOf(['own', 'rival']), agreedOn: day(), counterpart: sealedText(500), reasons: reasons() },
    strict,
  ),
  'record-designation': Type.Object(
    {
      body: { ...shortText(80), description: 'the superior that decided: a unit, or a body outside by its name' },
      decidedOn: day(),
      document: document(),
      items: Type.Optional({ ...files(), description: 'the document itself, scanned: without it nothing is recorded' }),
      competent: unit(),
      competentBody: bodyName(),
      reasons: reasons(),
    },
    strict,
  ),
  'decide-competence': Type.Object(
    { competent: shortText(80), document: Type.Optional(document()), reasons: reasons() },
    strict,
  ),
} as const;

/** Who is competent for a case, and why: Order 121 arts 13 and 14 step by step. */
export const CaseCompetence = Type.Object(
  {
    on: Type.String({ description: 'YYYY-MM-DD: the rules of this day' }),
    competent: Type.Array(
      Type.Object({
        bureau: Type.String(),
        name: Type.String(),
        ground: Type.String(),
        own: Type.Boolean({ description: 'the case lies there' }),
      }),
    ),
    waitsForOnline: Type.Boolean({
      description: 'nobody has written down whether it was bought online: a seller on a platform has another bureau',
    }),
    steps: Type.Array(
      Type.Object({
        sentence: Type.String(),
        rule: Type.String(),
        articleText: Type.Union([Type.String(), Type.Null()]),
      }),
    ),
    superiors: Type.Array(
      Type.Object({
        unit: Type.Union([Type.String(), Type.Null()], { description: 'null: does not work here' }),
        name: Type.String(),
      }),
      { description: 'who stands above the bureau of the case today, the nearest first' },
    ),
    dispute: Type.Union([
      Type.Object(
        {
          rival: Type.Union([Type.String(), Type.Null()]),
          rivalName: Type.Union([Type.String(), Type.Null()]),
          since: day(),
          asked: Type.Union([Type.String(), Type.Null()]),
          askedName: Type.Union([Type.String(), Type.Null()]),
          answer: Type.Union([Type.Object({ takes: Type.Boolean(), on: day() }), Type.Null()]),
        },
        { description: 'a quarrel over who handles it, also an ended one' },
      ),
      Type.Null(),
    ]),
    settled: Type.Union([Type.Object({ how: oneOf(['agreed', 'designated', 'taken-over']), on: day() }), Type.Null()]),
    receipts: Type.Array(Type.Object({ bureauName: Type.String(), filedOn: Type.String() }), {
      description: 'receipts of the same dispute, looked for where several bureaus are competent',
    }),
  },
  { $id: 'CaseCompetence' },
);
export type CaseCompetence = Static<typeof CaseCompetence>;

/** Bureaus that may be named in an act, by the rule of the act itself: whoever is not in the list is refused. */
export const BureausToName = Type.Object(
  {
    bureaus: Type.Array(
      Type.Object({
        unit: Type.String(),
        name: Type.String(),
        superiors: Type.Array(Type.String(), {
          description: 'where a superior is chosen as well: those under which it may be named, the nearest first',
        }),
      }),
    ),
    barred: Type.Array(Type.Object({ unit: Type.String(), name: Type.String() }), {
      description: 'of the same authority, not to be named because it may not decide on complaints today',
    }),
  },
  { $id: 'BureausToName' },
);
export type BureausToName = Static<typeof BureausToName>;

export const LinkedCase = Type.Object(
  { number: Type.String(), bureau: Type.String(), bureauName: Type.String(), on: day() },
  { description: 'the case of another authority here that goes on with this one, or that this one goes on with' },
);
