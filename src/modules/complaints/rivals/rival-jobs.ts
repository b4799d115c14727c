type Letter = { readonly letter: string };
type Ended = { readonly number: string; readonly askedUntil?: string };

const textIn = (payload: unknown, name: string): string => {
  const value = (payload as Record<string, unknown> | null)?.[name];
  if (typeof value !== 'string') throw new TypeError('not an order about a letter between bureaus');
  return value;
};

/** Under the bureau that asked: puts the other's answer on its case. */
export const rivalAnswerJob = {
  name: 'take-rival-answer',
  read: (payload: unknown): Letter => ({ letter: textIn(payload, 'letter') }),
};

/** Under the bureau that asked its superior: puts the decision on its case. */
export const superiorDecisionJob = {
  name: 'take-superior-decision',
  read: (payload: unknown): Letter => ({ letter: textIn(payload, 'letter') }),
};

/** Under the bureau that was asked: nobody waits for its answer any more. */
export const endQuestionJob = {
  name: 'end-competence-question',
  read: (payload: unknown): Ended => ({
    number: textIn(payload, 'number'),
    ...(payload !== null && typeof payload === 'object' && 'askedUntil' in payload
      ? { askedUntil: textIn(payload, 'askedUntil') }
      : {}),
  }),
};
