import type { Actor, ActorKind } from '#kernel/actor.ts';
import { type Day, dayOf } from '#kernel/day.ts';
import { now } from '../clock.ts';
import type { Tx } from '../db.ts';
import { newId } from '../ids.ts';
import { actingFor, firstOffice } from './grants.ts';
import type { SignedIn } from './sessions.ts';
import { apiTokenPrefix, hashToken, newToken } from './tokens.ts';

export type NewApiToken = {
  readonly account: string;
  readonly name: string;
  readonly mayWrite: boolean;
  readonly days: number;
  readonly office?: string;
};

/** A bearer token for scripts; shown once, stored as a hash. */
export const issueApiToken = async (
  tx: Tx,
  wish: NewApiToken,
): Promise<{ token: string; id: string; isHeld: boolean; expiresAt: Date }> => {
  const at = now();
  const { kind } = await tx.one<{ kind: ActorKind }>('select kind from account where account = $1', [wish.account]);
  const { actor, office } = await actingFor(tx, wish.account, kind, dayOf(at), wish.office);
  const token = newToken(apiTokenPrefix);
  const id = newId();
  const expiresAt = new Date(at.getTime() + wish.days * 86_400_000);
  await tx.run(
    `insert into api_token (api_token, token_hash, account, office, name, may_write, actor, actor_on, made_at, expires_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
    [
      id,
      hashToken(token),
      wish.account,
      office,
      wish.name,
      wish.mayWrite,
      JSON.stringify(actor),
      dayOf(at),
      at,
      expiresAt,
    ],
  );
  return { token, id, isHeld: (wish.office ?? firstOffice) === firstOffice || actor.bureau !== undefined, expiresAt };
};

/** Whoever begins anew begins without the scripts of before. */
export const revokeApiTokensOf = (tx: Tx, account: string): Promise<number> =>
  tx.run('update api_token set revoked_at = $2 where account = $1 and revoked_at is null', [account, now()]);

export const revokeApiToken = (tx: Tx, account: string, id: string): Promise<number> =>
  tx.run('update api_token set revoked_at = $3 where account = $1 and api_token = $2 and revoked_at is null', [
    account,
    id,
    now(),
  ]);

export type ApiTokenRow = {
  readonly token_hash: Buffer;
  readonly kind: ActorKind;
  readonly office: string;
  readonly actor: Actor;
  readonly actor_on: Day;
  readonly may_write: boolean;
};

/** Of these tokens' hashes those that open something now. */
export const validApiTokens = (tx: Tx, tokenHashes: readonly Buffer[]): Promise<ApiTokenRow[]> =>
  tx.rows<ApiTokenRow>(
    `select t.token_hash, a.kind, t.office, t.actor, t.actor_on, t.may_write
       from api_token t join account a on a.account = t.account
      where t.token_hash = any($1::bytea[]) and t.revoked_at is null and t.expires_at > $2 and a.status = 'active'`,
    [tokenHashes, now()],
  );

/** Whom a valid token stands for today; writes only on its first use of a day. */
export const signedInByToken = async (
  row: ApiTokenRow,
  inTransaction: <T>(work: (tx: Tx) => Promise<T>) => Promise<T>,
): Promise<SignedIn | undefined> => {
  const tokenHash = row.token_hash;
  const day = dayOf(now());
  const common = { by: 'token', tokenHash, strongAt: undefined, mayWrite: row.may_write } as const;
  if (row.actor_on === day) return { ...common, actor: row.actor, office: row.office };
  return await inTransaction(async (tx) => {
    const { actor, office } = await actingFor(tx, row.actor.account, row.kind, day, row.office);
    // A token was issued for one office, or for none: it opens nothing elsewhere.
    if (office !== row.office || (office !== firstOffice && actor.bureau === undefined)) return undefined;
    await tx.run('update api_token set actor = $2, actor_on = $3 where token_hash = $1', [
      tokenHash,
      JSON.stringify(actor),
      day,
    ]);
    return { ...common, actor, office };
  });
};

export const findApiToken = async (tx: Tx, token: string): Promise<SignedIn | undefined> => {
  const [row] = await validApiTokens(tx, [hashToken(token)]);
  return row === undefined ? undefined : await signedInByToken(row, (work) => work(tx));
};

export type ApiTokenView = {
  readonly id: string;
  readonly name: string;
  readonly mayWrite: boolean;
  readonly office: string;
  readonly madeAt: Date;
  readonly expiresAt: Date;
};

/** One's own tokens that still open something. */
export const apiTokensOf = (tx: Tx, account: string): Promise<ApiTokenView[]> =>
  tx.rows<ApiTokenView>(
    `select api_token as id, name, may_write as "mayWrite", office, made_at as "madeAt", expires_at as "expiresAt"
       from api_token where account = $1 and revoked_at is null and expires_at > $2 order by made_at desc`,
    [account, now()],
  );
