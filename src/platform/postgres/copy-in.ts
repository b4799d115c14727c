import type pg from 'pg';

/** The part of a protocol connection that COPY needs; `pg` hands it to whatever it is asked to submit. */
type CopyConnection = {
  query(text: string): void;
  sendCopyFromChunk(chunk: Buffer): void;
  endCopyFrom(): void;
};

/** A statement of one's own kind, as `pg` runs it. */
class CopyIn {
  readonly done: Promise<void>;
  readonly #statement: string;
  readonly #chunks: readonly Buffer[];
  #settle: (error?: Error) => void = () => undefined;

  constructor(statement: string, chunks: readonly Buffer[]) {
    this.#statement = statement;
    this.#chunks = chunks;
    this.done = new Promise((resolve, reject) => {
      this.#settle = (error) => (error === undefined ? resolve() : reject(error));
    });
  }

  submit(connection: CopyConnection): void {
    connection.query(this.#statement);
  }

  handleCopyInResponse(connection: CopyConnection): void {
    for (const chunk of this.#chunks) connection.sendCopyFromChunk(chunk);
    connection.endCopyFrom();
  }

  handleError(error: Error): void {
    this.#settle(error);
  }

  handleReadyForQuery(): void {
    this.#settle();
  }

  handleCommandComplete(): void {}
  handleRowDescription(): void {}
  handleDataRow(): void {}
  handlePortalSuspended(): void {}
  handleEmptyQuery(): void {}
}

export type CopyValue = string | number | boolean | null | undefined | Date | Buffer | readonly string[];

const escapes: Readonly<Record<string, string>> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' };
const escaped = (text: string): string =>
  /[\\\t\n\r]/u.test(text) ? text.replace(/[\\\t\n\r]/gu, (c) => escapes[c] ?? c) : text;

const quoted = (item: string): string => `"${item.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;

const textOf = (value: CopyValue): string => {
  if (value === null || value === undefined) return '\\N';
  if (typeof value === 'string') return escaped(value);
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (value instanceof Date) return value.toISOString();
  if (Buffer.isBuffer(value)) return `\\\\x${value.toString('hex')}`;
  return escaped(`{${value.map(quoted).join(',')}}`);
};

/** One COPY ready to leave; the chunks may come from another thread. */
export type CopyBatch = { readonly statement: string; readonly rows: number; readonly chunks: readonly Uint8Array[] };

/** Rows for one table, gathered for COPY: for histories and imports, where a statement a row would be the limit. */
export class CopyTable {
  readonly #statement: string;
  #lines: string[] = [];

  constructor(table: string, columns: readonly string[]) {
    this.#statement = `copy ${table} (${columns.join(', ')}) from stdin`;
  }

  add(...values: readonly CopyValue[]): void {
    this.#lines.push(`${values.map(textOf).join('\t')}\n`);
  }

  /** What was added since. */
  take(): CopyBatch {
    const lines = this.#lines;
    this.#lines = [];
    const chunks: Uint8Array[] = [];
    // Each chunk has its memory to itself, so that it can be handed to another thread without copying.
    for (let at = 0; at < lines.length; at += 500)
      chunks.push(new TextEncoder().encode(lines.slice(at, at + 500).join('')));
    return { statement: this.#statement, rows: lines.length, chunks };
  }
}

/** Sends a batch on a connection that is not pipelined. */
export const copyIn = async (client: pg.Client, batch: CopyBatch): Promise<number> => {
  if (batch.rows === 0) return 0;
  const chunks = batch.chunks.map((chunk) => Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength));
  const copy = new CopyIn(batch.statement, chunks);
  client.query(copy as unknown as pg.Submittable);
  await copy.done;
  return batch.rows;
};
