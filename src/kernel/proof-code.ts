import { halfWidth } from './half-width.ts';

/** No I, L, O, U, 0, 1: read from paper, typed by hand. */
const alphabet = '23456789ABCDEFGHJKMNPQRSTVWXYZ';
const groups = 3;
const letters = 5;

/** Bytes of chance from which one code is made. */
export const PROOF_CODE_BYTES = 16;

/** Letters of a code of today, and of the codes papers bore before. */
export const PROOF_CODE_LENGTHS: readonly number[] = [groups * letters, 16];

/** Seventy-three bits of chance in three groups, printed beside the square of a paper: `H7KM2-Q9XWD-3FG7P`. */
export const proofCode = (chance: Uint8Array): string => {
  let rest = 0n;
  for (const byte of chance) rest = rest * 256n + BigInt(byte);
  const base = BigInt(alphabet.length);
  const parts: string[] = [];
  for (let group = 0; group < groups; group++) {
    let part = '';
    for (let letter = 0; letter < letters; letter++) {
      part += alphabet[Number(rest % base)] ?? '';
      rest /= base;
    }
    parts.push(part);
  }
  return parts.join('-');
};

/**
 * What a typed code may stand for, the likelier first: as it stands without blanks, for papers whose codes told small
 * letters from capitals, and as the codes of today in any grouping and any case. A pasted address is read by its end.
 */
export const proofCodesIn = (typed: string): readonly string[] => {
  const plain = halfWidth(typed)
    .replace(/[\s\u200b-\u200f\u2060\ufeff]/gu, '')
    .replace(/[\u2010-\u2015\u2212]/gu, '-')
    .replace(/^.*\/proof\//u, '');
  const bare = plain.replaceAll('-', '').toUpperCase();
  const isOfToday = bare.length === groups * letters && [...bare].every((letter) => alphabet.includes(letter));
  if (!isOfToday) return [plain];
  const grouped = (bare.match(/.{5}/gu) ?? []).join('-');
  return grouped === plain ? [plain] : [plain, grouped];
};
