import type { TenantKeys } from '../crypto/tenant-keys.ts';
import type { Tx } from '../db.ts';
import { openFileName, unwrapFileKey } from './file-keys.ts';

/** A file the platform made itself, as its row has it; the name it was given cannot be changed without the keys. */
export type MadeFileRow = {
  readonly stream: string;
  readonly file: string;
  readonly purpose: 'paper' | 'bundle';
  readonly person: string | null;
  /** Null once it is erased, as the name is. */
  readonly sha256: string | null;
  readonly name: string | null;
};

/** Papers and bundles made for these streams of one tenant. */
export const madeFileRows = async (
  tx: Tx,
  keys: TenantKeys,
  tenant: string,
  streams: readonly string[],
): Promise<readonly MadeFileRow[]> => {
  const rows = await tx.rows<
    Omit<MadeFileRow, 'name'> & { key_version: number; key_wrapped: Buffer | null; name_sealed: Buffer | null }
  >(
    `select stream, file, purpose, person, encode(sha256, 'hex') as sha256, key_version, key_wrapped, name_sealed from evidence_file
      where tenant = $1 and stream = any ($2::uuid[]) and purpose in ('paper', 'bundle')`,
    [tenant, streams],
  );
  if (rows.length > 0) await keys.load(tenant, tx);
  return rows.map(({ key_version, key_wrapped, name_sealed, ...row }) => {
    if (key_wrapped === null || name_sealed === null) return { ...row, name: null };
    try {
      const key = unwrapFileKey(keys, { keyVersion: key_version, wrapped: key_wrapped }, { ...row, tenant });
      return { ...row, name: openFileName(key, row.file, name_sealed) };
    } catch {
      return { ...row, name: '' };
    }
  });
};

/** Scans of papers that are kept, but for those a hold keeps. */
export const keptScans = (
  tx: Tx,
  tenant: string,
  streams: readonly string[],
): Promise<readonly { readonly stream: string; readonly file: string }[]> =>
  tx.rows(
    `select f.stream, f.file from evidence_file f
      where f.tenant = $1 and f.stream = any ($2::uuid[]) and f.purpose = 'sealed-copy' and f.state = 'kept'
        and not exists (select 1 from legal_hold h where h.tenant = f.tenant and h.stream = f.stream and h.lifted_at is null)`,
    [tenant, streams],
  );
