import type { MayRemain } from '#platform/verify-rows.ts';
import { type ClockState, seedsOf } from '../clocks.ts';
import type { Complaint } from '../complaint.ts';

/**
 * Rows of limits that the case had once and has no longer, as after a decision that was annulled: each as it stood when
 * it fell away, or stopped by that. Whether such a row was ever written hangs on how the events were gathered into acts.
 */
export const leftClocks = (states: readonly Complaint[]): MayRemain => {
  const last = states.at(-1);
  if (last === undefined) return () => false;
  const had = new Set<string>();
  for (const state of states) {
    for (const { rule, startOn, state: ended } of seedsOf(state)) {
      had.add(keyOf(rule, startOn, 'stopped'));
      if (ended === 'met') had.add(keyOf(rule, startOn, 'met'));
    }
  }
  return ({ rule, started_on, state, bureau }) =>
    bureau === last.bureau && had.has(keyOf(String(rule), String(started_on), state as ClockState));
};

const keyOf = (rule: string, startOn: string, state: ClockState): string => `${rule} ${startOn} ${state}`;
