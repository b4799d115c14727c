import type { CanonicalValue } from '#kernel/canonical.ts';
import type { Context } from '#platform/context.ts';
import { openBytes, place, sealBytes } from '#platform/crypto/sealing.ts';
import type { HandedFile } from '#platform/files/hand-over-files.ts';
import type { Filing, Party, PersonField } from '../complaint.ts';
import type { LinkedFrom } from '../filing-parts.ts';

type Opened = 'number' | 'bureau' | 'intake' | 'standing' | 'receivedOn' | 'arrivedOn' | 'contentHash';
type InClear = 'parties' | 'facts' | 'claimText' | 'sourceRemarks' | 'purchase' | 'linked';

export type ParcelParty = Omit<Party, 'fields' | 'account'> & {
  readonly account?: string;
  readonly fields: Readonly<Partial<Record<PersonField, string>>>;
};

/** A case as it goes from one authority to another: what its filing says now, with nothing of how it was handled. */
export type Parcel = {
  readonly fromTenant: string;
  readonly linked: LinkedFrom;
  readonly filing: Omit<Filing, Opened | InClear>;
  readonly parties: readonly ParcelParty[];
  readonly facts: string;
  readonly claimText?: string;
  readonly sourceRemarks?: string;
  readonly purchase?: { readonly [name: string]: CanonicalValue };
  readonly files: readonly HandedFile[];
};

type At = { readonly tenant: string; readonly stream: string };
export type SealedParcel = { readonly keyVersion: number; readonly sealed: Buffer };

const placeOf = ({ tenant, stream }: At): Buffer => place('case-hand-over', tenant, stream);

/** For the receiving authority alone; its key must have been loaded. */
export const sealParcel = ({ files }: Context, at: At, parcel: Parcel): SealedParcel => {
  const { version, key } = files.keys.newest(at.tenant);
  return { keyVersion: version, sealed: sealBytes(key, Buffer.from(JSON.stringify(parcel), 'utf8'), placeOf(at)) };
};

/** @throws SealBroken */
export const openParcel = ({ files }: Context, at: At, { keyVersion, sealed }: SealedParcel): Parcel =>
  JSON.parse(openBytes(files.keys.of(at.tenant, keyVersion), sealed, placeOf(at)).toString('utf8')) as Parcel;
