import type { Tx } from '#platform/db.ts';
import type { RegionLevel } from '../reference/regions.ts';

type Named = {
  readonly code: string;
  readonly name: string;
  readonly level: RegionLevel;
  readonly parent: string | null;
  readonly namesakes: number;
};

const DEPTH: Readonly<Record<RegionLevel, number>> = { province: 0, prefecture: 1, county: 2, zone: 2, town: 3 };
const ADDRESS_READ = 120;

/** Regions whose name, or for provinces and cities whose name without its last word (杭州 for 杭州市), stands in the text. */
const namedIn = (tx: Tx, text: string): Promise<Named[]> =>
  tx.rows<Named>(
    `select r.code, r.name, r.level, r.parent,
       (select count(*) from region n where n.name = r.name and n.valid_to is null) as namesakes
     from region r
     where r.valid_to is null and (strpos($1, r.name) > 0 or (r.level in ('province', 'prefecture')
       and char_length(r.name) > 2 and strpos($1, regexp_replace(r.name, '(省|市|自治区|地区|盟)$', '')) > 0))`,
    [text],
  );

const ancestorsNamed = (region: Named, byCode: ReadonlyMap<string, Named>): number => {
  let count = 0;
  for (let parent = region.parent; parent !== null; ) {
    const found = byCode.get(parent);
    if (!found) break;
    count += 1;
    parent = found.parent;
  }
  return count;
};

/**
 * The county (or town, or zone) that an address as people write it lies in; `undefined` when it names none, or when two
 * would do: 鼓楼区 alone may be in four cities.
 */
export const regionInAddress = async (tx: Tx, address: string): Promise<string | undefined> => {
  const text = address.replaceAll('\0', '').replace(/\s/g, '').slice(0, ADDRESS_READ);
  if (text === '') return undefined;
  const named = await namedIn(tx, text);
  const byCode = new Map(named.map((region) => [region.code, region]));
  const ranked = named
    .filter((region) => DEPTH[region.level] >= 2)
    .map((region) => ({ region, above: ancestorsNamed(region, byCode) }))
    .filter(({ region, above }) => above > 0 || (region.namesakes === 1 && region.name.length > 2))
    .sort((a, b) => b.above - a.above || DEPTH[b.region.level] - DEPTH[a.region.level]);
  const [best, next] = ranked;
  const tied = best && next && next.above === best.above && DEPTH[next.region.level] === DEPTH[best.region.level];
  return tied ? undefined : best?.region.code;
};
