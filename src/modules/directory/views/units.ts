import { type Day, dayOf } from '#kernel/day.ts';
import { now } from '#platform/clock.ts';
import type { Tx } from '#platform/db.ts';
import type { UnitItem } from '../contract.ts';

export type UnitKind = 'intake-centre' | 'bureau' | 'station' | 'association';

export type Unit = {
  readonly id: string;
  readonly tenant: string;
  readonly kind: UnitKind;
  readonly name: string;
  readonly shortName: string;
  readonly parent: string | null;
  readonly region: string;
  readonly address: string;
  readonly phone: string;
  /** The characters official numbers begin with, as in 云市监. */
  readonly documentPrefix: string;
};

export type Authority = {
  readonly id: string;
  readonly name: string;
  readonly shortName: string;
  readonly level: string;
  readonly region: string;
  readonly documentPrefix: string;
};

export type Power =
  | 'receive-and-distribute'
  | 'decide-complaints'
  | 'mediate'
  | 'mediate-when-entrusted'
  | 'verify-reports'
  | 'punish'
  | 'food'
  | 'designate-jurisdiction';

export type Standing = 'published-channel' | 'companion';

export type StaffMember = {
  readonly account: string;
  readonly name: string;
  readonly licenceNumber: string | null;
  readonly title: string;
  readonly unit: string;
  readonly phone: string;
  readonly desks: readonly string[];
};

const UNIT = `b.id, b.tenant, b.kind, b.name, b.short_name as "shortName", b.parent, b.region_code as region, b.address,
  b.phone, b.document_prefix as "documentPrefix"`;

/** A unit under the name it has on a day; closed ones are found too. */
export const unitOf = (tx: Tx, id: string, on: Day = dayOf(now())): Promise<Unit | undefined> =>
  tx.maybe<Unit>(`select ${UNIT} from bureau_on($2::date) b where b.id = $1`, [id, on]);

/** Whether a unit of this name, as it is called now or was, is or was reached by this number. */
export const wasPhoneOf = async (tx: Tx, name: string, phone: string): Promise<boolean> =>
  (await tx.maybe(
    `select 1 from bureau b left join bureau_name n on n.bureau = b.id
      where $1 in (b.name, n.name) and $2 in (b.phone, n.phone) limit 1`,
    [name, phone],
  )) !== undefined;

/** A unit of any authority, as long as it is open on the day. */
export const openUnitOf = (tx: Tx, id: string, on: Day): Promise<Unit | undefined> =>
  tx.maybe<Unit>(
    `select ${UNIT} from bureau_on($2::date) b
     where b.id = $1 and b.opened_on <= $2::date and (b.closed_on is null or b.closed_on > $2::date)`,
    [id, on],
  );

/** Whether there is such a unit of that authority, open on the day. */
export const isOpenUnit = async (
  tx: Tx,
  at: { readonly tenant: string; readonly bureau: string },
  on: Day,
): Promise<boolean> => (await openUnitOf(tx, at.bureau, on))?.tenant === at.tenant;

export const authorityOf = (tx: Tx, tenant: string): Promise<Authority | undefined> =>
  tx.maybe<Authority>(
    `select id, name, short_name as "shortName", level, region_code as region, document_prefix as "documentPrefix"
     from authority where id = $1`,
    [tenant],
  );

/** The authority an instance serves when nobody says which: the one that keeps it, else the one with most units. */
export const mainAuthority = (tx: Tx): Promise<Authority | undefined> =>
  tx.maybe<Authority>(
    `select a.id, a.name, a.short_name as "shortName", a.level, a.region_code as region, a.document_prefix as "documentPrefix"
     from authority a order by a.keeps_instance desc, (select count(*) from bureau b where b.tenant = a.id) desc, a.id limit 1`,
  );

/** The units of a tenant that are open on the day, parents first. */
export const unitsOf = (tx: Tx, tenant: string, on: Day): Promise<Unit[]> =>
  tx.rows<Unit>(
    `select ${UNIT} from bureau_on($2::date) b where b.tenant = $1 and b.opened_on <= $2::date
       and (b.closed_on is null or b.closed_on > $2::date)
     order by b.parent nulls first, b.id`,
    [tenant, on],
  );

/** Every authority with all its units, closed ones too: what the platform works through by itself. */
export const tenantsAndUnits = (tx: Tx): Promise<{ readonly tenant: string; readonly units: readonly string[] }[]> =>
  tx.rows(
    `select a.id as tenant, array_agg(b.id order by b.id) as units
     from authority a join bureau b on b.tenant = a.id group by a.id order by a.id`,
  );

/** For the public list: every open unit of every tenant. */
export const openUnits = (tx: Tx, on: Day): Promise<UnitItem[]> =>
  tx.rows<UnitItem>(
    `select b.id, b.tenant, b.kind, b.name, b.region_code as region, b.address, b.phone, b.parent
     from bureau_on($1::date) b
     where b.opened_on <= $1::date and (b.closed_on is null or b.closed_on > $1::date)
     order by b.tenant, b.parent nulls first, b.id`,
    [on],
  );

/** The unit of the tenant that receives for all and distributes (12315 centre). */
export const intakeCentreOf = (tx: Tx, tenant: string, on: Day): Promise<Unit | undefined> =>
  tx.maybe<Unit>(
    `select ${UNIT} from bureau_on($2::date) b join bureau_power p on p.bureau = b.id and p.power = 'receive-and-distribute'
       and p.from_on <= $2::date and (p.to_on is null or p.to_on > $2::date)
     where b.tenant = $1 and b.kind = 'intake-centre' and b.opened_on <= $2::date
       and (b.closed_on is null or b.closed_on > $2::date) order by b.id limit 1`,
    [tenant, on],
  );

