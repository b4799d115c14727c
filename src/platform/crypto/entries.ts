import type { KeyObject } from 'node:crypto';
import { answersCommitment, commitTo, newSalt, saltBytes } from './commitment.ts';
import { openBytes, place, SealBroken, sealBytes, unwrapKey, wrapKey } from './sealing.ts';

/** Whose value it is and where it lies: bound into the seal, so a row moved elsewhere does not open. */
export type EntryPlace = {
  readonly tenant: string;
  readonly stream: string;
  readonly person: string;
  readonly entry: string;
  readonly kind: string;
};

export type PersonPlace = Pick<EntryPlace, 'tenant' | 'stream' | 'person'>;

const entryPlace = (at: EntryPlace): Buffer => place('vault-entry', at.tenant, at.stream, at.person, at.entry, at.kind);
const personPlace = (at: PersonPlace): Buffer => place('person-key', at.tenant, at.stream, at.person);

export const wrapPersonKey = (tenantKey: KeyObject, personKey: KeyObject, at: PersonPlace): Buffer =>
  wrapKey(tenantKey, personKey, personPlace(at));
export const unwrapPersonKey = (tenantKey: KeyObject, wrapped: Uint8Array, at: PersonPlace): KeyObject =>
  unwrapKey(tenantKey, wrapped, personPlace(at));

export type Json = string | number | boolean | null | readonly Json[] | { readonly [name: string]: Json | undefined };

/** Seals salt and value together and returns the commitment to the value. One GCM and one HMAC. */
export const sealEntry = (
  personKey: KeyObject,
  at: EntryPlace,
  value: Json,
): { sealed: Buffer; commitment: string } => {
  const salt = newSalt();
  const bytes = Buffer.from(JSON.stringify(value), 'utf8');
  return {
    sealed: sealBytes(personKey, Buffer.concat([salt, bytes]), entryPlace(at)),
    commitment: commitTo(salt, bytes),
  };
};

/** The same salt and value under another person's key: the commitment goes on holding. */
export const sealAgain = (personKey: KeyObject, at: EntryPlace, { salt, bytes }: OpenedEntry): Buffer =>
  sealBytes(personKey, Buffer.concat([salt, bytes]), entryPlace(at));

export type OpenedEntry = { readonly value: Json; readonly salt: Buffer; readonly bytes: Buffer };

/** Throws SealBroken. `bytes` is exactly what was committed to, so proofs need no canonical form. */
export const openEntryBytes = (personKey: KeyObject, at: EntryPlace, sealed: Uint8Array): OpenedEntry => {
  const plain = openBytes(personKey, sealed, entryPlace(at));
  if (plain.length < saltBytes) throw new SealBroken('a vault entry without its salt');
  const bytes = plain.subarray(saltBytes);
  return { value: JSON.parse(bytes.toString('utf8')) as Json, salt: plain.subarray(0, saltBytes), bytes };
};

export const entryAnswers = (opened: OpenedEntry, commitment: string): boolean =>
  answersCommitment(commitment, opened.salt, opened.bytes);
