import { refuse } from '#kernel/refusal.ts';
/** Ids only: what is done and in whose name is looked up when it is done. */
export type BatchOrder = { readonly tenant: string; readonly bureau: string; readonly batch: string };

const isOrder = (payload: unknown): payload is BatchOrder => {
  if (typeof payload !== 'object' || payload === null) return false;
  const { tenant, bureau, batch } = payload as Partial<Record<keyof BatchOrder, unknown>>;
  return typeof tenant === 'string' && typeof bureau === 'string' && typeof batch === 'string';
};

export const batchJob = {
  name: 'incident-batch',
  read: (payload: unknown): BatchOrder => {
    if (!isOrder(payload)) throw new TypeError('not an order to run a batch');
    return payload;
  },
};

/** Said of a case on which the program itself failed; the others of its batch go on. */
export const failedByFault = refuse('batch-case-failed', { status: 500 });
