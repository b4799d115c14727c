import type { Day } from '#kernel/day.ts';
import type { Translate } from '#kernel/translate.ts';
import { hasText } from '../../kit/texts.ts';
import { dayOrText } from '../../kit/when.ts';

type Why = { readonly code: string; readonly params: Readonly<Record<string, string | number>> };

/** Why something cannot be done, in the words of its refusal. */
export const whyText = ({ code, params }: Why, today: Day, t: Translate): string => {
  const key = `complaint:refusals.${code}`;
  const shown = Object.entries(params).map(([name, value]) => [
    name,
    typeof value === 'string' ? dayOrText(value, today, t) : value,
  ]);
  return hasText(key) ? t(key, Object.fromEntries(shown)) : code;
};

export const insteadText = (acts: readonly string[], t: Translate): string =>
  acts.length === 0
    ? ''
    : t('desk:acts.instead') + acts.map((act) => t(`complaint:act.${act}`)).join(t('desk:separator'));
