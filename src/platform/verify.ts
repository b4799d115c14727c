import type { Tx } from './db.ts';
import type { StreamKey } from './events.ts';
import type { Head } from './heads.ts';
import { SpentMemory } from './spent-memory.ts';
import { tenantsIn } from './tenants-in.ts';
import type { Vault } from './vault.ts';
import type { Beside, SeenStream } from './verify-beside.ts';
import { type ChainedRow, checkChain, SignedHeads } from './verify-chain.ts';
import type { Fault, FaultCode, RaiseFault } from './verify-faults.ts';
import { compareLocators, type Locator, locatorTable } from './verify-locators.ts';
import { highest, lowest, nextPage, type StreamRow } from './verify-pages.ts';
import type { Provable } from './verify-papers.ts';
import {
  compareRows,
  type Formerly,
  type MayRemain,
  type ProjectedTable,
  type Row,
  type Stored,
} from './verify-rows.ts';
import { commitmentsIn, lessenedIn, type StoredEntry, StreamValues } from './verify-values.ts';

export type PastEvent = {
  readonly version: number;
  readonly type: string;
  readonly payload: unknown;
  readonly actor: string;
  readonly at: Date;
};

/** What must stand in the tables when these events are all that ever happened. */
export type Expectation = {
  /** As people name the stream: the public number of a case. */
  readonly name: string;
  readonly bureau: string;
  /** Rows by table. */
  readonly rows: Readonly<Record<string, readonly Row[]>>;
  /** By table, which rows may stand beyond those; none where a table is not named. */
  readonly mayRemain?: Readonly<Record<string, MayRemain>>;
  /** What an earlier law gave in place of `rows`, for limits that are still to be reckoned anew. */
  readonly formerly?: Formerly;
  readonly locators: readonly Locator[];
  /** Whether one that the acts do not ask for may stand; `all` are those of its kind. */
  readonly mayBeFoundBy?: (locator: Locator, all: readonly Locator[]) => boolean;
  /** Papers that a code on them proves, where more is known of them than the act that made them says. */
  readonly provable?: readonly Provable[];
};

/** How a module's streams of one kind are refolded. */
export type Projection = {
  readonly kind: string;
  readonly tables: readonly ProjectedTable[];
  /** Throws when the events cannot be folded. `stored` is for what no event may hold, compared from table to table. */
  expect(key: StreamKey, events: readonly PastEvent[], stored: Stored): Expectation;
};

export type Verified = {
  streams: number;
  events: number;
  values: number;
  rows: number;
  /** The same by the table they stand in. */
  readonly byTable: Map<string, number>;
  faults: number;
  /** Rows of limits as an earlier law gave them, which the act that reckons them anew will move. */
  waiting: number;
  /** Values that hold nothing any more, by the basis of their erasure. */
  readonly erased: Map<string, number>;
};

export type VerifyTools = {
  readonly vault: Vault;
  readonly projections: readonly Projection[];
  /** Heads signed earlier, in file order; every one must still be a prefix of its stream. */
  readonly signed?: readonly AsyncIterator<Head>[];
  readonly besides?: readonly Beside[];
  readonly onFault: (fault: Fault) => void;
  /** After each page; `of` is how many streams there were when it began. */
  readonly onProgress?: (so: Readonly<Verified>, of: number) => void;
  /** Once all streams are done, before what belongs to none of them. */
  readonly onStreamsDone?: () => void;
};

type EventRow = ChainedRow & { readonly stream: string };
type StoredRow = Row & { readonly stream: string };
type KeyRow = Pick<StoredEntry, 'stream' | 'person' | 'tenant_key_version' | 'wrapped' | 'destroyed_basis'>;
type SealedRow = Pick<StoredEntry, 'stream' | 'entry' | 'person' | 'kind' | 'sealed'>;

/**
 * Refolds every stream the transaction sees and compares all that was made from it, in pages: memory does not grow with
 * the number of cases. Run it as the owner, or under a scope that holds every bureau.
 */
export const verifyStreams = async (tx: Tx, tools: VerifyTools): Promise<Verified> => {
  // Statements of one snapshot, so that acts done meanwhile do not look like faults.
  await tx.adhoc('set transaction isolation level repeatable read read only');
  const counts = { streams: 0, events: 0, values: 0, rows: 0, faults: 0, waiting: 0 };
  const so: Verified = { ...counts, byTable: new Map(), erased: new Map() };
  const check = new StreamCheck(tools, so);
  const tenants = [...new Set([...(await tenantsIn(tx, 'stream')), ...(await tenantsIn(tx, 'event'))])].sort();
  const { of } = await tx.one<{ of: number }>('select count(*) as of from stream');
  const spent = new SpentMemory();
  for (const tenant of tenants) {
    let after = lowest;
    for (;;) {
      const { streams, until } = await nextPage(tx, tenant, after);
      await check.page(tx, tenant, streams, { after, until });
      spent.collect();
      tools.onProgress?.(so, of);
      if (until === highest) break;
      after = until;
    }
  }
  tools.onStreamsDone?.();
  await check.end(tx);
  return so;
};

