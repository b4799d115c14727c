/** Makes the linked report under the receiving authority. The id of its stream only: the rest lies there under its own key. */
export type LinkedReportOrder = { readonly stream: string };

const isOrder = (payload: unknown): payload is LinkedReportOrder =>
  typeof payload === 'object' && payload !== null && 'stream' in payload && typeof payload.stream === 'string';

export const linkedReportJob = {
  name: 'make-linked-report',
  read: (payload: unknown): LinkedReportOrder => {
    if (!isOrder(payload)) throw new TypeError('not an order to make a linked report');
    return payload;
  },
};
