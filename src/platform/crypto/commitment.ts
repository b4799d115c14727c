import { createHmac, createSecretKey, timingSafeEqual } from 'node:crypto';
import { randomBytesOf } from './random.ts';

export const saltBytes = 32;

/**
 * A commitment to a value that itself stays out of the event: HMAC-SHA-256 of the value under a random salt.
 * Salt and value together prove it to anybody; once both are erased it says nothing about the person.
 * The salt always has the same length, because HMAC pads short keys with zeros.
 */
export const commitTo = (salt: Uint8Array, value: Uint8Array): string => {
  if (salt.length !== saltBytes) throw new Error(`a salt has ${saltBytes} bytes`);
  return createHmac('sha256', createSecretKey(salt)).update(value).digest('base64url');
};

export const newSalt = (): Buffer => randomBytesOf(saltBytes);

export const answersCommitment = (commitment: string, salt: Uint8Array, value: Uint8Array): boolean => {
  const expected = Buffer.from(commitTo(salt, value));
  const given = Buffer.from(commitment);
  return expected.length === given.length && timingSafeEqual(expected, given);
};
