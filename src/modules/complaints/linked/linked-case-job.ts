/** Makes the linked case under the receiving authority. The id of its stream only: the rest lies there under its own key. */
export type LinkedCaseOrder = { readonly stream: string };

const isOrder = (payload: unknown): payload is LinkedCaseOrder =>
  typeof payload === 'object' && payload !== null && 'stream' in payload && typeof payload.stream === 'string';

export const linkedCaseJob = {
  name: 'make-linked-case',
  read: (payload: unknown): LinkedCaseOrder => {
    if (!isOrder(payload)) throw new TypeError('not an order to make a linked case');
    return payload;
  },
};
