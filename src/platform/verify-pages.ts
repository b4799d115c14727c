import type { Tx } from './db.ts';

/** A page ends after so many streams or acts, whichever comes first; a longer history is a page of its own. */
const STREAMS = 100;
export const ACTS = 1_500;

export const lowest = '00000000-0000-0000-0000-000000000000';
export const highest = 'ffffffff-ffff-ffff-ffff-ffffffffffff';

export type StreamRow = { stream: string; kind: string; bureau: string; version: number; head_hash: Buffer };

/** Everything of streams after the one before, up to this one; `highest` for the last page. */
export type Page = { readonly streams: readonly StreamRow[]; readonly until: string };

/** Ends where stream rows or acts would be too many, so that acts whose stream row is gone make no page longer either. */
export const nextPage = async (tx: Tx, tenant: string, after: string): Promise<Page> => {
  const [streams, acts] = await Promise.all([
    tx.rows<StreamRow>(
      `select stream, kind, bureau, version, head_hash from stream where tenant = $1 and stream > $2::uuid
        order by stream limit ${STREAMS}`,
      [tenant, after],
    ),
    tx.rows<{ stream: string; acts: number }>(
      `select stream, count(*)::integer as acts from (
         select stream from event where tenant = $1 and stream > $2::uuid order by stream, version limit ${ACTS}) e
        group by stream order by stream`,
      [tenant, after],
    ),
  ]);
  const isFull = acts.reduce((sum, one) => sum + one.acts, 0) === ACTS;
  // The last of them may go on.
  const whole = isFull && acts.length > 1 ? acts.slice(0, -1) : acts;
  const ends = [...(streams.length === STREAMS ? [streams.at(-1)] : []), ...(isFull ? [whole.at(-1)] : [])];
  const until = ends.reduce((least, end) => (end !== undefined && end.stream < least ? end.stream : least), highest);
  return { streams: streams.filter(({ stream }) => stream <= until), until };
};
