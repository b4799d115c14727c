import { type Refusal, refuse } from '#kernel/refusal.ts';
import type { Tx } from '#platform/db.ts';
import type { AuthorityView, NewAuthority, NewUnit } from '../upkeep-contract.ts';
import { refuseForeignPrefix, refuseUnknownRegions } from './unit-facts.ts';
import { enterUnit } from './units.ts';
import { type Keeper, noteChange, refuseBlank, refuseNul, refuseUnlessInstanceKeeper } from './who.ts';

export const authorities = (tx: Tx): Promise<AuthorityView[]> =>
  tx.rows<AuthorityView>(
    `select a.id, a.name, a.short_name as "shortName", a.level, a.region_code as region,
       a.document_prefix as "documentPrefix", a.keeps_instance as "keepsInstance",
       (select count(*)::integer from bureau b where b.tenant = a.id) as units
     from authority a order by a.id`,
  );

/** The first one keeps the instance. */
export const hasAuthorities = async (tx: Tx): Promise<boolean> =>
  (await tx.rows('select 1 from authority limit 1')).length > 0;

const superior = ['designate-jurisdiction', 'mediate', 'verify-reports', 'punish', 'food'] as const;
const county = ['decide-complaints', 'mediate', 'verify-reports', 'punish', 'food'] as const;

/** Order 121 art. 13: complaints belong to the county bureau; one above it designates and takes over. */
const officeOf = (wish: NewAuthority): NewUnit => ({
  id: `${wish.id}-office`,
  kind: 'bureau',
  parent: null,
  region: wish.region,
  name: wish.name,
  shortName: wish.shortName,
  address: wish.address,
  phone: wish.phone,
  documentPrefix: wish.documentPrefix,
  from: wish.from,
  powers: wish.level === 'county' ? [...county] : [...superior],
  areas: wish.level === 'county' ? [wish.region] : [],
  basis: 'order-121 4; order-121 13',
});

const centreOf = (wish: NewAuthority): NewUnit => ({
  ...officeOf(wish),
  id: `${wish.id}-intake`,
  kind: 'intake-centre',
  parent: `${wish.id}-office`,
  name: `${wish.name} 12315 投诉举报中心`,
  shortName: '12315 中心',
  powers: ['receive-and-distribute'],
  areas: [],
  basis: 'order-121 4; order-121 13',
});

/** The authority with its office and, where wished, its 12315 centre: enough for its administrators to go on from. */
export const enterAuthority = async (
  tx: Tx,
  wish: NewAuthority,
  keepsInstance: boolean,
): Promise<{ id: string; office: string } | Refusal> => {
  const fault =
    refuseNul(wish) ??
    refuseBlank(wish, ['name', 'shortName', 'documentPrefix', 'address', 'phone']) ??
    (await refuseUnknownRegions(tx, [wish.region], 'region')) ??
    (await refuseForeignPrefix(tx, wish.id, wish.documentPrefix));
  if (fault !== undefined) return fault;
  const made = await tx.run(
    `insert into authority (id, name, short_name, level, region_edition, region_code, document_prefix, keeps_instance)
     values ($1, $2, $3, $4, region_edition_now($5), $5, $6, $7) on conflict (id) do nothing`,
    [
      wish.id,
      wish.name.trim(),
      wish.shortName.trim(),
      wish.level,
      wish.region,
      wish.documentPrefix.trim(),
      keepsInstance,
    ],
  );
  if (made === 0) return refuse('authority-code-taken', { status: 409, field: 'id' });
  const office = officeOf(wish);
  await enterUnit(tx, wish.id, office);
  if (wish.intakeCentre) await enterUnit(tx, wish.id, centreOf(wish));
  return { id: wish.id, office: office.id };
};

/** A further authority on this instance; its own three administrators are enrolled with the instance's command. */
export const openAuthority = async (
  tx: Tx,
  keeper: Keeper,
  wish: NewAuthority,
): Promise<{ id: string; office: string } | Refusal> => {
  const foreign = await refuseUnlessInstanceKeeper(tx, keeper);
  if (foreign !== undefined) return foreign;
  const made = await enterAuthority(tx, wish, false);
  if ('refusal' in made) return made;
  await noteChange(tx, keeper, {
    act: 'open-authority',
    subject: `tenant:${wish.id}`,
    detail: { level: wish.level, region: wish.region, from: wish.from },
  });
  return made;
};
