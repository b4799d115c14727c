import type { Complaint } from './complaint.ts';

/** By a decision on a party's request (art. 21(2)): it stands for the whole of this case. */
export const hasBeenRecused = (account: string, { recusals }: Complaint): boolean =>
  recusals.some((one) => one.granted && one.against === account);

/** Whoever stepped aside for good. */
export const recusedFrom = ({ recusals }: Complaint): ReadonlySet<string> =>
  new Set(recusals.flatMap((one) => (one.granted && one.against !== null ? [one.against] : [])));

/** Also while the request waits: whoever it is about is no way out of it. */
export const isRecused = (account: string, state: Complaint): boolean =>
  state.recusal?.against === account || hasBeenRecused(account, state);
