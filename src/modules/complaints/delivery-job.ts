import type { PaperParty } from './paper-orders.ts';

/** One paper to one party. Ids only: what it says and where it goes is looked up when it is sent. */
export type DeliveryOrder = { readonly number: string; readonly n: number; readonly to: PaperParty };

const isOrder = (payload: unknown): payload is DeliveryOrder => {
  if (typeof payload !== 'object' || payload === null) return false;
  const { number, n, to } = payload as Partial<Record<keyof DeliveryOrder, unknown>>;
  return typeof number === 'string' && Number.isInteger(n) && (to === 'complainant' || to === 'respondent');
};

export const deliveryJob = {
  name: 'deliver-paper',
  read: (payload: unknown): DeliveryOrder => {
    if (!isOrder(payload)) throw new TypeError('not an order to deliver a paper');
    return payload;
  },
};
