import pg from 'pg';

/** What a transaction may see and write: row-level security reads it from `app.*` settings. Empty means nothing. */
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
  /** Another scope for the rest of this transaction: an act that hands a case on must see the row it wrote. */
  rescope(scope: Scope): Promise<void>;
  /** Runs after a successful commit, never after a rollback. */
  afterCommit(work: () => void): void;
}

export interface Database {
  transact<T>(scope: Scope, work: (tx: Tx) => Promise<T>): Promise<T>;
  /** Statements that each commit by themselves under no scope: for looking one thing up, at a third of the round trips. */
  unscoped<T>(work: (tx: Tx) => Promise<T>): Promise<T>;
  close(): Promise<void>;
  /** Listener for every statement sent (bench capture); undefined switches it off. */
  capture(listener: ((text: string, values: readonly unknown[]) => void) | undefined): void;
}

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

const list = (items: readonly string[]): string => {
  for (const item of items) {
    if (item.includes(',')) throw new Error('a scope id may not hold a comma');
  }
  return pg.escapeLiteral(items.join(','));
};

const settings = (scope: Scope): string =>
  `set local app.tenants=${list(scope.tenants)};set local app.bureaus=${list(scope.bureaus)};` +
  `set local app.principals=${list(scope.principals)};set local app.account=${pg.escapeLiteral(scope.account)};` +
  `set local app.desks=${list(scope.desks ?? [])};set local app.writes=${list(scope.writes ?? scope.tenants)}`;

export type DatabaseOptions = {
  readonly url?: string;
  readonly config?: pg.PoolConfig;
  readonly connections?: number;
  readonly onError?: (error: Error) => void;
};

/** A pool under the application's own login, which owns nothing: every row it meets passes row-level security. */
export const openDatabase = (options: DatabaseOptions): Database => {
  const pool = new pg.Pool({
    ...(options.url === undefined ? {} : { connectionString: options.url }),
    ...options.config,
    max: options.connections ?? 10,
    idleTimeoutMillis: 30_000,
    application_name: 'fangxin',
  });
  const onError = options.onError ?? (() => undefined);
  pool.on('error', onError);
  pool.on('connect', (client) => client.on('error', onError));
  let listener: ((text: string, values: readonly unknown[]) => void) | undefined;

  const txOver = (client: pg.PoolClient, after: (() => void)[]): Tx => {
    const send = async (text: string, values: readonly unknown[], prepared: boolean) => {
      listener?.(text, values);
      return await client.query<pg.QueryResultRow>(
        prepared ? { name: nameOf(text), text, values: values as unknown[] } : { text, values: values as unknown[] },
      );
    };
    const rows = async <R>(text: string, values: readonly unknown[] = []): Promise<R[]> =>
      (await send(text, values, true)).rows as R[];
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
      adhoc: async <R>(text: string, values: readonly unknown[] = []): Promise<R[]> =>
        (await send(text, values, false)).rows as R[],
      rescope: async (scope) => {
        listener?.(settings(scope), []);
        await client.query(settings(scope));
      },
      run: async (text, values = []) => (await send(text, values, true)).rowCount ?? 0,
      afterCommit: (work) => {
        after.push(work);
      },
    };
  };

  return {
    transact: async (scope, work) => {
      const client = await pool.connect();
      const after: (() => void)[] = [];
      let broken: Error | undefined;
      try {
        const begin = `begin;${settings(scope)}`;
        listener?.(begin, []);
        await client.query(begin);
        const result = await work(txOver(client, after));
        listener?.('commit', []);
        await client.query('commit');
        for (const run of after) run();
        return result;
      } catch (error) {
        try {
          await client.query('rollback');
        } catch (failure) {
          broken = failure instanceof Error ? failure : new Error(String(failure));
        }
        throw error;
      } finally {
        client.release(broken);
      }
    },
    unscoped: async (work) => {
      const client = await pool.connect();
      const after: (() => void)[] = [];
      let broken: Error | undefined;
      try {
        const tx = txOver(client, after);
        const result = await work({
          ...tx,
          rescope: () => Promise.reject(new Error('there is no transaction whose scope could change')),
        });
        for (const run of after) run();
        return result;
      } catch (error) {
        // Nothing is open that could be rolled back, but a connection that failed may not go back into the pool.
        if (!(error instanceof pg.DatabaseError)) broken = error instanceof Error ? error : new Error(String(error));
        throw error;
      } finally {
        client.release(broken);
      }
    },
    close: () => pool.end(),
    capture: (heard) => {
      listener = heard;
    },
  };
};
