/** Makes the linked question under the receiving authority. The id of its stream only: the rest lies there under its own key. */
export type LinkedQuestionOrder = { readonly stream: string };

const isOrder = (payload: unknown): payload is LinkedQuestionOrder =>
  typeof payload === 'object' && payload !== null && 'stream' in payload && typeof payload.stream === 'string';

export const linkedQuestionJob = {
  name: 'make-linked-question',
  read: (payload: unknown): LinkedQuestionOrder => {
    if (!isOrder(payload)) throw new TypeError('not an order to make a linked question');
    return payload;
  },
};
