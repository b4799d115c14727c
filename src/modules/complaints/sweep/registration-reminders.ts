import type { Actor } from '#kernel/actor.ts';
import { addDays, type Day, dayOf } from '#kernel/day.ts';
import { isRefusal, refuse } from '#kernel/refusal.ts';
import type { Context } from '#platform/context.ts';
import type { Tx } from '#platform/db.ts';
import { actOnComplaint, lawFor, scopeOf } from '../handle.ts';
import { unitsFor } from '../reference.ts';
import { REMINDER, reminderDays } from '../registration-wait.ts';
import type { Fault } from './expired-mediation.ts';

export type RemindedReport = {
  readonly told: number;
  readonly left: readonly string[];
  readonly faults: readonly Fault[];
};

const AT_ONCE = 200;

type Waiting = { readonly stream: string; readonly number: string };

/** Those that have waited so long, or so long since they were reminded last, and were not reminded twice; the act decides anew. */
const unregistered = (tx: Tx, tenant: string, until: Day): Promise<Waiting[]> =>
  tx.rows<Waiting>(
    `select c.stream, c.number from complaint c
       left join lateral (select count(*) as times, max(e.payload ->> 'on') as last_on from event e
         where e.tenant = c.tenant and e.stream = c.stream and e.type = 'PaperMade' and e.payload ->> 'code' = $3
           and e.payload ->> 'on' >= coalesce(c.reopened_on, c.arrived_on)::text) r on true
      where c.tenant = $1 and c.phase = 'awaiting-registration' and c.channel not in ('import', 'platform-12315')
        and c.arrived_on <= $2::date and coalesce(c.reopened_on, c.arrived_on) <= $2::date
        and r.times < 2 and (r.last_on is null or r.last_on <= $2::date::text)
      order by c.arrived_on, c.stream limit ${AT_ONCE}`,
    [tenant, until, REMINDER],
  );

/** Each in a transaction of its own: one that fails lets the others be told. */
export const remindOfRegistrations = async (context: Context, actor: Actor, at: Date): Promise<RemindedReport> => {
  const tenant = actor.tenant ?? '';
  const today = dayOf(at);
  const until = addDays(today, -reminderDays(lawFor(context, tenant), today));
  const waiting = await context.database.transact(scopeOf(actor), (tx) => unregistered(tx, tenant, until));
  let told = 0;
  const left: string[] = [];
  const faults: Fault[] = [];
  for (const { stream, number } of waiting) {
    try {
      const done = await context.database.transact(scopeOf(actor), async (tx) =>
        actOnComplaint(context, tx, {
          number,
          actor,
          at,
          units: await unitsFor(tx, tenant, today),
          // Opened again after its person was erased: there is nobody left to tell.
          make: ({ state, erased }) =>
            state.parties.some(({ kind, person }) => kind === 'complainant' && erased.has(person))
              ? refuse('nobody-to-remind')
              : { act: 'remind-registration' },
        }),
      );
      if (!isRefusal(done)) told += 1;
      else if (done.refusal !== 'nobody-to-remind') left.push(done.refusal);
    } catch (error) {
      faults.push({ tenant, stream, error });
    }
  }
  return { told, left, faults };
};
