import type { Actor, Role } from '#kernel/actor.ts';
import { addDays, compareDays, type Day, daysBetween } from '#kernel/day.ts';
import { type Refusal, refuse } from '#kernel/refusal.ts';
import { audit } from '../audit.ts';
import { now } from '../clock.ts';
import type { Tx } from '../db.ts';
import { administrators, refuseLastAdministrator } from './administrators.ts';
import { endRepresentation, enterGrant, forgetSnapshots } from './grants.ts';

export type AbsenceCover = {
  readonly absent: string;
  readonly by: string;
  readonly from: Day;
  /** First day back. */
  readonly to: Day;
  readonly reason: string;
};

/** `longestDays`: CVR-01. */
export type CoverTerms = { readonly today: Day; readonly longestDays: number };

type HeldGrant = { readonly role: Role; readonly tenant: string; readonly bureau: string; readonly sees: string[] };

/** The head of a bureau covers absences in it; the security administrator everywhere in the tenant. */
const reachOf = (actor: Actor): { readonly tenants: readonly string[]; readonly bureaus: readonly string[] | null } => {
  if (actor.roles.includes('security-administrator')) return { tenants: actor.tenants, bureaus: null };
  if (actor.roles.includes('bureau-head')) return { tenants: actor.tenants, bureaus: actor.bureaus };
  return { tenants: [], bureaus: [] };
};

const faultOf = (actor: Actor, wish: AbsenceCover, { today, longestDays }: CoverTerms): Refusal | undefined => {
  if (reachOf(actor).tenants.length === 0) return refuse('not-permitted', { status: 403 });
  if (wish.absent === wish.by) return refuse('cover-by-the-absent', { status: 422, field: 'by' });
  if (compareDays(wish.from, today) < 0) return refuse('cover-day-in-the-past', { status: 422, field: 'from' });
  if (compareDays(wish.to, wish.from) <= 0) return refuse('cover-ends-before-it-begins', { status: 422, field: 'to' });
  if (daysBetween(wish.from, wish.to) > longestDays) {
    const latest = addDays(wish.from, longestDays);
    return refuse('cover-too-long', { status: 422, field: 'to', params: { latest } });
  }
  if (wish.reason.trim().length < 2) return refuse('reason-missing', { status: 422, field: 'reason' });
  return undefined;
};

/** Whoever works on cases in a bureau's name; an association's mediator does not, and a leader decides none. */
const officials: readonly Role[] = ['intake-officer', 'handler', 'mediator', 'bureau-head'];

/**
 * Whether this person may stand in. A head chooses among those who hold an office of their own in the head's bureau on all
 * of these days: to make anybody else an official of it is the security administrator's. Nobody stands in who is away.
 */
const standInObjection = async (
  tx: Tx,
  { by, from, to }: AbsenceCover,
  bureaus: readonly string[] | null,
  tenants: readonly string[],
): Promise<Refusal | undefined> => {
  const found = await tx.maybe<{ serves: boolean; away: boolean }>(
    `select exists (select 1 from role_grant g where g.account = a.account and g.covers is null and g.ended_at is null
         and g.tenant = any ($2::text[]) and g.role = any ($3::text[]) and g.bureau = any ($4::text[])
         and g.from_on <= $5 and (g.to_on is null or g.to_on >= $6)) as serves,
       exists (select 1 from role_grant c where c.covers = a.account and c.ended_at is null
         and c.from_on < $6 and c.to_on > $5) as away
       from account a where a.account = $1 and a.status = 'active'
        and exists (select 1 from role_grant g where g.account = a.account and g.tenant = any ($2::text[]))`,
    [by, tenants, officials, bureaus ?? [], from, to],
  );
  if (found === undefined) return refuse('account-not-found', { status: 404, field: 'by' });
  if (bureaus !== null && !found.serves) return refuse('cover-not-of-this-bureau', { status: 422, field: 'by' });
  return found.away ? refuse('cover-by-one-away', { status: 422, field: 'by' }) : undefined;
};

