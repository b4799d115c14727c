import type { KeyObject } from 'node:crypto';
import type { Tx } from '#platform/db.ts';
import { type ChainedEvents, emptyHash } from '#platform/events.ts';
import type { PreparedEntries, Vault } from '#platform/vault.ts';
import type { Clock } from './clocks.ts';
import type { Complaint, ComplaintEvent } from './complaint.ts';
import { fold } from './evolve.ts';
import { type ComplaintRow, clockRowOf, rowOf } from './row.ts';

/** The write model: one locked read in, one statement out. */

type LockedRow = {
  tenant: string;
  stream: string;
  bureau: string;
  version: number;
  head_hash: Buffer;
  events: { type: string; payload: unknown }[] | null;
  person_keys: { person: string; version: number; wrapped: string | null }[] | null;
};

export type LoadedComplaint = {
  readonly tenant: string;
  readonly stream: string;
  readonly state: Complaint;
  readonly headHash: Buffer;
  readonly personKeys: ReadonlyMap<string, KeyObject>;
};

const lockStatement = `
  select s.tenant, s.stream, s.bureau, s.version, s.head_hash,
    (select json_agg(json_build_object('type', e.type, 'payload', e.payload) order by e.version)
       from event e where e.tenant = s.tenant and e.stream = s.stream) as events,
    (select json_agg(json_build_object('person', k.person, 'version', k.tenant_key_version, 'wrapped', encode(k.wrapped, 'base64')))
       from person_key k where k.tenant = s.tenant and k.stream = s.stream) as person_keys
  from case_locator l join stream s on s.tenant = l.tenant and s.stream = l.stream
  where l.key_kind = 'number' and l.key = $1 and l.kind = 'complaint'
  for update of s`;

const readStatement = lockStatement.replace('for update of s', '');

const eventsStatement = 'select type, payload from event where tenant = $1 and stream = $2 order by version';

/** The tenant a public number belongs to; says nothing of whether the asker may see the case. */
export const tenantOfNumber = async (tx: Tx, number: string): Promise<string | undefined> =>
  (
    await tx.maybe<{ tenant: string }>("select tenant from case_locator where key_kind = 'number' and key = $1", [
      number,
    ])
  )?.tenant;

/** Locks the case by its public number for the rest of the transaction; undefined when out of scope or unknown. */
export const lockComplaint = async (tx: Tx, vault: Vault, number: string): Promise<LoadedComplaint | undefined> => {
  const row = await tx.maybe<LockedRow>(lockStatement, [number]);
  if (row === undefined) return undefined;
  // Having waited for the lock, the row is new but the events are of the old snapshot: read them again.
  const stale = (row.events?.length ?? 0) !== row.version;
  return await loaded(tx, vault, row, stale);
};

/** The case as it stands, without a lock, for showing it. */
export const readComplaint = async (tx: Tx, vault: Vault, number: string): Promise<LoadedComplaint | undefined> => {
  const row = await tx.maybe<LockedRow>(readStatement, [number]);
  return row === undefined ? undefined : await loaded(tx, vault, row, false);
};

const loaded = async (tx: Tx, vault: Vault, row: LockedRow, stale: boolean): Promise<LoadedComplaint> => {
  const events = stale
    ? await tx.rows<{ type: string; payload: unknown }>(eventsStatement, [row.tenant, row.stream])
    : (row.events ?? []);
  await vault.load(row.tenant, tx);
  const personKeys = new Map<string, KeyObject>();
  for (const { person, version, wrapped } of row.person_keys ?? []) {
    const key = vault.personKey(
      { tenant: row.tenant, stream: row.stream, person },
      { tenant_key_version: version, wrapped: wrapped === null ? null : Buffer.from(wrapped, 'base64') },
    );
    if (key !== undefined) personKeys.set(person, key);
  }
  return {
    tenant: row.tenant,
    stream: row.stream,
    state: fold(events as ComplaintEvent[]),
    headHash: row.head_hash,
    personKeys,
  };
};

export type PaperRow = {
  readonly n: number;
  readonly code: string;
  readonly number: string | null;
  readonly recipients: readonly string[];
  readonly templateVersion: string;
  readonly entry: string;
  readonly dataHash: string;
  readonly proof: string;
  readonly authority: string;
};

export type ActWrite = {
  readonly tenant: string;
  readonly stream: string;
  readonly at: Date;
  readonly actor: string;
  readonly act: string;
  readonly state: Complaint;
  /** For the current row; null leaves the name that stands there. */
  readonly respondentName: string | null;
  readonly complainantMasked: string | null;
  readonly chained: ChainedEvents;
  readonly clocks: readonly Clock[];
  readonly entries: readonly PreparedEntries[];
  readonly papers: readonly PaperRow[];
  readonly auditId: string;
};

