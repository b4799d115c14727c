import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { projectRoot } from '../config.ts';
import { createRoles } from './roles.ts';
import { asConnectionFailure, asStatementFailure, codeOf, StartFailure, withoutPassword } from './start-failure.ts';

export type Migration = { readonly name: string; readonly sql: string; readonly sha256: string };

export type MigrationProgress =
  | { readonly step: 'waiting-for-another-start' }
  | { readonly step: 'applying'; readonly name: string; readonly number: number; readonly of: number };

export type MigrateOptions = {
  /** Login that owns the tables. */
  readonly ownerUrl: string;
  readonly directory?: string;
  /** Name of the last migration to apply; all when silent. */
  readonly upTo?: string;
  readonly onProgress?: (progress: MigrationProgress) => void;
  /** Calls it off: the one that is being applied is rolled back, the ones before it stay. */
  readonly signal?: AbortSignal;
};

export const migrationsDirectory = join(projectRoot, 'db', 'migrations');

// Arbitrary, but for ever the same: two starts at once take turns on it.
export const turn = 8315_0001;

/** The migrations in the order of the ORDER file: one file name a line, `#` begins a comment. */
export const readMigrations = (directory = migrationsDirectory): Migration[] =>
  readFileSync(join(directory, 'ORDER'), 'utf8')
    .split('\n')
    .map((line) => line.replace(/#.*$/u, '').trim())
    .filter((line) => line !== '')
    .map((file) => {
      const sql = readFileSync(join(directory, file), 'utf8');
      return { name: file.replace(/\.sql$/u, ''), sql, sha256: createHash('sha256').update(sql).digest('hex') };
    });

/** Brings the database up to the code, each migration in a transaction of its own; returns the names applied now. */
export const migrate = async (options: MigrateOptions): Promise<string[]> => {
  const migrations = readMigrations(options.directory);
  const { signal } = options;
  const client = await connect(options.ownerUrl);
  // Ends the connection under a statement that still runs.
  const breakOff = () => void client.end();
  signal?.addEventListener('abort', breakOff, { once: true });
  try {
    signal?.throwIfAborted();
    await refuseOtherEncoding(client, options.ownerUrl);
    await takeTurn(client, options);
    await createRoles(client, options.ownerUrl);
    await client.query(bookkeeping);
    const applied = await readApplied(client);
    refuseUnknown(applied, migrations);
    const last = options.upTo === undefined ? migrations.length : migrations.findIndex(isNamed(options.upTo)) + 1;
    const pending = migrations.slice(0, last).filter((migration) => !applied.has(migration.name));
    for (const [index, migration] of pending.entries()) {
      options.onProgress?.({ step: 'applying', name: migration.name, number: index + 1, of: pending.length });
      await apply(client, migration);
    }
    return pending.map((migration) => migration.name);
  } catch (error) {
    signal?.throwIfAborted();
    throw error;
  } finally {
    signal?.removeEventListener('abort', breakOff);
    await client.end();
  }
};

/** What has been applied to a database, oldest first; nothing when it has never been migrated. */
export const appliedMigrations = async (ownerUrl: string): Promise<{ name: string; sha256: string }[]> => {
  const client = await connect(ownerUrl);
  try {
    const found = await client.query<{ there: boolean }>(`select to_regclass('schema_migration') is not null as there`);
    if (found.rows[0]?.there !== true) return [];
    const applied = 'select name, sha256 from schema_migration order by applied_at, name';
    return (await client.query<{ name: string; sha256: string }>(applied)).rows;
  } finally {
    await client.end();
  }
};

/** What a database still lacks of this program's migrations, oldest first; a newer database is refused. Reads only. */
export const pendingMigrations = async (
  ownerUrl: string,
  directory = migrationsDirectory,
): Promise<{ readonly applied: number; readonly pending: readonly string[] }> => {
  const migrations = readMigrations(directory);
  const applied = new Map((await appliedMigrations(ownerUrl)).map(({ name, sha256 }) => [name, sha256]));
  refuseUnknown(applied, migrations);
  const pending = migrations.map(({ name }) => name).filter((name) => !applied.has(name));
  return { applied: applied.size, pending };
};

/** Refuses a database that an earlier or a later program made, before anything is read or written that has changed since. */
export const requireMigrated = async (ownerUrl: string, directory = migrationsDirectory): Promise<void> => {
  const { applied, pending } = await pendingMigrations(ownerUrl, directory);
  const [migration] = pending;
  // One that was never migrated is no older instance: it is none at all, which is told by whoever looks for one.
  if (applied > 0 && migration !== undefined) throw new StartFailure('database-older-than-code', { migration });
};

const connect = async (ownerUrl: string): Promise<pg.Client> => {
  const client = new pg.Client({ connectionString: ownerUrl, application_name: 'fangxin migrate' });
  client.on('error', () => undefined);
  try {
    await client.connect();
    return client;
  } catch (error) {
    throw asConnectionFailure(error, ownerUrl);
  }
};

const isNamed =
  (name: string) =>
  (migration: Migration): boolean =>
    migration.name === name;

const bookkeeping = `
  create table if not exists schema_migration (
    name text not null constraint schema_migration_pk primary key,
    sha256 text not null,
    applied_at timestamptz not null default clock_timestamp()
  );
  comment on table schema_migration is
    'class: platform; module: platform; migrations applied to this database, with the hash of the file as it was';`;

/** PostgreSQL normalises and counts characters in UTF8 only: names could not be searched, and a later change would fail halfway. */
const refuseOtherEncoding = async (client: pg.Client, ownerUrl: string): Promise<void> => {
  const { rows } = await client.query<{ encoding: string }>(`select current_setting('server_encoding') as encoding`);
  const encoding = rows[0]?.encoding ?? '';
  if (encoding !== 'UTF8')
    throw new StartFailure('database-encoding', { encoding, database: withoutPassword(ownerUrl) });
};

/** The session keeps the lock until it ends. */
const takeTurn = async (client: pg.Client, options: MigrateOptions): Promise<void> => {
  const tried = await client.query<{ mine: boolean }>('select pg_try_advisory_lock($1) as mine', [turn]);
  if (tried.rows[0]?.mine === true) return;
  options.onProgress?.({ step: 'waiting-for-another-start' });
  await client.query('select pg_advisory_lock($1)', [turn]);
};

const readApplied = async (client: pg.Client): Promise<Map<string, string>> => {
  const { rows } = await client.query<{ name: string; sha256: string }>('select name, sha256 from schema_migration');
  return new Map(rows.map((row) => [row.name, row.sha256]));
};

const refuseUnknown = (applied: ReadonlyMap<string, string>, migrations: readonly Migration[]): void => {
  const known = new Map(migrations.map((migration) => [migration.name, migration]));
  for (const [name, sha256] of applied) {
    const migration = known.get(name);
    if (migration === undefined) throw new StartFailure('database-newer-than-code', { migration: name });
    if (migration.sha256 !== sha256) throw new StartFailure('migration-changed-after-use', { migration: name });
  }
};

const apply = async (client: pg.Client, migration: Migration): Promise<void> => {
  try {
    await client.query('begin');
    await client.query(migration.sql);
    await client.query('insert into schema_migration (name, sha256) values ($1, $2)', [
      migration.name,
      migration.sha256,
    ]);
    await client.query('commit');
  } catch (error) {
    await client.query('rollback').catch(() => undefined);
    if (codeOf(error) === '53100')
      throw new StartFailure('migration-disk-full', { migration: migration.name }, { cause: error });
    const known = asStatementFailure(error);
    if (known instanceof StartFailure) throw known;
    const detail = error instanceof Error ? error.message : String(error);
    throw new StartFailure('migration-failed', { migration: migration.name, detail }, { cause: error });
  }
};
