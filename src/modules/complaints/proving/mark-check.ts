import { type IndexPurpose, normalFor } from '#platform/crypto/blind-index.ts';
import type { Keyring } from '#platform/crypto/keyring.ts';
import type { Tx } from '#platform/db.ts';
import type { Beside, BesideFault, SeenStream } from '#platform/verify-beside.ts';

type Mark = {
  readonly stream: string;
  readonly person: string;
  readonly purpose: IndexPurpose;
  readonly version: number;
  readonly digest: Buffer;
};

const purposes: readonly IndexPurpose[] = ['phone', 'id-number'];

/** Whose values are marked when they are given. */
const marked: ReadonlySet<string> = new Set(['complaint', 'consultation']);

/** By what somebody is recognised: the last telephone and identity number given of each person, under any key still held, and nothing else. */
export class MarkCheck implements Beside {
  readonly table = 'blind_index';
  readonly #keyring: Keyring;

  constructor(keyring: Keyring) {
    this.#keyring = keyring;
  }

  async page(tx: Tx, tenant: string, streams: readonly SeenStream[], fault: BesideFault): Promise<number> {
    const rows = await tx.rows<Mark>(
      `select stream, person, purpose, version, digest from blind_index where tenant = $1 and stream = any ($2::uuid[])`,
      [tenant, streams.map(({ key }) => key.stream)],
    );
    const stored = Map.groupBy(rows, (row) => row.stream);
    for (const seen of streams) this.#compare(seen, stored.get(seen.key.stream) ?? [], fault);
    return rows.length;
  }

  async end(tx: Tx, fault: BesideFault): Promise<number> {
    const lost = await tx.rows<{ tenant: string; stream: string; person: string }>(
      `select tenant, stream, person from blind_index b
        where not exists (select 1 from stream s where s.tenant = b.tenant and s.stream = b.stream) limit 1000`,
    );
    for (const { person, ...where } of lost) fault(where, 'row-unexpected', { detail: `blind_index ${person}` });
    return lost.length;
  }

  #compare({ key, kind, name, events, values }: SeenStream, rows: readonly Mark[], fault: BesideFault): void {
    const where = { ...key, name };
    const left = new Set(rows);
    for (const purpose of marked.has(kind) ? purposes : []) {
      const given = events.flatMap(({ payload }) => fieldsIn(payload, purpose));
      const last = new Map(given.map((entry) => [values.personOf(entry), entry]));
      for (const [person, entry] of last) {
        const value = values.value(entry);
        // Erased with its marks, or broken and told already.
        if (typeof value !== 'string' || normalFor(purpose, value) === '') continue;
        const own = rows.filter((row) => row.person === person && row.purpose === purpose);
        const found = own.filter((row) => this.#isOf(row, value));
        for (const row of found) left.delete(row);
        if (found.length === 0) fault(where, 'row-missing', { detail: `blind_index ${purpose} ${person}` });
      }
    }
    for (const { purpose, person } of left)
      fault(where, 'row-unexpected', { detail: `blind_index ${purpose} ${person}` });
  }

  #isOf({ purpose, version, digest }: Mark, value: string): boolean {
    return this.#keyring.digests(purpose, value).some((one) => one.version === version && one.digest.equals(digest));
  }
}

/** What of a person's own particulars is recognised: a number given beside them, as one for a single notice, is not. */
const fieldsIn = (payload: unknown, purpose: IndexPurpose): string[] => {
  if (typeof payload !== 'object' || payload === null) return [];
  const { fields } = payload as { fields?: Partial<Record<IndexPurpose, { entry?: unknown }>> };
  const entry = fields?.[purpose]?.entry;
  return [
    ...(typeof entry === 'string' ? [entry] : []),
    ...Object.values(payload).flatMap((one) => fieldsIn(one, purpose)),
  ];
};
