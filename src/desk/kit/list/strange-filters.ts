import type { Filter } from './filters.ts';

/** Filters of the address with a value none of their choices has: of an old link or one typed by hand. */
export const strangeFilters = (filters: readonly Filter[], address: URLSearchParams): readonly Filter[] =>
  filters.filter(({ name, choices }) => {
    const value = address.get(name);
    if (value === null || value === '') return false;
    return value.split(',').some((one) => !choices.some((choice) => choice.value === one));
  });
