import { type ClockCard, clockCard } from '#kernel/clock-card.ts';
import { dayOf } from '#kernel/day.ts';
import { reckonRule } from '#kernel/reckoning.ts';
import type { Translate } from '#kernel/translate.ts';
import { now } from '#platform/clock.ts';
import type { Context } from '#platform/context.ts';

export type Standing = 'published-channel' | 'companion';

/** What a receipt says of time: the limit that runs from it, or that none does yet. */
export const receiptStanding = (
  context: Context,
  filed: { readonly standing: Standing; readonly tenant: string; readonly filedAt: Date },
  t: Translate,
): { readonly companion: boolean; readonly clock?: ClockCard } => {
  if (filed.standing === 'companion') return { companion: true };
  const law = context.law();
  const startOn = dayOf(filed.filedAt);
  const facts = { startOn, receivedOn: startOn, excluded: [], settings: law.settingsOf(filed.tenant) };
  const reckoning = reckonRule(law.rulebook, 'CMP-01', facts, law.calendar);
  return { companion: false, ...(reckoning === undefined ? {} : { clock: clockCard(reckoning, dayOf(now()), t) }) };
};
