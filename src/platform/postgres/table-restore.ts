import { join } from 'node:path';
import pg from 'pg';
import { asOwner } from './as-owner.ts';
import { piecesOf } from './backup-files.ts';
import { copyIn } from './copy.ts';
import { markHalfRestored } from './half-restored.ts';
import type { Manifest } from './manifest.ts';
import { migrate, readMigrations } from './migrate.ts';
import { StartFailure, withoutPassword } from './start-failure.ts';
import { copyTarget, type TableProgress } from './table-backup.ts';

export type TableRestoreOptions = {
  readonly ownerUrl: string;
  readonly backup: string;
  readonly manifest: Manifest;
  readonly migrationsDirectory?: string;
  readonly onTable?: TableProgress;
};

/**
 * Brings a database without tables to the backup's migrations, loads all rows in one transaction, then goes on to this
 * program's migrations. The files must have been verified. Until `markWholeAgain` nothing opens what is there.
 */
export const restoreTables = async (options: TableRestoreOptions): Promise<void> => {
  const { ownerUrl, manifest, migrationsDirectory } = options;
  const migrations = { ownerUrl, ...(migrationsDirectory === undefined ? {} : { directory: migrationsDirectory }) };
  requireSamePast(manifest, migrationsDirectory);
  await asOwner(ownerUrl, 'restore', async (client) => {
    await requireNoTables(client, ownerUrl);
    await markHalfRestored(client);
  });
  const last = manifest.migrations.at(-1);
  if (last !== undefined) await migrate({ ...migrations, upTo: last.name });
  if (manifest.tables.some((table) => table.schema === 'graphile_worker')) {
    const { runMigrations } = await import('graphile-worker');
    await runMigrations({ connectionString: ownerUrl });
  }
  await asOwner(ownerUrl, 'restore', (client) => load(client, options));
  await migrate(migrations);
};

const requireSamePast = (manifest: Manifest, directory: string | undefined): void => {
  const ours = readMigrations(directory);
  for (const [index, { name, sha256 }] of manifest.migrations.entries()) {
    if (ours[index]?.name !== name || ours[index]?.sha256 !== sha256) {
      throw new StartFailure('restore-needs-other-code', { migration: name });
    }
  }
};

const requireNoTables = async (client: pg.Client, ownerUrl: string): Promise<void> => {
  const { rows } = await client.query<{ name: string }>(
    `select relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where relkind in ('r', 'p') and nspname !~ '^pg_' and nspname <> 'information_schema'
        and not exists (select 1 from pg_depend d where d.objid = c.oid and d.deptype = 'e')
      order by 1 limit 1`,
  );
  const table = rows[0]?.name;
  if (table !== undefined) {
    throw new StartFailure('restore-database-not-empty', { database: withoutPassword(ownerUrl), table });
  }
};

const load = async (client: pg.Client, { backup, manifest, onTable }: TableRestoreOptions): Promise<void> => {
  await client.query('begin');
  await client.query('set local row_security = off');
  // Rows may refer to one another across tables in any direction: the references are looked at when all are in.
  const references = await readReferences(client);
  for (const { table, name } of references) {
    await client.query(`alter table ${table} alter constraint ${name} deferrable initially deferred`);
  }
  const targets = manifest.tables.map(
    ({ schema, name }) => `${pg.escapeIdentifier(schema)}.${pg.escapeIdentifier(name)}`,
  );
  // Migrations bring rows of their own, which the backup holds as well.
  if (targets.length > 0) await client.query(`truncate ${targets.join(', ')}`);
  for (const table of manifest.tables) {
    const rows = await copyIn(client, `copy ${copyTarget(table)} from stdin`, piecesOf(join(backup, table.file)));
    if (rows !== table.rows) throw new StartFailure('backup-file-changed', { file: table.file });
    onTable?.({ name: table.name, rows });
  }
  for (const { schema, name, last } of manifest.sequences) {
    const sequence = `${pg.escapeIdentifier(schema)}.${pg.escapeIdentifier(name)}`;
    await client.query('select setval($1::regclass, $2::bigint)', [sequence, last]);
  }
  await client.query('set constraints all immediate');
  for (const { table, name } of references) {
    await client.query(`alter table ${table} alter constraint ${name} not deferrable`);
  }
  await client.query('commit');
  await client.query('analyze');
};

/** Foreign keys that are checked at once, as the migrations made them. */
const readReferences = async (client: pg.Client): Promise<{ table: string; name: string }[]> => {
  const { rows } = await client.query<{ table: string; name: string }>(
    `select conrelid::regclass::text as "table", quote_ident(conname) as name
       from pg_constraint where contype = 'f' and not condeferrable and conparentid = 0`,
  );
  return rows;
};
