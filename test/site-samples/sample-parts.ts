import { createHash } from 'node:crypto';
import { type ClockCard, clockCard } from '#kernel/clock-card.ts';
import type { Day } from '#kernel/day.ts';
import { reckonRule } from '#kernel/reckoning.ts';
import type { Translate } from '#kernel/translate.ts';
import { packagedCalendar } from '#modules/directory/packaged-calendar.ts';
import { rulebook } from '#modules/directory/rulebook/rulebook.ts';
import type { FieldFault, FormState, FormValues } from '#site/kit/form.ts';
import type { Safe } from '#site/kit/html.ts';

/** Pages by name; made when asked for. */
export type Samples = Readonly<Record<string, () => Safe>>;

export const guards = { csrf: 'sample', version: 3, idempotency: '0198f2c0-0000-7000-8000-000000000001' };

export const formOf = (values: FormValues = {}, faults: readonly FieldFault[] = []): FormState => ({
  guards,
  values,
  faults,
});

export const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex');

/** A real card from the real rulebook and calendar. */
export function cardOf(rule: string, startOn: Day, today: Day, t: Translate): ClockCard {
  const reckoning = reckonRule(rulebook, rule, { startOn }, packagedCalendar());
  if (!reckoning) throw new Error(`no rule ${rule} on ${startOn}`);
  return clockCard(reckoning, today, t);
}
