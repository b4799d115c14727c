import type { OwedRow } from '#modules/complaints/post-tray/contract.ts';

export type Letter = Pick<OwedRow, 'number' | 'n' | 'to'>;

export const keyOf = ({ number, n, to }: Letter): string => `${number} ${n} ${to}`;
export const letterOf = ({ number, n, to }: Letter): Letter => ({ number, n, to });

type Chosen = Letter & Pick<OwedRow, 'paperNumber'>;
export type Paired = {
  /** By the key of the letter. */
  readonly tracking: ReadonlyMap<string, string>;
  /** Lines that fit no chosen letter, and numbers that came twice. */
  readonly strange: readonly string[];
};

const longestNumber = 60;

/**
 * A list as it is pasted from the carrier's own: on every line the number of the case or of the paper and the carrier's
 * number, or the carrier's number alone, which then goes to the letters in their order on screen.
 */
export const pairTracking = (typed: string, letters: readonly Chosen[]): Paired => {
  const tracking = new Map<string, string>();
  const strange: string[] = [];
  const used = new Set<string>();
  const lines = typed
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean);
  const free = (fits: (letter: Chosen) => boolean): Chosen | undefined =>
    letters.find((letter) => !tracking.has(keyOf(letter)) && fits(letter));
  const give = (line: string, letter: Chosen | undefined, number: string | undefined): void => {
    if (letter === undefined || number === undefined || number.length > longestNumber || used.has(number))
      strange.push(line);
    else {
      tracking.set(keyOf(letter), number);
      used.add(number);
    }
  };
  const bare: string[] = [];
  for (const line of lines) {
    const parts = line.split(/[\s,，;；\t]+/u).filter(Boolean);
    if (parts.length === 1) bare.push(line);
    else {
      const names = new Set(parts.slice(0, -1));
      give(
        line,
        free(({ number, paperNumber }) => names.has(number) || (paperNumber !== null && names.has(paperNumber))),
        parts.at(-1),
      );
    }
  }
  for (const number of bare)
    give(
      number,
      free(() => true),
      number,
    );
  return { tracking, strange };
};
