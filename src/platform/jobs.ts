/**
 * Work after an act: outside effects, asked for in the act's own transaction and done by a worker. A job runs at least
 * once and may run twice (its process may die after the effect and before the record), so a task must stand that: it
 * looks whether its effect is there already, by a natural key or by `recordOnce`.
 */
import { Logger, run, runMigrations } from 'graphile-worker';
import pg from 'pg';
import { elapsed, now } from './clock.ts';
import type { Tx } from './db.ts';
import { bringBackJobs, keepAlive, rescueJobs } from './jobs-liveness.ts';
import type { Log } from './log.ts';
import type { Metrics } from './metrics.ts';
import { codeOf } from './postgres/start-failure.ts';
import { startRounds } from './rounds.ts';

export type JobContext = {
  /** The tenant the job was asked for in; empty for work of the whole instance. */
  readonly tenant: string;
  /** Counts from 1. */
  readonly attempt: number;
  /** Nobody tries again after this one. */
  readonly isLast: boolean;
  /** Aborts when the worker has waited long enough for its jobs to end. */
  readonly signal: AbortSignal;
  readonly log: Log;
};

/** `read` checks the payload, which was written by an older version of the program perhaps. */
export type JobTask<P = unknown> = {
  readonly name: string;
  readonly read: (payload: unknown) => P;
  /** How often it is tried, each time after a longer pause: 12 times in sixteen hours, 25 times (when silent) in four days. */
  readonly attempts?: number;
  run(payload: P, context: JobContext): Promise<void>;
};

/** Work that comes round by itself; each round once among all servers, never two rounds at a time. One that fails is not tried again. */
export type ScheduledTask = {
  readonly name: string;
  /** Five fields as in crontab, in UTC: `* * * * *` is every minute. */
  readonly cron: string;
  /** Goes by what day it is: waits while that is in doubt. */
  readonly byCalendar?: boolean;
  run(context: JobContext): Promise<void>;
};

type Envelope = { readonly tenant: string; readonly body: unknown };

export type EnqueueOptions = {
  readonly tenant?: string;
  readonly runAt?: Date;
  /** A second job with the key of a waiting one takes its place. */
  readonly key?: string;
};

/** Asks for a job in the caller's transaction: rolled back, nobody ever hears of it. The payload holds ids, nothing personal. */
export const enqueue = async <P>(
  tx: Tx,
  task: Pick<JobTask<P>, 'name' | 'read' | 'attempts'>,
  payload: P,
  options: EnqueueOptions = {},
): Promise<void> => {
  const envelope: Envelope = { tenant: options.tenant ?? '', body: payload };
  tx.send('insert into job_order (task, payload, run_at, job_key, max_attempts) values ($1, $2::json, $3, $4, $5)', [
    task.name,
    JSON.stringify(envelope),
    options.runAt ?? null,
    options.key ?? null,
    task.attempts ?? null,
  ]);
};

/** True the first time in all the instance's life; in the same transaction as the effect itself. */
export const recordOnce = async (tx: Tx, effect: string): Promise<boolean> =>
  (await tx.run('insert into job_effect (effect, at) values ($1, $2) on conflict do nothing', [effect, now()])) === 1;

/** Was the effect recorded? For effects outside the database, which are recorded after they happened. */
export const isRecorded = async (tx: Tx, effect: string): Promise<boolean> =>
  (await tx.maybe('select 1 from job_effect where effect = $1', [effect])) !== undefined;

/** Records of effects so old that no job can come back to them. */
export const forgetEffects = (tx: Tx, before: Date): Promise<number> =>
  tx.run('delete from job_effect where at < $1', [before]);

/** Makes or updates the job tables; after the migrations, under the owner's login. Quick when there is nothing to do. */
export const prepareJobs = async (ownerUrl: string): Promise<void> => {
  const pool = ownerPool(ownerUrl, 2, () => undefined);
  try {
    await runMigrations({ pgPool: pool, logger: new Logger(() => () => undefined) });
  } finally {
    await pool.end();
  }
};

export type WorkerOptions = {
  readonly ownerUrl: string;
  readonly tasks: readonly JobTask[];
  readonly schedule?: readonly ScheduledTask[];
  readonly concurrency?: number;
  readonly log: Log;
  readonly metrics?: Metrics;
  /** How long a stop waits before it asks the jobs to break off. */
  readonly patienceMilliseconds?: number;
};

