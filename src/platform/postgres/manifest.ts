import { createHash } from 'node:crypto';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import Type, { type Static } from 'typebox';
import Value from 'typebox/value';
import { filesBelow, hashOf, writeDurably } from './backup-files.ts';
import { StartFailure } from './start-failure.ts';

const Sha256 = Type.String({ pattern: '^[0-9a-f]{64}$' });

const Manifest = Type.Object({
  format: Type.Literal(1),
  /** `cluster`: the data directory of the embedded PostgreSQL; `tables`: the rows, for any PostgreSQL. */
  kind: Type.Union([Type.Literal('cluster'), Type.Literal('tables')]),
  finishedAt: Type.String(),
  program: Type.String(),
  postgresMajor: Type.Integer(),
  migrations: Type.Array(Type.Object({ name: Type.String(), sha256: Sha256 })),
  /** Directories of the cluster, also the empty ones; PostgreSQL does not start without them. */
  directories: Type.Array(Type.String()),
  tables: Type.Array(
    Type.Object({
      schema: Type.String(),
      name: Type.String(),
      columns: Type.Array(Type.String()),
      rows: Type.Integer(),
      file: Type.String(),
    }),
  ),
  sequences: Type.Array(Type.Object({ schema: Type.String(), name: Type.String(), last: Type.String() })),
  files: Type.Array(Type.Object({ path: Type.String(), size: Type.Integer(), sha256: Sha256 })),
});

export type Manifest = Static<typeof Manifest>;
export type BackedUpFile = Manifest['files'][number];

const fileName = 'manifest.json';

/** Written last: a backup without it was never finished. */
export const writeManifest = (backup: string, manifest: Manifest): void => {
  const sha256 = hashText(JSON.stringify(manifest));
  writeDurably(join(backup, fileName), `${JSON.stringify({ sha256, manifest }, null, 1)}\n`);
};

export const readManifest = (backup: string): Manifest => {
  const file = join(backup, fileName);
  if (!existsSync(file)) throw new StartFailure('backup-has-no-manifest', { path: backup });
  const read = parsed(readFileSync(file, 'utf8'));
  if (!Value.Check(Type.Object({ sha256: Sha256, manifest: Manifest }), read) || hasEscape(read.manifest)) {
    throw new StartFailure('backup-manifest-damaged', { path: backup });
  }
  if (hashText(JSON.stringify(read.manifest)) !== read.sha256) {
    throw new StartFailure('backup-manifest-damaged', { path: backup });
  }
  return read.manifest;
};

/** Every listed file is there with its bytes, and no other; throws at the first that is not. */
export const verifyFiles = (backup: string, manifest: Manifest): void => {
  const listed = new Set(manifest.files.map((file) => file.path));
  for (const path of filesBelow(backup)) {
    if (path !== fileName && !listed.has(path)) throw new StartFailure('backup-file-unlisted', { file: path });
  }
  for (const file of manifest.files) {
    const path = join(backup, file.path);
    const stats = statSync(path, { throwIfNoEntry: false });
    if (stats === undefined) throw new StartFailure('backup-file-missing', { file: file.path });
    if (stats.size !== file.size || hashOf(path) !== file.sha256) {
      throw new StartFailure('backup-file-changed', { file: file.path });
    }
  }
};

export const sizeOf = (manifest: Manifest): { files: number; megabytes: number } => ({
  files: manifest.files.length,
  megabytes: Math.ceil(manifest.files.reduce((sum, file) => sum + file.size, 0) / 1_000_000),
});

/** A forged manifest must not write outside the place of the restore. */
const hasEscape = (manifest: Manifest): boolean =>
  [...manifest.files.map((file) => file.path), ...manifest.directories].some(
    (path) => path.startsWith('/') || path.split('/').includes('..'),
  );

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

const hashText = (text: string): string => createHash('sha256').update(text).digest('hex');
