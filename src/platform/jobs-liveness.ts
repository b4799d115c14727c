/**
 * A worker that is killed leaves its jobs locked, and the library waits four hours before it gives them to another.
 * Here each pool of workers holds an advisory lock named after itself as long as its connection lives; a lock that can
 * be taken is one whose pool is dead, and its jobs are free at once.
 */
import { EventEmitter } from 'node:events';
import type { WorkerEvents } from 'graphile-worker';
import type pg from 'pg';

const lockClass = 8315_0002;

export type Liveness = { readonly events: WorkerEvents; end(): Promise<void> };

/** Give `events` to the runner: it tells the pool's name. */
export const keepAlive = async (pool: pg.Pool): Promise<Liveness> => {
  const client = await pool.connect();
  const events: WorkerEvents = new EventEmitter() as WorkerEvents;
  let taken: Promise<unknown> = Promise.resolve();
  events.on('pool:create', ({ workerPool }) => {
    // A lost connection only means that another worker may begin a job a second time, which tasks must stand.
    taken = client
      .query('select pg_advisory_lock($1, hashtext($2))', [lockClass, workerPool.id])
      .catch(() => undefined);
  });
  return {
    events,
    end: async () => {
      await taken;
      client.release(true);
    },
  };
};

/** Nothing is asked for so far ahead, nor tried again so late: such a job was planned under a clock that has been put back since. */
const FAR_AHEAD = `interval '3 days'`;

/** Jobs planned by a clock that ran ahead are due now. */
export const bringBackJobs = async (pool: pg.Pool): Promise<void> => {
  await pool.query(
    `update graphile_worker._private_jobs set run_at = now() where run_at > now() + ${FAR_AHEAD} and locked_at is null`,
  );
};

/** Frees the jobs of dead workers; returns how many workers were dead. */
export const rescueJobs = async (pool: pg.Pool): Promise<number> => {
  const client = await pool.connect();
  try {
    const { rows } = await client.query<{ worker: string }>(
      `select worker from (
         select locked_by as worker from graphile_worker._private_jobs where locked_by is not null
         union select locked_by from graphile_worker._private_job_queues where locked_by is not null) held`,
    );
    let dead = 0;
    for (const { worker } of rows) {
      const tried = await client.query<{ free: boolean }>('select pg_try_advisory_lock($1, hashtext($2)) as free', [
        lockClass,
        worker,
      ]);
      if (tried.rows[0]?.free !== true) continue;
      await client.query('select graphile_worker.force_unlock_workers($1)', [[worker]]);
      await client.query('select pg_advisory_unlock($1, hashtext($2))', [lockClass, worker]);
      dead += 1;
    }
    return dead;
  } finally {
    client.release();
  }
};
