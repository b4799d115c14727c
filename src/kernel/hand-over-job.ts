/** An order to make what was handed over. The id of its stream only: the rest lies there under the receiver's own key. */
export type HandOverOrder = { readonly stream: string };

const isOrder = (payload: unknown): payload is HandOverOrder =>
  typeof payload === 'object' && payload !== null && 'stream' in payload && typeof payload.stream === 'string';

export const handOverJob = (name: string) => ({
  name,
  read: (payload: unknown): HandOverOrder => {
    if (!isOrder(payload)) throw new TypeError(`not an order for ${name}`);
    return payload;
  },
});
