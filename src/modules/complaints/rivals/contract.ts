import Type, { type Static } from 'typebox';
import { day, strict, uuid } from '../parts-contract.ts';

const orNull = <T extends Parameters<typeof Type.Union>[0][number]>(schema: T) => Type.Union([schema, Type.Null()]);

/** A question another bureau put to one of one's own, in a dispute over who handles a case (Order 121 arts 14, 33). */
export const CompetenceQuestion = Type.Object({
  id: uuid(),
  bureau: Type.String(),
  bureauName: Type.String(),
  fromBureau: Type.String(),
  fromName: Type.String(),
  number: Type.String({ description: 'number of the case at the bureau that asks' }),
  arisenOn: day(),
  sentAt: Type.String(),
  respondent: orNull(Type.String()),
  address: orNull(Type.String()),
  problem: orNull(Type.String()),
  reasons: orNull(Type.String({ description: 'null: ended, its words are no longer kept' })),
  takes: orNull(Type.Boolean({ description: 'null: not answered' })),
  closed: Type.Boolean({ description: 'the dispute ended without an answer' }),
});
export type CompetenceQuestion = Static<typeof CompetenceQuestion>;

export const CompetenceQuestions = Type.Object(
  { questions: Type.Array(CompetenceQuestion), mayAnswer: Type.Boolean() },
  { $id: 'CompetenceQuestions', description: 'open ones first, then the newest; at most 200' },
);
export type CompetenceQuestions = Static<typeof CompetenceQuestions>;

export const OpenQuestions = Type.Object({ open: Type.Integer({ description: 'waiting for an answer' }) });
export type OpenQuestions = Static<typeof OpenQuestions>;

export const AnswerQuestionBody = Type.Object(
  {
    takes: Type.Boolean({ description: 'the bureau asked holds itself competent and takes the case' }),
    reasons: Type.String({ minLength: 1, maxLength: 4000 }),
  },
  strict,
);
export type AnswerQuestionBody = Static<typeof AnswerQuestionBody>;
