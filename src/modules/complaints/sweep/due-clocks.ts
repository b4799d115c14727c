import { addDays, type Day } from '#kernel/day.ts';
import type { DueDays } from '#kernel/due-soon.ts';
import type { Tx } from '#platform/db.ts';

export type NoticeKind =
  | 'due-soon'
  | 'overdue'
  | 'proof-day-passed'
  | 'telling-soon'
  | 'telling-late'
  | 'platform-day-passed'
  | 'public-notice-ends'
  | 'public-notice-over'
  | 'acted';

/** A limit, or a day given to a party, that calls for something. */
export type DueClock = {
  readonly stream: string;
  readonly number: string;
  readonly rule: string;
  readonly dueOn: Day;
  readonly bureau: string;
  readonly intake: string;
  readonly handler: string | null;
  readonly mediator: string | null;
};

/** Days given to parties longer ago than this were dealt with before the platform kept notices. */
const PROOF_LOOK_BACK = 90;
/** What one round takes; the next round follows in a minute. */
export const AT_ONCE = 1_000;

const columns = `c.stream, c.number, c.bureau, c.intake, c.handler, c.mediator`;

const untold = (alias: string): string => `not exists (select 1 from clock_notice n where n.tenant = c.tenant
  and n.stream = c.stream and n.rule = ${alias} and n.kind = $2`;

/** Certain limits only: nothing is done or said on the strength of a provisional one. */
const clocksStatement = `
  select ${columns}, k.rule, k.due_on as "dueOn"
    from case_clock k join complaint c on c.tenant = k.tenant and c.stream = k.stream
   where k.tenant = $1 and k.state = 'running' and not k.provisional and k.due_on >= $3 and k.due_on < $4
     and ($5::text is null or k.rule = $5) and ($2 <> 'overdue' or k.rule <> 'CMP-02') and ${untold('k.rule')} and n.due_on = k.due_on)
     and ($6::date is null or (k.due_on, k.stream) > ($6, $7::uuid))
   order by k.due_on, k.stream limit $8`;

const proofsStatement = `
  select ${columns}, 'identity-proof' as rule, (e.payload ->> 'dueOn')::date as "dueOn"
    from event e join complaint c on c.tenant = e.tenant and c.stream = e.stream
   where e.tenant = $1 and e.type = 'ProofRequested' and e.payload ->> 'dueOn' >= $3 and e.payload ->> 'dueOn' < $4
     and e.payload ->> 'kind' = 'identity' and c.closed_on is null and (c.accepted_on is null or exists (select 1 from event a
       where a.tenant = e.tenant and a.stream = e.stream and a.type = 'ComplaintAccepted' and a.version < e.version))
     and not exists (select 1 from event s where s.tenant = e.tenant and s.stream = e.stream and s.version > e.version
       and s.type in ('ProofSupplied', 'EvidenceAdded') and (s.payload -> 'fields' ->> 'id-number' is not null
         or jsonb_path_exists(s.payload, '$.items[*] ? (exists (@.purpose) && @.purpose != "evidence" && @.by != "respondent")')))
     and ${untold("'identity-proof'")} and n.due_on = (e.payload ->> 'dueOn')::date)
   order by e.payload ->> 'dueOn', e.stream limit ${AT_ONCE}`;

/** Arts. 15, 16: within the days of CMP-01 the decision must not only be made, the complainant must be told of it. */
export const firstDecisionPapers = ['form-5', 'form-6', 'food-transfer-notice', 'other-path-notice'] as const;

const tellingsStatement = `
  select distinct ${columns}, k.rule, k.due_on as "dueOn"
    from case_clock k join complaint c on c.tenant = k.tenant and c.stream = k.stream
    join complaint_paper p on p.tenant = k.tenant and p.stream = k.stream and p.code = any ($5::text[])
    join paper_delivery d on d.tenant = p.tenant and d.stream = p.stream and d.n = p.n and d.party = 'complainant'
     and d.state not in ('delivered', 'sent', 'unreached', 'void')
   where k.tenant = $1 and k.rule = 'CMP-01' and k.state = 'met' and not k.provisional and k.due_on >= $3 and k.due_on < $4
     and ${untold('k.rule')} and n.due_on = k.due_on)
   order by k.due_on, c.stream limit ${AT_ONCE}`;

const platformsStatement = `
  select ${columns}, 'platform-data' as rule, (e.payload ->> 'dueOn')::date as "dueOn"
    from event e join complaint c on c.tenant = e.tenant and c.stream = e.stream
   where e.tenant = $1 and e.type = 'PlatformDataRequested' and e.payload ->> 'dueOn' >= $3
     and e.payload ->> 'dueOn' < $4 and c.closed_on is null
     and not exists (select 1 from event s where s.tenant = e.tenant and s.stream = e.stream
       and s.type in ('PlatformDataReceived', 'PlatformDataRequested') and s.version > e.version)
     and ${untold("'platform-data'")} and n.due_on = (e.payload ->> 'dueOn')::date)
   order by e.payload ->> 'dueOn', e.stream limit ${AT_ONCE}`;

