import type { Tx } from '#platform/db.ts';
import type { PersonBroughtBack } from '#platform/erasures.ts';
import { enqueue } from '#platform/jobs.ts';
import { lowestStream } from '#platform/page-by-page.ts';
import { leaveEvent } from '#platform/streams.ts';
import { roundOf } from '../sweep/case-rounds.ts';

/** People who were erased are taken out of the papers of others (`lessenOldPapers`). */
export const oldPapersRound = roundOf('lessen-old-papers');

type At = { readonly tenant: string; readonly stream: string };

/** What was drawn from the complainant's narrative and name for finding and listing the case. */
export const forgetWords = async (tx: Tx, at: At): Promise<void> => {
  await tx.run('delete from complaint_search where tenant = $1 and stream = $2', [at.tenant, at.stream]);
  await forgetName(tx, at);
};

/** The name the lists show. */
export const forgetName = async (tx: Tx, at: At): Promise<void> => {
  await tx.run("update complaint set complainant_masked = '' where tenant = $1 and stream = $2", [
    at.tenant,
    at.stream,
  ]);
  await tx.run("delete from public_notice where tenant = $1 and stream = $2 and party = 'complainant'", [
    at.tenant,
    at.stream,
  ]);
};

/**
 * After a restore, under the owner's login: the words of the case go whole, its row loses the name where it is the complainant's, and
 * its history says when and why, where
 * that was not done before (`lessenBroughtBack`). A job goes through what others wrote of the person once more.
 */
export const forgetPersonAgain = async (tx: Tx, gone: PersonBroughtBack): Promise<void> => {
  const { tenant, stream, person, basis, firstOn, at, actor } = gone;
  // The key of the case itself is nobody's.
  if (person === stream) return;
  const payload = { person, basis, firstOn, repeats: 'restore' };
  const said = await tx.maybe(
    `select 1 from event where tenant = $1 and stream = $2 and type = 'PersonErased' and payload @> $3::jsonb limit 1`,
    [tenant, stream, JSON.stringify(payload)],
  );
  if (said === undefined) {
    const event = { type: 'PersonErased', payload };
    const events = await leaveEvent(tx, 'complaint', { tenant, stream, actor, at, event });
    if (events === undefined) return;
    await tx.run('update complaint set version = $3, changed_at = $4 where tenant = $1 and stream = $2', [
      ...[tenant, stream, events.length, at],
    ]);
  }
  const isWhole = said === undefined || !(await hasOthers(tx, gone));
  // Where its texts could be gone through first, the words that are left name nobody and are the others'.
  if (isWhole) await tx.run('delete from complaint_search where tenant = $1 and stream = $2', [tenant, stream]);
  await tx.run(
    `update complaint c set complainant_masked = '' where c.tenant = $1 and c.stream = $2 and exists (
       select 1 from event e, jsonb_array_elements(e.payload->'parties') party
        where e.tenant = c.tenant and e.stream = c.stream and e.version = 1
          and party->>'kind' = 'complainant' and party->>'person' = $3)`,
    [tenant, stream, person],
  );
  await tx.run('delete from public_notice where tenant = $1 and stream = $2', [tenant, stream]);
  await enqueue(tx, oldPapersRound, { after: lowestStream }, { tenant, key: `${oldPapersRound.name}:${tenant}` });
};

/** Whether the narrative lies under somebody else's key by now. */
const hasOthers = async (tx: Tx, { tenant, stream, person }: PersonBroughtBack): Promise<boolean> =>
  (await tx.maybe(
    `select 1 from (select payload->'facts'->>'entry' as facts from event where tenant = $1 and stream = $2
          and type in ('ComplaintFiled', 'ParticularsCompleted') and payload->'facts' is not null
        order by version desc limit 1) told
       join vault_entry v on v.tenant = $1 and v.stream = $2 and v.entry::text = told.facts
      where v.person <> $3`,
    [tenant, stream, person],
  )) !== undefined;