const rowNames = [
  'version',
  'bureau',
  'phase',
  'intake',
  'handler',
  'mediator',
  'operator',
  'platform',
  'external_number',
  'object_code',
  'problem_code',
  'amount_fen',
  'online',
  'food',
  'received_on',
  'accepted_on',
  'closed_on',
  'due_on',
  'due_rule',
  'provisional',
  'rating',
  'recovered_fen',
  'incident',
  'archived_on',
] as const satisfies readonly (keyof ComplaintRow)[];

/** Places $3 to $28, in this order; the names that come from the vault are handed over by the act. */
const rowColumns = `${rowNames.join(', ')}, respondent_name, changed_at`;
const rowPlaces = rowNames.map((_, i) => `$${i + 3}`).join(', ');

const rowValues = (write: ActWrite): unknown[] => {
  const row = rowOf(write.state, write.clocks);
  return [...rowNames.map((name) => row[name]), write.respondentName, write.at];
};

/** Parts that filing and every later act share: events, clocks, vault, papers, audit. Places $29 to $64. */
const sharedParts = `
  acts as (insert into event (tenant, stream, actor, at, version, type, payload, hash)
    select $1, $2, $29, $28, u.v, u.t, u.p::jsonb, u.h from unnest($30::integer[], $31::text[], $32::text[], $33::bytea[]) u(v, t, p, h)),
  ticking as (insert into case_clock (tenant, stream, bureau, rule, started_on, due_on, sure_until, provisional, state, reckoning)
    select $1, $2, $4, u.r, u.s, u.d, u.q, u.p, u.st, u.j::jsonb
      from unnest($34::text[], $35::date[], $36::date[], $37::date[], $38::boolean[], $39::text[], $40::text[]) u(r, s, d, q, p, st, j)
    on conflict on constraint case_clock_pk do update set bureau = excluded.bureau, started_on = excluded.started_on,
      due_on = excluded.due_on, sure_until = excluded.sure_until, provisional = excluded.provisional, state = excluded.state,
      reckoning = excluded.reckoning),
  keys as (insert into person_key (tenant, stream, person, tenant_key_version, wrapped)
    select $1, $2, u.* from unnest($41::uuid[], $42::integer[], $43::bytea[]) u),
  marks as (insert into blind_index (tenant, stream, person, purpose, version, digest)
    select $1, $2, u.* from unnest($44::uuid[], $45::text[], $46::integer[], $47::bytea[]) u on conflict do nothing),
  sealed as (insert into vault_entry (tenant, stream, made_at, person, entry, kind, sealed)
    select $1, $2, $28, u.* from unnest($48::uuid[], $49::uuid[], $50::text[], $51::bytea[]) u),
  papers as (insert into complaint_paper (tenant, stream, made_at, n, code, number, recipients, template_version, entry, data_hash)
    select $1, $2, $28, u.n, u.c, u.no, string_to_array(u.r, ','), u.t, u.e, u.h
      from unnest($52::integer[], $53::text[], $54::text[], $55::text[], $56::text[], $57::uuid[], $58::text[]) u(n, c, no, r, t, e, h)),
  proofs as (insert into paper_proof (tenant, proof, number, code, authority, data_hash, issued_on, standing)
    select $1, u.p, u.no, u.c, u.a, u.h, $59::date, 'valid'
      from unnest($60::text[], $54::text[], $53::text[], $61::text[], $58::text[]) u(p, no, c, a, h))
  insert into audit_line (tenant, audit_line, at, account, act, subject, detail)
  values ($1, $62, $28, $29, $63, 'stream:' || ($2::uuid)::text, '{}')`;

const actStatement = `with head as (update stream set version = $3, bureau = $4, head_hash = $64 where tenant = $1 and stream = $2),
  seen as (update complaint set (${rowColumns}, complainant_masked)
    = (${rowPlaces}, coalesce($27, respondent_name), $28, coalesce($65, complainant_masked)) where tenant = $1 and stream = $2),
  stopped as (update case_clock set bureau = $4, state = case when state in ('running', 'paused') then 'stopped' else state end
    where tenant = $1 and stream = $2 and rule <> all ($34::text[]) and (bureau <> $4 or state in ('running', 'paused'))),${sharedParts}`;