export type JobCounts = { readonly waiting: number; readonly givenUp: number; readonly oldestSeconds: number };

export type Worker = {
  /** Takes no new jobs and waits for those begun. */
  stop(): Promise<void>;
  counts(): Promise<JobCounts>;
};

/** Runs jobs until stopped; in the server's process or in one of its own. */
export const startWorker = async (options: WorkerOptions): Promise<Worker> => {
  const { log, schedule = [], concurrency = 4 } = options;
  let isStopping = false;
  const onLost = (error: Error): void => {
    // The database may say good-bye before the pool has.
    if (!isStopping) log.warn({ err: error }, 'the job worker lost a connection');
  };
  await prepareJobs(options.ownerUrl);
  const pool = ownerPool(options.ownerUrl, concurrency + 4, onLost);
  const patience = options.patienceMilliseconds ?? 20_000;
  const ends: (() => Promise<unknown>)[] = [() => pool.end()];
  /** The other way round, each also where another fails: whatever goes on would hold the process. */
  const endAll = async (): Promise<void> => {
    isStopping = true;
    const failures: unknown[] = [];
    for (const end of ends.splice(0).reverse()) await end().catch((error: unknown) => failures.push(error));
    if (failures.length > 0) throw failures[0];
  };
  try {
    const liveness = await keepAlive(pool);
    ends.push(() => liveness.end());
    await rescueJobs(pool);
    await bringBackJobs(pool);
    const runner = await run({
      pgPool: pool,
      concurrency,
      noHandleSignals: true,
      // Without batches the record that a job is done is sent but not waited for, and a stop could lose it.
      preset: { worker: { completeJobBatchDelay: 0, failJobBatchDelay: 0 } },
      gracefulShutdownAbortTimeout: patience,
      logger: loggerOver(log),
      taskList: Object.fromEntries([
        ...options.tasks.map((task) => [task.name, started(task, options)]),
        ...schedule.map((task) => [task.name, started(asTask(task), options)]),
      ]),
      events: liveness.events,
    });
    let isOver = false;
    runner.promise
      .catch((error: unknown) => log.error({ err: error }, 'the job worker ended by itself'))
      .finally(() => {
        isOver = true;
      });
    ends.push(async () => void (isOver || (await runner.stop())));
    const takingUp = takeUpSteadily(pool, onLost);
    ends.push(() => takingUp.end());
    const rounds = await startRounds(pool, schedule, onLost);
    ends.push(() => rounds.end());
  } catch (error) {
    // The database may be gone, and with it every answer: the reason is not kept back for that.
    await within(endAll(), 2 * patience);
    throw error;
  }
  const rescuing = setInterval(() => void Promise.all([rescueJobs(pool), bringBackJobs(pool)]).catch(onLost), 60_000);
  rescuing.unref();
  const counts = (): Promise<JobCounts> => countJobs(pool);
  options.metrics?.gauge('fangxin_jobs_waiting', 'Jobs due and not yet done', async () => (await counts()).waiting);
  options.metrics?.gauge('fangxin_jobs_given_up', 'Jobs no longer tried', async () => (await counts()).givenUp);
  return {
    counts,
    stop: async () => {
      clearInterval(rescuing);
      await endAll();
    },
  };
};

/** Waits so long at most, whatever comes of it. */
const within = async (work: Promise<unknown>, milliseconds: number): Promise<void> => {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, milliseconds);
  });
  const ended = work.then(
    () => undefined,
    () => undefined,
  );
  await Promise.race([ended, late]);
  clearTimeout(timer);
};

/** How long an order lies before a worker looks for it. */
const LOOK_EVERY = 250;
const TAKEN_AT_ONCE = 500;

/** Orders become jobs, the ones with the same key in the order they were given; each by one worker only. */
const takeUp = async (pool: pg.Pool): Promise<number> => {
  const { rows } = await pool.query<{ taken: number }>({
    name: 'take-up-jobs',
    text: `with taken as (
        delete from job_order where job_order in (
          select job_order from job_order order by job_order limit $1 for update skip locked)
        returning job_order, task, payload, run_at, job_key, max_attempts)
      select count(graphile_worker.add_job(identifier => task, payload => payload, run_at => run_at, job_key => job_key,
          max_attempts => max_attempts, job_key_mode => 'replace'))::integer as taken
        from (select * from taken order by job_order) in_order`,
    values: [TAKEN_AT_ONCE],
  });
  return rows[0]?.taken ?? 0;
};

