import { chance } from '#platform/ids.ts';

/** No I, L, O, U, 0, 1: read aloud, typed from paper. */
const alphabet = '23456789ABCDEFGHJKMNPQRSTVWXYZ';

/** Forty-nine bits of chance, printed in two groups: `H7KM2-Q9XWD`. */
export const newAnswerCode = (): string => {
  const letters: string[] = [];
  while (letters.length < 10) {
    const byte = chance(1)[0] ?? 255;
    // Above this an even share of the bytes ends.
    if (byte < 240) letters.push(alphabet[byte % 30] ?? '');
  }
  return `${letters.slice(0, 5).join('')}-${letters.slice(5).join('')}`;
};
