import type { Numbering } from './lived-case.ts';

const keyOf = (tenant: string, series: string, year: number): string => `${tenant}\t${series}\t${year}`;

/** Official numbers, going on where the last paper stopped. */
export class Series {
  readonly #last: Map<string, number>;

  constructor(last: readonly (readonly [string, number])[]) {
    this.#last = new Map(last);
  }

  readonly numbering: Numbering = (tenant, series, year) => {
    const key = keyOf(tenant, series, year);
    const next = (this.#last.get(key) ?? 0) + 1;
    this.#last.set(key, next);
    return next;
  };

  /** As they are handed from thread to thread. */
  entries(): [string, number][] {
    return [...this.#last];
  }
}

export type SeriesRow = {
  readonly tenant: string;
  readonly series: string;
  readonly year: number;
  readonly last_number: number;
};

export const seriesEntry = ({ tenant, series, year, last_number }: SeriesRow): [string, number] => [
  keyOf(tenant, series, year),
  last_number,
];

export const seriesRow = ([key, last_number]: readonly [string, number]): SeriesRow => {
  const [tenant = '', series = '', year = ''] = key.split('\t');
  return { tenant, series, year: Number(year), last_number };
};
