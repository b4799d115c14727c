import { encode } from 'uqr';
import type { KnownCode, OwnCode, Spot } from './qr-on-page.ts';

type Squares = readonly (readonly boolean[])[];

const squaresOf = (words: string, maskPattern: number): Squares =>
  encode(words, { ecc: 'M', border: 0, maskPattern }).data;

const spotOf = (row: number, column: number): Spot => ({ row, column });

/** Where two codes of the same size differ. */
const differing = (one: Squares, other: Squares): Spot[] =>
  one.flatMap((modules, row) =>
    modules.flatMap((isDark, column) => (other[row]?.[column] === isDark ? [] : [spotOf(row, column)])),
  );

const keyOf = ({ row, column }: Spot): number => row * 1_000 + column;

const withBit = (words: string, at: number, bit: number): string =>
  words.slice(0, at) + String.fromCharCode(words.charCodeAt(at) ^ (1 << bit)) + words.slice(at + 1);

/** Letters of the address are ASCII: seven bits tell them apart. */
const bits = [0, 1, 2, 3, 4, 5, 6];

/**
 * The code of a paper taken apart: which squares say that it is ours, by host and by path, and which bit of which letter of the
 * name each of the others says. Found by changing every letter once: a square of a letter answers to its own bit alone, those that
 * mend mistakes to many.
 */
export const ownCode = (words: string): OwnCode => {
  // Other releases may have chosen another mask for the same words.
  const known: KnownCode = Array.from({ length: 8 }, (_, mask) => squaresOf(words, mask));
  const plain = squaresOf(words, 0);
  const nameAt = words.lastIndexOf('/') + 1;
  const pathAt = words.lastIndexOf('/', nameAt - 2) + 1;
  const changed = Array.from({ length: words.length }, (_, at) =>
    bits.map((bit) => differing(plain, squaresOf(withBit(words, at, bit), 0))),
  );
  const answers = new Map<number, number>();
  for (const spot of changed.flat(2)) answers.set(keyOf(spot), (answers.get(keyOf(spot)) ?? 0) + 1);
  const letters = changed.map((letter) =>
    letter.flatMap((spots) => spots.filter((spot) => answers.get(keyOf(spot)) === 1).slice(0, 1)),
  );
  return {
    known,
    host: letters.slice(0, pathAt).flat(),
    path: letters.slice(pathAt, nameAt).flat(),
    letters: letters.slice(nameAt),
    name: words.slice(nameAt),
  };
};