/** Gives somebody the roles of an absent colleague between two days, within the giver's reach; never an administrator's. */
export const coverAbsence = async (
  tx: Tx,
  actor: Actor,
  wish: AbsenceCover,
  terms: CoverTerms,
): Promise<{ readonly grants: readonly string[] } | Refusal> => {
  const fault = faultOf(actor, wish, terms);
  if (fault !== undefined) return fault;
  const { tenants, bureaus } = reachOf(actor);
  const unfit = await standInObjection(tx, wish, bureaus, tenants);
  if (unfit !== undefined) return unfit;
  const held = await tx.rows<HeldGrant>(
    `select role, tenant, bureau, sees from role_grant
      where account = $1 and covers is null and ended_at is null and tenant = any ($2::text[])
        and ($3::text[] is null or (bureau = any ($3::text[]) and sees <@ $3::text[]))
        and role <> all ($4::text[]) and from_on <= $5 and (to_on is null or to_on > $5)
        and not exists (select 1 from role_grant c where c.account = $6 and c.covers = $1 and c.role = role_grant.role
          and c.bureau = role_grant.bureau and c.ended_at is null and c.from_on < $7 and c.to_on > $5)`,
    [wish.absent, tenants, bureaus, administrators, wish.from, wish.by, wish.to],
  );
  if (held.length === 0) return refuse('nothing-to-cover', { status: 409, field: 'absent' });
  const grants: string[] = [];
  for (const { role, tenant, bureau, sees } of held) {
    const { by: account, from, to, absent: covers } = wish;
    const given = await enterGrant(tx, actor, { account, role, tenant, bureau, sees, from, to, covers });
    if ('refusal' in given) return given;
    grants.push(given.grant);
  }
  await audit(tx, {
    tenant: held[0]?.tenant ?? '',
    account: actor.account,
    act: 'cover-absence',
    subject: `account:${wish.absent}`,
    reason: wish.reason.trim(),
    detail: { by: wish.by, from: wish.from, to: wish.to, grants },
  });
  return { grants };
};

export type CoverRow = {
  readonly id: string;
  readonly role: Role;
  readonly bureau: string;
  readonly by: string;
  readonly absent: string;
  readonly from: Day;
  readonly to: Day;
  /** False where whoever was to stand in has left or is locked out: nobody does, until another is named. */
  readonly stands: boolean;
};

/** By the one who is absent. */
export type Covers = ReadonlyMap<string, readonly string[]>;

/** Covers that run or are to come, within the asker's reach. */
export const coversFor = async (tx: Tx, actor: Actor, today: Day): Promise<CoverRow[]> => {
  const { tenants, bureaus } = reachOf(actor);
  return await tx.rows<CoverRow>(
    `select role_grant as id, role, bureau, g.account as by, covers as absent, from_on as "from", to_on as "to",
        a.status = 'active' as stands
       from role_grant g join account a on a.account = g.account
      where g.covers is not null and g.ended_at is null and g.to_on > $3 and g.tenant = any ($1::text[])
        and ($2::text[] is null or bureau = any ($2::text[]))
      order by from_on, role_grant`,
    [tenants, bureaus, today],
  );
};

/** Who is back earlier takes the roles back at once. */
export const endCover = async (tx: Tx, actor: Actor, grant: string): Promise<{ readonly ended: string } | Refusal> => {
  const { tenants, bureaus } = reachOf(actor);
  const held = await tx.maybe<{ tenant: string; role: Role }>(
    'select tenant, role from role_grant where role_grant = $1 and covers is not null and tenant = any ($2::text[])',
    [grant, tenants],
  );
  const kept = held === undefined ? undefined : await refuseLastAdministrator(tx, { ...held, grant });
  if (kept !== undefined) return kept;
  const row = await tx.maybe<{ account: string; tenant: string; bureau: string; role: Role }>(
    `update role_grant set ended_at = $2, ended_by = $3
      where role_grant = $1 and covers is not null and ended_at is null and tenant = any ($4::text[])
        and ($5::text[] is null or bureau = any ($5::text[]))
      returning account, tenant, bureau, role`,
    [grant, now(), actor.account, tenants, bureaus],
  );
  if (row === undefined) return refuse('role-grant-not-found', { status: 404 });
  if (row.role === 'association-mediator') await endRepresentation(tx, row.account, row.bureau);
  await forgetSnapshots(tx, row.account);
  await audit(tx, {
    tenant: row.tenant,
    account: actor.account,
    act: 'end-cover',
    subject: `account:${row.account}`,
    detail: { role: row.role, grant },
  });
  return { ended: grant };
};

/**
 * Who covers for whom on a day: what an absent person would be told, the cover is told. Whoever has left or is locked out
 * covers nobody; the absent person still stands here, with no one.
 */
export const coversOn = async (tx: Tx, tenant: string, today: Day): Promise<Covers> => {
  const rows = await tx.rows<{ absent: string; by: string[] }>(
    `select g.covers as absent, coalesce(array_agg(distinct g.account) filter (where a.status = 'active'), '{}') as by
       from role_grant g join account a on a.account = g.account
      where g.tenant = $1 and g.covers is not null and g.ended_at is null and g.from_on <= $2 and g.to_on > $2
      group by g.covers`,
    [tenant, today],
  );
  return new Map(rows.map(({ absent, by }) => [absent, by]));
};

/** Who is told in the place of heads: their covers, and the head where nobody covers, for nobody stands behind a head. */
export const inPlaceOf = (heads: readonly string[], covers: Covers): string[] => [
  ...new Set(
    heads.flatMap((head) => {
      const by = covers.get(head) ?? [];
      return by.length > 0 ? by : [head];
    }),
  ),
];