const takeUpSteadily = (pool: pg.Pool, onLost: (error: Error) => void): { end(): Promise<void> } => {
  let under: Promise<unknown> | undefined;
  const look = async (): Promise<void> => {
    while ((await takeUp(pool)) === TAKEN_AT_ONCE);
  };
  const timer = setInterval(() => {
    under ??= look()
      .catch(onLost)
      .finally(() => {
        under = undefined;
      });
  }, LOOK_EVERY);
  timer.unref();
  return {
    end: async () => {
      clearInterval(timer);
      await under;
    },
  };
};

const ownerPool = (url: string, max: number, onError: (error: Error) => void): pg.Pool => {
  const pool = new pg.Pool({ connectionString: url, max, application_name: 'fangxin jobs' });
  pool.on('error', onError);
  pool.on('connect', (client) => client.on('error', onError));
  return pool;
};

const asTask = (task: ScheduledTask): JobTask => ({
  name: task.name,
  read: (payload) => payload,
  run: (_payload, context) => task.run(context),
});

/** What a job leaves in the database when it fails: the log has the rest, without anything personal. */
class JobFailed extends Error {
  override name = 'JobFailed';
}

type RunningJob = { readonly attempts: number; readonly max_attempts: number };

const started =
  (task: JobTask, { log, metrics }: WorkerOptions) =>
  async (
    payload: unknown,
    helpers: { readonly job: RunningJob; readonly abortSignal?: AbortSignal },
  ): Promise<void> => {
    const { attempts, max_attempts } = helpers.job;
    const { tenant, body } = envelopeOf(payload);
    const jobLog = log.child({ task: task.name, tenant, attempt: attempts });
    const since = elapsed();
    const end = (outcome: 'done' | 'failed' | 'given-up'): void =>
      metrics?.observeJob({ task: task.name, outcome, seconds: (elapsed() - since) / 1000 });
    try {
      const signal = helpers.abortSignal ?? new AbortController().signal;
      const isLast = attempts >= max_attempts;
      await task.run(task.read(body), { tenant, attempt: attempts, isLast, signal, log: jobLog });
      end('done');
    } catch (error) {
      const isLast = attempts >= max_attempts;
      end(isLast ? 'given-up' : 'failed');
      jobLog.error({ err: error }, isLast ? 'a job failed and is given up' : 'a job failed and will be tried again');
      throw new JobFailed(`${error instanceof Error ? error.name : typeof error} ${codeOf(error)}`.trim());
    }
  };

const envelopeOf = (payload: unknown): Envelope => {
  if (typeof payload !== 'object' || payload === null || !('tenant' in payload)) return { tenant: '', body: payload };
  return { tenant: String(payload.tenant), body: 'body' in payload ? payload.body : undefined };
};

const countJobs = async (pool: pg.Pool): Promise<JobCounts> => {
  const { rows } = await pool.query<{ waiting: number; given_up: number; oldest: number }>(
    `select (count(*) filter (where attempts < max_attempts and run_at <= now()) + (select count(*) from job_order))::integer as waiting,
            count(*) filter (where attempts >= max_attempts and locked_at is null)::integer as given_up,
            coalesce(extract(epoch from now() - min(run_at) filter (where attempts < max_attempts and run_at <= now())), 0)::float8 as oldest
       from graphile_worker.jobs`,
  );
  const row = rows[0];
  return { waiting: row?.waiting ?? 0, givenUp: row?.given_up ?? 0, oldestSeconds: row?.oldest ?? 0 };
};

/** The library's own words are for debugging; what went wrong with a job is told by `started`. */
const loggerOver = (log: Log): Logger =>
  new Logger(() => (level, message) => {
    if (level === 'error' && !message.startsWith('Failed task')) log.error({ part: 'jobs' }, message);
    else if (level === 'warning') log.warn({ part: 'jobs' }, message);
    else log.debug({ part: 'jobs' }, message);
  });
