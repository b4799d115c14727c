/** Tells the bureau that handed a question over that it has been taken in, under which number. */
export type QuestionTaken = { readonly number: string; readonly linked: string };

const isTaken = (payload: unknown): payload is QuestionTaken =>
  typeof payload === 'object' &&
  payload !== null &&
  'number' in payload &&
  typeof payload.number === 'string' &&
  'linked' in payload &&
  typeof payload.linked === 'string';

export const questionTakenJob = {
  name: 'note-question-taken',
  read: (payload: unknown): QuestionTaken => {
    if (!isTaken(payload)) throw new TypeError('not the news that a question was taken in');
    return payload;
  },
};
