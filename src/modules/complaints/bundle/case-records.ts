import { dayOf } from '#kernel/day.ts';
import type { Tx } from '#platform/db.ts';
import type { ComplaintEvent, PartyKind } from '../complaint.ts';
import { dayAndTimeOf, type PaperDesk } from '../paper-data/paper-desk.ts';
import type { PaperData } from '../papers.ts';
import { staffFor } from '../reference.ts';
import { partiesActing } from '../who-acted.ts';

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
): Promise<PaperData['case-history']> => {
  const actors = partiesActing(events);
  return {
    caseNumber: desk.state.number,
    authority: desk.unit.name,
    events: await Promise.all(
      events.map(async ({ version, actor, at, hash, event }, place) => ({
        version,
        at: dayAndTimeOf(at.toISOString()),
        type: event.type,
        by: await actorWords(tx, { actor, at }, actors[place] ?? 'complainant', desk),
        hash: hash.toString('hex'),
      })),
    ),
  };
};

const actorWords = async (
  tx: Tx,
  { actor, at }: Pick<HashedEvent, 'actor' | 'at'>,
  kind: PartyKind,
  { t }: PaperDesk,
): Promise<string> => {
  if (actor.startsWith('system:')) return t('papers:case-history.system');
  const member = await staffFor(tx, actor, dayOf(at));
  return member?.name ?? t(`complaint:party.${kind}`);
};
