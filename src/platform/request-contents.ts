import type { Actor } from '#kernel/actor.ts';
import { audit } from './audit.ts';
import { now } from './clock.ts';
import type { Tx } from './db.ts';

/** Whose answered requests: of one person in one case, or those named. */
export type WhoseRequests =
  | { readonly stream: string; readonly person: string; readonly accounts: readonly string[] }
  | { readonly requests: readonly string[] };

const ofPerson = `kind <> 'delete' and (letter_number is null or served_on is not null) and (
  (stream = $4 and (account = any ($6::text[]) or follower = any ($6::text[]))) or exists (
    select 1 from data_request_case r where r.tenant = data_request.tenant and r.data_request = data_request.data_request
      and r.stream = $4 and r.person = $5))`;

/**
 * Destroys the words of answered requests, who asked, and the copy of the letter. A request to be erased is the proof that it was done
 * and keeps its words for its own term; a letter on its way is emptied when it has been served.
 */
export const emptyRequests = async (
  tx: Tx,
  actor: Actor,
  { tenant, ...of }: { readonly tenant: string } & WhoseRequests,
  basis: string,
): Promise<number> => {
  const which = 'requests' in of ? 'data_request = any ($4::uuid[])' : ofPerson;
  const values = 'requests' in of ? [of.requests] : [of.stream, of.person, of.accounts];
  const emptied = await tx.rows<{ request: string }>(
    `update data_request set sealed = null, person_sealed = null, answer_sealed = null, letter_sealed = null,
        emptied_at = $2, emptied_basis = $3
      where tenant = $1 and state <> 'open' and emptied_at is null and ${which} returning data_request as request`,
    [tenant, now(), basis, ...values],
  );
  for (const { request } of emptied)
    await audit(tx, {
      ...{ tenant, account: actor.account, act: 'empty-data-request', subject: `data-request:${request}` },
      reason: basis,
    });
  return emptied.length;
};

/** A letter served late to somebody erased meanwhile. */
export const emptyWhenServed = async (tx: Tx, actor: Actor, tenant: string, request: string): Promise<void> => {
  const gone = await tx.maybe<{ basis: string }>(
    `select k.destroyed_basis as basis from data_request d
       join data_request_case r on r.tenant = d.tenant and r.data_request = d.data_request
       join person_key k on k.tenant = r.tenant and k.stream = r.stream and k.person = r.person
      where d.tenant = $1 and d.data_request = $2 and d.kind <> 'delete' and k.wrapped is null limit 1`,
    [tenant, request],
  );
  if (gone !== undefined) await emptyRequests(tx, actor, { tenant, requests: [request] }, gone.basis);
};

/** Answered requests of a tenant ($1) that still say something; their last day is that of service, else of the answer (`KindOfFile.ended`). */
export const answeredRequests = `select d.data_request as stream, d.data_request::text as number, d.stream as of_case,
    coalesce(d.served_on, (d.answered_at at time zone 'Asia/Shanghai')::date) as "endedOn"
  from data_request d where d.tenant = $1 and d.state <> 'open' and d.emptied_at is null`;

/** Kept by a legal hold on a case it was found in (`KindOfFile.held`). */
export const heldByItsCases = `exists (select 1 from legal_hold h where h.tenant = $1 and h.lifted_at is null and (h.stream = f.of_case
  or h.stream in (select r.stream from data_request_case r where r.tenant = $1 and r.data_request = f.stream)))`;
