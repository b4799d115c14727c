import { createHash } from 'node:crypto';
import { closeSync, mkdirSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { asOwner } from './as-owner.ts';
import { copyOut } from './copy.ts';
import type { BackedUpFile, Manifest } from './manifest.ts';
import { asDiskFailure } from './start-failure.ts';

export type TableCopy = {
  readonly tables: Manifest['tables'];
  readonly sequences: Manifest['sequences'];
  readonly files: BackedUpFile[];
  readonly postgresMajor: number;
  readonly finishedAt: string;
};

export type TableProgress = (table: { readonly name: string; readonly rows: number }) => void;

/** Kept by the migrations themselves, here and in the job queue. */
export const bookkeepingTables = ['public.schema_migration', 'graphile_worker.migrations'];

/** Writes the rows of every table to `backup/tables`, all as of one moment, in PostgreSQL's own COPY text. */
export const backUpTables = async (ownerUrl: string, backup: string, onTable?: TableProgress): Promise<TableCopy> =>
  await asOwner(ownerUrl, 'backup', async (client) => {
    await client.query('begin isolation level repeatable read, read only');
    // Rather an error than a backup from which a policy has silently kept rows back.
    await client.query('set local row_security = off');
    const { rows: stated } = await client.query<{ at: Date; version: string }>(
      `select now() as at, current_setting('server_version_num') as version`,
    );
    const tables: Manifest['tables'] = [];
    const files: BackedUpFile[] = [];
    for (const table of await readTables(client)) {
      const path = `tables/${table.schema}.${table.name}.copy`;
      const { rows, size, sha256 } = await exportTable(client, table, join(backup, path));
      tables.push({ ...table, rows, file: path });
      files.push({ path, size, sha256 });
      onTable?.({ name: table.name, rows });
    }
    const sequences = await readSequences(client);
    await client.query('commit');
    return {
      tables,
      sequences,
      files,
      postgresMajor: Math.floor(Number(stated[0]?.version) / 10_000),
      finishedAt: stated[0]?.at.toISOString() ?? '',
    };
  });

type Table = { readonly schema: string; readonly name: string; readonly columns: string[] };

const readTables = async (client: pg.Client): Promise<Table[]> => {
  const { rows } = await client.query<Table>(
    `select n.nspname as schema, c.relname as name,
            array_agg(a.attname::text order by a.attnum) as columns
       from pg_class c
       join pg_namespace n on n.oid = c.relnamespace
       join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
      where c.relkind = 'r' and c.relpersistence = 'p'
        and n.nspname !~ '^pg_' and n.nspname <> 'information_schema'
        and n.nspname || '.' || c.relname <> all ($1)
        and not exists (select 1 from pg_depend d where d.objid = c.oid and d.deptype = 'e')
      group by n.nspname, c.relname
      order by 1, 2`,
    [bookkeepingTables],
  );
  return rows;
};

const readSequences = async (client: pg.Client): Promise<Manifest['sequences']> => {
  const { rows } = await client.query<{ schema: string; name: string; last: string }>(
    `select schemaname as schema, sequencename as name, last_value::text as last
       from pg_sequences where last_value is not null order by 1, 2`,
  );
  return rows;
};

export const copyTarget = (table: Table): string =>
  `${pg.escapeIdentifier(table.schema)}.${pg.escapeIdentifier(table.name)} (${table.columns
    .map((column) => pg.escapeIdentifier(column))
    .join(', ')})`;

const exportTable = async (client: pg.Client, table: Table, path: string) => {
  mkdirSync(join(path, '..'), { recursive: true, mode: 0o700 });
  const file = openSync(path, 'wx', 0o600);
  const hash = createHash('sha256');
  const page = Buffer.allocUnsafe(1024 * 1024);
  let filled = 0;
  let size = 0;
  const write = (piece: Buffer): void => {
    for (let at = 0; at < piece.length; ) at += writeSync(file, piece, at);
    hash.update(piece);
    size += piece.length;
  };
  const flush = (): void => {
    write(page.subarray(0, filled));
    filled = 0;
  };
  try {
    const rows = await copyOut(client, `copy ${copyTarget(table)} to stdout`, (chunk) => {
      if (filled + chunk.length > page.length) flush();
      if (chunk.length > page.length) write(chunk);
      else filled += chunk.copy(page, filled);
    });
    flush();
    return { rows, size, sha256: hash.digest('hex') };
  } catch (error) {
    throw asDiskFailure(error, path);
  } finally {
    closeSync(file);
  }
};
