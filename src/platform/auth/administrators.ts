import type { Actor, Role } from '#kernel/actor.ts';
import { compareDays, type Day, dayOf } from '#kernel/day.ts';
import { type Refusal, refuse } from '#kernel/refusal.ts';
import { now } from '../clock.ts';
import type { Tx } from '../db.ts';

/** Three people who open no case and hold no other role; each authority needs all three at all times. */
export const administrators = [
  'system-administrator',
  'security-administrator',
  'auditor',
] as const satisfies readonly Role[];
export type Administrator = (typeof administrators)[number];

export const isAdministrator = (role: Role): role is Administrator => administrators.some((one) => one === role);

type Span = { readonly from: Day; readonly to: Day | null };

/** First day, today or later, on which none of these holds the role; undefined while somebody always does. */
export const firstDayWithout = (held: readonly Span[], today: Day): Day | undefined => {
  let day = today;
  for (;;) {
    const running = held.filter(({ from, to }) => from <= day && (to === null || to > day));
    if (running.length === 0) return day;
    const ends = running.flatMap(({ to }) => (to === null ? [] : [to])).sort(compareDays);
    const last = ends.at(-1);
    if (last === undefined || ends.length < running.length) return undefined;
    day = last;
  }
};

type Held = Span & { readonly grant: string; readonly account: string };

/** Who holds or will hold the role and can sign in: a locked account, or one nobody has a login to, holds nothing together. */
const holdersOf = (tx: Tx, tenant: string, role: Administrator, today: Day): Promise<Held[]> =>
  tx.rows<Held>(
    `select g.role_grant as grant, g.account, g.from_on as "from", g.to_on as "to" from role_grant g
       join account a on a.account = g.account join staff_credential c on c.account = g.account
      where g.tenant = $1 and g.role = $2 and g.ended_at is null and (g.to_on is null or g.to_on > $3::date)
        and a.status = 'active' order by g.role_grant`,
    [tenant, role, today],
  );

/** Two administrators who end each other at one moment come one after the other. */
const lockRole = (tx: Tx, tenant: string, role: Administrator): Promise<unknown> =>
  tx.rows('select pg_advisory_xact_lock(hashtextextended($1, 0))', [`administrators:${tenant}:${role}`]);

const lastOf = {
  'system-administrator': (params: { from: Day }) => refuse('last-system-administrator', { params }),
  'security-administrator': (params: { from: Day }) => refuse('last-security-administrator', { params }),
  auditor: (params: { from: Day }) => refuse('last-auditor', { params }),
} as const satisfies Record<Administrator, (params: { from: Day }) => Refusal>;

export type Leaving = { readonly tenant: string; readonly role: Role } & (
  | { readonly grant: string }
  | { readonly account: string }
);

/**
 * Refuses what would bring nearer the day on which nobody holds one of the three roles: then nobody could let anybody in,
 * keep the register or read the trail. An end of the remaining grants that is known already counts like one today.
 */
export const refuseLastAdministrator = async (tx: Tx, leaving: Leaving): Promise<Refusal | undefined> => {
  const { tenant, role } = leaving;
  if (!isAdministrator(role)) return undefined;
  const today = dayOf(now());
  await lockRole(tx, tenant, role);
  const held = await holdersOf(tx, tenant, role, today);
  const left = held.filter((one) =>
    'grant' in leaving ? one.grant !== leaving.grant : one.account !== leaving.account,
  );
  const from = firstDayWithout(left, today);
  if (from === undefined) return undefined;
  const before = firstDayWithout(held, today);
  return before !== undefined && before <= from ? undefined : lastOf[role]({ from });
};

/** The same for an account that is to be locked or to leave, in every role of the three that it holds or is to hold. */
export const refuseLastAdministratorOut = async (tx: Tx, account: string): Promise<Refusal | undefined> => {
  const roles = await tx.rows<{ tenant: string; role: Administrator }>(
    `select distinct tenant, role from role_grant where account = $1 and role = any ($2::text[]) and ended_at is null
       and (to_on is null or to_on > $3::date) order by tenant, role`,
    [account, administrators, dayOf(now())],
  );
  for (const { tenant, role } of roles) {
    const refused = await refuseLastAdministrator(tx, { tenant, role, account });
    if (refused !== undefined) return refused;
  }
  return undefined;
};

/** Whoever administers leaves by another's hand, so that nobody shuts the door with everybody outside. */
export const refuseOwn = (by: Actor, account: string): Refusal | undefined =>
  by.account === account ? refuse('own-account-is-kept-by-others', { status: 403 }) : undefined;

export type AdministratorRow = {
  readonly role: Administrator;
  readonly account: string;
  readonly login: string | null;
  readonly bureau: string;
  readonly state: 'active' | 'not-signed-in' | 'locked' | 'left' | 'ended' | 'ahead';
  readonly from: Day;
  readonly to: Day | null;
};

/** Everybody who holds, held or is to hold one of the three roles at an authority, as of today. */
export const administratorsOf = (tx: Tx, tenant: string): Promise<AdministratorRow[]> =>
  tx.rows<AdministratorRow>(
    `select distinct on (g.role, g.account) g.role, g.account, c.login, g.bureau, g.from_on as "from", g.to_on as "to",
        case when g.ended_at is not null or g.to_on <= $3::date then 'ended' when a.status <> 'active' then a.status
          when g.from_on > $3::date then 'ahead' when c.must_change_password then 'not-signed-in' else 'active' end as state
       from role_grant g join account a on a.account = g.account left join staff_credential c on c.account = g.account
      where g.tenant = $1 and g.role = any ($2::text[])
      order by g.role, g.account, g.ended_at is null desc, g.from_on desc, g.role_grant desc`,
    [tenant, administrators, dayOf(now())],
  );

/** Of the three roles those that nobody at the authority holds today and can use. */
export const rolesWithoutHolder = async (tx: Tx, tenant: string): Promise<Administrator[]> => {
  const today = dayOf(now());
  const without: Administrator[] = [];
  for (const role of administrators) {
    if (firstDayWithout(await holdersOf(tx, tenant, role, today), today) === today) without.push(role);
  }
  return without;
};

/** Authorities whose administrators are there no more, role by role: told at every start until somebody is brought back. */
export const rolesInNoHands = async (tx: Tx): Promise<{ tenant: string; role: Administrator }[]> => {
  const tenants = await tx.rows<{ tenant: string }>(
    'select distinct tenant from role_grant where role = any ($1::text[]) order by tenant',
    [administrators],
  );
  const found: { tenant: string; role: Administrator }[] = [];
  for (const { tenant } of tenants)
    for (const role of await rolesWithoutHolder(tx, tenant)) found.push({ tenant, role });
  return found;
};

/** For whoever is about to fill a role that nobody holds: nobody else fills it meanwhile. */
export const isRoleHeld = async (tx: Tx, tenant: string, role: Administrator): Promise<boolean> => {
  await lockRole(tx, tenant, role);
  return !(await rolesWithoutHolder(tx, tenant)).includes(role);
};
