import { type Refusal, refuse } from '#kernel/refusal.ts';
import type { Tx } from '../db.ts';

const uuid = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/u;

/** What a cursor may be made of; none of these holds a space. */
export const cursorParts = {
  id: uuid,
  /** As PostgreSQL writes a date, with the day that never comes. */
  day: /infinity|\d{4}-\d{2}-\d{2}/u,
  instant: /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z/u,
  count: /\d{1,9}/u,
  word: /[a-z-]{1,40}/u,
} as const;

export type CursorPart = keyof typeof cursorParts;

/** The place of a list's last row in its order: opaque to whoever carries it, and read back part by part. */
export const cursorOf = (...parts: readonly CursorPart[]) => {
  const shape = new RegExp(`^${parts.map((part) => `(${cursorParts[part].source})`).join(' ')}$`, 'u');
  return {
    write: (...values: readonly string[]): string => Buffer.from(values.join(' ')).toString('base64url'),
    /** The parts in their order; undefined where no cursor was given. */
    read: (cursor: string | undefined): readonly string[] | undefined | Refusal => {
      if (cursor === undefined) return undefined;
      const read = shape.exec(Buffer.from(cursor, 'base64url').toString('utf8'));
      return read === null ? refuse('cursor-malformed', { status: 400, field: 'cursor' }) : read.slice(1);
    },
  };
};

/** Of one row more than a page shows: the page, and where the next begins. */
export const pageOf = <Row>(
  rows: readonly Row[],
  limit: number,
  placeOf: (last: Row) => string,
): { readonly shown: readonly Row[]; readonly next: string | null } => {
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return { shown, next: rows.length > limit && last !== undefined ? placeOf(last) : null };
};

/** Beyond this a list only says "more than". */
export const COUNTED_AT_MOST = 1_000;

/** How many rows the whole question has, said once with its first page; one above the limit means more. */
export const countOnFirst = async (
  tx: Tx,
  cursor: string | undefined,
  question: string,
  values: readonly unknown[],
): Promise<number | null> => {
  if (cursor !== undefined) return null;
  const { n } = await tx.one<{ n: number }>(
    `select count(*)::integer as n from (select 1 ${question} limit ${COUNTED_AT_MOST + 1}) counted`,
    values,
  );
  return n;
};
