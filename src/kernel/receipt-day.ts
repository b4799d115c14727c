import { compareDays, type Day, isDay } from './day.ts';
import { type LegalBasis, type Refusal, refuse } from './refusal.ts';

export type ReceiptTried = {
  /** The day on file; null where a source did not say one. */
  readonly was: Day | null;
  readonly today: Day;
  /** First day of any rule on the limit that runs from receipt; before it a day is a slip of the pen. */
  readonly since: Day | undefined;
  /** Nothing is entered, passed on or decided before it was received. */
  readonly followed: readonly (Day | null | undefined)[];
  readonly basis: readonly LegalBasis[];
};

/** Why a day of receipt cannot be put right to this one, whatever it is that was received. */
export const correctedReceiptObjection = (day: Day, tried: ReceiptTried): Refusal | undefined => {
  const { was, today, since, basis } = tried;
  if (day === was) return refuse('received-just-then', { basis, field: 'receivedOn' });
  const at = { status: 422, field: 'receivedOn', basis } as const;
  if (!isDay(day)) return refuse('receipt-day-not-a-day', at);
  if (compareDays(day, today) > 0) return refuse('corrected-receipt-ahead', at);
  if (since !== undefined && compareDays(day, since) < 0)
    return refuse('receipt-before-any-rule', { ...at, params: { since } });
  const [latest] = tried.followed.filter((one) => one != null).sort(compareDays);
  return latest !== undefined && compareDays(day, latest) > 0
    ? refuse('receipt-after-what-followed', { ...at, params: { latest } })
    : undefined;
};
