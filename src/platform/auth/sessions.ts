import type { Actor, ActorKind } from '#kernel/actor.ts';
import { type Day, dayOf } from '#kernel/day.ts';
import { now } from '../clock.ts';
import type { Tx } from '../db.ts';
import { type ActingFor, actingFor } from './grants.ts';
import { hashToken, newToken } from './tokens.ts';

/** Who is at the other end of a request. */
export type SignedIn = {
  readonly by: 'session' | 'token';
  readonly actor: Actor;
  /** Bureau acted for; empty for consumers and operators. */
  readonly office: string;
  readonly tokenHash: Buffer;
  /** When the second factor was last shown; undefined for one-factor sign-ins. */
  readonly strongAt: Date | undefined;
  /** Reading tokens may not change anything. */
  readonly mayWrite: boolean;
};

const minute = 60_000;
const hour = 60 * minute;

/** Longest life and longest silence of a sign-in, by kind of person. */
export const sessionLimits: Readonly<Record<'consumer' | 'operator' | 'staff', { life: number; idle: number }>> = {
  consumer: { life: 7 * 24 * hour, idle: 24 * hour },
  operator: { life: 24 * hour, idle: 4 * hour },
  staff: { life: 12 * hour, idle: 2 * hour },
};

/** Acts that change keys, roles or accounts ask for the second factor again after this long. */
export const stepUpLasts = 10 * minute;

export type NewSession = {
  readonly account: string;
  readonly kind: 'consumer' | 'operator' | 'staff';
  /** True when a second factor was shown. */
  readonly strong: boolean;
  /** Browser and system in a few words, for the list of one's sessions. */
  readonly device: string;
  readonly office?: string;
};

export type OpenedSession = { readonly token: string; readonly actor: Actor; readonly expiresAt: Date };

export const openSession = async (tx: Tx, wish: NewSession): Promise<OpenedSession> => {
  const at = now();
  const day = dayOf(at);
  const wished = await actingFor(tx, wish.account, wish.kind, day, wish.office);
  const { actor, office } = isHeld(wished) ? wished : await actingFor(tx, wish.account, wish.kind, day);
  const token = newToken();
  const expiresAt = new Date(at.getTime() + sessionLimits[wish.kind].life);
  await tx.run(
    `insert into session (token_hash, account, office, actor, actor_on, made_at, last_seen_at, expires_at, strong_at, device)
     values ($1, $2, $3, $4, $5, $6, $6, $7, $8, $9)`,
    [
      hashToken(token),
      wish.account,
      office,
      JSON.stringify(actor),
      day,
      at,
      expiresAt,
      wish.strong ? at : null,
      wish.device.slice(0, 120),
    ],
  );
  return { token, actor, expiresAt };
};

export type SessionRow = {
  readonly token_hash: Buffer;
  readonly kind: ActorKind;
  readonly office: string;
  readonly actor: Actor;
  readonly actor_on: Day;
  readonly last_seen_at: Date;
  readonly strong_at: Date | null;
};

/** Of these sessions' hashes those that are open now. */
export const openSessions = (tx: Tx, tokenHashes: readonly Buffer[]): Promise<SessionRow[]> =>
  tx.rows<SessionRow>(
    `select s.token_hash, a.kind, s.office, s.actor, s.actor_on, s.last_seen_at, s.strong_at
       from session s join account a on a.account = s.account
      where s.token_hash = any($1::bytea[]) and s.revoked_at is null and s.expires_at > $2 and a.status = 'active'`,
    [tokenHashes, now()],
  );

/** Who an open session is of; writes only once in five minutes, after a change of roles, and on a new day. */
export const signedInBySession = async (
  row: SessionRow,
  inTransaction: <T>(work: (tx: Tx) => Promise<T>) => Promise<T>,
): Promise<SignedIn | undefined> => {
  const at = now();
  const tokenHash = row.token_hash;
  if (row.kind === 'system') return undefined;
  const silence = at.getTime() - row.last_seen_at.getTime();
  const { life, idle } = sessionLimits[row.kind];
  // One from further ahead than a sign-in lasts was opened under a clock that has been put back since, and would last until then.
  if (silence > idle || silence < -life) return undefined;
  const day = dayOf(at);
  const strongAt = row.strong_at ?? undefined;
  if (row.actor_on !== day) return await inTransaction((tx) => renewed(tx, row, at));
  if (silence > 5 * minute) {
    await inTransaction((tx) => tx.run('update session set last_seen_at = $2 where token_hash = $1', [tokenHash, at]));
  }
  return { by: 'session', actor: row.actor, office: row.office, tokenHash, strongAt, mayWrite: true };
};

