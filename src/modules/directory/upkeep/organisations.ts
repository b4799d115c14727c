import type { Day } from '#kernel/day.ts';
import { type Refusal, refuse } from '#kernel/refusal.ts';
import type { Tx } from '#platform/db.ts';
import type { NewOrganisation, OrganisationChange, OrganisationView } from '../upkeep-contract.ts';
import { operatorOf } from '../views/operators.ts';
import { keepRevision } from './revisions.ts';
import { refuseUnknownRegions } from './unit-facts.ts';
import type { LeftAtUnit } from './units.ts';
import { type Keeper, noteChange, refuseBlank, refuseNul } from './who.ts';

const texts = ['name', 'address', 'phone', 'scope', 'reason'] as const;

/** Closed ones too, the present ones first. */
export const organisationsKept = (tx: Tx, tenant: string): Promise<OrganisationView[]> =>
  tx.rows<OrganisationView>(
    `select o.id, o.kind, o.name, o.region_code as region, o.address, o.phone, o.scope, o.authorised_by as "authorisedBy", o.host, h.name as "hostName",
       o.from_on as "from", o.to_on as "to",
       (select count(*)::integer from registry_revision r where r.kind = 'organisation' and r.subject = o.id) as revisions
     from organisation o left join operator h on h.id = o.host
     where o.tenant = $1 order by o.to_on nulls first, o.kind, o.name`,
    [tenant],
  );

const faultOf = async (
  tx: Tx,
  kind: OrganisationView['kind'],
  wish: OrganisationChange | NewOrganisation,
): Promise<Refusal | undefined> => {
  const fault =
    refuseNul(wish) ??
    (kind !== 'service-station' && (wish.authorisedBy ?? '').trim() === ''
      ? refuse('authorisation-not-named', { status: 422, field: 'authorisedBy' })
      : undefined) ??
    refuseBlank(wish, texts) ??
    (await refuseUnknownRegions(tx, [wish.region], 'region'));
  if (fault !== undefined) return fault;
  return wish.host === undefined || (await operatorOf(tx, wish.host)) !== undefined
    ? undefined
    : refuse('operator-unknown', { status: 422, field: 'host' });
};

export const enterOrganisation = async (
  tx: Tx,
  keeper: Keeper,
  wish: NewOrganisation,
): Promise<{ id: string } | Refusal> => {
  const prefix = `${keeper.tenant}-`;
  if (!wish.id.startsWith(prefix))
    return refuse('unit-code-of-another', { status: 422, field: 'id', params: { prefix } });
  const fault = await faultOf(tx, wish.kind, wish);
  if (fault !== undefined) return fault;
  const made = await tx.run(
    `insert into organisation (id, tenant, kind, name, region_edition, region_code, address, phone, scope, host, from_on,
       authorised_by)
     values ($1, $2, $3, $4, region_edition_now($5), $5, $6, $7, $8, $9, $10, $11) on conflict (id) do nothing`,
    [
      wish.id,
      keeper.tenant,
      wish.kind,
      wish.name.trim(),
      wish.region,
      wish.address.trim(),
      wish.phone.trim(),
      wish.scope.trim(),
      wish.host ?? null,
      wish.from,
      wish.authorisedBy?.trim() ?? '',
    ],
  );
  if (made === 0) return refuse('unit-code-taken', { status: 409, field: 'id' });
  await noteChange(tx, keeper, {
    act: 'enter-organisation',
    subject: `organisation:${wish.id}`,
    detail: { kind: wish.kind, from: wish.from },
  });
  return { id: wish.id };
};

type Row = Omit<OrganisationView, 'hostName' | 'revisions'>;

const ownOrganisation = async (tx: Tx, keeper: Keeper, id: string): Promise<Row | Refusal> =>
  (await tx.maybe<Row>(
    `select id, kind, name, region_code as region, address, phone, scope,
       authorised_by as "authorisedBy", host, from_on as "from", to_on as "to"
     from organisation where id = $1 and tenant = $2 for update`,
    [id, keeper.tenant],
  )) ?? refuse('organisation-unknown', { status: 404 });

export const changeOrganisation = async (
  tx: Tx,
  keeper: Keeper,
  id: string,
  wish: OrganisationChange,
): Promise<{ id: string } | Refusal> => {
  const before = await ownOrganisation(tx, keeper, id);
  if ('refusal' in before) return before;
  const fault = await faultOf(tx, before.kind, wish);
  if (fault !== undefined) return fault;
  const reason = wish.reason.trim();
  await keepRevision(tx, keeper, { kind: 'organisation', subject: id, before, reason });
  await tx.run(
    `update organisation set name = $2, region_edition = region_edition_now($3), region_code = $3, address = $4, phone = $5,
       scope = $6, host = $7, authorised_by = $8 where id = $1`,
    [
      id,
      wish.name.trim(),
      wish.region,
      wish.address.trim(),
      wish.phone.trim(),
      wish.scope.trim(),
      wish.host ?? null,
      wish.authorisedBy?.trim() ?? '',
    ],
  );
  await noteChange(tx, keeper, { act: 'change-organisation', subject: `organisation:${id}`, reason });
  return { id };
};

export const closeOrganisation = async (
  tx: Tx,
  keeper: Keeper,
  id: string,
  wish: { readonly on: Day; readonly reason: string },
  left: LeftAtUnit,
): Promise<{ id: string } | Refusal> => {
  const before = await ownOrganisation(tx, keeper, id);
  if ('refusal' in before) return before;
  const fault = refuseNul(wish) ?? refuseBlank(wish, ['reason']);
  if (fault !== undefined) return fault;
  if (before.to !== null) return refuse('organisation-is-closed', { status: 409, params: { on: before.to } });
  if (wish.on <= before.from) return refuse('ends-before-it-begins', { status: 422, field: 'on' });
  const { posts } = await tx.one<{ posts: number }>(
    `select count(*)::integer as posts from staff_profile where unit = $1 and (to_on is null or to_on > $2::date)
       and from_on is distinct from to_on and not exists (select 1 from bureau b where b.id = $1)`,
    [id, wish.on],
  );
  const still = { ...left, posts };
  if (Object.values(still).some((count) => count > 0))
    return refuse('organisation-still-in-use', { status: 409, params: { on: wish.on, ...still } });
  await tx.run('update organisation set to_on = $2 where id = $1', [id, wish.on]);
  await noteChange(tx, keeper, {
    act: 'close-organisation',
    subject: `organisation:${id}`,
    reason: wish.reason.trim(),
    detail: { on: wish.on },
  });
  return { id };
};