const fileStatement = `with head as (insert into stream (tenant, stream, kind, version, bureau, head_hash) values ($1, $2, 'complaint', $3, $4, $64)),
  seen as (insert into complaint (tenant, stream, ${rowColumns}, number, channel, complainant_masked, filed_at)
    values ($1, $2, ${rowPlaces}, $27, $28, $66, $67, $65, $28)),
  found as (insert into case_locator (tenant, stream, kind, key_kind, key)
    select $1, $2, 'complaint', u.* from unnest($68::text[], $69::text[]) u),
  parties as (insert into case_access (tenant, stream, bureau, principal, role)
    select $1, $2, $4, u.* from unnest($70::text[], $71::text[]) u),
  words as (insert into complaint_search (tenant, stream, words) select $1, $2, array_to_tsvector($72::text[]) where cardinality($72::text[]) > 0),${sharedParts}`;

const sharedValues = (write: ActWrite): unknown[] => {
  const { chained, clocks, entries, papers } = write;
  const keyed = entries.filter((one) => one.key !== undefined);
  const rows = clocks.map(clockRowOf);
  return [
    write.actor,
    chained.versions,
    chained.types,
    chained.payloads,
    chained.hashes,
    rows.map((row) => row.rule),
    rows.map((row) => row.started_on),
    rows.map((row) => row.due_on),
    rows.map((row) => row.sure_until),
    rows.map((row) => row.provisional),
    rows.map((row) => row.state),
    rows.map((row) => JSON.stringify(row.reckoning)),
    keyed.map((one) => one.person),
    keyed.map((one) => one.key?.tenantKeyVersion),
    keyed.map((one) => one.key?.wrapped),
    entries.flatMap((one) => one.purposes.map(() => one.person)),
    entries.flatMap((one) => one.purposes),
    entries.flatMap((one) => one.versions),
    entries.flatMap((one) => one.digests),
    entries.flatMap((one) => one.entries.map(() => one.person)),
    entries.flatMap((one) => one.entries),
    entries.flatMap((one) => one.kinds),
    entries.flatMap((one) => one.sealed),
    papers.map((paper) => paper.n),
    papers.map((paper) => paper.code),
    papers.map((paper) => paper.number),
    papers.map((paper) => paper.recipients.join(',')),
    papers.map((paper) => paper.templateVersion),
    papers.map((paper) => paper.entry),
    papers.map((paper) => paper.dataHash),
    new Date(write.at.getTime() + 8 * 3_600_000).toISOString().slice(0, 10),
    papers.map((paper) => paper.proof),
    papers.map((paper) => paper.authority),
    write.auditId,
    write.act,
    chained.headHash,
  ];
};

/** Everything an act amounts to, in one statement. */
export const writeAct = async (tx: Tx, write: ActWrite): Promise<void> => {
  await tx.run(actStatement, [
    write.tenant,
    write.stream,
    ...rowValues(write),
    ...sharedValues(write),
    write.complainantMasked,
  ]);
};

export type FilingWrite = ActWrite & {
  readonly locators: readonly { readonly kind: 'number' | 'account' | 'operator' | 'external'; readonly key: string }[];
  readonly access: readonly { readonly principal: string; readonly role: string }[];
  readonly words: readonly string[];
};

export const writeFiling = async (tx: Tx, write: FilingWrite): Promise<void> => {
  await tx.run(fileStatement, [
    write.tenant,
    write.stream,
    ...rowValues(write),
    ...sharedValues(write),
    write.complainantMasked,
    write.state.number,
    write.state.channel,
    write.locators.map((locator) => locator.kind),
    write.locators.map((locator) => locator.key),
    write.access.map((access) => access.principal),
    write.access.map((access) => access.role),
    write.words,
  ]);
};

/** An entrusted body, a bureau after a hand-over: who may see the case from now on. */
export const grantAccess = async (
  tx: Tx,
  at: { tenant: string; stream: string; bureau: string },
  principal: string,
  role: string,
): Promise<void> => {
  await tx.run(
    `insert into case_access (tenant, stream, bureau, principal, role) values ($1, $2, $3, $4, $5)
     on conflict on constraint case_access_pk do nothing`,
    [at.tenant, at.stream, at.bureau, principal, role],
  );
};

export const moveAccess = async (tx: Tx, at: { tenant: string; stream: string; bureau: string }): Promise<void> => {
  await tx.run('update case_access set bureau = $3 where tenant = $1 and stream = $2', [
    at.tenant,
    at.stream,
    at.bureau,
  ]);
};

/** The next official number of a series, gapless: the row stays locked until the act commits. */
export const nextNumber = async (tx: Tx, tenant: string, series: string, year: number): Promise<number> => {
  const row = await tx.one<{ last_number: number }>(
    `insert into number_series (tenant, series, year, last_number) values ($1, $2, $3, 1)
     on conflict on constraint number_series_pk do update set last_number = number_series.last_number + 1
     returning last_number`,
    [tenant, series, year],
  );
  return row.last_number;
};

export const newStreamHead = { version: 0, headHash: emptyHash };
