import { elapsed } from '#platform/clock.ts';

/** What a stop has to end, in the order it was begun; it is ended the other way round. */
export type Closing = (() => Promise<unknown>)[];

/** An upload over a slow line would hold a stop for an hour; a page takes none of this. */
const REQUESTS_FINISH_WITHIN = 30_000;

/** The operators' guide lets the service manager wait 120 s: what is left of it belongs to the database. */
const ENDS_WITHIN = 80_000;

type Server = {
  readonly server: { closeAllConnections(): void };
  close(): PromiseLike<unknown>;
};

/** Takes no new requests and finishes open ones; those that need longer lose their connection. */
export const closeServer = async (app: Server, within = REQUESTS_FINISH_WITHIN): Promise<void> => {
  const late = setTimeout(() => app.server.closeAllConnections(), within);
  try {
    await app.close();
  } finally {
    clearTimeout(late);
  }
};

/**
 * Ends everything, the database and the lock (the first two) however long they take. What does not end by itself is left to the stop of
 * the database, which rolls back whatever is open; its job is done again at the next start. What fails to end keeps nothing else from it.
 *
 * @returns whether anything was left
 */
export const closeAll = async (closing: Closing, within = ENDS_WITHIN): Promise<boolean> => {
  const until = elapsed() + within;
  const failures: unknown[] = [];
  let isLeft = false;
  for (const [index, close] of [...closing.entries()].reverse()) {
    const ended = index < 2 ? close().then(() => true) : endsWithin(close(), until - elapsed());
    isLeft = !(await ended.catch((error: unknown) => failures.push(error))) || isLeft;
  }
  if (failures.length > 0) throw failures[0];
  return isLeft;
};

/** A start in which the database has gone does not hear the wish to stop: so long it is waited for, then left behind. */
const STARTS_OFF_WITHIN = 20_000;

/** The work, or the reason of the signal where it does not end by itself soon after. */
export const unlessCalledOff = async (
  work: Promise<void>,
  signal: AbortSignal,
  within = STARTS_OFF_WITHIN,
): Promise<void> => {
  let timer: NodeJS.Timeout | undefined;
  let wait = (): void => undefined;
  const late = new Promise<never>((_resolve, reject) => {
    wait = () => {
      timer = setTimeout(() => reject(signal.reason), within);
    };
    signal.addEventListener('abort', wait, { once: true });
  });
  try {
    await Promise.race([work, late]);
  } finally {
    signal.removeEventListener('abort', wait);
    clearTimeout(timer);
  }
};

const endsWithin = async (work: Promise<unknown>, milliseconds: number): Promise<boolean> => {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<false>((resolve) => {
    timer = setTimeout(() => resolve(false), Math.max(0, milliseconds));
  });
  // Left behind it may fail whenever it likes.
  work.catch(() => undefined);
  return await Promise.race([work.then(() => true), late]).finally(() => clearTimeout(timer));
};
