import type { Day } from '#kernel/day.ts';
import type { Tx } from '#platform/db.ts';
import type { Phase } from '../complaint.ts';
import { stationPrincipal } from '../station-principal.ts';

/** What another module may know of a complaint it is about to build on; nothing is opened and nothing recorded. */
export type ComplaintBrief = {
  readonly tenant: string;
  readonly stream: string;
  readonly number: string;
  readonly bureau: string;
  readonly intake: string;
  readonly phase: Phase;
  readonly operator: string | null;
  readonly respondentName: string | null;
  readonly food: boolean;
  /** Its first receipt here. */
  readonly cameInOn: Day;
  /** The principal of those at the station of the bureau that works on it. */
  readonly atStation: string | null;
};

/** Undefined when out of scope or unknown. */
export const complaintBrief = async (tx: Tx, number: string): Promise<ComplaintBrief | undefined> => {
  const found = await tx.maybe<Omit<ComplaintBrief, 'atStation'> & { station: string | null }>(
    `select c.tenant, c.stream, c.number, c.bureau, c.intake, c.phase, c.operator, c.respondent_name as "respondentName", c.food, c.station,
            to_char(least(c.received_on, (c.filed_at at time zone 'Asia/Shanghai')::date), 'YYYY-MM-DD') as "cameInOn"
     from case_locator l join complaint c on c.tenant = l.tenant and c.stream = l.stream
     where l.key_kind = 'number' and l.key = $1 and l.kind = 'complaint'`,
    [number],
  );
  if (found === undefined) return undefined;
  const { station, ...brief } = found;
  return { ...brief, atStation: station === null ? null : stationPrincipal(station) };
};

/** Whether there is any complaint that the caller may see. */
export const anyComplaint = async (tx: Tx): Promise<boolean> =>
  (await tx.maybe('select 1 from complaint limit 1')) !== undefined;
