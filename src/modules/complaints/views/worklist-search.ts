import type { Actor } from '#kernel/actor.ts';
import type { Tx } from '#platform/db.ts';
import { readCaseNumber } from '../number.ts';
import { searchQuery } from '../words.ts';

/** More hits than this are found quicker by walking the list and looking at each. */
const FOUND_AT_MOST = 2_000;

export type Search = {
  /** Cases found by number or words; undefined when there are too many to name. */
  readonly streams: readonly string[] | undefined;
  /** Words for looking at each row, where they are everywhere. */
  readonly words: string | undefined;
  /** Text for `like` on the number and the respondent's name. */
  readonly part: string;
  /** A number or a part of one is nobody's name; a whole one needs no further looking. */
  readonly number: 'whole' | 'part' | undefined;
};

/** No platform gives out numbers shorter than this. */
const SHORTEST_NUMBER = 4;

const numberLike = /^[0-9A-Z-]{4,}$/u;

export const likeText = (text: string): string => `%${text.replace(/[\\%_]/gu, '\\$&')}%`;

/** What a person typed into the search field, looked up where an index answers. */
export const searchFor = async (tx: Tx, actor: Actor, typed: string): Promise<Search> => {
  const part = typed.trim();
  const upper = part.toUpperCase();
  const whole = readCaseNumber(part);
  const mayBeNumber = whole !== undefined || numberLike.test(upper);
  // Letters alone may be part of a number and a name as well.
  const isNumber = whole !== undefined || (mayBeNumber && /\d/u.test(upper));
  const numbered = mayBeNumber ? await byNumber(tx, actor, whole ?? upper, upper) : [];
  const external = part.length < SHORTEST_NUMBER ? [] : await byExternal(tx, actor, [...new Set([part, upper])]);
  const words = isNumber ? undefined : searchQuery(part);
  const found = words === undefined ? [] : await byWords(tx, words);
  const tooMany = found.length > FOUND_AT_MOST;
  return {
    streams: tooMany ? undefined : [...numbered, ...external, ...found],
    words: tooMany ? words : undefined,
    part: isNumber ? upper : part,
    number: whole !== undefined || external.length > 0 ? 'whole' : isNumber ? 'part' : undefined,
  };
};

/** The whole number, or the beginning of its last two parts. */
const byNumber = async (tx: Tx, actor: Actor, whole: string, tail: string): Promise<string[]> =>
  (
    await tx.rows<{ stream: string }>(
      `select stream from complaint where tenant = any ($1::text[]) and bureau = any ($2::text[]) and number = $3
       union select stream from complaints_by_number_tail($4, 200)`,
      [actor.tenants, actor.bureaus, whole, tail],
    )
  ).map((row) => row.stream);

/** The number another platform gave, whole: as registered, or as the work order brought it. */
const byExternal = async (tx: Tx, actor: Actor, keys: readonly string[]): Promise<string[]> =>
  (
    await tx.rows<{ stream: string }>(
      `select stream from case_locator
        where key_kind = 'external' and key = any ($1::text[]) and tenant = any ($2::text[]) and kind = 'complaint'`,
      [keys, actor.tenants],
    )
  ).map((row) => row.stream);

const byWords = async (tx: Tx, words: string): Promise<string[]> =>
  (
    await tx.rows<{ stream: string }>('select stream from complaints_with_words($1::tsquery, $2)', [
      words,
      FOUND_AT_MOST + 1,
    ])
  ).map((row) => row.stream);
