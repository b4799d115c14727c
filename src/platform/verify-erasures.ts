import type { Keyring } from './crypto/keyring.ts';
import type { Tx } from './db.ts';
import { type Extent, walkErasures } from './erasure-list.ts';
import { addListed, beginListed, type ListedKey, listedColumns, notListed } from './listed-erasures.ts';
import { type BesideFault, noStream } from './verify-beside.ts';

type List = {
  readonly path: string;
  readonly keyring: Keyring;
  /** How far it had come whenever heads were signed beside it. */
  readonly extents: readonly Extent[];
};

export type ErasuresChecked = {
  readonly lines: number;
  readonly unsigned: number;
  /** How many erasures the database knows of and the list does not yet. */
  readonly missing: number;
};

/**
 * Holds the list of erasures against itself, against how far it had come when heads were signed, and against the database: whoever
 * stands in it must be unreadable there. Both may be of any length: the list is read in pages, and compared where the rows are.
 */
export const verifyErasures = async (tx: Tx, list: List, fault: BesideFault): Promise<ErasuresChecked> => {
  const { path, keyring, extents } = list;
  await beginListed(tx);
  const read = await walkErasures(path, keyring, {
    extents,
    onLines: async (lines) => {
      const columns = listedColumns(lines);
      for (const [where, what] of await undone(tx, columns)) fault(where, 'erasure-undone', { detail: what });
      await addListed(tx, columns);
    },
  });
  const of = { tenant: '-', stream: noStream, name: path };
  for (const { line, why } of read.faults) fault(of, `erasures-${why}`, { detail: String(line) });
  if (!extents.every((extent) => read.holds(extent))) fault(of, 'erasures-cut');
  return { lines: read.count, unsigned: read.unsigned, missing: await missing(tx) };
};

/** Whoever stands in the list and can be read again. */
const undone = async (tx: Tx, columns: readonly (readonly string[])[]): Promise<[Omit<ListedKey, 'id'>, string][]> => {
  const rows = await tx.rows<ListedKey & { readonly what: string }>(
    `with listed as (select distinct * from unnest($1::text[], $2::uuid[], $3::uuid[]) as l (tenant, stream, id))
     select k.tenant, k.stream, k.person as id, 'person_key' as what from person_key k
       join listed l on l.tenant = k.tenant and l.stream = k.stream and l.id = k.person where k.wrapped is not null
     union all
     select f.tenant, f.stream, f.file, 'evidence_file' from evidence_file f
       join listed l on l.tenant = f.tenant and l.stream = f.stream and l.id = f.file where f.state = 'kept'`,
    columns,
  );
  return rows.map(({ tenant, stream, id, what }) => [{ tenant, stream }, `${what} ${id}`]);
};

const missing = async (tx: Tx): Promise<number> => {
  await tx.adhoc('analyze listed_erasure');
  const rows = await tx.adhoc<{ missing: number }>(
    notListed(`select count(*)::integer as missing from (
       select tenant, stream, person as id from person_key where wrapped is null
       union all select tenant, stream, file from evidence_file where state = 'erased') gone`),
  );
  return rows[0]?.missing ?? 0;
};
