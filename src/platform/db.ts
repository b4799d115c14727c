import pg from 'pg';
import { NextRun } from './next-run.ts';
import { type Answer, type Asked, Turn } from './postgres/turn.ts';

/** What a transaction may see and write: row-level security reads it from `app.scope`. Empty means nothing. */
export type Scope = {
  readonly tenants: readonly string[];
  readonly bureaus: readonly string[];
  readonly principals: readonly string[];
  readonly account: string;
  readonly desks?: readonly string[];
  /** Tenants in which rows may be inserted; `tenants` when silent. */
  readonly writes?: readonly string[];
};

export interface Tx {
  /** Prepared automatically by its text, so the text must be a constant. */
  rows<R>(text: string, values?: readonly unknown[]): Promise<R[]>;
  /** Exactly one row, else a bug. */
  one<R>(text: string, values?: readonly unknown[]): Promise<R>;
  maybe<R>(text: string, values?: readonly unknown[]): Promise<R | undefined>;
  /** For text built at run time: never prepared, so that the server's statement list stays short. */
  adhoc<R>(text: string, values?: readonly unknown[]): Promise<R[]>;
  /** Number of rows affected. */
  run(text: string, values?: readonly unknown[]): Promise<number>;
  /** Sent at once and waited for with the commit: for writes whose result nobody reads. A failure fails the transaction. */
  send(text: string, values?: readonly unknown[]): void;
  /** Another scope for the rest of this transaction: an act that hands a case on must see the row it wrote. */
  rescope(scope: Scope): Promise<void>;
  /** Runs after a successful commit, never after a rollback. */
  afterCommit(work: () => void): void;
}

export interface Database {
  transact<T>(scope: Scope, work: (tx: Tx) => Promise<T>): Promise<T>;
  /**
   * As `transact`, and no less durable once it resolves: it commits without waiting for the disk, which lets go of its locks
   * and its connection, and then waits for one flush shared with all who committed meanwhile. Where it rejects after the commit,
   * nobody knows whether it had its effect, as with any answer that was lost. Others may see its rows some milliseconds before they are
   * on disk (docs/decisions/0048).
   */
  transactTogether<T>(scope: Scope, work: (tx: Tx) => Promise<T>): Promise<T>;
  /** Resolves once everything committed before is on disk: for what leaves the database and must not know more than it will. */
  settled(): Promise<void>;
  /** Statements that each commit by themselves under no scope: for looking one thing up, at a third of the round trips. */
  unscoped<T>(work: (tx: Tx) => Promise<T>): Promise<T>;
  /**
   * A transaction on the one connection kept beside the pool, for what must be committed while another transaction is
   * held. Taken from the pool, it would be waited for by those who hold all of it.
   */
  aside<T>(scope: Scope, work: (tx: Tx) => Promise<T>): Promise<T>;
  close(): Promise<void>;
  /** Listener for every statement sent (bench capture); undefined switches it off. */
  capture(listener: StatementListener | undefined): void;
}

/** `isAwaited` is false for statements that the next one follows without waiting for an answer. */
export type StatementListener = (text: string, values: readonly unknown[], isAwaited: boolean) => void;

export const nobody: Scope = { tenants: [], bureaus: [], principals: [], account: '' };

pg.types.setTypeParser(pg.types.builtins.DATE, (text) => text);
pg.types.setTypeParser(pg.types.builtins.INT8, (text) => Number(text));

const statementNames = new Map<string, string>();
const nameOf = (text: string): string => {
  let name = statementNames.get(text);
  if (name === undefined) {
    name = `fx${statementNames.size}`;
    statementNames.set(text, name);
  }
  return name;
};

