import { isRefusal } from '#kernel/refusal.ts';
import type { Context } from '#platform/context.ts';
import type { Tx } from '#platform/db.ts';
import type { JobTask } from '#platform/jobs.ts';
import { caseRounds, type Round } from '../sweep/case-rounds.ts';
import { searchWords } from '../words.ts';

type At = { readonly tenant: string; readonly stream: string };

/** By whom somebody may be called in a narrative: every name the case has known of anybody, right or wrong. */
export const nameKinds = ['name', 'named-as', 'contact'];

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

/** Words of filings made before the names of everybody were kept out of them. */
export const lessenOldWords = (context: Context): JobTask<Round> =>
  caseRounds(context, {
    name: 'lessen-search-words',
    system: 'search-words',
    done: 'names taken out of search words',
    casesAfter: (tx, { tenant, after, most }) =>
      tx.rows('select stream from complaint_search where tenant = $1 and stream > $2::uuid order by stream limit $3', [
        tenant,
        after,
        most,
      ]),
    goThrough: async (tx, tenant, streams) => {
      for (const stream of streams) await lessenWords(context, tx, { tenant, stream });
    },
  });
