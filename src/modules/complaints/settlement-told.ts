import type { Day } from '#kernel/day.ts';
import type { Complaint } from './complaint.ts';
import type { Sealed } from './filing-parts.ts';

type Act<T extends string, P> = { readonly type: T; readonly payload: P };

/** What the complainant says to the operator's word that both have settled by themselves (art. 18). */
export type SettlementEvent = Act<
  'SettlementAnswered',
  { on: Day; settled: boolean; representedConsent?: true; text?: Sealed }
>;

export type SettlementState = {
  /** What the operator told last of a settlement, in which act, and what the complainant says to it. */
  readonly settlement: {
    readonly on: Day;
    readonly version: number;
    readonly answer: { readonly settled: boolean; readonly on: Day } | null;
  } | null;
};

export const settlementTold = (state: Complaint, on: Day): SettlementState => ({
  settlement: { on, version: state.version, answer: null },
});

export const settlementAnswered = (
  { settlement }: Complaint,
  { settled, on }: SettlementEvent['payload'],
): SettlementState => ({ settlement: settlement === null ? null : { ...settlement, answer: { settled, on } } });

/** What lists show of it while the case is open. */
export const settlementStanding = ({ settlement, closedOn }: Complaint): 'asked' | 'yes' | 'no' | null => {
  if (settlement === null || closedOn !== null) return null;
  if (settlement.answer === null) return 'asked';
  return settlement.answer.settled ? 'yes' : 'no';
};
