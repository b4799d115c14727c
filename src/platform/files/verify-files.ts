import { createHash, type KeyObject } from 'node:crypto';
import { open } from 'node:fs/promises';
import { SealBroken } from '../crypto/sealing.ts';
import type { TenantKeys } from '../crypto/tenant-keys.ts';
import { type Database, nobody, type Tx } from '../db.ts';
import { codeOf } from '../postgres/start-failure.ts';
import type { Beside, BesideFault, SeenStream } from '../verify-beside.ts';
import { unwrapFileKey } from './file-keys.ts';
import { objectPath } from './places.ts';
import { type ObjectName, SealedReader } from './sealed-object.ts';

/** What an act says of a file that was given to its case. */
type FileSaid = {
  readonly file: string;
  readonly sha256: string;
  readonly bytes?: number;
  readonly mediaType?: string;
  readonly purpose?: string;
};

/** Every file inside a payload, wherever it stands. */
export const filesIn = (payload: unknown): FileSaid[] => {
  if (typeof payload !== 'object' || payload === null) return [];
  const said = payload as Partial<FileSaid>;
  if (typeof said.file === 'string' && typeof said.sha256 === 'string') return [said as FileSaid];
  return Object.values(payload).flatMap(filesIn);
};

type Row = {
  readonly stream: string;
  readonly file: string;
  readonly purpose: string;
  readonly media_type: string;
  readonly bytes: string | number;
  readonly sha256: Buffer | null;
  readonly state: string;
  readonly erased_basis: string | null;
};

/** Files the platform made itself stand in no act: the papers and bundles that name them are compared with them. */
const madeHere: ReadonlySet<string> = new Set(['paper', 'bundle']);

/** Acts after which files may be gone; the basis stands in the row. */
const letsGo = (type: string): boolean => type === 'PersonErased' || type.endsWith('Retired');

/** The rows of files, derived from the acts that took them in and back. */
export class FileRowCheck implements Beside {
  readonly table = 'evidence_file';
  async page(tx: Tx, tenant: string, streams: readonly SeenStream[], fault: BesideFault): Promise<number> {
    const rows = await tx.rows<Row>(
      `select stream, file, purpose, media_type, bytes, sha256, state, erased_basis from evidence_file
        where tenant = $1 and stream = any ($2::uuid[])`,
      [tenant, streams.map(({ key }) => key.stream)],
    );
    const stored = Map.groupBy(rows, (row) => row.stream);
    for (const seen of streams) compareFiles(seen, stored.get(seen.key.stream) ?? [], fault);
    return rows.length;
  }
}

const compareFiles = ({ key, name, events }: SeenStream, rows: readonly Row[], fault: BesideFault): void => {
  const where = { ...key, name };
  const mayBeGone = events.some(({ type }) => letsGo(type));
  const left = new Map(rows.map((row) => [row.file, row]));
  const said = new Map(events.flatMap(({ payload }) => filesIn(payload)).map((one) => [one.file, one]));
  for (const [file, one] of said) {
    const row = left.get(file);
    left.delete(file);
    if (row === undefined) fault(where, 'row-missing', { detail: `evidence_file ${file}` });
    else
      for (const column of fileFaults(row, one, mayBeGone))
        fault(where, 'row-differs', { detail: `evidence_file ${file} ${column}` });
  }
  for (const row of left.values()) {
    if (!madeHere.has(row.purpose)) fault(where, 'row-unexpected', { detail: `evidence_file ${row.file}` });
    else if (row.state === 'erased' && !mayBeGone)
      fault(where, 'row-differs', { detail: `evidence_file ${row.file} state` });
  }
};

const fileFaults = (row: Row, said: FileSaid, mayBeGone: boolean): string[] => [
  ...(row.state === 'erased' && !mayBeGone ? ['state'] : []),
  ...(row.sha256 !== null && row.sha256.toString('hex') !== said.sha256 ? ['sha256'] : []),
  ...(said.bytes !== undefined && Number(row.bytes) !== said.bytes ? ['bytes'] : []),
  ...(said.mediaType !== undefined && row.media_type !== said.mediaType ? ['media_type'] : []),
];

export type FilesChecked = { files: number; bytes: number };

type Stored = {
  readonly tenant: string;
  readonly stream: string;
  readonly file: string;
  readonly bytes: string | number;
  readonly sha256: Buffer;
  readonly key_version: number;
  readonly key_wrapped: Buffer;
  readonly clean_bytes: string | number | null;
  readonly thumbnail_bytes: string | number | null;
};

