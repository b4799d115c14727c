import type { Actor } from '#kernel/actor.ts';
import { isRefusal, type Refusal, refuse } from '#kernel/refusal.ts';
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

/** As a page shows them: `nameOf` an account, which stands for itself where nobody has a name. */
export const namedHolds = async (
  tx: Tx,
  at: CaseKey,
  nameOf: (account: string) => Promise<string | undefined>,
): Promise<NamedHold[]> => {
  const named: NamedHold[] = [];
  for (const hold of await holdsOn(tx, at)) named.push(await nameHold(hold, nameOf));
  return named;
};

export type NamedHold = Omit<LegalHold, 'placedAt'> & { readonly placedByName: string; readonly placedAt: string };

export const nameHold = async <H extends LegalHold>(
  { placedAt, ...hold }: H,
  nameOf: (account: string) => Promise<string | undefined>,
) => ({
  ...hold,
  placedByName: (await nameOf(hold.placedBy)) ?? hold.placedBy,
  placedAt: placedAt.toISOString(),
});

export type HoldAct = 'place-hold' | 'lift-hold';
export type HoldEvent = {
  readonly type: 'LegalHoldPlaced' | 'LegalHoldLifted';
  readonly payload: { readonly hold: string };
};

/** What a kind of file brings for holds on it. */
export type Holdable<L extends CaseKey> = {
  readonly lock: (tx: Tx, number: string) => Promise<L | Refusal>;
  readonly objection: (actor: Actor, locked: L, act: HoldAct) => Refusal | undefined;
  /** Writes the act into the file's own history. */
  readonly record: (
    tx: Tx,
    locked: L,
    change: { actor: Actor; at: Date; act: HoldAct; event: HoldEvent },
  ) => Promise<void>;
};

export type HoldWish = { readonly actor: Actor; readonly number: string; readonly at: Date };

/** Keeps a file from the end of its term while a review, suit or inquiry runs; the reason stands in the register. */
export const holdFile = async <L extends CaseKey>(
  tx: Tx,
  { lock, objection, record }: Holdable<L>,
  { actor, number, at }: HoldWish,
  reason: string,
): Promise<{ readonly hold: string } | Refusal> => {
  const locked = await lock(tx, number);
  if (isRefusal(locked)) return locked;
  const objects = objection(actor, locked, 'place-hold');
  if (objects !== undefined) return objects;
  const placed = await placeHold(tx, actor, locked, reason);
  if (isRefusal(placed)) return placed;
  const event = { type: 'LegalHoldPlaced', payload: { hold: placed.hold } } as const;
  await record(tx, locked, { actor, at, act: 'place-hold', event });
  return placed;
};

export const releaseFile = async <L extends CaseKey>(
  tx: Tx,
  { lock, objection, record }: Holdable<L>,
  { actor, number, at }: HoldWish,
  hold: string,
): Promise<{ readonly lifted: string } | Refusal> => {
  const locked = await lock(tx, number);
  if (isRefusal(locked)) return locked;
  const objects = objection(actor, locked, 'lift-hold');
  if (objects !== undefined) return objects;
  const lifted = await liftHold(tx, actor, locked, hold);
  if (isRefusal(lifted)) return lifted;
  await record(tx, locked, { actor, at, act: 'lift-hold', event: { type: 'LegalHoldLifted', payload: { hold } } });
  return lifted;
};

/** Holds that still bind on any case the scope sees, with the number of the case. */
export const holdsInReach = (tx: Tx): Promise<(LegalHold & { readonly number: string; readonly kind: string })[]> =>
  tx.rows(
    `select h.legal_hold as id, h.reason, h.placed_by as "placedBy", h.placed_at as "placedAt", l.key as number, l.kind
       from legal_hold h join case_locator l on l.tenant = h.tenant and l.stream = h.stream and l.key_kind = 'number'
      where h.lifted_at is null order by h.placed_at limit 500`,
  );
