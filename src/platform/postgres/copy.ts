import type pg from 'pg';

/** The parts of pg's connection that speak COPY; its types leave them out. */
type CopyConnection = pg.Connection & {
  sendCopyFromChunk(chunk: Buffer): void;
  endCopyFrom(): void;
  sendCopyFail(reason: string): void;
};

type Settle = { resolve(rows: number): void; reject(error: unknown): void };

/** What pg calls while a statement of ours is the active one. */
class CopyStatement implements pg.Submittable {
  readonly text: string;
  readonly settle: Settle;
  rows = 0;
  failed = false;

  constructor(text: string, settle: Settle) {
    this.text = text;
    this.settle = settle;
  }

  submit(connection: pg.Connection): void {
    connection.query(this.text);
  }

  handleCommandComplete(message: { text?: string }): void {
    this.rows = Number(/^COPY (\d+)$/u.exec(message.text ?? '')?.[1] ?? 0);
  }

  handleReadyForQuery(): void {
    this.settle.resolve(this.rows);
  }

  handleError(error: unknown): void {
    this.failed = true;
    this.settle.reject(error);
  }
}

class CopyOut extends CopyStatement {
  readonly take: (chunk: Buffer) => void;

  constructor(text: string, settle: Settle, take: (chunk: Buffer) => void) {
    super(text, settle);
    this.take = take;
  }

  handleCopyData(message: { chunk: Buffer }, connection: pg.Connection): void {
    if (this.failed) return;
    try {
      this.take(message.chunk);
    } catch (error) {
      this.handleError(error);
      connection.stream.destroy();
    }
  }
}

class CopyIn extends CopyStatement {
  readonly chunks: Iterable<Buffer>;

  constructor(text: string, settle: Settle, chunks: Iterable<Buffer>) {
    super(text, settle);
    this.chunks = chunks;
  }

  handleCopyInResponse(connection: pg.Connection): void {
    this.send(connection as CopyConnection).catch((error: unknown) => {
      (connection as CopyConnection).sendCopyFail('source failed');
      this.handleError(error);
    });
  }

  async send(connection: CopyConnection): Promise<void> {
    for (const chunk of this.chunks) {
      if (this.failed) return;
      connection.sendCopyFromChunk(chunk);
      if (connection.stream.writableNeedDrain) await drained(connection);
    }
    connection.endCopyFrom();
  }
}

const drained = (connection: pg.Connection): Promise<void> =>
  new Promise((resolve) => {
    const go = (): void => {
      connection.stream.off('drain', go).off('close', go);
      resolve();
    };
    connection.stream.on('drain', go).on('close', go);
  });

/**
 * Runs `copy … to stdout`; `take` gets each row's bytes as they come. The bytes are those of the connection's own
 * buffer, soon overwritten: keep a copy, never the chunk. Resolves to the number of rows.
 */
export const copyOut = (client: pg.Client, text: string, take: (chunk: Buffer) => void): Promise<number> =>
  new Promise((resolve, reject) => {
    client.query(new CopyOut(text, { resolve, reject }, take));
  });

/** Runs `copy … from stdin` with the bytes of `chunks`. Resolves to the number of rows. */
export const copyIn = (client: pg.Client, text: string, chunks: Iterable<Buffer>): Promise<number> =>
  new Promise((resolve, reject) => {
    client.query(new CopyIn(text, { resolve, reject }, chunks));
  });
