import type { Actor } from '#kernel/actor.ts';
import { dayOf } from '#kernel/day.ts';
import { type Refusal, refuse } from '#kernel/refusal.ts';
import { scopeOf } from '#modules/complaints/facade.ts';
import { audit } from '#platform/audit.ts';
import { now } from '#platform/clock.ts';
import type { Context } from '#platform/context.ts';
import type { DataRequestKind } from '#platform/data-requests.ts';
import type { Tx } from '#platform/db.ts';
import { holdsOn } from '#platform/legal-holds.ts';
import { enterReports } from './desk-scope.ts';
import { lawFor } from './handle.ts';
import { erasureBarOf } from './permits.ts';
import { verifiedUntil } from './retirement.ts';
import { readReport } from './store.ts';

/** A report of who asks about own data, and what was done in it for that request. */
export type ReportOfRequest = {
  readonly number: string;
  readonly kind: 'report';
  readonly person: string;
  readonly foundBy: string;
  readonly done: string | null;
  readonly erasureBar: 'case-runs' | 'papers-owed' | 'legal-hold' | null;
};

/**
 * For whoever holds the reports desk besides: the reports of who asks, by the mark of the phone or the account. Anybody else gets
 * none, whether there are any or not; nothing of it is written where the complaints desk reads (decision 0010).
 */
export const findReportsOfRequest = async (
  context: Context,
  tx: Tx,
  actor: Actor,
  id: string,
): Promise<ReportOfRequest[]> => {
  const { dataRequests, deskRequests } = context.people;
  const asked = await dataRequests.ofDesk(tx, actor.account, id);
  const phone = await deskRequests.phoneOfAsker(tx, actor, id);
  const at = now();
  if (asked === undefined || (await enterReports(tx, actor, dayOf(at))) === undefined) return [];
  const digests = phone === undefined ? [] : context.keyring.digests('phone', phone);
  await tx.run(
    `insert into data_request_report (tenant, data_request, stream, bureau, person, found_by, found_at)
     select r.tenant, $2, r.stream, r.bureau, r.person, case when r.account = $3 then 'account' else 'phone' end, $6
       from reporter r
      where r.tenant = $1 and (r.account = $3
        or (r.phone_version, r.phone_digest) in (select * from unnest($4::integer[], $5::bytea[])))
     on conflict do nothing`,
    [asked.tenant, id, asked.account, digests.map((one) => one.version), digests.map((one) => one.digest), at],
  );
  const { tenant } = asked;
  await audit(tx, { tenant, account: actor.account, act: 'find-reports-of-request', subject: `data-request:${id}` });
  const found = await reportsFound(context, tx, id, at);
  await tx.rescope(scopeOf(actor));
  return found;
};

/** What was found before, for the answer; nothing without the reports desk. */
export const reportsOfRequest = async (
  context: Context,
  tx: Tx,
  actor: Actor,
  id: string,
): Promise<ReportOfRequest[]> => {
  const at = now();
  if ((await enterReports(tx, actor, dayOf(at))) === undefined) return [];
  const found = await reportsFound(context, tx, id, at);
  await tx.rescope(scopeOf(actor));
  return found;
};

type Row = { tenant: string; stream: string; number: string; person: string; foundBy: string; done: string | null };

const reportsFound = async (context: Context, tx: Tx, id: string, at: Date): Promise<ReportOfRequest[]> => {
  const rows = await tx.rows<Row>(
    `select d.tenant, d.stream, r.number, d.person, d.found_by as "foundBy", d.done from data_request_report d
       join report r on r.tenant = d.tenant and r.stream = d.stream where d.data_request = $1 order by r.filed_at, r.number`,
    [id],
  );
  const found: ReportOfRequest[] = [];
  for (const { tenant, stream, ...row } of rows) {
    const state = await readReport(tx, { tenant, stream });
    const isHeld = (await holdsOn(tx, { tenant, stream })).length > 0;
    const until = verifiedUntil(state, lawFor(context, tenant));
    const erasureBar = isHeld ? ('legal-hold' as const) : erasureBarOf(state, until, dayOf(at));
    found.push({ ...row, kind: 'report', erasureBar });
  }
  return found;
};

/** Once for a request, and only in a report in which who asks was found. */
export const markCopied = async (
  tx: Tx,
  actor: Actor,
  of: { readonly tenant: string; readonly stream: string; readonly person: string },
  request: string,
): Promise<Refusal | undefined> => {
  const marked = await tx.run(
    `update data_request_report set done = 'copied', done_at = $5, done_by = $6, basis = 'pipl 45'
      where tenant = $1 and data_request = $2 and stream = $3 and person = $4 and done is null`,
    [of.tenant, request, of.stream, of.person, now(), actor.account],
  );
  return marked > 0 ? undefined : refuse('data-request-not-open', { status: 409, field: 'request' });
};

type Done = {
  readonly request: string | undefined;
  readonly kind: DataRequestKind;
  readonly done: 'corrected' | 'erased';
  readonly basis: string;
};

/** What was done counts for the request only where who asks was found in the report: nobody acts on a namesake. */
export const markDoneInReport = async (
  context: Context,
  tx: Tx,
  actor: Actor,
  of: { readonly tenant: string; readonly stream: string; readonly person: string },
  { request, kind, done, basis }: Done,
): Promise<Refusal | undefined> => {
  if (request === undefined) return undefined;
  const open = await context.people.dataRequests.ofDesk(tx, actor.account, request);
  const fits = open?.state === 'open' && open.kind === kind && open.stream === null;
  const marked = fits
    ? await tx.run(
        `update data_request_report set done = $5, done_at = $6, done_by = $7, basis = $8
          where tenant = $1 and data_request = $2 and stream = $3 and person = $4`,
        [of.tenant, request, of.stream, of.person, done, now(), actor.account, basis],
      )
    : 0;
  return marked > 0 ? undefined : refuse('data-request-not-open', { status: 409, field: 'request' });
};
