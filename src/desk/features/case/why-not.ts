import type { Day } from '#kernel/day.ts';
import type { Translate } from '#kernel/translate.ts';
import type { CaseView, UnavailableAct } from '#modules/complaints/case-contract.ts';
import { hasText } from '../../kit/texts.ts';
import { dayOrText } from '../../kit/when.ts';
import { lackingNames } from './lacking-names.ts';

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

/** As it is folded away beneath the acts, in one sentence: what was pressed, and why not now. */
export const notNowText = (one: UnavailableAct, view: CaseView, today: Day, t: Translate): string =>
  [
    t('desk:acts.notNow', { act: t(`complaint:act.${one.act}`), why: reasonText(one, today, t) }),
    lackingNames(one.code, view, t),
    insteadText(one.instead, t),
  ]
    .filter((part) => part !== '')
    .join(' ');

/** Why not: somebody else's, or the words of the refusal. */
export const reasonText = (one: UnavailableAct, today: Day, t: Translate): string =>
  one.roles.length === 0
    ? whyText(one, today, t)
    : t('desk:acts.byRole', {
        roles: one.roles.map((role) => t(`complaint:role.${role}`)).join(t('desk:separator')),
      });

export const insteadText = (acts: readonly string[], t: Translate): string =>
  acts.length === 0
    ? ''
    : t('desk:acts.instead') + acts.map((act) => t(`complaint:act.${act}`)).join(t('desk:separator'));
