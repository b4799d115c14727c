import type { Actor } from '#kernel/actor.ts';
import { systemActors } from '#modules/directory/facade.ts';
import type { Context } from '#platform/context.ts';
import type { Tx } from '#platform/db.ts';
import { type EndOfTerm, endOfTerm } from '#platform/end-of-term.ts';
import { answeredRequests, emptyRequests, heldByItsCases } from '#platform/request-contents.ts';
import { yearsRequestsKept } from '../decide/retirement.ts';
import { inWholeAuthority, lawFor, scopeOf } from '../scope.ts';

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
  await inWholeAuthority(tx, actor, [of.tenant], () => emptyRequests(tx, actor, of, erasedUnder));
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

/** Answered requests of the instance whose term is over and that still say something of a person (RET-07). */
export const requestsAtEnd = async (context: Context, at: Date): Promise<EndOfTerm> =>
  endOfTerm(
    context.database,
    await systemActors(context.database, 'retention'),
    {
      ended: answeredRequests,
      held: heldByItsCases,
      scopeOf,
      yearsKept: (tenant, today) => yearsRequestsKept(lawFor(context, tenant), today),
      letGo: async (tx, actor, { tenant, stream }) => {
        await emptyRequests(tx, actor, { tenant, requests: [stream] }, basis);
      },
    },
    at,
  );