/** Powers of a unit on a day, its own only: a station acts for its bureau, it does not decide. */
export const powersOf = async (tx: Tx, bureau: string, on: Day): Promise<Power[]> =>
  (
    await tx.rows<{ power: Power }>(
      `select power from bureau_power where bureau = $1 and from_on <= $2::date and (to_on is null or to_on > $2::date)
       order by power`,
      [bureau, on],
    )
  ).map((row) => row.power);

/**
 * Whether a filing here counts as received (published channel) or only accompanies one made in 12315 (companion).
 * A unit without a setting of its own has its parent's; where nothing is set, the careful answer is companion.
 */
export const standingOn = async (tx: Tx, bureau: string, on: Day): Promise<Standing> => {
  const set = await tx.maybe<{ standing: Standing }>(
    `with recursive up as (
       select id, parent, 0 as depth from bureau where id = $1
       union all select b.id, b.parent, up.depth + 1 from up join bureau b on b.id = up.parent where up.depth < 6)
     select s.standing from up join bureau_standing s on s.bureau = up.id and s.from_on <= $2::date
     order by up.depth, s.from_on desc, s.revision desc limit 1`,
    [bureau, on],
  );
  return set?.standing ?? 'companion';
};

const STAFF = 'account, name, licence_number as "licenceNumber", title, unit, phone, desks';

/** Staff of a unit on a day, stations below it included. */
export const whoWorksAt = (tx: Tx, unit: string, on: Day): Promise<StaffMember[]> =>
  tx.rows<StaffMember>(
    `select ${STAFF} from staff_profile
     where unit in (select id from bureau where id = $1 or parent = $1)
       and from_on <= $2::date and (to_on is null or to_on > $2::date)
     order by unit, name`,
    [unit, on],
  );

/** One official as of a day; with several posts the one taken up last. */
export const staffMember = (tx: Tx, account: string, on: Day): Promise<StaffMember | undefined> =>
  tx.maybe<StaffMember>(
    `select ${STAFF} from staff_profile
     where account = $1 and from_on <= $2::date and (to_on is null or to_on > $2::date)
     order by from_on desc limit 1`,
    [account, on],
  );

/** Units in which an official holds a desk on a day, over all posts that run; a station's desk is that of its bureau too. */
export const unitsOfDesk = async (tx: Tx, account: string, desk: string, on: Day): Promise<string[]> =>
  (
    await tx.rows<{ unit: string; parent: string | null }>(
      `select p.unit, case when b.kind = 'station' then b.parent end as parent
         from staff_profile p join bureau b on b.id = p.unit
        where p.account = $1 and $2 = any (p.desks) and p.from_on <= $3::date and (p.to_on is null or p.to_on > $3::date)`,
      [account, desk, on],
    )
  ).flatMap(({ unit, parent }) => (parent === null ? [unit] : [unit, parent]));

/** Who holds a desk of that unit, or of a station of it, on a day, with the duty number. */
export const holdersOfDesk = (
  tx: Tx,
  unit: string,
  desk: string,
  on: Day,
): Promise<{ readonly account: string; readonly phone: string }[]> =>
  tx.rows<{ account: string; phone: string }>(
    `select distinct p.account, p.phone from staff_profile p join bureau b on b.id = p.unit
      where (p.unit = $1 or (b.kind = 'station' and b.parent = $1)) and $2 = any (p.desks)
        and p.from_on <= $3::date and (p.to_on is null or p.to_on > $3::date) order by p.account`,
    [unit, desk, on],
  );

export type Organisation = {
  readonly id: string;
  readonly kind: 'association' | 'mediation-body' | 'appraisal-body' | 'service-station';
  readonly name: string;
  readonly region: string;
  readonly address: string;
  readonly phone: string;
  /** What it may be asked for, in words. */
  readonly scope: string;
  /** What lets it do so; empty where nobody has entered it. */
  readonly authorisedBy: string;
};

const ORGANISATION = `id, kind, name, region_code as region, address, phone, scope, authorised_by as "authorisedBy"`;

/** One by its id, closed ones too: what papers and histories name. */
export const organisationOf = (tx: Tx, id: string): Promise<Organisation | undefined> =>
  tx.maybe<Organisation>(`select ${ORGANISATION} from organisation where id = $1`, [id]);

/** One of that authority that is kept on the day. */
export const openOrganisationOf = (tx: Tx, tenant: string, id: string, on: Day): Promise<Organisation | undefined> =>
  tx.maybe<Organisation>(
    `select ${ORGANISATION} from organisation
     where id = $1 and tenant = $2 and from_on <= $3::date and (to_on is null or to_on > $3::date)`,
    [id, tenant, on],
  );

export const organisationsOf = (
  tx: Tx,
  tenant: string,
  kinds: readonly Organisation['kind'][],
  on: Day,
): Promise<Organisation[]> =>
  tx.rows<Organisation>(
    `select ${ORGANISATION} from organisation
     where tenant = $1 and kind = any ($2::text[]) and from_on <= $3::date and (to_on is null or to_on > $3::date)
     order by kind, id`,
    [tenant, kinds, on],
  );
