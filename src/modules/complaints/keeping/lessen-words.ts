import { isRefusal } from '#kernel/refusal.ts';
import type { Context } from '#platform/context.ts';
import type { Tx } from '#platform/db.ts';
import type { JobTask } from '#platform/jobs.ts';
import { caseRounds, type Round } from '../sweep/case-rounds.ts';
import { searchWords } from '../words.ts';

type At = { readonly tenant: string; readonly stream: string };

/** By whom somebody may be called in a narrative: every name the case has known of anybody, right or wrong. */
export const nameKinds = ['name', 'named-as', 'contact'];

/** Where an event has words of the narrative: as it was filed, and as an officer wrote it down. */
const tellsStory = "type in ('ComplaintFiled', 'ParticularsCompleted') and payload->'facts' is not null";

/** By which words the narrative is found as it stands now, without every name the case knows by now. */
const wordsNow = async (context: Context, tx: Tx, { tenant, stream }: At): Promise<readonly string[]> => {
  const told = await tx.maybe<{ facts: string }>(
    `select payload->'facts'->>'entry' as facts from event where tenant = $1 and stream = $2 and ${tellsStory}
      order by version desc limit 1`,
    [tenant, stream],
  );
  const named = await tx.rows<{ entry: string }>(
    'select entry from vault_entry where tenant = $1 and stream = $2 and kind = any ($3)',
    [tenant, stream, nameKinds],
  );
  const facts = told?.facts ?? '';
  const values = new Map<string, string>();
  const asked = [...(facts === '' ? [] : [facts]), ...named.map(({ entry }) => entry)];
  for (const one of await context.vault.openEntries(tx, { tenant, stream }, asked))
    if (!isRefusal(one)) values.set(one.entry, String(one.value));
  const text = values.get(facts) ?? '';
  values.delete(facts);
  return searchWords(text, [...values.values()]);
};

const wordsKept = async (tx: Tx, { tenant, stream }: At): Promise<readonly string[] | undefined> =>
  (
    await tx.maybe<{ words: string[] }>(
      'select tsvector_to_array(words) as words from complaint_search where tenant = $1 and stream = $2',
      [tenant, stream],
    )
  )?.words;

const keepWords = async (tx: Tx, { tenant, stream }: At, words: readonly string[]): Promise<void> => {
  await tx.run('delete from complaint_search where tenant = $1 and stream = $2', [tenant, stream]);
  await tx.run('insert into complaint_search (tenant, stream, words) values ($1, $2, array_to_tsvector($3::text[]))', [
    tenant,
    stream,
    words,
  ]);
};

/**
 * Takes every name the case knows by now out of its search words. Words are only ever taken away: of somebody who was erased
 * nobody knows the name any more, and the narrative may still hold it.
 */
export const lessenWords = async (context: Context, tx: Tx, at: At): Promise<void> => {
  const kept = await wordsKept(tx, at);
  if (kept === undefined) return;
  const left = new Set(await wordsNow(context, tx, at));
  const words = kept.filter((word) => left.has(word));
  if (words.length < kept.length) await keepWords(tx, at, words);
};

/** A story an officer wrote down is found by its words; once somebody was erased, by those alone that stood there before. */
export const wordsOfStory = async (context: Context, tx: Tx, at: At): Promise<void> => {
  const words = await wordsNow(context, tx, at);
  const gone = await tx.maybe(
    "select 1 from event where tenant = $1 and stream = $2 and type = 'PersonErased' limit 1",
    [at.tenant, at.stream],
  );
  if (gone === undefined) return await keepWords(tx, at, words);
  const kept = new Set(await wordsKept(tx, at));
  await keepWords(
    tx,
    at,
    words.filter((word) => kept.has(word)),
  );
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

/** Stories written down before they were found by their words. */
export const wordsOfOldStories = (context: Context): JobTask<Round> =>
  caseRounds(context, {
    name: 'words-of-stories',
    system: 'search-words',
    done: 'stories found by their words',
    casesAfter: (tx, { tenant, after, most }) =>
      tx.rows(
        `select distinct stream from event where tenant = $1 and stream > $2::uuid and type = 'ParticularsCompleted'
            and payload->'facts' is not null order by stream limit $3`,
        [tenant, after, most],
      ),
    goThrough: async (tx, tenant, streams) => {
      for (const stream of streams) await wordsOfStory(context, tx, { tenant, stream });
    },
  });
