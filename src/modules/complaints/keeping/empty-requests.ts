import type { Actor } from '#kernel/actor.ts';
import { dayOf } from '#kernel/day.ts';
import { lastDayToGo } from '#kernel/keeping-term.ts';
import { systemActors, tenantsAndUnits } from '#modules/directory/facade.ts';
import type { Context } from '#platform/context.ts';
import type { Tx } from '#platform/db.ts';
import { emptyRequests, type RequestDue, requestsEndedBy } from '#platform/request-contents.ts';
import { yearsRequestsKept } from '../decide/retirement.ts';
import { lawFor, scopeOf } from '../scope.ts';

const basis = 'pipl 19, 47; RET-07';

/** The desk that answered may be another unit's than that of the case. */
export const emptyRequestsOf = async (
  tx: Tx,
  actor: Actor,
  of: {
    readonly tenant: string;
    readonly stream: string;
    readonly person: string;
    readonly accounts: readonly string[];
  },
  erasedUnder: string,
): Promise<void> => {
  const units = (await tenantsAndUnits(tx)).find(({ tenant }) => tenant === of.tenant)?.units ?? [];
  await tx.rescope({ ...scopeOf(actor, [of.tenant]), tenants: [of.tenant], bureaus: units });
  await emptyRequests(tx, actor, of, erasedUnder);
  await tx.rescope(scopeOf(actor));
};

/** With which accounts somebody stood in the case who left it: what they asked about it goes with them as well. */
export const accountsOnce = async (
  tx: Tx,
  { tenant, stream }: { readonly tenant: string; readonly stream: string },
  person: string,
): Promise<readonly string[]> => {
  const rows = await tx.rows<{ account: string }>(
    `select distinct p ->> 'account' as account from event e
       cross join lateral jsonb_array_elements(case when e.type = 'ComplaintFiled' then e.payload -> 'parties'
         else jsonb_build_array(e.payload) end) p
      where e.tenant = $1 and e.stream = $2
        and e.type in ('ComplaintFiled', 'AgentNamed', 'AgentConfirmed', 'PersonCorrected')
        and p ->> 'person' = $3 and p ->> 'account' is not null`,
    [tenant, stream, person],
  );
  return rows.map(({ account }) => account);
};

export type EndedRequest = RequestDue & { readonly tenant: string; readonly number: string; readonly years: number };

/** Answered requests of the instance whose term is over and that still say something of a person (RET-07). */
export const endedRequests = async (context: Context, at: Date): Promise<EndedRequest[]> => {
  const due: EndedRequest[] = [];
  for (const actor of await systemActors(context.database, 'retention')) {
    const { tenant = '' } = actor;
    const today = dayOf(at);
    const years = yearsRequestsKept(lawFor(context, tenant), today);
    const found = await context.database.transact(scopeOf(actor), (tx) =>
      requestsEndedBy(tx, tenant, lastDayToGo(today, years)),
    );
    due.push(...found.map((one) => ({ ...one, tenant, number: one.request, years })));
  }
  return due;
};

export const emptyEnded = async (context: Context, due: readonly EndedRequest[]): Promise<number> => {
  let gone = 0;
  for (const actor of await systemActors(context.database, 'retention')) {
    const { tenant = '' } = actor;
    const requests = due.filter((one) => one.tenant === tenant && !one.held).map(({ request }) => request);
    if (requests.length === 0) continue;
    gone += await context.database.transact(scopeOf(actor), (tx) =>
      emptyRequests(tx, actor, { tenant, requests }, basis),
    );
  }
  return gone;
};
