import type { Tx } from '#platform/db.ts';
import type { ComplaintEvent } from '../complaint.ts';
import { dayAndTimeOf, type PaperDesk } from '../paper-data/paper-desk.ts';
import type { PaperData } from '../papers.ts';
import { staffFor } from '../reference.ts';

/** One event with its place in the chain. */
export type HashedEvent = {
  readonly version: number;
  readonly actor: string;
  readonly at: Date;
  readonly hash: Buffer;
  readonly event: ComplaintEvent;
};

export const hashedEvents = async (
  tx: Tx,
  at: { tenant: string; stream: string },
  upTo: number,
): Promise<HashedEvent[]> => {
  const rows = await tx.rows<{
    version: number;
    actor: string;
    at: Date;
    hash: Buffer;
    type: string;
    payload: unknown;
  }>(
    'select version, actor, at, hash, type, payload from event where tenant = $1 and stream = $2 and version <= $3 order by version',
    [at.tenant, at.stream, upTo],
  );
  return rows.map(({ version, actor, at: when, hash, type, payload }) => ({
    version,
    actor,
    at: when,
    hash,
    event: { type, payload } as ComplaintEvent,
  }));
};

export const historyOf = async (
  tx: Tx,
  events: readonly HashedEvent[],
  desk: PaperDesk,
): Promise<PaperData['case-history']> => ({
  caseNumber: desk.state.number,
  authority: desk.unit.name,
  events: await Promise.all(
    events.map(async ({ version, actor, at, hash, event }) => ({
      version,
      at: dayAndTimeOf(at.toISOString()),
      type: event.type,
      by: await actorWords(tx, actor, desk),
      hash: hash.toString('hex'),
    })),
  ),
});

const actorWords = async (tx: Tx, actor: string, desk: PaperDesk): Promise<string> => {
  if (actor.startsWith('system:')) return desk.t('papers:case-history.system');
  if (actor.startsWith('respondent:')) return desk.t('papers:service-record.party.respondent');
  const member = await staffFor(tx, actor, desk.today);
  return member?.name ?? desk.t('papers:service-record.party.complainant');
};