/** Asks anew what the person may do: roles and powers are those of a day. */
const renewed = async (tx: Tx, row: SessionRow, at: Date): Promise<SignedIn | undefined> => {
  const tokenHash = row.token_hash;
  const day = dayOf(at);
  if (row.kind === 'system') return undefined;
  const acting = await actingFor(tx, row.actor.account, row.kind, day, row.office);
  if (!isHeld(acting)) {
    // Signing in again says for which of the other offices.
    await endSession(tx, tokenHash);
    return undefined;
  }
  const { actor, office } = acting;
  await tx.run('update session set actor = $2, actor_on = $3, office = $4, last_seen_at = $5 where token_hash = $1', [
    tokenHash,
    JSON.stringify(actor),
    day,
    office,
    at,
  ]);
  return { by: 'session', actor, office, tokenHash, strongAt: row.strong_at ?? undefined, mayWrite: true };
};

/** False when the office acted for is held no longer, though others are. */
const isHeld = ({ actor, offices }: ActingFor): boolean => offices.length === 0 || actor.bureau !== undefined;

export const findSession = async (tx: Tx, token: string): Promise<SignedIn | undefined> => {
  const [row] = await openSessions(tx, [hashToken(token)]);
  return row === undefined ? undefined : await signedInBySession(row, (work) => work(tx));
};

/** Acts for another office from the next request on; keeps the present one when the wish is not held. */
export const switchOffice = async (tx: Tx, signedIn: SignedIn, office: string): Promise<SignedIn> => {
  const day = dayOf(now());
  const acting = await actingFor(tx, signedIn.actor.account, signedIn.actor.kind, day, office);
  if (acting.actor.bureau === undefined) return signedIn;
  await tx.run('update session set actor = $2, actor_on = $3, office = $4 where token_hash = $1', [
    signedIn.tokenHash,
    JSON.stringify(acting.actor),
    day,
    acting.office,
  ]);
  return { ...signedIn, actor: acting.actor, office: acting.office };
};

export const endSession = async (tx: Tx, tokenHash: Buffer): Promise<void> => {
  await tx.run('update session set revoked_at = $2 where token_hash = $1 and revoked_at is null', [tokenHash, now()]);
};

/** Ends every session of an account, or all but the one in use. */
export const endSessionsOf = (tx: Tx, account: string, except?: Buffer): Promise<number> =>
  tx.run(
    `update session set revoked_at = $2 where account = $1 and revoked_at is null and ($3::bytea is null or token_hash <> $3)`,
    [account, now(), except ?? null],
  );

export const markStrong = async (tx: Tx, tokenHash: Buffer): Promise<void> => {
  await tx.run('update session set strong_at = $2 where token_hash = $1', [tokenHash, now()]);
};

export const isStrong = (signedIn: SignedIn): boolean =>
  signedIn.strongAt !== undefined && now().getTime() - signedIn.strongAt.getTime() <= stepUpLasts;

export type SessionView = {
  readonly id: string;
  readonly device: string;
  readonly since: Date;
  readonly lastSeenAt: Date;
  readonly own: boolean;
};

/** One's own open sessions, last used first; `own` marks the one that asks. */
export const sessionsOf = async (tx: Tx, signedIn: SignedIn): Promise<SessionView[]> => {
  const rows = await tx.rows<{ token_hash: Buffer; device: string; made_at: Date; last_seen_at: Date }>(
    `select token_hash, device, made_at, last_seen_at from session
      where account = $1 and revoked_at is null and expires_at > $2 order by last_seen_at desc`,
    [signedIn.actor.account, now()],
  );
  return rows.map((row) => ({
    id: row.token_hash.toString('base64url'),
    device: row.device,
    since: row.made_at,
    lastSeenAt: row.last_seen_at,
    own: row.token_hash.equals(signedIn.tokenHash),
  }));
};

/** Ends one of one's own sessions; 0 when there was none of that id. */
export const endOwnSession = (tx: Tx, signedIn: SignedIn, id: string): Promise<number> =>
  tx.run('update session set revoked_at = $3 where account = $1 and token_hash = $2 and revoked_at is null', [
    signedIn.actor.account,
    Buffer.from(id, 'base64url'),
    now(),
  ]);
