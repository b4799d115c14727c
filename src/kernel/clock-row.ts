import { columnsOf } from './columns.ts';
import type { LimitRow } from './limits-moved.ts';
import type { Reckoning } from './reckoning.ts';

export type LimitState = 'running' | 'paused' | 'met' | 'stopped';

/** A limit of a case, a report or whatever else has limits, as their rules reckon it. */
export type RunningLimit = { readonly rule: string; readonly state: LimitState; readonly reckoning: Reckoning };

export type ClockRow = LimitRow & { readonly state: LimitState };

export const clockColumns = columnsOf<keyof ClockRow>({
  rule: true,
  started_on: true,
  due_on: true,
  sure_until: true,
  provisional: true,
  state: true,
  reckoning: true,
});

/** The day-by-day reckoning is made again when somebody looks; the row keeps what it was made from. */
export const clockRowOf = ({ rule, state, reckoning }: RunningLimit): ClockRow => ({
  rule,
  started_on: reckoning.startOn,
  // Null while the limit stands still.
  due_on: reckoning.dueOn,
  // Up to this day every counted one is certain: the due day itself unless it is provisional.
  sure_until: reckoning.provisional ? reckoning.sureUntil : reckoning.dueOn,
  provisional: reckoning.provisional,
  state,
  reckoning: basisOf(reckoning),
});

const basisOf = ({ dueOn, expectedOn, basis, textVersion, regimeOn, paused, decrees }: Reckoning) => ({
  dueOn,
  expectedOn,
  basis,
  textVersion,
  regimeOn,
  paused,
  decrees,
});
