import type { Tx } from './db.ts';
import type { ErasureLine, ErasureList } from './erasure-list.ts';
import { type BesideFault, noStream } from './verify-beside.ts';

const PAGE = 1000;

/**
 * Holds the list of erasures against itself, against how far it had come when heads were signed, and against the database: whoever
 * stands in it must be unreadable there. Gives how many erasures the database knows of and the list does not yet.
 */
export const verifyErasures = async (
  tx: Tx,
  { path, list, cut }: { readonly path: string; readonly list: ErasureList; readonly cut: boolean },
  fault: BesideFault,
): Promise<number> => {
  const of = { tenant: '-', stream: noStream, name: path };
  for (const { line, why } of list.faults) fault(of, `erasures-${why}`, { detail: String(line) });
  if (cut) fault(of, 'erasures-cut');
  for (let from = 0; from < list.lines.length; from += PAGE) {
    for (const [where, what] of await undone(tx, list.lines.slice(from, from + PAGE)))
      fault(where, 'erasure-undone', { detail: what });
  }
  const known = new Set(list.lines.flatMap(keysOf));
  let missing = 0;
  for (const key of await erasedIn(tx)) if (!known.has(key)) missing += 1;
  return missing;
};

type Key = { readonly tenant: string; readonly stream: string; readonly id: string };

const keyOf = ({ tenant, stream, id }: Key): string => `${tenant} ${stream} ${id}`;

const keysOf = ({ tenant, stream, person, files = [] }: ErasureLine): string[] =>
  [...(person === undefined ? [] : [person]), ...files].map((id) => keyOf({ tenant, stream, id }));

const undone = async (tx: Tx, lines: readonly ErasureLine[]): Promise<[Omit<Key, 'id'>, string][]> => {
  const all = lines.flatMap(({ tenant, stream, person, files = [] }) =>
    [...(person === undefined ? [] : [person]), ...files].map((id) => ({ tenant, stream, id })),
  );
  const rows = await tx.rows<Key & { readonly what: string }>(
    `with listed as (select distinct * from unnest($1::text[], $2::uuid[], $3::uuid[]) as l (tenant, stream, id))
     select k.tenant, k.stream, k.person as id, 'person_key' as what from person_key k
       join listed l on l.tenant = k.tenant and l.stream = k.stream and l.id = k.person where k.wrapped is not null
     union all
     select f.tenant, f.stream, f.file, 'evidence_file' from evidence_file f
       join listed l on l.tenant = f.tenant and l.stream = f.stream and l.id = f.file where f.state = 'kept'`,
    [all.map(({ tenant }) => tenant), all.map(({ stream }) => stream), all.map(({ id }) => id)],
  );
  return rows.map(({ tenant, stream, id, what }) => [{ tenant, stream }, `${what} ${id}`]);
};

const erasedIn = async (tx: Tx): Promise<string[]> =>
  (
    await tx.rows<Key>(
      `select tenant, stream, person as id from person_key where wrapped is null
       union all select tenant, stream, file from evidence_file where state = 'erased'`,
    )
  ).map(keyOf);
