import { isRefusal } from '#kernel/refusal.ts';
import type { Context } from '#platform/context.ts';
import type { Tx } from '#platform/db.ts';
import { enqueue, type JobTask } from '#platform/jobs.ts';
import { scopeOf } from '../scope.ts';
import { systemActors } from '../sweep/system-actor.ts';
import { searchWords } from '../words.ts';

type At = { readonly tenant: string; readonly stream: string };

/** By whom somebody may be called in a narrative: every name the case has known of anybody, right or wrong. */
const nameKinds = ['name', 'named-as', 'contact'];

/**
 * Takes every name the case knows by now out of its search words. Words are only ever taken away: of somebody who was erased
 * nobody knows the name any more, and the narrative may still hold it.
 */
export const lessenWords = async (context: Context, tx: Tx, { tenant, stream }: At): Promise<void> => {
  const row = await tx.maybe<{ words: string[] }>(
    'select tsvector_to_array(words) as words from complaint_search where tenant = $1 and stream = $2',
    [tenant, stream],
  );
  if (row === undefined) return;
  const filed = await tx.maybe<{ facts: string | null }>(
    `select payload->'facts'->>'entry' as facts from event where tenant = $1 and stream = $2 and version = 1`,
    [tenant, stream],
  );
  const named = await tx.rows<{ entry: string }>(
    'select entry from vault_entry where tenant = $1 and stream = $2 and kind = any ($3)',
    [tenant, stream, nameKinds],
  );
  const facts = filed?.facts ?? '';
  const values = new Map<string, string>();
  const asked = [...(facts === '' ? [] : [facts]), ...named.map(({ entry }) => entry)];
  for (const one of await context.vault.openEntries(tx, { tenant, stream }, asked))
    if (!isRefusal(one)) values.set(one.entry, String(one.value));
  const text = values.get(facts) ?? '';
  values.delete(facts);
  const left = new Set(searchWords(text, [...values.values()]));
  const words = row.words.filter((word) => left.has(word));
  if (words.length === row.words.length) return;
  await tx.run('delete from complaint_search where tenant = $1 and stream = $2', [tenant, stream]);
  await tx.run('insert into complaint_search (tenant, stream, words) values ($1, $2, array_to_tsvector($3::text[]))', [
    tenant,
    stream,
    words,
  ]);
};

/** So many cases a transaction; the rest is another job, so that a stop in between loses nothing. */
const BATCH = 200;

type Round = { readonly after: string };

const round = {
  name: 'lessen-search-words',
  attempts: 12,
  read: (payload: unknown): Round => {
    const { after } = (payload ?? {}) as { after?: unknown };
    if (typeof after !== 'string') throw new TypeError('not a round of search words');
    return { after };
  },
};

/** Words of filings made before the names of everybody were kept out of them; asked for once by a migration, tenant by tenant. */
export const lessenOldWords = (context: Context): JobTask<Round> => ({
  ...round,
  run: async ({ after }, { tenant, log }) => {
    const actor = (await systemActors(context.database, 'search-words')).find((one) => one.tenant === tenant);
    if (actor === undefined) throw new Error(`no tenant ${tenant}`);
    const done = await context.database.transact(scopeOf(actor), async (tx) => {
      const streams = await tx.rows<{ stream: string }>(
        'select stream from complaint_search where tenant = $1 and stream > $2::uuid order by stream limit $3',
        [tenant, after, BATCH],
      );
      for (const { stream } of streams) {
        // An act or an erasure of the same case comes before or after, never in between.
        await tx.rows('select 1 from stream where tenant = $1 and stream = $2 for update', [tenant, stream]);
        await lessenWords(context, tx, { tenant, stream });
      }
      const last = streams.at(-1)?.stream;
      if (last !== undefined && streams.length === BATCH) await enqueue(tx, round, { after: last }, { tenant });
      return streams.length;
    });
    log.info({ tenant, cases: done }, 'names taken out of search words');
  },
});
