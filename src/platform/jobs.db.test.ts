import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { after, before, describe, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { testDatabase } from '#test/database.ts';
import { projectRoot } from './config.ts';
import { nobody, openDatabase } from './db.ts';
import {
  enqueue,
  forgetEffects,
  isRecorded,
  type JobTask,
  prepareJobs,
  recordOnce,
  startWorker,
  type Worker,
  type WorkerOptions,
} from './jobs.ts';
import { createLog, silentLog } from './log.ts';
import { createMetrics } from './metrics.ts';
import { beginRounds } from './rounds.ts';

const testing = await testDatabase();
const database = openDatabase({ url: testing.appUrl });
const owner = new pg.Pool({ connectionString: testing.ownerUrl, max: 2 });
owner.on('error', () => undefined);
before(() => prepareJobs(testing.ownerUrl));
after(async () => {
  await database.close();
  await owner.end();
  await testing.drop();
});

const words = (payload: unknown): string => {
  if (typeof payload !== 'string') throw new TypeError('not words');
  return payload;
};
const taskOf = (name: string, run: JobTask<string>['run']): JobTask<string> => ({ name, read: words, run });
const ask = (task: JobTask<string>, payload: string, options = {}) =>
  database.transact(nobody, (tx) => enqueue(tx, task, payload, options));

const working = async (options: Partial<WorkerOptions>, work: (worker: Worker) => Promise<void>): Promise<void> => {
  const worker = await startWorker({ ownerUrl: testing.ownerUrl, tasks: [], log: silentLog(), ...options });
  try {
    await work(worker);
  } finally {
    await worker.stop();
  }
};

const until = async (holds: () => boolean | Promise<boolean>, milliseconds = 5000): Promise<void> => {
  for (let waited = 0; waited < milliseconds; waited += 10) {
    if (await holds()) return;
    await sleep(10);
  }
  assert.fail('it never came true');
};

const jobsLeft = async (): Promise<number> =>
  (await owner.query('select 1 from graphile_worker.jobs union all select 1 from job_order')).rowCount ?? 0;

test('a worker that fails after it began leaves nothing behind that works or holds a connection', async () => {
  const unreadable = { name: 'never', cron: 'now and then', run: async () => undefined };
  await assert.rejects(
    startWorker({ ownerUrl: testing.ownerUrl, tasks: [], schedule: [unreadable], log: silentLog() }),
  );
  await until(async () => {
    const left = `select 1 from pg_stat_activity where application_name = 'fangxin jobs' and datname = current_database()`;
    return (await owner.query(left)).rowCount === 0;
  });
});

describe('asking for a job', () => {
  test('a job exists when the act is committed, and never when it is rolled back', async () => {
    const done: string[] = [];
    const task = taskOf('note', async (payload, context) => void done.push(`${context.tenant}:${payload}`));
    await assert.rejects(
      database.transact(nobody, async (tx) => {
        await enqueue(tx, task, 'rolled back');
        throw new Error('no');
      }),
    );
    await ask(task, 'committed', { tenant: 'yunqi' });
    await working({ tasks: [task] }, () => until(() => done.length > 0));
    assert.deepEqual(done, ['yunqi:committed']);
  });

  test('a key keeps one job of its kind: the last', async () => {
    const done: string[] = [];
    const task = taskOf('keyed', async (payload) => void done.push(payload));
    for (const payload of ['one', 'two', 'three']) await ask(task, payload, { key: 'same' });
    await working({ tasks: [task] }, () => until(async () => (await jobsLeft()) === 0));
    assert.deepEqual(done, ['three']);
  });

  test('a job for later waits', async () => {
    const done: string[] = [];
    const task = taskOf('later', async (payload) => void done.push(payload));
    await ask(task, 'tomorrow', { runAt: new Date(Date.now() + 86_400_000), key: 'later' });
    await ask(task, 'now');
    await working({ tasks: [task] }, () => until(() => done.length > 0));
    assert.deepEqual(done, ['now']);
    await owner.query("select graphile_worker.remove_job('later')");
  });

  test('orders stay until a worker comes, and are taken up once by however many', async () => {
    const done: string[] = [];
    const task = taskOf('many', async (payload) => void done.push(payload));
    const wanted = Array.from({ length: 60 }, (_, i) => `order ${i}`);
    for (const payload of wanted) await ask(task, payload);
    assert.equal(await jobsLeft(), 60);
    await working({ tasks: [task] }, () =>
      working({ tasks: [task] }, () => until(async () => (await jobsLeft()) === 0 && done.length >= 60)),
    );
    assert.deepEqual(done.toSorted(), wanted.toSorted());
  });

  test('the application may ask and nothing else: it cannot read orders or reach the job tables', async () => {
    await assert.rejects(
      database.transact(nobody, (tx) => tx.adhoc('select * from job_order')),
      /permission denied/u,
    );
    await assert.rejects(
      database.transact(nobody, (tx) => tx.adhoc('select * from graphile_worker.jobs')),
      /permission denied/u,
    );
    await assert.rejects(
      database.transact(nobody, (tx) => tx.adhoc("select graphile_worker.add_job('note')")),
      /permission denied/u,
    );
  });
});

describe('doing a job', () => {
  test('run twice, the effect is there once', async () => {
    const runs: number[] = [];
    const effects: string[] = [];
    const task = taskOf('send', async (payload, { attempt }) => {
      runs.push(attempt);
      await database.transact(nobody, async (tx) => {
        if (await recordOnce(tx, `send:${payload}`)) effects.push(payload);
      });
      // The worker dies, as far as the queue can tell: the effect is there, the record of the job is not.
      if (attempt === 1) throw new Error('killed');
    });
    await ask(task, 'letter');
    await working({ tasks: [task] }, async () => {
      await until(() => runs.length === 1);
      await owner.query('update graphile_worker._private_jobs set run_at = now()');
      await owner.query('notify "jobs:insert", \'{"r":1,"count":1}\'');
      await until(() => runs.length === 2);
    });
    assert.deepEqual([runs, effects], [[1, 2], ['letter']]);
  });

  test('an effect rolled back is not taken for done', async () => {
    await assert.rejects(
      database.transact(nobody, async (tx) => {
        assert.equal(await recordOnce(tx, 'undone'), true);
        throw new Error('no');
      }),
    );
    assert.equal(await database.transact(nobody, (tx) => isRecorded(tx, 'undone')), false);
    assert.equal(await database.transact(nobody, (tx) => recordOnce(tx, 'undone')), true);
    assert.equal(await database.transact(nobody, (tx) => isRecorded(tx, 'undone')), true);
    assert.equal(await database.transact(nobody, (tx) => recordOnce(tx, 'undone')), false);
    await database.transact(nobody, (tx) => forgetEffects(tx, new Date(Date.now() + 60_000)));
    assert.equal(await database.transact(nobody, (tx) => isRecorded(tx, 'undone')), false);
  });

  test('a failure is told in log and figures without the words of the person, and kept without them', async () => {
    const lines: string[] = [];
    const metrics = createMetrics({ process: false });
    const task = taskOf('fails', async () => {
      throw new RangeError('no answer from 13800138000');
    });
    await ask(task, 'x', { tenant: 'yunqi' });
    const log = createLog({ destination: { write: (line) => lines.push(line) } });
    await working({ tasks: [task], log, metrics }, async (worker) => {
      await until(async () => (await metrics.text()).includes('outcome="failed"} 1'));
      await owner.query('update graphile_worker._private_jobs set attempts = max_attempts');
      await until(async () => (await worker.counts()).givenUp === 1);
      assert.match(await metrics.text(), /fangxin_jobs_given_up 1/u);
    });
    const told = lines.join('');
    assert.match(told, /"task":"fails".*RangeError/u);
    assert.doesNotMatch(told, /13800138000/u);
    const { rows } = await owner.query<{ last_error: string }>('select last_error from graphile_worker.jobs');
    assert.match(rows[0]?.last_error ?? '', /RangeError/u);
    assert.doesNotMatch(rows[0]?.last_error ?? '', /138/u);
    await owner.query('delete from graphile_worker._private_jobs');
  });

  test('stopping waits for the job that has begun and leaves the next', async () => {
    const steps: string[] = [];
    const task = taskOf('slow', async (payload) => {
      steps.push(`${payload} begun`);
      await sleep(300);
      steps.push(`${payload} ended`);
    });
    await ask(task, 'first');
    await ask(task, 'second');
    const worker = await startWorker({ ownerUrl: testing.ownerUrl, tasks: [task], concurrency: 1, log: silentLog() });
    await until(() => steps.length === 1);
    await worker.stop();
    assert.deepEqual(steps, ['first begun', 'first ended']);
    assert.equal(await jobsLeft(), 1);
    await working({ tasks: [task] }, () => until(async () => (await jobsLeft()) === 0));
  });

  test('the job of a worker that was killed is done by the next at once', async () => {
    const task = taskOf('hangs', async () => undefined);
    await ask(task, 'x');
    const dying = spawn(process.execPath, ['--input-type=module-typescript', '-e', hangingWorker, testing.ownerUrl], {
      cwd: projectRoot,
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    after(() => dying.kill('SIGKILL'));
    await once(dying.stdout, 'data');
    const living = await startWorker({ ownerUrl: testing.ownerUrl, tasks: [task], log: silentLog() });
    await sleep(100);
    assert.equal(await jobsLeft(), 1, 'a living worker keeps its job');
    await living.stop();
    dying.kill('SIGKILL');
    await once(dying, 'exit');
    await until(async () => (await owner.query(livingWorkers)).rowCount === 0);
    await working({ tasks: [task] }, () => until(async () => (await jobsLeft()) === 0));
  });
});

const livingWorkers = `select 1 from pg_locks
  where locktype = 'advisory' and classid = 83150002 and database = (select oid from pg_database where datname = current_database())`;

const hangingWorker = `
  import { startWorker } from '#platform/jobs.ts';
  import { silentLog } from '#platform/log.ts';
  const hangs = { name: 'hangs', read: (x: unknown) => x, run: async () => { console.log('begun'); await new Promise(() => {}); } };
  await startWorker({ ownerUrl: process.argv[1] ?? '', tasks: [hangs], log: silentLog() });
  setInterval(() => {}, 1000);
`;

test('after a clock ran years ahead and was put right, rounds come round and jobs planned then are done', async () => {
  const done: string[] = [];
  const task = taskOf('planned', async (payload) => {
    done.push(payload);
  });
  const sweep = { name: 'swept', cron: '* * * * *', run: async () => void done.push('swept') };
  await owner.query(
    `insert into graphile_worker._private_known_crontabs (identifier, known_since, last_execution)
     values ('swept', '2039-01-01', '2039-01-01')`,
  );
  await owner.query(
    `select graphile_worker.add_job('planned', '{"tenant":"","body":"of 2039"}'::json, run_at => '2039-01-01'::timestamptz)`,
  );
  await working({ tasks: [task], schedule: [sweep] }, async () => {
    await until(() => done.includes('of 2039'));
    await beginRounds(owner, ['swept'], Math.floor(Date.now() / 60_000));
    await until(() => done.includes('swept'));
    await beginRounds(owner, ['swept'], Math.floor(Date.now() / 60_000));
    assert.equal(await jobsLeft(), 0, 'the same minute begins once');
  });
  await owner.query('delete from graphile_worker._private_known_crontabs');
});

test('scheduled work is known once to all workers, and two rounds never run at a time', async () => {
  let running = 0;
  let most = 0;
  let rounds = 0;
  const sweep = {
    name: 'sweep',
    cron: '* * * * *',
    run: async () => {
      running += 1;
      most = Math.max(most, running);
      await sleep(50);
      running -= 1;
      rounds += 1;
    },
  };
  await working({ schedule: [sweep] }, () =>
    working({ schedule: [sweep] }, async () => {
      // The row by which the library lets one worker only begin the round of a minute.
      const known = await owner.query('select identifier from graphile_worker._private_known_crontabs');
      assert.deepEqual(known.rows, [{ identifier: 'sweep' }]);
      for (let round = 1; round <= 3; round += 1) {
        await owner.query("select graphile_worker.add_job('sweep', queue_name => 'sweep')");
      }
      await until(() => rounds >= 3);
    }),
  );
  assert.equal(most, 1);
});
