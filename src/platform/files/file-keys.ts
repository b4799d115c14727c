import type { KeyObject } from 'node:crypto';
import { platformTenant } from '../audit.ts';
import { openBytes, place, sealBytes, unwrapKey, wrapKey } from '../crypto/sealing.ts';
import type { TenantKeys } from '../crypto/tenant-keys.ts';

/** Whose file it is: bound into the wrapping, so that a key moved to another case does not open. */
export type FileOwner =
  | { readonly draft: string; readonly file: string }
  | { readonly tenant: string; readonly stream: string; readonly file: string };

export type WrappedFileKey = { readonly keyVersion: number; readonly wrapped: Buffer };

/** A draft belongs to no tenant yet: its files are under the key of the platform itself. */
export const keyTenantOf = (owner: FileOwner): string => ('tenant' in owner ? owner.tenant : platformTenant);

const ownerPlace = (owner: FileOwner): Buffer =>
  'tenant' in owner
    ? place('file-key', owner.tenant, owner.stream, owner.file)
    : place('draft-file-key', owner.draft, owner.file);

/** The tenant's keys must have been loaded. */
export const wrapFileKey = (keys: TenantKeys, fileKey: KeyObject, owner: FileOwner): WrappedFileKey => {
  const outer = keys.newest(keyTenantOf(owner));
  return { keyVersion: outer.version, wrapped: wrapKey(outer.key, fileKey, ownerPlace(owner)) };
};

/** The tenant's keys must have been loaded. @throws SealBroken */
export const unwrapFileKey = (keys: TenantKeys, key: WrappedFileKey, owner: FileOwner): KeyObject =>
  unwrapKey(keys.of(keyTenantOf(owner), key.keyVersion), key.wrapped, ownerPlace(owner));

/** Under the file's own key, so that it moves to the case and goes with the key. */
export const sealFileName = (fileKey: KeyObject, file: string, name: string): Buffer =>
  sealBytes(fileKey, Buffer.from(name, 'utf8'), place('file-name', file));

/** @throws SealBroken */
export const openFileName = (fileKey: KeyObject, file: string, sealed: Uint8Array): string =>
  openBytes(fileKey, sealed, place('file-name', file)).toString('utf8');
