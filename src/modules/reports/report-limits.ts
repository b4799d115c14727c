import { clockRowOf } from '#kernel/clock-row.ts';
import { dayOf } from '#kernel/day.ts';
import { type LimitRow, limitsMoved } from '#kernel/limits-moved.ts';
import { isRefusal } from '#kernel/refusal.ts';
import {
  type Candidate,
  hasReachedLimit,
  LIMITS_AT_ONCE,
  type LimitKeeper,
  movedBetween,
  reachedDays,
} from '#modules/complaints/facade.ts';
import { clocksOf } from './clocks.ts';
import { reckonReportAnew } from './decide.ts';
import { everyReport } from './desk-scope.ts';
import { lawFor } from './handle.ts';
import { bureauOf, evolve, fold, type ReportEvent } from './report.ts';
import { lockReport, writeReckoned } from './store.ts';

/** Also those that have ended, so that a report and its history say the same (`reckonAnew` of complaints). */
const candidatesStatement = `
  select r.stream, r.number, r.bureau from report r
   where r.tenant = $1 and ($2::uuid is null or r.stream > $2)
     and ${hasReachedLimit('r')}
   order by r.stream limit ${LIMITS_AT_ONCE}`;

/** The limits of reports, which follow a notice or a decision like those of complaints (CMP-05, CMP-06). */
export const reportLimits: LimitKeeper = {
  kind: 'report',
  scope: everyReport,
  pageAfter: async (tx, tenant, reach, after) => {
    const found = await tx.rows<Candidate>(candidatesStatement, [tenant, after, ...reachedDays(reach)]);
    return found.map((one) => ({ ...one, bureau: bureauOf(one.bureau) }));
  },
  movesOf: async (tx, tenant, streams, { before, after }) => {
    const rows = await tx.rows<{ stream: string; type: string; payload: unknown }>(
      'select stream, type, payload from event where tenant = $1 and stream = any ($2::uuid[]) order by stream, version',
      [tenant, streams],
    );
    return new Map(
      [...Map.groupBy(rows, (row) => row.stream)].map(([stream, events]) => {
        const state = fold(events.map(({ type, payload }) => ({ type, payload }) as ReportEvent));
        return [stream, movedBetween(clocksOf(state, before), clocksOf(state, after))];
      }),
    );
  },
  reckon: async (context, tx, { actor, candidate: { number }, cause, at }) => {
    const locked = await lockReport(tx, number);
    if (locked === undefined) throw new Error('a report whose limits were to be reckoned anew is gone');
    const { tenant, stream, state } = locked;
    const law = lawFor(context, tenant);
    const before = await tx.rows<LimitRow>(
      `select rule, started_on, due_on, sure_until, provisional, state, reckoning from case_clock
        where tenant = $1 and stream = $2`,
      [tenant, stream],
    );
    const event = reckonReportAnew(cause, limitsMoved(before, clocksOf(state, law).map(clockRowOf)), {
      actor,
      today: dayOf(at),
    });
    if (isRefusal(event)) return false;
    const after = evolve(state, event);
    await writeReckoned(tx, context, locked, {
      at,
      actor: actor.account,
      event,
      state: after,
      clocks: clocksOf(after, law),
    });
    return true;
  },
};