type Span = { readonly after: string; readonly until: string };

class StreamCheck {
  readonly #tools: VerifyTools;
  readonly #so: Verified;
  readonly #signed: SignedHeads;
  readonly #projections: ReadonlyMap<string, Projection>;
  readonly #columns: ReadonlyMap<string, ReadonlySet<string>>;
  /** Every table once, by its key alone. */
  readonly #others: readonly ProjectedTable[];

  constructor(tools: VerifyTools, so: Verified) {
    this.#tools = tools;
    this.#so = so;
    this.#projections = new Map(tools.projections.map((one) => [one.kind, one]));
    const tables = tools.projections.flatMap((one) => one.tables);
    this.#columns = columnsOf([locatorTable, ...tables]);
    this.#others = [...new Map(tables.map(({ table, key }) => [table, { table, key, columns: [] }])).values()];
    this.#signed = new SignedHeads(tools.signed ?? [], (head) =>
      this.#fault(head, 'signed-stream-gone', { version: head.version }),
    );
  }

  async page(tx: Tx, tenant: string, streams: readonly StreamRow[], span: Span): Promise<void> {
    const range = 'where x.tenant = $1 and x.stream > $2::uuid and x.stream <= $3::uuid';
    const values = [tenant, span.after, span.until];
    const events = byStream(
      await tx.rows<EventRow>(
        `select x.stream, x.version, x.type, x.payload, x.actor, x.at, x.hash,
           x.at = date_trunc('milliseconds', x.at) as whole from event x ${range} order by x.stream, x.version`,
        values,
      ),
    );
    const entries = byStream(await entriesIn(tx, range, values));
    if (entries.size > 0) await this.#tools.vault.load(tenant, tx);
    const stored = await this.#storedIn(tx, range, values);
    const known = new Map(streams.map((row) => [row.stream, row]));
    const seen: SeenStream[] = [];
    const all = new Set([...known.keys(), ...events.keys()]);
    for (const stream of [...all].sort()) {
      const key = { tenant, stream };
      const opener = new StreamValues(this.#tools.vault, key, entries.get(stream) ?? []);
      const past = events.get(stream) ?? [];
      const head = known.get(stream);
      const expected = await this.#stream(key, head, past, opener, (table) => stored.get(table)?.get(stream) ?? []);
      seen.push({ key, kind: head?.kind ?? '', name: expected?.name ?? '', events: past, values: opener, expected });
    }
    for (const [table, rows] of stored) {
      for (const stream of rows.keys())
        if (!all.has(stream)) this.#fault({ tenant, stream }, 'row-unexpected', { detail: table });
    }
    for (const beside of this.#tools.besides ?? []) {
      this.#count(beside.table, await beside.page(tx, tenant, seen, (...found) => this.#fault(...found)));
    }
  }

  /** Several kinds of stream may lay claim to one table: it is read once, with the columns of all of them. */
  async #storedIn(tx: Tx, range: string, values: unknown[]): Promise<Map<string, Map<string, StoredRow[]>>> {
    const stored = new Map<string, Map<string, StoredRow[]>>();
    for (const [table, columns] of this.#columns) {
      const names = [...columns].map((column) => `x.${column}`).join(', ');
      const rows = await tx.adhoc<StoredRow>(`select x.stream, ${names} from ${table} x ${range}`, values);
      stored.set(table, byStream(rows));
    }
    return stored;
  }

  async end(tx: Tx): Promise<void> {
    await this.#signed.end();
    for (const beside of this.#tools.besides ?? []) {
      this.#count(beside.table, (await beside.end?.(tx, (...found) => this.#fault(...found))) ?? 0);
    }
  }

  async #stream(
    key: StreamKey,
    head: StreamRow | undefined,
    events: readonly EventRow[],
    values: StreamValues,
    stored: Stored,
  ): Promise<Expectation | undefined> {
    this.#so.streams += 1;
    this.#so.events += events.length;
    const projection = head === undefined ? undefined : this.#projections.get(head.kind);
    const expected = projection === undefined ? undefined : this.#fold(key, projection, events, stored);
    const name = expected instanceof Error || expected === undefined ? '' : expected.name;
    const fault = (code: FaultCode, more: { version?: number; detail?: string } = {}) =>
      this.#fault({ ...key, name }, code, more);
    if (head === undefined) fault('stream-missing');
    else if (projection === undefined) fault('kind-unknown', { detail: head.kind });
    checkChain(key, head, events, fault);
    await this.#signed.meet(key, (signed) => {
      const then = events.find((event) => event.version === signed.version);
      if (then === undefined) fault('signed-version-gone', { version: signed.version });
      else if (!then.hash.equals(signed.hash)) fault('signed-hash-differs', { version: signed.version });
    });
    this.#checkValues(events, values, fault);
    if (expected instanceof Error) fault('not-foldable', { detail: expected.message });
    if (head === undefined || projection === undefined || expected === undefined || expected instanceof Error) {
      return undefined;
    }
    if (head.bureau !== expected.bureau) fault('bureau-differs', { detail: `${head.bureau} ≠ ${expected.bureau}` });
    for (const table of this.#tablesFor(projection)) {
      const rows = stored(table.table);
      this.#count(table.table, rows.length);
      const compared = compareRows(
        table,
        rows,
        expected.rows[table.table] ?? [],
        (entry) => values.value(entry),
        expected.mayRemain?.[table.table],
        expected.formerly,
      );
      this.#so.waiting += compared.waiting;
      for (const found of compared.faults) {
        const where = found.kind === 'row-differs' ? `${found.column} ${found.detail}` : found.key;
        fault(found.kind, { version: head.version, detail: `${found.table} ${where}`.trim() });
      }
    }
    for (const found of compareLocators(head.kind, stored(locatorTable.table), expected)) fault(found.code, found);
    return expected;
  }

  #count(table: string, rows: number): void {
    this.#so.rows += rows;
    this.#so.byTable.set(table, (this.#so.byTable.get(table) ?? 0) + rows);
  }

  /** A table that only other kinds of stream have must hold nothing of this one. */
  #tablesFor(projection: Projection): readonly ProjectedTable[] {
    const own = new Set([locatorTable.table, ...projection.tables.map(({ table }) => table)]);
    return [...projection.tables, ...this.#others.filter(({ table }) => !own.has(table))];
  }

  #fold(key: StreamKey, projection: Projection, events: readonly EventRow[], stored: Stored): Expectation | Error {
    try {
      return projection.expect(key, events, stored);
    } catch (error) {
      return error instanceof Error ? error : new Error(String(error));
    }
  }

  #checkValues(events: readonly EventRow[], values: StreamValues, fault: RaiseFault): void {
    const lessened = lessenedIn(events);
    for (const event of events) {
      for (const committed of commitmentsIn(event.payload)) {
        this.#so.values += 1;
        const less = lessened.get(committed.entry);
        const finding = values.check({ ...committed, ...(less === undefined ? {} : { commitment: less.commitment }) });
        const under = typeof finding === 'object' ? finding.erasedUnder : finding === 'holds' ? less?.basis : undefined;
        if (under !== undefined) this.#so.erased.set(under, (this.#so.erased.get(under) ?? 0) + 1);
        else if (typeof finding === 'string' && finding !== 'holds')
          fault(finding, { version: event.version, detail: committed.entry });
      }
    }
  }

  #fault(
    where: StreamKey & { name?: string },
    code: FaultCode,
    more: { version?: number; detail?: string } = {},
  ): void {
    this.#so.faults += 1;
    this.#tools.onFault({
      tenant: where.tenant,
      stream: where.stream,
      code,
      name: where.name ?? '',
      version: more.version ?? null,
      detail: more.detail ?? '',
    });
  }
}

