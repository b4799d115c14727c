import type { Day } from '#kernel/day.ts';
import type { Tx } from '#platform/db.ts';
import type { RegionItem } from '../contract.ts';
import type { RegionLevel } from '../reference/regions.ts';

export type RegionStep = { readonly code: string; readonly name: string; readonly level: RegionLevel };

export type RegionFound = {
  readonly edition: string;
  readonly code: string;
  readonly name: string;
  readonly level: RegionLevel;
  readonly successor: string | null;
};

/**
 * Where a code stands in several editions, the newest one that still holds it counts; a code no longer in use is found
 * all the same, with its successor.
 */
export const findRegion = (tx: Tx, code: string): Promise<RegionFound | undefined> =>
  tx.maybe<RegionFound>(
    `select r.edition, r.code, r.name, r.level, r.successor from region r join region_edition e on e.id = r.edition
     where r.code = $1 order by (r.valid_to is null) desc, e.as_of desc nulls last, e.id desc limit 1`,
    [code],
  );

/** From the province down to the region itself; empty for an unknown code. */
export const regionPath = (tx: Tx, code: string): Promise<RegionStep[]> =>
  tx.rows<RegionStep>(
    `with recursive up as (
       (select r.*, 0 as depth from region r join region_edition e on e.id = r.edition
        where r.code = $1 order by (r.valid_to is null) desc, e.as_of desc nulls last, e.id desc limit 1)
       union all
       select p.*, up.depth + 1 from up join region p on p.edition = up.edition and p.code = up.parent where up.depth < 6)
     select code, name, level from up order by depth desc`,
    [code],
  );

/** `云栖市临溪区`: the path without its province, as addresses begin. */
export const placeName = (path: readonly RegionStep[]): string =>
  path
    .filter((step, at) => step.level !== 'province' || at === path.length - 1)
    .map((step) => step.name)
    .join('');

/** The regions directly below one, or the provinces; those of today only. */
export const regionsBelow = (tx: Tx, parent: string | undefined): Promise<RegionItem[]> =>
  tx.rows<RegionItem>(
    `select code, edition, name, level, parent from region
     where parent is not distinct from $1 and valid_to is null order by code`,
    [parent ?? null],
  );

/** One region of today as a list entry. */
export const regionItem = (tx: Tx, code: string): Promise<RegionItem[]> =>
  tx.rows<RegionItem>(
    `select r.code, r.edition, r.name, r.level, r.parent from region r join region_edition e on e.id = r.edition
     where r.code = $1 and r.valid_to is null order by e.as_of desc nulls last, e.id desc limit 1`,
    [code],
  );

export type ResponsibleBureau = { readonly region: string; readonly bureau: string };

/**
 * The county-level bureaus that decide complaints for each region on a day. A region without one of its own is looked up
 * by what took it over, by the county its zone lies in, or by the county above its town: the nearest answer counts.
 */
export const bureausOfRegions = (tx: Tx, codes: readonly string[], on: Day): Promise<ResponsibleBureau[]> =>
  tx.rows<ResponsibleBureau>(
    `with recursive chain as (
       select r.code as asked, r.edition, r.code, r.level, r.parent, r.successor, r.statistical_county, r.valid_to, 0 as depth
       from region r where r.code = any ($1::text[])
       union all
       select c.asked, n.edition, n.code, n.level, n.parent, n.successor, n.statistical_county, n.valid_to, c.depth + 1
       from chain c join region n on n.edition = c.edition and n.code = case
         when c.valid_to <= $2::date and c.successor is not null then c.successor
         when c.level = 'zone' then c.statistical_county
         when c.level = 'town' then c.parent end
       where c.depth < 6),
     responsible as (
       select c.asked, c.depth, b.id from chain c
       join bureau_area a on a.region_edition = c.edition and a.region_code = c.code
         and a.from_on <= $2::date and (a.to_on is null or a.to_on > $2::date)
       join bureau b on b.id = a.bureau and b.kind = 'bureau'
         and b.opened_on <= $2::date and (b.closed_on is null or b.closed_on > $2::date)
       join bureau_power p on p.bureau = b.id and p.power = 'decide-complaints'
         and p.from_on <= $2::date and (p.to_on is null or p.to_on > $2::date))
     select distinct asked as region, id as bureau from responsible r
     where depth = (select min(depth) from responsible n where n.asked = r.asked) order by 1, 2`,
    [codes, on],
  );
