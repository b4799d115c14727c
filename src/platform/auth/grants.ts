import type { Actor, ActorKind, Role } from '#kernel/actor.ts';
import { type Day, dayOf } from '#kernel/day.ts';
import { type Refusal, refuse } from '#kernel/refusal.ts';
import { audit } from '../audit.ts';
import { now } from '../clock.ts';
import type { Tx } from '../db.ts';
import { newId } from '../ids.ts';
import { isAdministrator, refuseLastAdministrator, refuseOwn } from './administrators.ts';

/** A place at which somebody holds roles. A session acts for one office at a time, so roles never mix across places. */
export type Office = {
  readonly tenant: string;
  readonly bureau: string;
  readonly roles: readonly Role[];
  /** Bureaus whose cases the office opens; empty for administrators. */
  readonly sees: readonly string[];
  readonly covering: boolean;
};

type GrantRow = { role: Role; tenant: string; bureau: string; sees: string[]; covers: string | null };

/** Offices held on a day: own ones first, those held as absence cover after them. */
export const officesOf = async (tx: Tx, account: string, day: Day): Promise<Office[]> => {
  const rows = await tx.rows<GrantRow>(
    `select role, tenant, bureau, sees, covers from role_grant
      where account = $1 and from_on <= $2 and (to_on is null or to_on > $2) and ended_at is null
      order by covers nulls first, from_on, role_grant`,
    [account, day],
  );
  const offices = new Map<string, Office>();
  for (const row of rows) {
    const place = `${row.tenant}/${row.bureau}`;
    const known = offices.get(place);
    offices.set(place, {
      tenant: row.tenant,
      bureau: row.bureau,
      roles: [...new Set([...(known?.roles ?? []), row.role])],
      sees: [...new Set([...(known?.sees ?? []), ...row.sees])],
      covering: (known?.covering ?? true) && row.covers !== null,
    });
  }
  return [...offices.values()];
};

export type ActingFor = { readonly actor: Actor; readonly office: string; readonly offices: readonly Office[] };

/** Nobody wished for one: the first office somebody holds. */
export const firstOffice = '';

/**
 * Who an account is on a day, at the wished office. One that is not held (any more) is no office: nobody slides into
 * the roles of another place without saying so.
 */
export const actingFor = async (
  tx: Tx,
  account: string,
  kind: ActorKind,
  day: Day,
  wished: string = firstOffice,
): Promise<ActingFor> => {
  const principals = await tx.rows<{ principal: string }>(
    'select principal from representation where account = $1 and from_on <= $2 and (to_on is null or to_on > $2)',
    [account, day],
  );
  const offices = kind === 'staff' ? await officesOf(tx, account, day) : [];
  const office = wished === firstOffice ? offices[0] : offices.find((one) => one.bureau === wished);
  const common = { kind, account, principals: [account, ...principals.map((row) => row.principal)] };
  if (office === undefined) {
    return { actor: { ...common, roles: [], tenants: [], bureaus: [] }, office: wished, offices };
  }
  return {
    actor: {
      ...common,
      // A station is let in to the cases it works on, also where the office opens no other of its bureau.
      principals: [...common.principals, `station:${office.bureau}`],
      roles: office.roles,
      tenants: [office.tenant],
      bureaus: office.sees,
      bureau: office.bureau,
      tenant: office.tenant,
    },
    office: office.bureau,
    offices,
  };
};

export type NewGrant = {
  readonly account: string;
  readonly role: Role;
  readonly tenant: string;
  readonly bureau: string;
  readonly sees: readonly string[];
  readonly from: Day;
  /** First day on which the role is no longer held. */
  readonly to?: Day;
  /** Account whose absence is covered. */
  readonly covers?: string;
};

export const mayGrant = (by: Actor): boolean => by.kind === 'system' || by.roles.includes('security-administrator');

/** Gives a role; open sessions notice at their next request. The three administrators stay three people. */
export const giveRole = async (tx: Tx, by: Actor, grant: NewGrant): Promise<{ grant: string } | Refusal> =>
  mayGrant(by) ? await enterGrant(tx, by, grant) : refuse('not-permitted', { status: 403 });

