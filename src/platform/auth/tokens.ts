import { createHmac, hash, timingSafeEqual } from 'node:crypto';
import { randomBytesOf } from '../crypto/random.ts';

/** 256 random bits as text. The database holds only the hash, so a stolen table signs nobody in. */
export const newToken = (prefix = ''): string => `${prefix}${randomBytesOf(32).toString('base64url')}`;

/** Plain SHA-256 is enough: a token is random, there is nothing to guess. */
export const hashToken = (token: string): Buffer => hash('sha256', token, 'buffer');

/** The form token belonging to a browser's secret; the secret itself never stands in a page. */
export const csrfOf = (browserToken: string): string =>
  createHmac('sha256', browserToken).update('csrf').digest('base64url');

export const sameText = (a: string, b: string): boolean => {
  const one = hash('sha256', a, 'buffer');
  const two = hash('sha256', b, 'buffer');
  return timingSafeEqual(one, two);
};

/** Prefixes tell the kinds apart in logs of other systems and let scanners find a leaked one. */
export const apiTokenPrefix = 'fxt_';
