import { type Refusal, refuse } from '#kernel/refusal.ts';
import type { CommandOf, Decision, Facts } from '../commands.ts';
import type { Complaint, ComplaintEvent } from '../complaint.ts';
import { withoutSpecialPowers } from './agents.ts';

const basis = [{ text: 'order-121', article: '23(1)(1)' }];

/** A withdrawal that was stated ends the mediation on ground 1, unless it is taken back: nothing of it begins any more. */
export const withdrawalObjection = ({ withdrawalStatedOn }: Complaint): Refusal | undefined =>
  withdrawalStatedOn === null
    ? undefined
    : refuse('withdrawal-was-stated', {
        basis,
        params: { on: withdrawalStatedOn },
        instead: ['terminate', 'take-back-withdrawal'],
      });

/** Until an officer has ended the case nobody has relied on it: who stated it may think again, and what was entered wrongly is undone. */
export const takeBackWithdrawal = (
  { reasons }: CommandOf<'take-back-withdrawal'>,
  state: Complaint,
  facts: Facts,
): Decision | Refusal => {
  const objection = withoutSpecialPowers(state, facts);
  if (objection !== undefined) return objection;
  if (facts.actor.kind === 'staff' && reasons === undefined)
    return refuse('withdrawal-wrong-for-no-reason', { status: 422, field: 'reasons', basis });
  const payload = { on: facts.today, ...(reasons === undefined ? {} : { reasons }) };
  return { events: [{ type: 'WithdrawalTakenBack', payload }], papers: [] };
};

/** Without the acceptance it is what it would have been before it: the end of the matter. */
export const withdrawnBefore = (state: Complaint, fell: ComplaintEvent['type'], { today }: Facts): ComplaintEvent[] =>
  fell === 'ComplaintAccepted' && state.withdrawalStatedOn !== null
    ? [{ type: 'ComplaintWithdrawn', payload: { on: today } }]
    : [];
