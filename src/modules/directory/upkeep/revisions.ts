import type { Tx } from '#platform/db.ts';
import type { Revision } from '../register-contract.ts';
import type { Keeper } from './who.ts';

export type RevisedKind = 'operator' | 'premises' | 'platform-shop' | 'organisation' | 'staff-post' | 'zone' | 'code';

/** Keeps a row as it stood, before it is corrected in the same transaction. */
export const keepRevision = (
  tx: Tx,
  keeper: Keeper,
  what: { readonly kind: RevisedKind; readonly subject: string; readonly before: object; readonly reason: string },
): Promise<number> =>
  tx.run(
    `insert into registry_revision (kind, subject, revision, before, reason, changed_by, changed_at)
     select $1, $2, coalesce(max(revision), 0) + 1, $3, $4, $5, $6 from registry_revision where kind = $1 and subject = $2`,
    [what.kind, what.subject, JSON.stringify(what.before), what.reason, keeper.actor.account, keeper.at],
  );

/** How often a row was corrected and what it said before, newest first. */
export const revisionsOf = (tx: Tx, kind: RevisedKind, subject: string): Promise<Revision[]> =>
  tx.rows<Revision>(
    `select revision, before, reason, changed_by as "changedBy", changed_at as "changedAt" from registry_revision
     where kind = $1 and subject = $2 order by revision desc limit 100`,
    [kind, subject],
  );
