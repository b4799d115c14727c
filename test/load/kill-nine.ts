import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { elapsed } from '#platform/clock.ts';
import { nobody, openDatabase } from '#platform/db.ts';
import { BenchInstance } from './bench-instance.ts';
import { filing } from './filings.ts';
import { HttpClient } from './http-client.ts';

/**
 * Kills server, worker and database without warning while filings come in, cases are accepted and their papers are on the
 * way, and counts what is there afterwards.
 */

export type Victim = 'server' | 'worker' | 'postgres';

export type KillOrder = {
  readonly name: string;
  readonly victims: readonly Victim[];
  readonly connections: number;
  /** Longest pause between two kills; each is as long as chance says. */
  readonly pauseMilliseconds: number;
  readonly note: (text: string) => void;
};

export type KillReport = {
  readonly kills: number;
  readonly acknowledged: number;
  /** Requests whose answer never came, sent again with the same key. */
  readonly retried: number;
  /** Acknowledged numbers that are not there. */
  readonly lost: readonly string[];
  /** Keys that were answered with two numbers, and cases nobody was told of. */
  readonly doubled: readonly string[];
  /** Papers that jobs had to bring to somebody. */
  readonly papers: number;
  /** Papers on which the history has no delivery, or more than one, or of which more than one message left. */
  readonly notOnce: readonly string[];
  readonly verifyCode: number;
  readonly verifyText: string;
};

/** One filing, and what is known of it. */
type Sent = { readonly key: string; readonly n: number; number: string | undefined };

export const killNine = async (order: KillOrder): Promise<KillReport> => {
  const instance = await BenchInstance.create(order.name, { env: { FANGXIN_WORKER: 'off' } });
  try {
    await instance.start();
    await instance.startWorker();
    const { consumer, handler } = await instance.tokens();
    const load = new Load(instance.port, { consumer, handler }, order.connections);
    const running = load.run();
    let heads = '';
    for (const victim of order.victims) {
      await sleep(300 + Math.random() * order.pauseMilliseconds);
      order.note(`kill -9 ${victim} after ${load.acknowledged} acknowledged filings`);
      await kill(instance, victim);
      await ready(instance.port);
      heads = (await instance.run('heads')).text.trim().split('\n').at(-1) ?? '';
    }
    await sleep(500);
    load.stop();
    await running;
    const { lost, doubled } = await compare(instance, load.sent);
    const { papers, notOnce } = await deliveries(instance);
    const verified = await instance.run('verify', '--against', heads);
    return {
      kills: order.victims.length,
      acknowledged: load.acknowledged,
      retried: load.retried,
      lost,
      doubled: [...load.answeredTwice, ...doubled],
      papers,
      notOnce,
      verifyCode: verified.code,
      verifyText: verified.text,
    };
  } finally {
    await instance.stop();
    instance.remove();
  }
};

const kill = async (instance: BenchInstance, victim: Victim): Promise<void> => {
  if (victim === 'server') {
    await instance.kill('SIGKILL');
    await instance.start();
    return;
  }
  if (victim === 'worker') {
    await instance.killWorker();
    await instance.startWorker();
    return;
  }
  const { dataDirectory } = await instance.urls();
  process.kill(Number(readFileSync(join(dataDirectory, 'postmaster.pid'), 'utf8').split('\n')[0]), 'SIGKILL');
};

const ready = async (port: number): Promise<void> => {
  const until = elapsed() + 60_000;
  for (;;) {
    const answer = await fetch(`http://127.0.0.1:${port}/readyz`, { signal: AbortSignal.timeout(5_000) }).catch(
      () => undefined,
    );
    if (answer?.ok === true) return;
    if (elapsed() > until) throw new Error('not ready a minute after the kill');
    await sleep(100);
  }
};

/** Every so many filings one is accepted, which makes a paper and sends it out; a paper costs far more than a filing. */
const ACCEPT_EVERY = 8;
const ACCEPTED_AT_MOST = 12;

/** Filings without end; what was not answered is sent again with its key until it is. */
class Load {
  readonly sent: Sent[] = [];
  readonly answeredTwice: string[] = [];
  retried = 0;
  #stopping = false;
  readonly #client: HttpClient;
  readonly #tokens: { readonly consumer: string; readonly handler: string };
  readonly #connections: number;

  constructor(port: number, tokens: { readonly consumer: string; readonly handler: string }, connections: number) {
    this.#client = new HttpClient(port, connections, 10_000);
    this.#tokens = tokens;
    this.#connections = connections;
  }

  get acknowledged(): number {
    return this.sent.filter((one) => one.number !== undefined).length;
  }

