import Type, { type Static } from 'typebox';
import { seenPattern } from '#kernel/field-shapes.ts';
import { day, orNull, strict, uuid } from '../parts-contract.ts';

/**
 * What another bureau asks one of one's own in a dispute over who handles a case (Order 121 arts 14, 33): whether it takes it, or,
 * of a superior, who is to.
 */
export const CompetenceQuestion = Type.Object({
  id: uuid(),
  kind: Type.Enum(['question', 'request'] as ['question', 'request']),
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
  rival: orNull(Type.String({ description: 'of a request: the other bureau of the dispute' })),
  reasons: orNull(Type.String({ description: 'null: ended, its words are no longer kept' })),
  takes: orNull(Type.Boolean({ description: 'null: not answered' })),
  competentName: orNull(Type.String({ description: 'whom the superior named' })),
  closed: Type.Boolean({ description: 'the dispute ended without an answer' }),
});
export type CompetenceQuestion = Static<typeof CompetenceQuestion>;

export const CompetenceQuestions = Type.Object(
  { questions: Type.Array(CompetenceQuestion), mayAnswer: Type.Boolean(), mayDecide: Type.Boolean() },
  { $id: 'CompetenceQuestions', description: 'open ones first, then the newest; at most 200' },
);
export type CompetenceQuestions = Static<typeof CompetenceQuestions>;

export const OpenQuestions = Type.Object({ open: Type.Integer({ description: 'waiting for an answer' }) });
export type OpenQuestions = Static<typeof OpenQuestions>;

export const AnswerQuestionBody = Type.Object(
  {
    takes: Type.Boolean({ description: 'the bureau asked holds itself competent and takes the case' }),
    reasons: Type.String({ minLength: 1, pattern: seenPattern, maxLength: 4000 }),
  },
  strict,
);
export type AnswerQuestionBody = Static<typeof AnswerQuestionBody>;

export const DecideRequestBody = Type.Object(
  {
    competent: Type.String({
      minLength: 1,
      pattern: seenPattern,
      maxLength: 80,
      description: 'the superior itself or a bureau below it',
    }),
    reasons: Type.String({ minLength: 1, pattern: seenPattern, maxLength: 4000 }),
    document: Type.Optional(
      Type.String({
        minLength: 1,
        pattern: seenPattern,
        maxLength: 100,
        description: 'number of the written decision',
      }),
    ),
  },
  strict,
);
export type DecideRequestBody = Static<typeof DecideRequestBody>;