/** Joined here: where the database does not know yet how many rows there are, it may look through all of them for each. */
const entriesIn = async (tx: Tx, range: string, values: readonly unknown[]): Promise<StoredEntry[]> => {
  const [entries, keys] = await Promise.all([
    tx.rows<SealedRow>(`select x.stream, x.entry, x.person, x.kind, x.sealed from vault_entry x ${range}`, values),
    tx.rows<KeyRow>(
      `select x.stream, x.person, x.tenant_key_version, x.wrapped, x.destroyed_basis from person_key x ${range}`,
      values,
    ),
  ]);
  const byPerson = new Map(keys.map((key) => [`${key.stream} ${key.person}`, key]));
  return entries.flatMap((entry) => {
    const key = byPerson.get(`${entry.stream} ${entry.person}`);
    return key === undefined ? [] : [{ ...entry, ...key }];
  });
};

const columnsOf = (tables: readonly ProjectedTable[]): ReadonlyMap<string, ReadonlySet<string>> => {
  const all = new Map<string, Set<string>>();
  for (const { table, key, columns } of tables) {
    const known = all.get(table) ?? new Set<string>();
    for (const column of [...key, ...columns]) known.add(column);
    all.set(table, known);
  }
  return all;
};

const byStream = <R extends { readonly stream: string }>(rows: readonly R[]): Map<string, R[]> =>
  Map.groupBy(rows, (row) => row.stream);
