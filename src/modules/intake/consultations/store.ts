import { columnsOf } from '#kernel/columns.ts';
import { maskOf } from '#kernel/mask.ts';
import { type AuditLine, audit } from '#platform/audit.ts';
import type { Context } from '#platform/context.ts';
import type { Tx } from '#platform/db.ts';
import { eventsOf, type LockedStream, lockStream } from '#platform/events.ts';
import { beginStream, continueStream } from '#platform/streams.ts';
import type { PreparedEntries } from '#platform/vault.ts';
import { type Consultation, type ConsultationEvent, fold, owedPapers } from './consultation.ts';

/** Columns that follow from the events alone; verify compares the same ones. */
export const rowOf = (state: Consultation) => ({
  bureau: state.bureau,
  number: state.number,
  version: state.version,
  phase: state.phase,
  channel: state.channel,
  food: state.food,
  external_number: state.externalNumber ?? null,
  received_on: state.receivedOn,
  answered_on: state.answer?.on ?? null,
  closed_on: state.closedOn,
  owed: owedPapers(state).length,
  received_at: state.receivedAt ?? null,
  answered_at: state.answer?.at ?? null,
  large_print: state.largePrint === true,
  handed_on: state.linkedTo?.on ?? null,
});

export const rowColumns = columnsOf<keyof ReturnType<typeof rowOf>>({
  bureau: true,
  number: true,
  version: true,
  phase: true,
  channel: true,
  food: true,
  external_number: true,
  received_on: true,
  answered_on: true,
  closed_on: true,
  owed: true,
  received_at: true,
  answered_at: true,
  large_print: true,
  handed_on: true,
});

export const askerMask = (name: string | undefined): string => (name === undefined ? '' : maskOf('name', name));

export type NewConsultation = {
  readonly tenant: string;
  readonly stream: string;
  readonly at: Date;
  readonly actor: string;
  readonly events: readonly ConsultationEvent[];
  readonly state: Consultation;
  readonly entries: readonly PreparedEntries[];
  readonly askerName: string | undefined;
  readonly answeredBy: string | null;
  /** Keys under which it is found beside its number and its asker's account. */
  readonly externals: readonly string[];
};

export const writeNewConsultation = async (tx: Tx, context: Context, made: NewConsultation): Promise<void> => {
  const { tenant, stream, at, state } = made;
  await beginStream(tx, context.vault, { ...made, kind: 'consultation', bureau: state.bureau });
  const row = rowOf(state);
  tx.send(
    `insert into consultation (tenant, stream, filed_at, changed_at, asker_masked, answered_by, ${rowColumns.join(', ')})
     values ($1, $2, $3, $3, $4, $5, ${rowColumns.map((_, place) => `$${place + 6}`).join(', ')})`,
    [tenant, stream, at, askerMask(made.askerName), made.answeredBy, ...rowColumns.map((column) => row[column])],
  );
  const { account } = state.asker;
  const keys = [
    ['number', state.number],
    ...(account === undefined ? [] : [['account', account]]),
    ...made.externals.map((key) => ['external', key]),
  ];
  tx.send(
    `insert into case_locator (tenant, stream, kind, key_kind, key)
     select $1, $2, 'consultation', u.* from unnest($3::text[], $4::text[]) u`,
    [tenant, stream, keys.map(([kind]) => kind), keys.map(([, key]) => key)],
  );
  if (account !== undefined) {
    tx.send("insert into case_access (tenant, stream, bureau, principal, role) values ($1, $2, $3, $4, 'asker')", [
      tenant,
      stream,
      state.bureau,
      account,
    ]);
  }
  await audit(tx, { tenant, account: made.actor, act: 'ask', subject: `stream:${stream}` });
};

export type LoadedConsultation = {
  readonly tenant: string;
  readonly stream: string;
  readonly state: Consultation;
  readonly filedAt: Date;
};

type Found = { readonly tenant: string; readonly stream: string; readonly filed_at: Date };

const findStatement = `select c.tenant, c.stream, c.filed_at from case_locator l
  join consultation c on c.tenant = l.tenant and c.stream = l.stream
  where l.key_kind = 'number' and l.key = $1 and l.kind = 'consultation'`;