/** By the day a paper counts as served by public notice; of several in one case each day once. */
const publicNoticesStatement = `
  select distinct ${columns}, 'public-notice' as rule, d.notice_until as "dueOn"
    from paper_delivery d join complaint c on c.tenant = d.tenant and c.stream = d.stream
   where d.tenant = $1 and d.notice_until >= $3 and d.notice_until < $4 and c.archived_on is null
     and ${untold("'public-notice'")} and n.due_on = d.notice_until)
   order by d.notice_until, c.stream limit ${AT_ONCE}`;

const longAgo: Day = '1990-01-01';

/** The sixty days are told of by the decision drafted when they end, to the officer it is drafted for. */
export const overdueClocks = (tx: Tx, tenant: string, today: Day): Promise<DueClock[]> =>
  tx.rows<DueClock>(clocksStatement, [tenant, 'overdue', longAgo, today, null, null, null, AT_ONCE]);

export const soonDueClocks = (tx: Tx, tenant: string, { today, soonUntil }: DueDays): Promise<DueClock[]> =>
  tx.rows<DueClock>(clocksStatement, [tenant, 'due-soon', today, addDays(soonUntil, 1), null, null, null, AT_ONCE]);

/** Decided within the limit, and the complainant not told yet: about to be late. */
export const soonDueTellings = (tx: Tx, tenant: string, { today, soonUntil }: DueDays): Promise<DueClock[]> =>
  tx.rows<DueClock>(tellingsStatement, [tenant, 'telling-soon', today, addDays(soonUntil, 1), firstDecisionPapers]);

export const overdueTellings = (tx: Tx, tenant: string, today: Day): Promise<DueClock[]> =>
  tx.rows<DueClock>(tellingsStatement, [
    tenant,
    'telling-late',
    addDays(today, -PROOF_LOOK_BACK),
    today,
    firstDecisionPapers,
  ]);

/** The sixty days, over, and nothing made ready yet; the page after the clock named. */
export const expiredMediations = (
  tx: Tx,
  tenant: string,
  today: Day,
  after: DueClock | undefined,
  atOnce: number,
): Promise<DueClock[]> =>
  tx.rows<DueClock>(clocksStatement, [
    tenant,
    'acted',
    longAgo,
    today,
    'CMP-02',
    after?.dueOn ?? null,
    after?.stream ?? null,
    atOnce,
  ]);

/** Identity proofs asked for whose day has passed without one (Order 121 art. 10). */
export const passedProofDays = (tx: Tx, tenant: string, today: Day): Promise<DueClock[]> =>
  tx.rows<DueClock>(proofsStatement, [tenant, 'proof-day-passed', addDays(today, -PROOF_LOOK_BACK), today]);

/** Platforms that were asked for a seller's data and let the day pass (CPL art. 44). */
export const passedPlatformDays = (tx: Tx, tenant: string, today: Day): Promise<DueClock[]> =>
  tx.rows<DueClock>(platformsStatement, [tenant, 'platform-day-passed', addDays(today, -PROOF_LOOK_BACK), today]);

/** On the last of their days: what comes of it may be got ready. */
export const endingPublicNotices = (tx: Tx, tenant: string, today: Day): Promise<DueClock[]> =>
  tx.rows<DueClock>(publicNoticesStatement, [tenant, 'public-notice-ends', today, addDays(today, 1)]);

/** The day after: the paper is served, and nobody hears of that otherwise. */
export const passedPublicNotices = (tx: Tx, tenant: string, today: Day): Promise<DueClock[]> =>
  tx.rows<DueClock>(publicNoticesStatement, [tenant, 'public-notice-over', addDays(today, -PROOF_LOOK_BACK), today]);

/** True for who comes first, in the transaction of what is done: a second round, or a second server, does nothing. */
export const claimNotices = async (
  tx: Tx,
  tenant: string,
  kind: NoticeKind,
  clocks: readonly DueClock[],
  at: Date,
): Promise<DueClock[]> => {
  const claimed = await tx.rows<{ stream: string; rule: string; due_on: Day }>(
    `insert into clock_notice (tenant, kind, at, stream, rule, due_on)
     select $1, $2, $3, u.* from unnest($4::uuid[], $5::text[], $6::date[]) u(stream, rule, due_on)
     on conflict do nothing returning stream, rule, due_on`,
    [
      tenant,
      kind,
      at,
      clocks.map((clock) => clock.stream),
      clocks.map((clock) => clock.rule),
      clocks.map((clock) => clock.dueOn),
    ],
  );
  const first = new Set(claimed.map((row) => `${row.stream} ${row.rule} ${row.due_on}`));
  return clocks.filter((clock) => first.has(`${clock.stream} ${clock.rule} ${clock.dueOn}`));
};
