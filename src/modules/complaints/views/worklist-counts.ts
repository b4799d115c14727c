import type { Actor } from '#kernel/actor.ts';
import type { Day } from '#kernel/day.ts';
import type { DueDays } from '#kernel/due-soon.ts';
import type { Tx } from '#platform/db.ts';
import type { WorklistCounts } from '../desk-contract.ts';
import { staffFor, unitsFor } from '../reference.ts';
import { listedBureaus, onlyStation } from './listed-bureaus.ts';
import { putAwayOwing } from './still-owed.ts';
import { endedWithLimit, waitsForDecision } from './worklist.ts';

/** Within the bureaus one sees, and where asked within one station of them; `none`: what no station works on. */
const within = (station: string | undefined, place: string): string =>
  `tenant = any ($1::text[]) and bureau = any ($2::text[])${
    station === undefined
      ? ''
      : station === 'none'
        ? ` and ${place}::text = 'none' and station is null`
        : ` and station = ${place}`
  }`;

type Counted = WorklistCounts['views'] & { readonly endedOverdue: number; readonly endedSoon: number };

const late = `count(*) filter (where due_on < $3::date and not provisional)::int as overdue,
  count(*) filter (where due_on between $3::date and $4::date)::int as "dueSoon"`;

/** The open cases, and of those ended the ones with a limit that still runs, which are late or soon due as any other. */
const withLimit = (columns: string, place: string): string =>
  `select ${columns}, true as is_open from complaint where ${place} and closed_on is null
   union all select ${columns}, false from complaint where ${place} and ${endedWithLimit('')}`;

/**
 * The same with every ended case that is not put away, or was while somebody is still to be told: its handler, or where there
 * is none its mediator, has it still.
 */
const held = (columns: string, place: string): string =>
  `select ${columns}, true as is_open from complaint where ${place} and closed_on is null
   union all select ${columns}, false from complaint where ${place} and closed_on is not null and archived_on is null
   union all select ${columns}, false from complaint where ${place} and ${putAwayOwing('$1')}`;

/**
 * Counts behind the desk's views, the load of each person who handles or mediates, and of each station. What is late or soon
 * due counts every limit that runs, also that of an ended case whose parties are still to be told (CMP-03).
 */
export const worklistCounts = async (
  tx: Tx,
  actor: Actor,
  { today, soonUntil: soon }: DueDays,
  askedStation?: string,
): Promise<WorklistCounts> => {
  const own = await onlyStation(tx, actor, today);
  const station = askedStation ?? own?.station;
  const asked = station === undefined ? [] : [station];
  const bureaus = await listedBureaus(tx, actor, own);
  const { endedOverdue, endedSoon, ...views } = await tx.one<Counted>(
    `select o.*, e.* from (
       select count(*) filter (where handler = $3 or mediator = $3)::int as mine,
         count(*) filter (where handler is null)::int as unassigned,
         count(*) filter (where due_on < $4::date and not provisional)::int as overdue,
         count(*) filter (where due_on between $4::date and $5::date)::int as soon,
         count(*) filter (where phase in ('received', 'under-review'))::int as review,
         count(*) filter (where phase in ('mediating', 'interrupted', 'appraisal'))::int as mediating,
         count(*) filter (where phase = 'interrupted')::int as recusals,
         count(*) filter (where phase = 'awaiting-registration')::int as unregistered,
         count(*) filter (where ${waitsForDecision('', '$4')})::int as "to-end",
         count(*)::int as "all-open"
       from complaint where ${within(station, '$6')} and closed_on is null) o,
     (select count(*)::int as "closed-unarchived",
         count(*) filter (where due_on < $4::date and not provisional)::int as "endedOverdue",
         count(*) filter (where due_on between $4::date and $5::date)::int as "endedSoon"
       from complaint where ${within(station, '$6')}
         and closed_on is not null and archived_on is null) e`,
    [actor.tenants, bureaus, actor.account, today, soon, ...asked],
  );
  const load = await tx.rows<Omit<WorklistCounts['load'][number], 'name'>>(
    `select w.account, count(*) filter (where is_open)::int as open,
       count(*) filter (where not is_open and w.account = coalesce(handler, mediator))::int as ended, ${late}
     from (${held('handler, mediator, due_on, provisional', within(station, '$5'))}) c
       cross join lateral (select c.handler union select c.mediator) w(account)
     where w.account is not null
     group by w.account
     having bool_or(is_open or due_on is not null or w.account = coalesce(handler, mediator)) order by open desc limit 200`,
    [actor.tenants, bureaus, today, soon, ...asked],
  );
  const named: WorklistCounts['load'] = [];
  for (const one of load) named.push({ ...one, name: (await staffFor(tx, one.account, today))?.name ?? one.account });
  return {
    today,
    views: { ...views, overdue: views.overdue + endedOverdue, soon: views.soon + endedSoon },
    load: named,
    stations: await stationLoads(tx, actor, today, soon),
  };
};

/** Every station of the bureaus one sees, also one without a case: what it has to do at all is what a supervisor asks. */
const stationLoads = async (tx: Tx, actor: Actor, today: Day, soon: Day): Promise<WorklistCounts['stations']> => {
  const rows = await tx.rows<{ station: string; open: number; unassigned: number; overdue: number; dueSoon: number }>(
    `select station, count(*) filter (where is_open)::int as open,
       count(*) filter (where is_open and handler is null)::int as unassigned, ${late}
     from (${withLimit('station, handler, due_on, provisional', within(undefined, ''))}) c
     where station is not null group by station`,
    [actor.tenants, actor.bureaus, today, soon],
  );
  const loads = new Map(rows.map((row) => [row.station, row]));
  const stations: WorklistCounts['stations'] = [];
  for (const tenant of actor.tenants)
    for (const unit of (await unitsFor(tx, tenant, today)).values()) {
      const isOurs = unit.kind === 'station' && unit.parent !== null && actor.bureaus.includes(unit.parent);
      const none = { station: unit.id, open: 0, unassigned: 0, overdue: 0, dueSoon: 0 };
      if (isOurs) stations.push({ ...(loads.get(unit.id) ?? none), name: unit.name });
    }
  return stations;
};
