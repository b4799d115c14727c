import type { Tx } from '#platform/db.ts';
import { CODE_MAPS } from './code-maps.ts';
import { CODE_TABLES } from './codes.ts';
import { nationalEdition, nationalRegions, type RegionEdition, type RegionRow } from './regions.ts';

/** Enters an edition of regions, or completes it; rows that are there already stay as they are. */
export const enterRegions = async (tx: Tx, edition: RegionEdition, rows: readonly RegionRow[]): Promise<number> => {
  await tx.run(
    `insert into region_edition (id, title, source, as_of, invented) values ($1, $2, $3, $4, $5)
     on conflict (id) do nothing`,
    [edition.id, edition.title, edition.source, edition.asOf, edition.invented],
  );
  return await tx.run(
    `insert into region (edition, code, name, level, parent, valid_from, valid_to, successor, statistical_county)
     select $1, * from unnest($2::text[], $3::text[], $4::text[], $5::text[], $6::date[], $7::date[], $8::text[], $9::text[])
     on conflict (edition, code) do nothing`,
    [
      edition.id,
      rows.map((row) => row.code),
      rows.map((row) => row.name),
      rows.map((row) => row.level),
      rows.map((row) => row.parent),
      rows.map((row) => row.validFrom ?? null),
      rows.map((row) => row.validTo ?? null),
      rows.map((row) => row.successor ?? null),
      rows.map((row) => row.statisticalCounty ?? null),
    ],
  );
};

/** Titles and order follow the program's tables at every start; items an administrator added stay. */
export const enterCodes = async (tx: Tx): Promise<void> => {
  for (const table of CODE_TABLES) {
    await tx.run(
      `insert into code_system (id, title_zh, title_en, source) values ($1, $2, $3, $4)
       on conflict (id) do update set title_zh = excluded.title_zh, title_en = excluded.title_en, source = excluded.source`,
      [table.id, table.zh, table.en, table.source],
    );
    await tx.run(
      `insert into code (system, code, parent, place, title_zh, title_en)
       select $1, * from unnest($2::text[], $3::text[], $4::int[], $5::text[], $6::text[])
       on conflict (system, code) do update
         set parent = excluded.parent, place = excluded.place, title_zh = excluded.title_zh, title_en = excluded.title_en`,
      [
        table.id,
        table.items.map((item) => item.code),
        table.items.map((item) => item.parent ?? null),
        table.items.map((_, at) => at + 1),
        table.items.map((item) => item.zh),
        table.items.map((item) => item.en),
      ],
    );
  }
  for (const { from, to, pairs } of CODE_MAPS) {
    await tx.run(
      `insert into code_map (from_system, to_system, from_code, to_code)
       select $1, $2, * from unnest($3::text[], $4::text[])
       on conflict (from_system, from_code, to_system) do update set to_code = excluded.to_code`,
      [from, to, Object.keys(pairs), Object.values(pairs)],
    );
  }
};

/** What every instance needs before its first case: regions of the nation and the code tables. Runs again harmlessly. */
export const loadReference = async (tx: Tx): Promise<void> => {
  const edition = nationalEdition();
  const [there] = await tx.rows<{ id: string }>('select id from region_edition where id = $1', [edition.id]);
  if (!there) await enterRegions(tx, edition, nationalRegions());
  await enterCodes(tx);
};
