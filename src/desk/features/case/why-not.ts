import type { Day } from '#kernel/day.ts';
import type { Translate } from '#kernel/translate.ts';
import type { CaseView } from '#modules/complaints/case-contract.ts';
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

/** Of several who complain, those whose word is missing or against it: the refusal counts them, the bureau's own view names them. */
export const lackingNames = (code: string, { consents, parties }: CaseView, t: Translate): string => {
  const { entrust } = consents?.lacking ?? {};
  const persons =
    code === 'not-all-agreed-to-entrusting'
      ? entrust?.silent
      : code === 'one-of-several-declines-entrusting'
        ? entrust?.against
        : undefined;
  const names = namesAmong(persons ?? [], parties, t);
  return names === '' ? '' : t('desk:acts.lacking', { names });
};

export const namesAmong = (persons: readonly string[], parties: CaseView['parties'], t: Translate): string =>
  parties
    .filter(({ person }) => persons.includes(person))
    .map(({ masked, kind }) => masked.name ?? t(`complaint:party.${kind}`))
    .join(t('desk:separator'));

export const insteadText = (acts: readonly string[], t: Translate): string =>
  acts.length === 0
    ? ''
    : t('desk:acts.instead') + acts.map((act) => t(`complaint:act.${act}`)).join(t('desk:separator'));
