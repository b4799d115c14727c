import type { KeyObject } from 'node:crypto';
import { KeysOnDemand, type PersonKeys } from '#platform/crypto/person-keys.ts';
import type { Tx } from '#platform/db.ts';
import type { Vault } from '#platform/vault.ts';
import type { Complaint, ComplaintEvent } from './complaint.ts';
import { fold } from './evolve.ts';
import { stationPrincipal } from './station-principal.ts';

/** The write model: one locked read in; what goes out is in write.ts. */

export type StoredEvent = { type: string; payload: unknown; actor: string };

type StoredKey = { person: string; version: number; wrapped: string | null };

type LockedRow = {
  tenant: string;
  stream: string;
  bureau: string;
  version: number;
  head_hash: Buffer;
  events: StoredEvent[] | null;
  person_keys: StoredKey[] | null;
};

export type LoadedComplaint = {
  readonly tenant: string;
  readonly stream: string;
  readonly state: Complaint;
  /** What a person must have seen to decide on this case: the version before what the system itself put on record last. */
  readonly settledVersion: number;
  readonly headHash: Buffer;
  readonly personKeys: PersonKeys;
  /** Whose key has been destroyed: nothing more can be sealed under them. */
  readonly erased: ReadonlySet<string>;
};

const lockStatement = `
  select s.tenant, s.stream, s.bureau, s.version, s.head_hash,
    (select json_agg(json_build_object('type', e.type, 'payload', e.payload, 'actor', e.actor) order by e.version)
       from event e where e.tenant = s.tenant and e.stream = s.stream) as events,
    (select json_agg(json_build_object('person', k.person, 'version', k.tenant_key_version, 'wrapped', encode(k.wrapped, 'base64')))
       from person_key k where k.tenant = s.tenant and k.stream = s.stream) as person_keys
  from case_locator l join stream s on s.tenant = l.tenant and s.stream = l.stream
  where l.key_kind = 'number' and l.key = $1 and l.kind = 'complaint'
  for update of s`;

const readStatement = lockStatement.replace('for update of s', '');

const eventsStatement = 'select type, payload, actor from event where tenant = $1 and stream = $2 order by version';

const keysStatement = `select person, tenant_key_version as version, encode(wrapped, 'base64') as wrapped
  from person_key where tenant = $1 and stream = $2`;

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
  // Having waited for the lock, the row is new but events and keys are of the old snapshot: read them again.
  const stale = (row.events?.length ?? 0) !== row.version;
  return await loaded(tx, vault, row, stale);
};

/** Locks a case that was not read here: cases are locked before series, or two acts would wait for each other. */
export const holdHead = (tx: Tx, { tenant, stream }: { readonly tenant: string; readonly stream: string }): void =>
  tx.send('select 1 from stream where tenant = $1 and stream = $2 for update', [tenant, stream]);

/** The case as it stands, without a lock, for showing it. */
export const readComplaint = async (tx: Tx, vault: Vault, number: string): Promise<LoadedComplaint | undefined> => {
  const row = await tx.maybe<LockedRow>(readStatement, [number]);
  return row === undefined ? undefined : await loaded(tx, vault, row, false);
};

const isFormOne = (payload: unknown): boolean => (payload as { code?: unknown }).code === 'form-1';

/** What the platform writes down after an act, to tell a party of its paper or to keep one: nobody's next decision hangs on it. */
export const isOwnRecord = ({ type, actor, payload }: StoredEvent): boolean =>
  type === 'PaperOpened' ||
  (actor.startsWith('system:') &&
    (type === 'PaperDelivered' || type === 'SealedCopyKept' || (type === 'PaperMade' && isFormOne(payload))));

const loaded = async (tx: Tx, vault: Vault, row: LockedRow, stale: boolean): Promise<LoadedComplaint> => {
  const { tenant, stream } = row;
  const [events, keys] = stale
    ? await Promise.all([
        tx.rows<StoredEvent>(eventsStatement, [tenant, stream]),
        tx.rows<StoredKey>(keysStatement, [tenant, stream]),
      ])
    : [row.events ?? [], row.person_keys ?? []];
  await vault.load(tenant, tx);
  const known = new Map<string, () => KeyObject | undefined>();
  const erased = new Set<string>();
  for (const { person, version, wrapped } of keys) {
    if (wrapped === null) {
      erased.add(person);
      continue;
    }
    const row = { tenant_key_version: version, wrapped: Buffer.from(wrapped, 'base64') };
    known.set(person, () => vault.personKey({ tenant, stream, person }, row));
  }
  return {
    tenant: row.tenant,
    stream: row.stream,
    state: fold(events as ComplaintEvent[]),
    settledVersion: events.findLastIndex((event) => !isOwnRecord(event)) + 1,
    headHash: row.head_hash,
    personKeys: new KeysOnDemand(known),
    erased,
  };
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

/** The station that works on it now is let in, the one before no more. */
export const moveStation = async (
  tx: Tx,
  at: { tenant: string; stream: string; bureau: string },
  station: string | null,
): Promise<void> => {
  await tx.run("delete from case_access where tenant = $1 and stream = $2 and role = 'station'", [
    at.tenant,
    at.stream,
  ]);
  if (station !== null) await grantAccess(tx, at, stationPrincipal(station), 'station');
};

/** A body whose mandate has ended reads the case no more. */
export const endEntrustedAccess = async (tx: Tx, { tenant, stream }: { tenant: string; stream: string }) => {
  await tx.run("delete from case_access where tenant = $1 and stream = $2 and role = 'entrusted'", [tenant, stream]);
};

/** The next official number of a series, gapless: the row stays locked until the act commits. */
export const nextNumber = async (tx: Tx, tenant: string, series: string, year: number): Promise<number> => {
  // Who wants a number waits in a line. On the row itself all would wake whenever one of them is through.
  tx.send(`select pg_advisory_xact_lock(hashtextextended($1 || '/' || $2 || '/' || $3, 0))`, [
    tenant,
    series,
    String(year),
  ]);
  const next = await tx.maybe<{ last_number: number }>(
    `update number_series set last_number = last_number + 1 where tenant = $1 and series = $2 and year = $3
     returning last_number`,
    [tenant, series, year],
  );
  if (next !== undefined) return next.last_number;
  const first = await tx.one<{ last_number: number }>(
    `insert into number_series (tenant, series, year, last_number) values ($1, $2, $3, 1)
     on conflict on constraint number_series_pk do update set last_number = number_series.last_number + 1
     returning last_number`,
    [tenant, series, year],
  );
  return first.last_number;
};
