import { dayOf } from '#kernel/day.ts';
import { type Refusal, refuse } from '#kernel/refusal.ts';
import { now } from '../clock.ts';
import type { Tx } from '../db.ts';

export type GrantView = {
  readonly id: string;
  readonly role: string;
  readonly bureau: string;
  readonly from: string;
  readonly to: string | null;
  readonly covers: string | null;
};

export type AccountView = {
  readonly account: string;
  /** None where the account was carried over from elsewhere: nobody can sign in to it yet. */
  readonly login: string | null;
  readonly status: string;
  readonly secondFactor: boolean;
  readonly lockedUntil: Date | null;
  readonly grants: GrantView[];
};

/** Officials who hold or held a role of the tenant, with the grants that are not over. */
export const accountsIn = (tx: Tx, tenant: string): Promise<AccountView[]> =>
  tx.rows<AccountView>(
    `select a.account, c.login, a.status, c.totp_confirmed_at is not null as "secondFactor",
        case when c.locked_until > $2 then c.locked_until end as "lockedUntil",
        coalesce((select jsonb_agg(jsonb_build_object('id', g.role_grant, 'role', g.role, 'bureau', g.bureau,
            'from', g.from_on, 'to', g.to_on, 'covers', g.covers) order by g.from_on)
          from role_grant g where g.account = a.account and g.tenant = $1 and g.ended_at is null
            and (g.to_on is null or g.to_on > $3)), '[]') as grants
       from account a left join staff_credential c on c.account = a.account
      where exists (select 1 from role_grant g where g.account = a.account and g.tenant = $1)
      order by c.login, a.account limit 2000`,
    [tenant, now(), dayOf(now())],
  );

/** An administrator deals with the people of the own tenant only. */
export const ofTenant = async (tx: Tx, account: string, tenant: string): Promise<true | Refusal> => {
  const found = await tx.maybe<{ known: boolean }>(
    'select true as known from role_grant where account = $1 and tenant = $2 limit 1',
    [account, tenant],
  );
  return found === undefined ? refuse('account-not-found', { status: 404 }) : true;
};

/** Which of these ids belong to accounts one can sign in to: what everybody is told by "has an account". */
export const knownAccounts = async (tx: Tx, accounts: readonly string[]): Promise<ReadonlySet<string>> =>
  new Set(
    (
      await tx.rows<{ account: string }>('select account from staff_credential where account = any ($1::uuid[])', [
        accounts,
      ])
    ).map((row) => row.account),
  );

/** Whether the account is there, with a login or without. */
export const isAccountMade = async (tx: Tx, account: string): Promise<boolean> =>
  (await tx.maybe('select 1 from account where account = $1', [account])) !== undefined;

/** Roles still held at a place on a day. */
export const rolesHeldAt = async (tx: Tx, tenant: string, bureau: string, on: string): Promise<number> =>
  (
    await tx.one<{ count: number }>(
      `select count(*) as count from role_grant where tenant = $1 and bureau = $2 and ended_at is null
         and (to_on is null or to_on > $3::date)`,
      [tenant, bureau, on],
    )
  ).count;
