/** Tells the asker of a paper. The number of the question only: the rest is looked up when it is sent. */
export type AnswerNews = {
  readonly number: string;
  readonly n: number;
  /** Of a message sent anew: the version of the act that asked for it. */
  readonly again?: number;
};

const isNews = (payload: unknown): payload is AnswerNews => {
  if (typeof payload !== 'object' || payload === null) return false;
  const { number, n, again } = payload as Partial<Record<keyof AnswerNews, unknown>>;
  if (again !== undefined && typeof again !== 'number') return false;
  return typeof number === 'string' && typeof n === 'number';
};

export const answerJob = {
  name: 'tell-answer',
  read: (payload: unknown): AnswerNews => {
    if (!isNews(payload)) throw new TypeError('not news of an answer');
    return payload;
  },
};
