import { createHash } from 'node:crypto';
import type { Context } from './context.ts';
import { openBytes, place, sealBytes } from './crypto/sealing.ts';

/** Where what is handed over will stand: a stream of the receiving tenant (decision 0022). */
export type HandedTo = { readonly tenant: string; readonly stream: string };
export type SealedParcel = { readonly keyVersion: number; readonly sealed: Buffer };
export type HandOverKind = 'case-hand-over' | 'question-hand-over' | 'report-hand-over';

/** Which version of which stream leaves for where: whoever makes what comes of it there makes the same. */
export const handOverIds = (
  kind: string,
  left: { readonly tenant: string; readonly stream: string; readonly version: number },
  to: string,
): { readonly stream: string; readonly chance: Buffer } => {
  const digest = createHash('sha256').update([kind, left.tenant, left.stream, left.version, to].join('|')).digest();
  const id = Buffer.from(digest.subarray(0, 16));
  // Version 8 of RFC 9562: made by a rule of one's own.
  id.writeUInt8(0x80 | (id.readUInt8(6) & 0x0f), 6);
  id.writeUInt8(0x80 | (id.readUInt8(8) & 0x3f), 8);
  const hex = id.toString('hex');
  const stream = [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
  return { stream, chance: digest.subarray(16, 28) };
};

const placeOf = (kind: HandOverKind, { tenant, stream }: HandedTo): Buffer => place(kind, tenant, stream);

/** For the receiving authority alone; its file keys must have been loaded. */
export const sealParcel = ({ files }: Context, kind: HandOverKind, at: HandedTo, parcel: object): SealedParcel => {
  const { version, key } = files.keys.newest(at.tenant);
  return {
    keyVersion: version,
    sealed: sealBytes(key, Buffer.from(JSON.stringify(parcel), 'utf8'), placeOf(kind, at)),
  };
};

/** @throws SealBroken */
export const openParcel = (
  { files }: Context,
  kind: HandOverKind,
  at: HandedTo,
  { keyVersion, sealed }: SealedParcel,
): unknown => JSON.parse(openBytes(files.keys.of(at.tenant, keyVersion), sealed, placeOf(kind, at)).toString('utf8'));
