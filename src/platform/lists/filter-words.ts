import { isDay } from '#kernel/day.ts';
import { longDay } from '#kernel/day-text.ts';
import type { Translate } from '#kernel/translate.ts';

/** What a filter is called on the screen, and what the value of the address is called there. */
export type FilterWord = { readonly label: string; readonly value: (value: string) => string };

/** A query cannot have a filter without words. */
export type FilterWords<Query> = { readonly [Name in keyof Omit<Query, 'cursor' | 'limit'>]-?: FilterWord };

/** One of the values the locale names under `texts`; several stand with commas between. */
export const coded = (label: string, texts: string, t: Translate): FilterWord => ({
  label: t(label),
  value: (value) =>
    value
      .split(',')
      .map((one) => t(`${texts}.${one}`))
      .join(t('desk:separator')),
});

/** On, or not there. */
export const only = (label: string, text: string, t: Translate): FilterWord => ({
  label: t(label),
  value: (value) => t(value === 'true' ? text : 'desk:no'),
});

export const sought = (t: Translate): FilterWord => ({
  label: t('worklist:filter.search'),
  value: (text) => t('worklist:filter.searchText', { text }),
});

export const dayWord = (label: string, t: Translate): FilterWord => ({
  label: t(label),
  value: (value) => (isDay(value) ? longDay(value, t) : value),
});

/** The filters in the order in which their words are given, which is that of the screen. */
export const filtersInWords = <Query extends object>(query: Query, words: FilterWords<Query>, t: Translate): string => {
  const asked = new Map(Object.entries(query));
  return Object.entries<FilterWord>(words)
    .flatMap(([name, { label, value }]) => {
      const wish: unknown = asked.get(name);
      return wish === undefined || wish === '' ? [] : [`${label}${t('desk:colon')}${value(String(wish))}`];
    })
    .join(t('worklist:filter.join'));
};
