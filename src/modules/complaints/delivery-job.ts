import type { PaperParty } from './paper-orders.ts';

/** One paper to one party. Ids only: what it says and where it goes is looked up when it is sent. */
export type DeliveryOrder = {
  readonly number: string;
  readonly n: number;
  readonly to: PaperParty;
  /** Of an attempt made anew: the way chosen, and the version of the act that asked for it. */
  readonly way?: 'sms' | 'e-mail';
  readonly again?: number;
};

const isOrder = (payload: unknown): payload is DeliveryOrder => {
  if (typeof payload !== 'object' || payload === null) return false;
  const { number, n, to, way, again } = payload as Partial<Record<keyof DeliveryOrder, unknown>>;
  if ((way !== undefined && way !== 'sms' && way !== 'e-mail') || (again !== undefined && !Number.isInteger(again)))
    return false;
  return typeof number === 'string' && Number.isInteger(n) && (to === 'complainant' || to === 'respondent');
};

export const deliveryJob = {
  name: 'deliver-paper',
  // Sixteen hours: whoever is not reached by then is told another way while the limit still runs.
  attempts: 12,
  read: (payload: unknown): DeliveryOrder => {
    if (!isOrder(payload)) throw new TypeError('not an order to deliver a paper');
    return payload;
  },
};