  async run(): Promise<void> {
    await Promise.all(Array.from({ length: this.#connections }, () => this.#connection()));
    this.#client.close();
  }

  stop(): void {
    this.#stopping = true;
  }

  async #connection(): Promise<void> {
    while (!this.#stopping) {
      const one: Sent = { key: randomUUID(), n: this.sent.length, number: undefined };
      this.sent.push(one);
      await this.#untilAnswered(() => this.#isFiled(one));
      // An impatient client sends again although it was answered.
      if (Math.random() < 0.05) await this.#untilAnswered(() => this.#isFiled(one));
      if (one.n % ACCEPT_EVERY === 0 && one.n < ACCEPT_EVERY * ACCEPTED_AT_MOST)
        await this.#untilAnswered(() => this.#isAccepted(one));
    }
  }

  async #untilAnswered(isAnswered: () => Promise<boolean>): Promise<void> {
    const until = elapsed() + 90_000;
    while (!(await isAnswered())) {
      if (elapsed() > until) throw new Error('a request was not answered for a minute and a half');
      this.retried += 1;
      await sleep(50 + Math.random() * 100);
    }
  }

  async #isFiled(one: Sent): Promise<boolean> {
    const text = await this.#answered(201, {
      path: '/api/v1/complaints',
      token: this.#tokens.consumer,
      body: filing(one.n, 'kill').body,
      headers: { 'idempotency-key': one.key },
    });
    if (text === undefined) return false;
    const { number } = JSON.parse(text) as { number: string };
    if (one.number !== undefined && one.number !== number) this.answeredTwice.push(`${one.number} ${number}`);
    one.number ??= number;
    return true;
  }

  /** Sent again, it is told what it did the first time: its key says that it was the same. */
  async #isAccepted(one: Sent): Promise<boolean> {
    const text = await this.#answered(200, {
      path: `/api/v1/complaints/${one.number}/accept`,
      token: this.#tokens.handler,
      body: {},
      headers: { 'idempotency-key': one.key, 'if-match': '"v1"', prefer: 'return=minimal' },
    });
    return text !== undefined;
  }

  /** Undefined where no answer came: the server may have done it or not. */
  async #answered(
    status: number,
    asked: { path: string; token: string; body: unknown; headers: Record<string, string> },
  ): Promise<string | undefined> {
    const answer = await this.#client.send({ method: 'POST', ...asked }).catch(() => undefined);
    if (answer === undefined || answer.status >= 500) return undefined;
    if (answer.status !== status)
      throw new Error(`${asked.path} was refused: ${answer.status} ${answer.text.slice(0, 300)}`);
    return answer.text;
  }
}

/** Once nothing waits any more: each paper delivered once, and one message of it. */
const deliveries = async (instance: BenchInstance): Promise<{ papers: number; notOnce: string[] }> => {
  const owner = openDatabase({ url: (await instance.urls()).ownerUrl, connections: 1 });
  try {
    // What a dead worker held is freed within a minute.
    const until = elapsed() + 120_000;
    for (;;) {
      const { waiting } = await owner.transact(nobody, (tx) =>
        tx.one<{ waiting: number }>(
          `select ((select count(*) from job_order) + (select count(*) from graphile_worker._private_jobs j
             join graphile_worker._private_tasks t on t.id = j.task_id where t.identifier = 'deliver-paper'))::integer as waiting`,
        ),
      );
      if (waiting === 0) break;
      if (elapsed() > until) {
        const left = await owner.transact(nobody, (tx) =>
          tx.rows('select attempts, locked_by, run_at > now() as later, last_error from graphile_worker._private_jobs'),
        );
        throw new Error(
          `${waiting} jobs still wait two minutes after the load: ${JSON.stringify(left).slice(0, 2_000)}`,
        );
      }
      await sleep(200);
    }
    const rows = await owner.transact(nobody, (tx) =>
      tx.rows<{ name: string; delivered: number; messages: number }>(
        `select c.number || ' ' || p.n as name,
           (select count(*) from event e where e.tenant = p.tenant and e.stream = p.stream and e.type = 'PaperDelivered'
              and e.payload ->> 'n' = p.n::text and e.payload ->> 'outcome' = 'delivered')::integer as delivered,
           (select count(*) from message_delivery m where m.tenant = p.tenant and m.state in ('sent', 'delivered')
              and m.subject_ref = 'paper:' || p.stream || ':' || p.n || ':complainant')::integer as messages
         from complaint_paper p join complaint c on c.tenant = p.tenant and c.stream = p.stream
        where 'complainant' = any (p.recipients) order by 1`,
      ),
    );
    const notOnce = rows.filter((row) => row.delivered !== 1 || row.messages !== 1);
    return { papers: rows.length, notOnce: notOnce.map((row) => `${row.name}: ${row.delivered}, ${row.messages}`) };
  } finally {
    await owner.close();
  }
};

const compare = async (
  instance: BenchInstance,
  sent: readonly Sent[],
): Promise<{ lost: string[]; doubled: string[] }> => {
  const owner = openDatabase({ url: (await instance.urls()).ownerUrl, connections: 1 });
  try {
    const rows = await owner.transact(nobody, (tx) =>
      tx.rows<{ number: string }>('select number from complaint order by number'),
    );
    const there = rows.map((row) => row.number);
    const known = new Set(sent.map((one) => one.number));
    const stored = new Set(there);
    return {
      lost: sent.flatMap((one) => (one.number !== undefined && !stored.has(one.number) ? [one.number] : [])),
      // Every key was answered in the end, so a case of another number is one filing made twice.
      doubled: there.filter((number) => !known.has(number)),
    };
  } finally {
    await owner.close();
  }
};

if (import.meta.main) {
  const { values } = parseArgs({
    options: {
      rounds: { type: 'string', default: '10' },
      connections: { type: 'string', default: '16' },
      victims: { type: 'string', default: 'server,worker,postgres' },
    },
  });
  const kinds = values.victims.split(',') as Victim[];
  const victims = Array.from({ length: Number(values.rounds) }, () => {
    const victim = kinds[Math.floor(Math.random() * kinds.length)];
    if (victim === undefined) throw new Error('nobody to kill');
    return victim;
  });
  const report = await killNine({
    name: `kill-nine-${process.pid}`,
    victims,
    connections: Number(values.connections),
    pauseMilliseconds: 4_000,
    note: (text) => process.stderr.write(`${text}\n`),
  });
  process.stdout.write(`${JSON.stringify(report, null, 2)}\n`);
  const isClean =
    report.lost.length === 0 && report.doubled.length === 0 && report.notOnce.length === 0 && report.verifyCode === 0;
  process.exitCode = isClean ? 0 : 1;
}
