import type { Tx } from '#platform/db.ts';
import { readCaseNumber } from '../number.ts';
import { searchQuery } from '../words.ts';

/** More hits than this are found quicker by walking the list and looking at each. */
const FOUND_AT_MOST = 2_000;

export type Search = {
  /** Cases found by number, words or name; undefined when there are too many to name. */
  readonly streams: readonly string[] | undefined;
  /** Words for looking at each row, where they are everywhere. */
  readonly words: string | undefined;
  /** What was typed, for looking into numbers and names. */
  readonly part: string;
  /** A number or a part of one is nobody's name, letters alone may be either; a whole one needs no further looking. */
  readonly number: 'whole' | 'part' | 'letters' | undefined;
};

/** No platform gives out numbers shorter than this. */
const SHORTEST_NUMBER = 4;

const numberLike = /^[0-9A-Z-]{4,}$/u;

export const likeText = (text: string): string => `%${text.replace(/[\\%_]/gu, '\\$&')}%`;

/**
 * What a person typed into the search field, looked up where an index answers. The indexes are bound to the bureaus of the
 * scope: whoever sees cases only because they were entrusted, or given to one's station, has few, which are walked.
 */
export const searchFor = async (tx: Tx, typed: string, isEntrusted = false): Promise<Search> => {
  const part = typed.toWellFormed().replaceAll('\0', ' ').trim();
  const upper = part.toUpperCase();
  const whole = readCaseNumber(part);
  const mayBeNumber = whole !== undefined || numberLike.test(upper);
  // Letters alone may be part of a number and a name as well.
  const isNumber = whole !== undefined || (mayBeNumber && /\d/u.test(upper));
  const words = isNumber ? undefined : searchQuery(part);
  if (isEntrusted)
    return {
      streams: undefined,
      words,
      part: isNumber ? upper : part,
      number: isNumber ? 'part' : mayBeNumber ? 'letters' : undefined,
    };
  const found = await tx.rows<{ stream: string; external: boolean }>(
    'select stream, external from complaints_found($1::tsquery, $2, $3, $4, $5::text[], $6)',
    [
      words ?? null,
      isNumber ? null : part,
      // A whole number, or the beginning of its last two parts.
      mayBeNumber ? (whole ?? upper) : null,
      mayBeNumber ? upper : null,
      part.length < SHORTEST_NUMBER ? null : [...new Set([part, upper])],
      FOUND_AT_MOST + 1,
    ],
  );
  const tooMany = found.length > FOUND_AT_MOST;
  const isWhole = whole !== undefined || found.some((one) => one.external);
  return {
    streams: tooMany ? undefined : [...new Set(found.map((one) => one.stream))],
    words: tooMany ? words : undefined,
    part: isNumber ? upper : part,
    number: isWhole ? 'whole' : isNumber ? 'part' : undefined,
  };
};
