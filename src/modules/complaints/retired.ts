import { type Refusal, refuse } from '#kernel/refusal.ts';
import type { ActName } from './act-names.ts';
import type { Complaint } from './complaint.ts';

/** What a body above said of a decision is put on record whenever it is said; what names somebody there goes with the next round. */
const stillDone: ReadonlySet<ActName> = new Set(['record-outcome']);

/**
 * Nobody can be told, called or heard any more whose data are destroyed: a decision then cannot be undone, and nothing new is
 * gathered in a file whose term is over (decision 0081).
 */
export const retiredObjection = (act: ActName, { retiredOn }: Complaint): Refusal | undefined =>
  retiredOn === null || stillDone.has(act)
    ? undefined
    : refuse('file-retired', {
        basis: [
          { text: 'pipl', article: '19' },
          { text: 'pipl', article: '47(1)(2)' },
        ],
        params: { on: retiredOn },
      });
