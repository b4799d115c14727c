import type { Tx } from './db.ts';
import type { ErasureLine } from './erasure-list.ts';

/**
 * What a list of erasures names, as a temporary table `listed_erasure` of the open transaction: it is compared where the rows are, so
 * that memory does not grow with the list.
 */
export const beginListed = (tx: Tx): Promise<unknown> =>
  tx.adhoc('create temporary table listed_erasure (tenant text, stream uuid, id uuid) on commit drop');

export type ListedKey = { readonly tenant: string; readonly stream: string; readonly id: string };

/** Whose key, or which files: each by its id. */
const keysOf = ({ tenant, stream, person, files = [] }: ErasureLine): ListedKey[] =>
  [...(person === undefined ? [] : [person]), ...files].map((id) => ({ tenant, stream, id }));

/** As the columns of a statement. */
export const listedColumns = (lines: readonly ErasureLine[]): readonly (readonly string[])[] => {
  const keys = lines.flatMap(keysOf);
  return [keys.map(({ tenant }) => tenant), keys.map(({ stream }) => stream), keys.map(({ id }) => id)];
};

export const addListed = (tx: Tx, columns: readonly (readonly string[])[]): Promise<unknown> =>
  tx.adhoc('insert into listed_erasure select * from unnest($1::text[], $2::uuid[], $3::uuid[])', columns);

/** What is erased and stands in no list: `gone` is a statement that gives tenant, stream and id. */
export const notListed = (gone: string): string =>
  `${gone} where not exists (select 1 from listed_erasure l where (l.tenant, l.stream, l.id) = (gone.tenant, gone.stream, gone.id))`;

/** What of the columns is there all the same: a key that is still wrapped, a file that is kept. */
export const stillThere = (
  tx: Tx,
  columns: readonly (readonly string[])[],
): Promise<(ListedKey & { readonly what: 'person_key' | 'evidence_file' })[]> =>
  tx.rows(
    `with listed as (select distinct * from unnest($1::text[], $2::uuid[], $3::uuid[]) as l (tenant, stream, id))
     select k.tenant, k.stream, k.person as id, 'person_key' as what from person_key k
       join listed l on l.tenant = k.tenant and l.stream = k.stream and l.id = k.person where k.wrapped is not null
     union all
     select f.tenant, f.stream, f.file, 'evidence_file' from evidence_file f
       join listed l on l.tenant = f.tenant and l.stream = f.stream and l.id = f.file where f.state = 'kept'`,
    columns,
  );

/** Those lines whose person or file can be read again. */
export const broughtBack = async (tx: Tx, lines: readonly ErasureLine[]): Promise<readonly ErasureLine[]> => {
  const rows = await stillThere(tx, listedColumns(lines));
  const there = new Set(rows.map(placeOf));
  return lines.filter((line) => keysOf(line).some((key) => there.has(placeOf(key))));
};

const placeOf = ({ tenant, stream, id }: ListedKey): string => JSON.stringify([tenant, stream, id]);
