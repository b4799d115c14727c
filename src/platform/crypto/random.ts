import { randomFillSync } from 'node:crypto';

/** Random bytes by the thousand: one call to the generator per 8 KiB instead of one per salt, key and nonce. */
const pool = Buffer.allocUnsafeSlow(8192);
let used = pool.length;

export const randomBytesOf = (length: number): Buffer => {
  if (length > pool.length) return randomFillSync(Buffer.allocUnsafeSlow(length));
  if (used + length > pool.length) {
    randomFillSync(pool);
    used = 0;
  }
  const bytes = Buffer.from(pool.subarray(used, used + length));
  pool.fill(0, used, used + length);
  used += length;
  return bytes;
};