type Finding = { readonly code: 'file-missing' | 'file-changed'; readonly detail: string };

const PAGE = 200;

/**
 * Reads every object that is kept and hashes it again, the copies for other eyes too. Page by page in transactions of
 * their own, so that none stays open over the hours this may take.
 */
export const verifyStoredFiles = async (
  database: Database,
  tools: {
    readonly directory: string;
    readonly keys: TenantKeys;
    readonly onFault: (where: { tenant: string; stream: string }, finding: Finding) => void;
    readonly onProgress?: (so: Readonly<FilesChecked>) => void;
  },
): Promise<FilesChecked> => {
  const so: FilesChecked = { files: 0, bytes: 0 };
  let after: Pick<Stored, 'tenant' | 'stream' | 'file'> = { tenant: '', stream: lowest, file: lowest };
  for (;;) {
    const from = after;
    const page = await database.transact(nobody, async (tx) => {
      const rows = await tx.rows<Stored>(
        `select tenant, stream, file, bytes, sha256, key_version, key_wrapped, clean_bytes, thumbnail_bytes from evidence_file
          where (tenant, stream, file) > ($1, $2::uuid, $3::uuid) and state = 'kept' order by tenant, stream, file limit ${PAGE}`,
        [from.tenant, from.stream, from.file],
      );
      for (const { tenant } of rows) await tools.keys.load(tenant, tx);
      return rows;
    });
    for (const row of page) {
      const found = await findingsOf(tools.directory, tools.keys, row);
      // What was erased while it was being read is gone by right.
      const isKept = found.length > 0 && (await database.transact(nobody, (tx) => stillKept(tx, row)));
      if (isKept) for (const finding of found) tools.onFault(row, finding);
      so.files += 1;
      so.bytes += Number(row.bytes);
      tools.onProgress?.(so);
    }
    const last = page.at(-1);
    if (last === undefined || page.length < PAGE) return so;
    after = last;
  }
};

const lowest = '00000000-0000-0000-0000-000000000000';

const stillKept = async (tx: Tx, { tenant, stream, file }: Stored): Promise<boolean> =>
  (await tx.maybe(`select 1 from evidence_file where tenant = $1 and stream = $2 and file = $3 and state = 'kept'`, [
    tenant,
    stream,
    file,
  ])) !== undefined;

const findingsOf = async (directory: string, keys: TenantKeys, row: Stored): Promise<Finding[]> => {
  const key = keyOf(keys, row);
  if (key === undefined) return [{ code: 'file-changed', detail: `${row.file} key` }];
  const findings: Finding[] = [];
  for (const [variant, bytes, sha256] of [
    ['original', row.bytes, row.sha256],
    ['clean', row.clean_bytes, undefined],
    ['thumbnail', row.thumbnail_bytes, undefined],
  ] as const) {
    if (bytes === null) continue;
    const at = objectPath(directory, row.tenant, { file: row.file, variant });
    const found = await readWhole(at, key, { file: row.file, variant });
    const detail = variant === 'original' ? row.file : `${row.file} ${variant}`;
    if (found === 'missing') findings.push({ code: 'file-missing', detail });
    else if (found === 'broken' || found.bytes !== Number(bytes) || !(sha256 ?? found.sha256).equals(found.sha256))
      findings.push({ code: 'file-changed', detail });
  }
  return findings;
};

const keyOf = (keys: TenantKeys, row: Stored): KeyObject | undefined => {
  try {
    return unwrapFileKey(keys, { keyVersion: row.key_version, wrapped: row.key_wrapped }, row);
  } catch {
    return undefined;
  }
};

const readWhole = async (
  path: string,
  key: KeyObject,
  name: ObjectName,
): Promise<'missing' | 'broken' | { readonly bytes: number; readonly sha256: Buffer }> => {
  const handle = await open(path, 'r').catch((error: unknown) => {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw error;
  });
  if (handle === undefined) return 'missing';
  try {
    const reader = await SealedReader.open(handle, key, name);
    const hash = createHash('sha256');
    for await (const piece of reader.pieces()) hash.update(piece);
    return { bytes: reader.bytes, sha256: hash.digest() };
  } catch (error) {
    if (error instanceof SealBroken) return 'broken';
    throw error;
  } finally {
    await handle.close();
  }
};