/** For callers that have settled by other rules that this person may give this role. */
export const enterGrant = async (tx: Tx, by: Actor, grant: NewGrant): Promise<{ grant: string } | Refusal> => {
  if (by.account === grant.account) return refuse('own-roles-are-given-by-others', { status: 403 });
  const held = await tx.rows<{ role: Role }>(
    'select distinct role from role_grant where account = $1 and ended_at is null and (to_on is null or to_on > $2)',
    [grant.account, grant.from],
  );
  const others = held.map((row) => row.role).filter((role) => role !== grant.role);
  const administers = isAdministrator(grant.role);
  if ((administers && others.length > 0) || others.some(isAdministrator)) {
    return refuse('administrators-are-separate', { status: 409, params: { role: grant.role } });
  }
  const id = newId();
  await tx.run(
    `insert into role_grant (role_grant, account, role, tenant, bureau, sees, from_on, to_on, covers, given_by, given_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
    [
      id,
      grant.account,
      grant.role,
      grant.tenant,
      grant.bureau,
      administers ? [] : grant.sees,
      grant.from,
      grant.to ?? null,
      grant.covers ?? null,
      by.account,
      now(),
    ],
  );
  if (grant.role === 'association-mediator') await represent(tx, grant);
  await forgetSnapshots(tx, grant.account);
  await audit(tx, {
    tenant: grant.tenant,
    account: by.account,
    act: 'give-role',
    subject: `account:${grant.account}`,
    detail: {
      role: grant.role,
      bureau: grant.bureau,
      from: grant.from,
      to: grant.to ?? '',
      covers: grant.covers ?? '',
    },
  });
  return { grant: id };
};

/** Takes a role away at once; of one tenant only when named. Nobody takes the own one, nor the last of an administrator. */
export const endRole = async (tx: Tx, by: Actor, grant: string, of?: string): Promise<{ ended: string } | Refusal> => {
  if (!mayGrant(by)) return refuse('not-permitted', { status: 403 });
  const held = await tx.maybe<{ account: string; tenant: string; role: Role }>(
    `select account, tenant, role from role_grant
      where role_grant = $1 and ended_at is null and ($2::text is null or tenant = $2)`,
    [grant, of ?? null],
  );
  if (held === undefined) return refuse('role-grant-not-found', { status: 404 });
  const kept = refuseOwn(by, held.account) ?? (await refuseLastAdministrator(tx, { ...held, grant }));
  if (kept !== undefined) return kept;
  const row = await tx.maybe<{ account: string; tenant: string; bureau: string; role: Role }>(
    `update role_grant set ended_at = $2, ended_by = $3 where role_grant = $1 and ended_at is null
       and ($4::text is null or tenant = $4) returning account, tenant, bureau, role`,
    [grant, now(), by.account, of ?? null],
  );
  if (row === undefined) return refuse('role-grant-not-found', { status: 404 });
  if (row.role === 'association-mediator') await endRepresentation(tx, row.account, row.bureau);
  await forgetSnapshots(tx, row.account);
  await audit(tx, {
    tenant: row.tenant,
    account: by.account,
    act: 'end-role',
    subject: `account:${row.account}`,
    detail: { role: row.role },
  });
  return { ended: grant };
};

/** Who an account acts for beside itself (operator, association), from a day on. */
export const addRepresentation = async (tx: Tx, account: string, principal: string, from: Day): Promise<void> => {
  await tx.run('insert into representation (account, principal, from_on) values ($1, $2, $3) on conflict do nothing', [
    account,
    principal,
    from,
  ]);
  await forgetSnapshots(tx, account);
};

/** A mediator of an association acts for it: what is entrusted to it is theirs to see, as long as the role is held. */
const represent = (tx: Tx, { account, bureau, from, to }: NewGrant): Promise<number> =>
  tx.run(
    `insert into representation (account, principal, from_on, to_on) values ($1, $2, $3, $4)
     on conflict (account, principal, from_on) do update set to_on = excluded.to_on`,
    [account, bureau, from, to ?? null],
  );

/** When the last such role there has ended. */
export const endRepresentation = (tx: Tx, account: string, principal: string): Promise<number> =>
  tx.run(
    `update representation set to_on = greatest(from_on, $3::date)
      where account = $1 and principal = $2 and (to_on is null or to_on > $3::date)
        and not exists (select 1 from role_grant where account = $1 and bureau = $2 and role = 'association-mediator'
          and ended_at is null and (to_on is null or to_on > $3::date))`,
    [account, principal, dayOf(now())],
  );

/** The next request of each session and token reads the grants anew. */
export const forgetSnapshots = async (tx: Tx, account: string): Promise<void> => {
  await tx.run("update session set actor_on = '0001-01-01' where account = $1", [account]);
  await tx.run("update api_token set actor_on = '0001-01-01' where account = $1", [account]);
};

/** Makes somebody who can sign in. `account` for a post that is waiting for one, and for the fixed people of a demo. */
export const makeAccount = async (
  tx: Tx,
  kind: 'consumer' | 'operator' | 'staff',
  account = newId(),
): Promise<string> => {
  await tx.run("insert into account (account, kind, status, made_at) values ($1, $2, 'active', $3)", [
    account,
    kind,
    now(),
  ]);
  return account;
};

/** Whom the identity provider means by a subject is found by the login anew. */
export const unlinkProvider = (tx: Tx, account: string): Promise<number> =>
  tx.run('delete from oidc_identity where account = $1', [account]);
