import { randomBytes, randomFillSync } from 'node:crypto';
import { now } from '#platform/clock.ts';

const pool = Buffer.alloc(4096);
let offset = pool.length;
const take = (length: number): Buffer => {
  if (offset + length > pool.length) {
    randomFillSync(pool);
    offset = 0;
  }
  const slice = pool.subarray(offset, offset + length);
  offset += length;
  return slice;
};

const hex = Array.from({ length: 256 }, (_, n) => n.toString(16).padStart(2, '0'));

let lastTime = -1;
let counter = 0;
/** Twelve bits that grow within one millisecond (RFC 9562 §6.2, method 1), begun by chance in the lower half; a full one stands still. */
const countedWithin = (time: number, drawn: number): number => {
  counter = time === lastTime ? Math.min(counter + 1, 0xfff) : drawn & 0x7ff;
  lastTime = time;
  return counter;
};

/** A new uuid, version 7 (RFC 9562): 48 bits of milliseconds, a counter, then chance; sorts by the order of making in one process. */
export const newId = (): string => {
  const bytes = take(16);
  const time = now().getTime();
  const count = countedWithin(time, bytes.readUInt16BE(6));
  let text = '';
  for (let i = 0; i < 16; i++) {
    let byte = bytes[i] ?? 0;
    if (i < 6) byte = Math.floor(time / 2 ** (8 * (5 - i))) & 0xff;
    else if (i === 6) byte = 0x70 | (count >> 8);
    else if (i === 7) byte = count & 0xff;
    else if (i === 8) byte = 0x80 | (byte & 0x3f);
    if (i === 4 || i === 6 || i === 8 || i === 10) text += '-';
    text += hex[byte];
  }
  return text;
};

/** `length` random bytes, for salts and nonces (a copy: safe to keep). */
export const chance = (length: number): Buffer => (length > 256 ? randomBytes(length) : Buffer.from(take(length)));
