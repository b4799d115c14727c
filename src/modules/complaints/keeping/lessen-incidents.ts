import type { Actor } from '#kernel/actor.ts';
import { type CanonicalValue, canonicalJson } from '#kernel/canonical.ts';
import { isRefusal } from '#kernel/refusal.ts';
import type { Context } from '#platform/context.ts';
import type { Json } from '#platform/crypto/entries.ts';
import type { Tx } from '#platform/db.ts';
import { eraseFiles } from '#platform/files/erase-files.ts';
import { orRefuse } from '#platform/http/errors.ts';
import { type LyingValue, lyingValues, type Restated, restated, storeRestated } from '#platform/vault-restated.ts';
import { evolve, type Incident, type IncidentEvent, isLessened } from '../incidents/incident.ts';
import { type LoadedIncident, lockIncident, readIncident, writeChange } from '../incidents/store.ts';
import { openedTexts } from '../incidents/texts.ts';
import type { CanonicalPaper } from '../papers/canonical-paper.ts';
import { inWholeAuthority } from '../scope.ts';
import { asCopy } from './lessen-values.ts';
import { stillInEvent } from './still-in-event.ts';
import { type Absent, knownElsewhere, type StillThere, withoutClaimant, withoutPerson } from './without-person.ts';

export type OfCase = {
  readonly tenant: string;
  readonly stream: string;
  readonly number: string;
  readonly basis: string;
};

/**
 * Lists and texts of every event the case ever belonged to lie under the event's own key, and outlive whoever stands in them: they
 * name nobody any more who is erased from the case. Announcements are public and name no complainant.
 */
export const lessenIncidents = async (
  context: Context,
  tx: Tx,
  actor: Actor,
  of: OfCase,
  { absent, at }: { readonly absent: Absent; readonly at: Date },
): Promise<void> => {
  await inEvents(tx, actor, of, (incident) => lessenIncident(context, tx, actor, of, { incident, absent, at }));
};

/** Lists of claimants of every event the case ever belonged to. */
export const claimantLists = async (context: Context, tx: Tx, actor: Actor, of: OfCase): Promise<CanonicalPaper[]> => {
  const lists: CanonicalPaper[] = [];
  await inEvents(tx, actor, of, async (incident) => {
    const found = await readIncident(tx, incident);
    if (found === undefined) return;
    const entries = found.state.papers.flatMap(({ code, data }) => (code === 'incident-claimants' ? [data.entry] : []));
    for (const one of await context.vault.openEntries(tx, found, entries))
      if (!isRefusal(one)) lists.push(JSON.parse(String(one.value)) as CanonicalPaper);
  });
  return lists;
};

const inEvents = async (
  tx: Tx,
  actor: Actor,
  { tenant, stream }: OfCase,
  work: (incident: string) => Promise<void>,
): Promise<void> => {
  const joined = await tx.rows<{ incident: string }>(
    `select distinct payload->>'incident' as incident from event
      where tenant = $1 and stream = $2 and type = 'JoinedIncident' order by 1`,
    [tenant, stream],
  );
  if (joined.length === 0) return;
  // The event may be another unit's of the authority.
  await inWholeAuthority(tx, actor, [tenant], async () => {
    for (const { incident } of joined) await work(incident);
  });
};

const lessenIncident = async (
  context: Context,
  tx: Tx,
  actor: Actor,
  of: OfCase,
  { incident, absent, at }: { readonly incident: string; readonly absent: Absent; readonly at: Date },
): Promise<void> => {
  const locked = await lockIncident(tx, incident);
  if (locked === undefined) return;
  const { tenant, stream, state } = locked;
  const key = await incidentKey(context, tx, { tenant, stream });
  const { operatorName } = await openedTexts(context, tx, locked);
  const seen = { ...absent, others: [...absent.others, { kind: 'name', value: operatorName }] };
  const still = await stillInEvent(context, tx, { tenant, incident: stream, stream: of.stream }, absent.gone);
  const codes = new Map(state.papers.map((paper) => [paper.data.entry, paper.code]));
  const rows: Restated[] = [];
  for (const one of await lyingValues(tx, locked, new Map([[stream, key]]))) {
    const less = lessenedValue(context, one, { number: of.number, code: codes.get(one.entry), absent: seen, still });
    if (less !== undefined) {
      rows.push(restated(locked, one, { person: stream, key }, less));
      if (one.entry === state.title.entry) await retitle(tx, locked, String(less));
      const withdrawn = state.withdrawals.find(({ reasons }) => reasons.entry === one.entry);
      if (withdrawn !== undefined) await restateWithdrawal(tx, locked, withdrawn.n, String(less));
    }
  }
  if (rows.length === 0) return;
  const lessened = Object.fromEntries(rows.map(({ entry, commitment = '' }) => [entry, commitment]));
  const event: IncidentEvent = { type: 'PersonErased', payload: { complaint: of.number, basis: of.basis, lessened } };
  const change = { at, actor: actor.account, act: 'erase-person', event, state: evolve(state, event) };
  await writeChange(tx, context, locked, change);
  await storeRestated(tx, locked, rows);
  await lessenIncidentFiles(context, tx, actor, locked, { lessened, basis: of.basis });
};

