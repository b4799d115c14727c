import type { Actor } from '#kernel/actor.ts';
import { type Refusal, refuse } from '#kernel/refusal.ts';
import { audit } from './audit.ts';
import { now } from './clock.ts';
import type { Tx } from './db.ts';
import { newId } from './ids.ts';
import type { CaseKey } from './vault.ts';

export type LegalHold = {
  readonly id: string;
  readonly reason: string;
  readonly placedBy: string;
  readonly placedAt: Date;
};

/** Keeps a case whole while a reconsideration, suit or inquiry runs. */
export const placeHold = async (
  tx: Tx,
  actor: Actor,
  at: CaseKey,
  reason: string,
): Promise<{ hold: string } | Refusal> => {
  if (reason.trim() === '') return refuse('reason-missing', { status: 422, field: 'reason' });
  const hold = newId();
  await tx.run(
    'insert into legal_hold (tenant, stream, legal_hold, reason, placed_by, placed_at) values ($1, $2, $3, $4, $5, $6)',
    [at.tenant, at.stream, hold, reason.trim(), actor.account, now()],
  );
  await audit(tx, {
    tenant: at.tenant,
    account: actor.account,
    act: 'place-hold',
    subject: `stream:${at.stream}`,
    reason: reason.trim(),
    detail: { hold },
  });
  return { hold };
};

export const liftHold = async (
  tx: Tx,
  actor: Actor,
  at: CaseKey,
  hold: string,
): Promise<{ lifted: string } | Refusal> => {
  const changed = await tx.run(
    `update legal_hold set lifted_by = $4, lifted_at = $5
      where tenant = $1 and stream = $2 and legal_hold = $3 and lifted_at is null`,
    [at.tenant, at.stream, hold, actor.account, now()],
  );
  if (changed === 0) return refuse('hold-not-found', { status: 404 });
  await audit(tx, {
    tenant: at.tenant,
    account: actor.account,
    act: 'lift-hold',
    subject: `stream:${at.stream}`,
    detail: { hold },
  });
  return { lifted: hold };
};

/** Holds that still bind, oldest first. */
export const holdsOn = (tx: Tx, at: CaseKey): Promise<LegalHold[]> =>
  tx.rows<LegalHold>(
    `select legal_hold as id, reason, placed_by as "placedBy", placed_at as "placedAt" from legal_hold
      where tenant = $1 and stream = $2 and lifted_at is null order by placed_at`,
    [at.tenant, at.stream],
  );

/** Holds that still bind on any case the scope sees, with the number of the case. */
export const holdsInReach = (tx: Tx): Promise<(LegalHold & { readonly number: string; readonly kind: string })[]> =>
  tx.rows(
    `select h.legal_hold as id, h.reason, h.placed_by as "placedBy", h.placed_at as "placedAt", l.key as number, l.kind
       from legal_hold h join case_locator l on l.tenant = h.tenant and l.stream = h.stream and l.key_kind = 'number'
      where h.lifted_at is null order by h.placed_at limit 500`,
  );
