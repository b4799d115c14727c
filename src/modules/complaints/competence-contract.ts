import Type, { type Static } from 'typebox';

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
    receipts: Type.Array(Type.Object({ bureauName: Type.String(), filedOn: Type.String() }), {
      description: 'receipts of the same dispute, looked for where several bureaus are competent',
    }),
  },
  { $id: 'CaseCompetence' },
);
export type CaseCompetence = Static<typeof CaseCompetence>;