/** Files of papers that named the person, every scan ever kept of them and every picture of them hung up included: made anew at the next look, from what is left. */
const lessenIncidentFiles = async (
  context: Context,
  tx: Tx,
  actor: Actor,
  { tenant, stream, state }: LoadedIncident,
  { lessened, basis }: { readonly lessened: Readonly<Record<string, string>>; readonly basis: string },
): Promise<void> => {
  const numbers = state.papers.filter(({ data }) => data.entry in lessened).map(({ n }) => n);
  const made = await tx.rows<{ pdf_file: string }>(
    'select pdf_file from incident_paper where tenant = $1 and stream = $2 and n = any ($3::integer[]) and pdf_file is not null',
    [tenant, stream, numbers],
  );
  const scans = state.sealedCopies.filter(({ n }) => numbers.includes(n)).map(({ file }) => file);
  const proofs = state.services
    .filter((one) => numbers.includes(one.n) || isLessened(one, lessened))
    .flatMap((one) => one.scans.map(({ file }) => file));
  const files = [...made.map((paper) => paper.pdf_file), ...scans, ...proofs];
  orRefuse(await eraseFiles(context.files, tx, actor, { tenant, stream, of: { files }, basis }));
  await tx.run(
    `update incident_paper set pdf_file = null, pdf_hash = null, signed_scan = null, scan_hash = null
      where tenant = $1 and stream = $2 and n = any ($3::integer[])`,
    [tenant, stream, numbers],
  );
};

const incidentKey = async (context: Context, tx: Tx, at: { readonly tenant: string; readonly stream: string }) => {
  await context.vault.load(at.tenant, tx);
  const row = await tx.one<{ tenant_key_version: number; wrapped: Buffer | null }>(
    'select tenant_key_version, wrapped from person_key where tenant = $1 and stream = $2 and person = $2',
    [at.tenant, at.stream],
  );
  const key = context.vault.personKey({ ...at, person: at.stream }, row);
  if (key === undefined) throw new Error(`an event without its key: ${at.stream}`);
  return key;
};

type Looked = {
  readonly number: string;
  readonly code: Incident['papers'][number]['code'] | undefined;
  readonly absent: Absent;
  readonly still: StillThere;
};

/** Undefined where the value says nothing of whoever is erased. */
const lessenedValue = (
  context: Context,
  { kind, opened: { value } }: LyingValue,
  { number, code, absent, still }: Looked,
): Json | undefined => {
  const elsewhere = knownElsewhere(absent, still.known);
  if (kind !== 'paper') {
    const less = withoutPerson(value, elsewhere);
    return less === value ? undefined : less;
  }
  if (code === 'incident-announcement') return undefined;
  const paper = JSON.parse(String(value)) as CanonicalPaper & { readonly [part: string]: Json };
  const less =
    code === 'incident-claimants' ? withoutClaimant(paper, number, absent, still) : withoutPerson(paper, elsewhere);
  if (less === paper) return undefined;
  return canonicalJson(asCopy(less as CanonicalPaper, context.texts) as unknown as CanonicalValue);
};

/** Why an announcement was withdrawn stands on the public page. */
const restateWithdrawal = (tx: Tx, { tenant, stream }: LoadedIncident, n: number, reasons: string): Promise<number> =>
  tx.run('update announcement set withdrawn_for = $4 where tenant = $1 and incident = $2 and n = $3', [
    ...[tenant, stream, n, reasons],
  ]);

/** The list of events shows the title without opening anything. */
const retitle = (tx: Tx, at: { readonly tenant: string; readonly stream: string }, title: string): Promise<number> =>
  tx.run('update incident set title = $3 where tenant = $1 and stream = $2', [at.tenant, at.stream, title]);
