import { columnsOf } from '#kernel/columns.ts';
import { audit } from '#platform/audit.ts';
import type { Context } from '#platform/context.ts';
import type { Tx } from '#platform/db.ts';
import { eventsOf, type LockedStream, lockStream } from '#platform/events.ts';
import { beginStream, continueStream } from '#platform/streams.ts';
import type { PreparedEntries } from '#platform/vault.ts';
import { fold, type Incident, type IncidentEvent, type IncidentPaper } from './incident.ts';

export const rowOf = (state: Incident) => ({
  bureau: state.bureau,
  number: state.number,
  version: state.version,
  operator: state.operator,
  phase: state.phase,
  opened_on: state.openedOn,
  verified_on: state.verification?.on ?? null,
  announced_on: state.announcedOn,
  closed_on: state.closedOn,
});

export const rowColumns = columnsOf<keyof ReturnType<typeof rowOf>>({
  bureau: true,
  number: true,
  version: true,
  operator: true,
  phase: true,
  opened_on: true,
  verified_on: true,
  announced_on: true,
  closed_on: true,
});

export type LoadedIncident = { readonly tenant: string; readonly stream: string; readonly state: Incident };
export type LockedIncident = LoadedIncident & { readonly head: LockedStream };

const tenantOf = async (tx: Tx, stream: string): Promise<string | undefined> =>
  (await tx.maybe<{ tenant: string }>('select tenant from incident where stream = $1', [stream]))?.tenant;

/** Undefined when out of scope or unknown. */
export const readIncident = async (tx: Tx, stream: string): Promise<LoadedIncident | undefined> => {
  const tenant = await tenantOf(tx, stream);
  if (tenant === undefined) return undefined;
  const events = await eventsOf(tx, { tenant, stream });
  return { tenant, stream, state: fold(events as unknown as IncidentEvent[]) };
};

export const lockIncident = async (tx: Tx, stream: string): Promise<LockedIncident | undefined> => {
  const tenant = await tenantOf(tx, stream);
  const head = tenant === undefined ? undefined : await lockStream(tx, { tenant, stream });
  if (tenant === undefined || head === undefined) return undefined;
  return { tenant, stream, head, state: fold(head.events as unknown as IncidentEvent[]) };
};

type Change = {
  readonly at: Date;
  readonly actor: string;
  readonly act: string;
  readonly event: IncidentEvent;
  readonly state: Incident;
};

export const writeNewIncident = async (
  tx: Tx,
  context: Context,
  made: Change & {
    readonly tenant: string;
    readonly stream: string;
    readonly title: string;
    readonly entries: readonly PreparedEntries[];
  },
): Promise<void> => {
  const { tenant, stream, at, state } = made;
  const row = rowOf(state);
  await beginStream(tx, context.vault, { ...made, kind: 'incident', bureau: state.bureau, events: [made.event] });
  tx.send(
    `insert into incident (tenant, stream, title, changed_at, ${rowColumns.join(', ')})
     values ($1, $2, $3, $4, ${rowColumns.map((_, i) => `$${i + 5}`).join(', ')})`,
    [tenant, stream, made.title, at, ...rowColumns.map((name) => row[name])],
  );
  await audit(tx, { tenant, account: made.actor, act: made.act, subject: `stream:${stream}` });
};

export const writeChange = async (tx: Tx, context: Context, locked: LockedIncident, change: Change): Promise<void> => {
  const { tenant, stream } = locked;
  await continueStream(tx, context.vault, locked.head, {
    tenant,
    stream,
    actor: change.actor,
    at: change.at,
    events: [change.event],
    entries: [],
  });
  const row = rowOf(change.state);
  tx.send(
    `update incident set version = $3, phase = $4, verified_on = $5, announced_on = $6, closed_on = $7, changed_at = $8
      where tenant = $1 and stream = $2`,
    [tenant, stream, row.version, row.phase, row.verified_on, row.announced_on, row.closed_on, change.at],
  );
  if (change.event.type === 'IncidentPaperMade') await writePaper(tx, locked, change.event.payload.paper, change.at);
  await audit(tx, { tenant, account: change.actor, act: change.act, subject: `stream:${stream}` });
};

const writePaper = async (tx: Tx, at: LoadedIncident, paper: IncidentPaper, madeAt: Date): Promise<void> => {
  tx.send(
    `insert into incident_paper (tenant, stream, n, code, number, template_version, entry, data_hash, made_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [
      at.tenant,
      at.stream,
      paper.n,
      paper.code,
      paper.number,
      paper.templateVersion,
      paper.data.entry,
      paper.dataHash,
      madeAt,
    ],
  );
};
