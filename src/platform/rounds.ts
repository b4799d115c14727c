/**
 * When scheduled work comes round. The library's own scheduler goes by the wall clock alone: after a jump ahead it makes up every
 * minute of the years between, and once the clock is right again it waits for them to pass. This one looks every second and
 * starts what the minute asks for.
 */
import { type ParsedCronItem, parseCronItems } from 'graphile-worker';
import type pg from 'pg';
import { now } from './clock.ts';

export type Round = { readonly name: string; readonly cron: string };

const MINUTE = 60_000;
/** What a machine that slept or was busy missed is made up once, if it was due within so many minutes. */
const MADE_UP = 24 * 60;
/** A round of a later moment than this was begun under a clock that has been put back since. */
const AHEAD = `interval '10 minutes'`;

const digestOf = (minute: number): Parameters<ParsedCronItem['match']>[0] => {
  const at = new Date(minute * MINUTE);
  return {
    min: at.getUTCMinutes(),
    hour: at.getUTCHours(),
    date: at.getUTCDate(),
    month: at.getUTCMonth() + 1,
    dow: at.getUTCDay(),
  };
};

/** Tells which rounds begin, given the minute of each look (minutes since 1970). */
export class RoundWatch {
  readonly #items: readonly ParsedCronItem[];
  #minute: number;

  constructor(rounds: readonly Round[], minute: number) {
    this.#items = parseCronItems(rounds.map(({ name, cron }) => ({ task: name, match: cron, identifier: name })));
    this.#minute = minute;
  }

  due(minute: number): string[] {
    const passed = minute - this.#minute;
    if (passed === 0) return [];
    this.#minute = minute;
    const from = passed > 0 && passed <= MADE_UP ? minute - passed + 1 : minute;
    const digests = Array.from({ length: minute - from + 1 }, (_, n) => digestOf(from + n));
    return this.#items.filter((item) => digests.some((digest) => item.match(digest))).map((item) => item.identifier);
  }
}

/** One worker only begins the round of a minute; one that has not been done yet takes the new one's place. */
const begin = `
  with due as (
    insert into graphile_worker._private_known_crontabs as k (identifier, known_since, last_execution)
    select identifier, $2::timestamptz, $2::timestamptz from unnest($1::text[]) identifier
    on conflict (identifier) do update set last_execution = excluded.last_execution
     where k.last_execution is null or k.last_execution < excluded.last_execution
        or k.last_execution > excluded.last_execution + ${AHEAD}
    returning identifier)
  select graphile_worker.add_job(identifier, queue_name => identifier, max_attempts => 1, job_key => identifier,
      job_key_mode => 'replace') from due`;

export const beginRounds = async (pool: pg.Pool, names: readonly string[], minute: number): Promise<void> => {
  await pool.query(begin, [names, new Date(minute * MINUTE)]);
};

const minuteNow = (): number => Math.floor(now().getTime() / MINUTE);

export const startRounds = async (
  pool: pg.Pool,
  rounds: readonly Round[],
  onLost: (error: Error) => void,
): Promise<{ end(): Promise<void> }> => {
  await pool.query(
    `insert into graphile_worker._private_known_crontabs (identifier, known_since)
     select identifier, $2 from unnest($1::text[]) identifier on conflict do nothing`,
    [rounds.map(({ name }) => name), now()],
  );
  const watch = new RoundWatch(rounds, minuteNow());
  let under: Promise<unknown> | undefined;
  /** By the minute it was due: a database that is away then must not cost a nightly round, nor another server begin it twice. */
  const owed = new Map<string, number>();
  const beginOwed = async (): Promise<void> => {
    for (const [minute, due] of Map.groupBy([...owed], ([, minute]) => minute)) {
      await beginRounds(
        pool,
        due.map(([name]) => name),
        minute,
      );
      for (const [name] of due) if (owed.get(name) === minute) owed.delete(name);
    }
  };
  const timer = setInterval(() => {
    const minute = minuteNow();
    for (const name of watch.due(minute)) owed.set(name, minute);
    if (owed.size === 0) return;
    under ??= beginOwed()
      .catch(onLost)
      .finally(() => {
        under = undefined;
      });
  }, 1_000);
  timer.unref();
  return {
    end: async () => {
      clearInterval(timer);
      await under;
    },
  };
};