/** What ids consist of; anything else is quoted by the library, letter by letter. */
const isPlainText = (text: string): boolean => !/['\\]/u.test(text);

const part = (items: readonly string[]): string => {
  for (const item of items) {
    if (/[,|]/u.test(item)) throw new Error('a scope id may hold neither a comma nor a bar');
  }
  return items.join(',');
};

const settings = (scope: Scope): string => {
  const { tenants, bureaus, principals, account, desks = [], writes = tenants } = scope;
  const text = [tenants, bureaus, principals, [account], desks, writes].map(part).join('|');
  return `set local app.scope=${isPlainText(text) ? `'${text}'` : pg.escapeLiteral(text)}`;
};

export type DatabaseOptions = {
  readonly url?: string;
  readonly config?: pg.PoolConfig;
  readonly connections?: number;
  /** Longest wait for a connection, and longest silence within a transaction; neither ends when silent. */
  readonly patience?: { readonly connectionMilliseconds: number; readonly idleMilliseconds: number };
  readonly onError?: (error: Error) => void;
};

type Connection = {
  readonly client: pg.PoolClient;
  /** Statements under way that nobody waits for yet. */
  readonly pending: Promise<Answer>[];
  /** Each statement commits by itself, and so is a turn of its own. */
  readonly isAlone: boolean;
  /** What is asked before the process turns to something else leaves in one piece. */
  turn: Turn | undefined;
};

/** The first failure among what was sent; all of it has ended then, so that the connection is free. */
const allDone = async (pending: readonly Promise<Answer>[]): Promise<void> => {
  for (const outcome of await Promise.allSettled(pending)) if (outcome.status === 'rejected') throw outcome.reason;
};

/** The transaction had failed before, and with it what would have been prepared in it. */
const consequences: readonly (string | undefined)[] = ['25P02', '26000'];

/** What really went wrong, where a later statement only found the transaction failed already. */
const firstFailure = async (pending: readonly Promise<Answer>[], error: unknown): Promise<unknown> => {
  const outcomes = await Promise.allSettled(pending);
  if (!(error instanceof pg.DatabaseError) || !consequences.includes(error.code)) return error;
  return outcomes.find((outcome) => outcome.status === 'rejected')?.reason ?? error;
};

const leave = (connection: Connection): void => {
  const { client, turn } = connection;
  connection.turn = undefined;
  if (turn !== undefined) client.query(turn as unknown as pg.Submittable);
};

const asked = (connection: Connection, statement: Asked): Promise<Answer> => {
  if (connection.turn === undefined) {
    connection.turn = new Turn();
    if (!connection.isAlone) process.nextTick(leave, connection);
  }
  const answer = connection.turn.ask(statement);
  if (connection.isAlone) leave(connection);
  return answer;
};

const sent = (connection: Connection, statement: Asked): Promise<Answer> => {
  const answer = asked(connection, statement);
  answer.catch(() => undefined);
  connection.pending.push(answer);
  return answer;
};

const plain = (text: string, name?: string): Asked => ({ name, text, values: [] });
const begin = plain('begin', 'fxbegin');
const commit = plain('commit', 'fxcommit');
const withoutWaiting = 'set local synchronous_commit=off';
/** A few bytes of log, flushed with all that was logged before. */
export const flushStatement = "select pg_logical_emit_message(true, 'fangxin', '')";

const poolOf = (options: DatabaseOptions, max: number, onError: (error: Error) => void): pg.Pool => {
  const pool = new pg.Pool({
    ...(options.url === undefined ? {} : { connectionString: options.url }),
    ...options.config,
    ...(options.patience === undefined
      ? {}
      : {
          connectionTimeoutMillis: options.patience.connectionMilliseconds,
          idle_in_transaction_session_timeout: options.patience.idleMilliseconds,
        }),
    max,
    idleTimeoutMillis: 30_000,
    application_name: 'fangxin',
    // A statement leaves without waiting for the answer to the one before: `begin` and `commit` cost no round trip.
    pipeline: true,
  });
  pool.on('error', onError);
  pool.on('connect', (client) => client.on('error', onError));
  return pool;
};

/** A pool under the application's own login, which owns nothing: every row it meets passes row-level security. */
export const openDatabase = (options: DatabaseOptions): Database => {
  let isClosing = false;
  // The pool calls itself ended before its connections have said good-bye: the server may end them first.
  const onError = (error: Error): void => {
    if (!isClosing) options.onError?.(error);
  };
  const pool = poolOf(options, options.connections ?? 10, onError);
  const beside = poolOf(options, 1, onError);
  const flushing = poolOf(options, 1, onError);
  const flushes = new NextRun(() => flushing.query({ name: 'fxflush', text: flushStatement }));
  let listener: StatementListener | undefined;

  const txOver = (connection: Connection, after: (() => void)[]): Tx => {
    const ask = async (text: string, values: readonly unknown[], name: string | undefined): Promise<Answer> => {
      listener?.(text, values, true);
      try {
        return await asked(connection, { name, text, values });
      } catch (error) {
        // Where it was asked, instead of where the answer came in.
        if (error instanceof Error) Error.captureStackTrace(error);
        throw error;
      }
    };
    const rows = async <R>(text: string, values: readonly unknown[] = []): Promise<R[]> =>
      (await ask(text, values, nameOf(text))).rows as R[];
    return {
      rows,
      one: async <R>(text: string, values: readonly unknown[] = []): Promise<R> => {
        const found = await rows<R>(text, values);
        const [only] = found;
        if (found.length !== 1 || only === undefined) throw new Error(`expected one row, got ${found.length}: ${text}`);
        return only;
      },
      maybe: async <R>(text: string, values: readonly unknown[] = []): Promise<R | undefined> => {
        const found = await rows<R>(text, values);
        if (found.length > 1) throw new Error(`expected at most one row, got ${found.length}: ${text}`);
        return found[0];
      },
      adhoc: async <R>(text: string, values: readonly unknown[] = []): Promise<R[]> => {
        if (values.length > 0) return (await ask(text, values, undefined)).rows as R[];
        // Such a text may hold several commands, which no turn takes.
        listener?.(text, values, true);
        leave(connection);
        return (await connection.client.query(text)).rows;
      },
      rescope: async (scope) => {
        const text = settings(scope);
        listener?.(text, [], false);
        sent(connection, plain(text));
      },
      run: async (text, values = []) => (await ask(text, values, nameOf(text))).rowCount,
      send: (text, values = []) => {
        listener?.(text, values, false);
        sent(connection, { name: nameOf(text), text, values });
      },
      afterCommit: (work) => {
        after.push(work);
      },
    };
  };

  const withConnection = async <T>(
    from: pg.Pool,
    work: (connection: Connection) => Promise<T>,
    undo?: string,
  ): Promise<T> => {
    const client = await from.connect();
    const connection: Connection = { client, pending: [], isAlone: undo === undefined, turn: undefined };
    let broken: Error | undefined;
    try {
      return await work(connection);
    } catch (error) {
      const cause = await firstFailure(connection.pending, error);
      try {
        await client.query(undo ?? 'select');
      } catch (failure) {
        broken = failure instanceof Error ? failure : new Error(String(failure));
      }
      throw cause;
    } finally {
      client.release(broken);
    }
  };

  const settled = async (): Promise<void> => {
    listener?.(flushStatement, [], true);
    await flushes.join();
  };

  const transactOn = async <T>(
    from: pg.Pool,
    scope: Scope,
    work: (tx: Tx) => Promise<T>,
    isTogether = false,
  ): Promise<T> => {
    const after: (() => void)[] = [];
    const result = await withConnection(
      from,
      async (connection) => {
        const scoped = settings(scope);
        listener?.(`begin;${isTogether ? `${withoutWaiting};` : ''}${scoped}`, [], false);
        sent(connection, begin);
        if (isTogether) sent(connection, plain(withoutWaiting, 'fxlater'));
        sent(connection, plain(scoped));
        const done = await work(txOver(connection, after));
        listener?.('commit', [], true);
        const committed = sent(connection, commit);
        await allDone(connection.pending);
        // PostgreSQL answers the commit of a transaction that failed by rolling it back.
        if ((await committed).command !== 'COMMIT') throw new Error('the transaction had failed and was rolled back');
        return done;
      },
      'rollback',
    );
    if (isTogether) await settled();
    for (const run of after) run();
    return result;
  };

  return {
    transact: (scope, work) => transactOn(pool, scope, work),
    transactTogether: (scope, work) => transactOn(pool, scope, work, true),
    settled,
    aside: (scope, work) => transactOn(beside, scope, work),
    unscoped: async (work) => {
      const after: (() => void)[] = [];
      const result = await withConnection(pool, async (connection) => {
        const done = await work({
          ...txOver(connection, after),
          rescope: () => Promise.reject(new Error('there is no transaction whose scope could change')),
        });
        await allDone(connection.pending);
        return done;
      });
      for (const run of after) run();
      return result;
    },
    close: async () => {
      isClosing = true;
      await Promise.all([pool.end(), beside.end(), flushing.end()]);
    },
    capture: (heard) => {
      listener = heard;
    },
  };
};
