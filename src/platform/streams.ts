import type { Tx } from './db.ts';
import {
  type ChainedEvents,
  chainEvents,
  emptyHash,
  type LockedStream,
  lockStream,
  type NewEvent,
  type StreamKey,
} from './events.ts';
import type { PreparedEntries, Vault } from './vault.ts';

/** What one act adds to the history of a stream, and the values it seals. */
export type StreamAct = StreamKey & {
  readonly actor: string;
  readonly at: Date;
  readonly events: readonly NewEvent[];
  readonly entries: readonly PreparedEntries[];
};

/** Makes a stream with its first events. The scope must be allowed to write in the tenant; it need not see the stream. */
export const beginStream = async (
  tx: Tx,
  vault: Vault,
  act: StreamAct & { readonly kind: string; readonly bureau: string },
): Promise<ChainedEvents> => {
  const chained = chainEvents(act, { version: 0, headHash: emptyHash }, act.events, act);
  tx.send('insert into stream (tenant, stream, kind, bureau, version, head_hash) values ($1, $2, $3, $4, $5, $6)', [
    act.tenant,
    act.stream,
    act.kind,
    act.bureau,
    chained.version,
    chained.headHash,
  ]);
  await writeEvents(tx, act, chained);
  for (const entries of act.entries) await vault.store(tx, entries);
  return chained;
};

/** Adds events to a stream that the caller has locked. */
export const continueStream = async (
  tx: Tx,
  vault: Vault,
  locked: Pick<LockedStream, 'version' | 'headHash'>,
  act: StreamAct,
): Promise<ChainedEvents> => {
  const chained = await goOn(tx, locked, { ...act, entries: [] });
  for (const entries of act.entries) await vault.store(tx, entries);
  return chained;
};

const goOn = async (
  tx: Tx,
  locked: Pick<LockedStream, 'version' | 'headHash'>,
  act: StreamAct,
): Promise<ChainedEvents> => {
  const chained = chainEvents(act, locked, act.events, act);
  tx.send('update stream set version = $3, head_hash = $4 where tenant = $1 and stream = $2', [
    act.tenant,
    act.stream,
    chained.version,
    chained.headHash,
  ]);
  await writeEvents(tx, act, chained);
  return chained;
};

/** Adds one event that seals nothing to a stream of this kind; gives all its events, undefined where it is of another kind. */
export const leaveEvent = async (
  tx: Tx,
  kind: string,
  act: Omit<StreamAct, 'entries' | 'events'> & { readonly event: NewEvent },
): Promise<readonly NewEvent[] | undefined> => {
  const locked = await lockStream(tx, act);
  if (locked === undefined || locked.kind !== kind) return undefined;
  await goOn(tx, locked, { ...act, events: [act.event], entries: [] });
  return [...(locked.events as readonly NewEvent[]), act.event];
};

const writeEvents = async (tx: Tx, act: StreamAct, chained: ChainedEvents): Promise<void> => {
  tx.send(
    `insert into event (tenant, stream, actor, at, version, type, payload, hash)
     select $1, $2, $3, $4, u.v, u.t, u.p::jsonb, u.h
       from unnest($5::integer[], $6::text[], $7::text[], $8::bytea[]) u(v, t, p, h)`,
    [act.tenant, act.stream, act.actor, act.at, chained.versions, chained.types, chained.payloads, chained.hashes],
  );
};
