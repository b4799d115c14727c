import { createHash } from 'node:crypto';
import { type CanonicalValue, canonicalJson } from '#kernel/canonical.ts';
import type { Tx } from '#platform/db.ts';

/** A stored act. `payload` holds ids, codes, amounts and commitments, never personal data. */
export type StoredEvent = {
  readonly version: number;
  readonly type: string;
  readonly payload: unknown;
  readonly actor: string;
  readonly at: Date;
  readonly hash: Buffer;
};

export type NewEvent = { readonly type: string; readonly payload: Readonly<Record<string, unknown>> };

export type StreamKey = { readonly tenant: string; readonly stream: string };

export const emptyHash = Buffer.alloc(32);

/** Hash of one event over the one before: sha-256 of the previous hash and the event's canonical JSON. */
export const eventHash = (
  key: StreamKey,
  previous: Buffer,
  event: { version: number; type: string; payload: unknown; actor: string; at: Date },
): Buffer =>
  createHash('sha256')
    .update(previous)
    .update(
      canonicalJson({
        tenant: key.tenant,
        stream: key.stream,
        version: event.version,
        type: event.type,
        payload: event.payload as CanonicalValue,
        actor: event.actor,
        at: event.at.toISOString(),
      }),
    )
    .digest();

export type ChainedEvents = {
  readonly version: number;
  readonly headHash: Buffer;
  readonly versions: readonly number[];
  readonly types: readonly string[];
  readonly payloads: readonly string[];
  readonly hashes: readonly Buffer[];
};

/** Numbers and chains new events after `version`, ready for one `unnest` insert. */
export const chainEvents = (
  key: StreamKey,
  after: { version: number; headHash: Buffer },
  events: readonly NewEvent[],
  by: { actor: string; at: Date },
): ChainedEvents => {
  let version = after.version;
  let headHash = after.headHash;
  const versions: number[] = [];
  const types: string[] = [];
  const payloads: string[] = [];
  const hashes: Buffer[] = [];
  for (const event of events) {
    version += 1;
    headHash = eventHash(key, headHash, {
      version,
      type: event.type,
      payload: event.payload,
      actor: by.actor,
      at: by.at,
    });
    versions.push(version);
    types.push(event.type);
    payloads.push(JSON.stringify(event.payload));
    hashes.push(headHash);
  }
  return { version, headHash, versions, types, payloads, hashes };
};

type StreamRow = {
  kind: string;
  bureau: string;
  version: number;
  head_hash: Buffer;
  events: { version: number; type: string; payload: unknown; actor: string; at: string }[];
};

export type LockedStream = {
  readonly kind: string;
  readonly bureau: string;
  readonly version: number;
  readonly headHash: Buffer;
  readonly events: readonly { version: number; type: string; payload: unknown; actor: string; at: Date }[];
};

/** Locks the stream row for the rest of the transaction and returns its events, oldest first; undefined when out of scope. */
export const lockStream = async (tx: Tx, key: StreamKey): Promise<LockedStream | undefined> => {
  const locked = await tx.maybe<Omit<StreamRow, 'events'>>(
    'select kind, bureau, version, head_hash from stream where tenant = $1 and stream = $2 for update',
    [key.tenant, key.stream],
  );
  if (locked === undefined) return undefined;
  return { ...rowHead(locked), events: await eventsOf(tx, key) };
};

/** The events of a stream without a lock, for reading. */
export const eventsOf = async (tx: Tx, key: StreamKey): Promise<LockedStream['events']> =>
  await tx.rows<{ version: number; type: string; payload: unknown; actor: string; at: Date }>(
    'select version, type, payload, actor, at from event where tenant = $1 and stream = $2 order by version',
    [key.tenant, key.stream],
  );

const rowHead = (row: Omit<StreamRow, 'events'>): Omit<LockedStream, 'events'> => ({
  kind: row.kind,
  bureau: row.bureau,
  version: row.version,
  headHash: row.head_hash,
});
