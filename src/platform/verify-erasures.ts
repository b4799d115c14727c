import type { Keyring } from './crypto/keyring.ts';
import type { Tx } from './db.ts';
import { type Extent, walkErasures } from './erasure-list.ts';
import { addListed, beginListed, listedColumns, notListed, stillThere } from './listed-erasures.ts';
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
      for (const { tenant, stream, id, what } of await stillThere(tx, columns))
        fault({ tenant, stream }, 'erasure-undone', { detail: `${what} ${id}` });
      await addListed(tx, columns);
    },
  });
  const of = { tenant: '-', stream: noStream, name: path };
  for (const { line, why } of read.faults) fault(of, `erasures-${why}`, { detail: String(line) });
  if (!extents.every((extent) => read.holds(extent))) fault(of, 'erasures-cut');
  return { lines: read.count, unsigned: read.unsigned, missing: await missing(tx) };
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