export const readConsultation = async (tx: Tx, number: string): Promise<LoadedConsultation | undefined> => {
  const found = await tx.maybe<Found>(findStatement, [number]);
  if (found === undefined) return undefined;
  const { tenant, stream, filed_at: filedAt } = found;
  const events = await eventsOf(tx, { tenant, stream });
  return { tenant, stream, filedAt, state: fold(events as unknown as ConsultationEvent[]) };
};

export type LockedConsultation = LoadedConsultation & { readonly head: LockedStream };

/** Undefined when out of scope or unknown. */
export const lockConsultation = async (tx: Tx, number: string): Promise<LockedConsultation | undefined> => {
  const found = await tx.maybe<Found>(findStatement, [number]);
  if (found === undefined) return undefined;
  const { tenant, stream, filed_at: filedAt } = found;
  const head = await lockStream(tx, { tenant, stream });
  if (head === undefined) return undefined;
  return { tenant, stream, filedAt, head, state: fold(head.events as unknown as ConsultationEvent[]) };
};

export type ConsultationChange = {
  readonly at: Date;
  readonly actor: string;
  readonly act: string;
  readonly event: ConsultationEvent;
  /** What follows from it at once. */
  readonly ending?: ConsultationEvent | undefined;
  readonly state: Consultation;
  readonly entries: readonly PreparedEntries[];
  readonly reason?: string;
  readonly detail?: AuditLine['detail'];
};

export const writeChange = async (
  tx: Tx,
  context: Context,
  locked: LockedConsultation,
  change: ConsultationChange,
): Promise<void> => {
  const { tenant, stream } = locked;
  const events = [change.event, ...(change.ending === undefined ? [] : [change.ending])];
  await continueStream(tx, context.vault, locked.head, { ...change, tenant, stream, events });
  const row = rowOf(change.state);
  const answeredBy = change.event.type === 'ConsultationAnswered' ? change.actor : null;
  tx.send(
    `update consultation set version = $3, phase = $4, answered_on = $5, closed_on = $6, changed_at = $7,
       answered_by = coalesce($8, answered_by), owed = $9, answered_at = $10, handed_on = $11,
       large_print = $12, received_on = $13, received_at = $14
       where tenant = $1 and stream = $2`,
    [
      tenant,
      stream,
      row.version,
      row.phase,
      row.answered_on,
      row.closed_on,
      change.at,
      answeredBy,
      row.owed,
      row.answered_at,
      row.handed_on,
      row.large_print,
      row.received_on,
      row.received_at,
    ],
  );
  for (const paper of 'papers' in change.event.payload ? change.event.payload.papers : []) {
    tx.send(
      `insert into consultation_paper (tenant, stream, n, code, number, template_version, entry, data_hash, made_at)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
      [
        tenant,
        stream,
        paper.n,
        paper.code,
        paper.number,
        paper.templateVersion,
        paper.data.entry,
        paper.dataHash,
        change.at,
      ],
    );
  }
  await audit(tx, {
    tenant,
    account: change.actor,
    act: change.act,
    subject: `stream:${stream}`,
    ...(change.reason === undefined ? {} : { reason: change.reason }),
    ...(change.detail === undefined ? {} : { detail: change.detail }),
  });
};

export const forgetMark = (tx: Tx, { tenant, stream, state }: LoadedConsultation): Promise<number> =>
  tx.run("delete from blind_index where tenant = $1 and stream = $2 and person = $3 and purpose = 'phone'", [
    tenant,
    stream,
    state.asker.person,
  ]);

type AskerMoved = {
  readonly from: string | undefined;
  readonly to: string | undefined;
  readonly name: string | undefined;
};

/** The list shows the name put right, and the question is found by the account of who asked it: by that of the right number. */
export const moveAsker = (tx: Tx, { tenant, stream }: LoadedConsultation, { from, to, name }: AskerMoved): void => {
  if (name !== undefined)
    tx.send('update consultation set asker_masked = $3 where tenant = $1 and stream = $2', [
      tenant,
      stream,
      askerMask(name),
    ]);
  if (from === to) return;
  if (to !== undefined) tx.send("select open_party_access($1, $2, $3, 'asker')", [tenant, stream, to]);
  if (from !== undefined) tx.send("select end_party_access($1, $2, $3, 'asker')", [tenant, stream, from]);
};
