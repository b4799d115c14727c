import { createCipheriv, createDecipheriv, createSecretKey, type KeyObject } from 'node:crypto';
import { randomBytesOf } from './random.ts';

/** Thrown when sealed bytes were changed, or belong to another key, place or person. */
export class SealBroken extends Error {
  override name = 'SealBroken';
}

/** First byte of everything sealed, so that another cipher can be read beside this one. */
const aes256Gcm = 1;
const nonceBytes = 12;
const tagBytes = 16;
const headBytes = 1 + nonceBytes + tagBytes;

export const secretKey = (bytes: Uint8Array): KeyObject => createSecretKey(bytes);
export const newSecretKey = (): KeyObject => createSecretKey(randomBytesOf(32));

/** Names the place a sealed value belongs to. Each part is length-prefixed: ['ab','c'] and ['a','bc'] differ. */
export const place = (...parts: readonly string[]): Buffer =>
  Buffer.from(parts.map((part) => `${part.length}:${part}`).join(''), 'utf8');

/** Layout: suite (1) · nonce (12) · tag (16) · ciphertext. Throws when the key is not 32 bytes long. */
export const sealBytes = (key: KeyObject, plain: Uint8Array, where: Uint8Array): Buffer => {
  const nonce = randomBytesOf(nonceBytes);
  const cipher = createCipheriv('aes-256-gcm', key, nonce);
  cipher.setAAD(where);
  const body = cipher.update(plain);
  cipher.final();
  const sealed = Buffer.allocUnsafe(headBytes + body.length);
  sealed[0] = aes256Gcm;
  nonce.copy(sealed, 1);
  cipher.getAuthTag().copy(sealed, 1 + nonceBytes);
  body.copy(sealed, headBytes);
  return sealed;
};

/** Throws SealBroken when anything does not match. */
export const openBytes = (key: KeyObject, sealed: Uint8Array, where: Uint8Array): Buffer => {
  const bytes = Buffer.from(sealed.buffer, sealed.byteOffset, sealed.byteLength);
  if (bytes.length < headBytes || bytes[0] !== aes256Gcm) throw new SealBroken('not a sealed value of a known kind');
  const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(1, 1 + nonceBytes), { authTagLength: tagBytes });
  decipher.setAuthTag(bytes.subarray(1 + nonceBytes, headBytes));
  decipher.setAAD(where);
  try {
    const body = decipher.update(bytes.subarray(headBytes));
    decipher.final();
    return body;
  } catch {
    throw new SealBroken('the sealed value was changed or belongs elsewhere');
  }
};

/** A key under another key. */
export const wrapKey = (outer: KeyObject, inner: KeyObject, where: Uint8Array): Buffer =>
  sealBytes(outer, inner.export(), where);
export const unwrapKey = (outer: KeyObject, wrapped: Uint8Array, where: Uint8Array): KeyObject =>
  createSecretKey(openBytes(outer, wrapped, where));
