import { type Refusal, refuse } from '#kernel/refusal.ts';
import type { Complaint } from '../complaint.ts';

/** A withdrawal that was stated has no answer but the end on ground 1: nothing of mediation begins any more. */
export const withdrawalObjection = ({ withdrawalStatedOn }: Complaint): Refusal | undefined =>
  withdrawalStatedOn === null
    ? undefined
    : refuse('withdrawal-was-stated', {
        basis: [{ text: 'order-121', article: '23(1)(1)' }],
        params: { on: withdrawalStatedOn },
        instead: ['terminate'],
      });
