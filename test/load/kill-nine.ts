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

/** Kills server and database without warning while filings come in, and counts what is there afterwards. */

export type Victim = 'server' | 'postgres';

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
  readonly verifyCode: number;
  readonly verifyText: string;
};

/** One filing, and what is known of it. */
type Sent = { readonly key: string; readonly n: number; number: string | undefined };

export const killNine = async (order: KillOrder): Promise<KillReport> => {
  const instance = await BenchInstance.create(order.name);
  try {
    await instance.start();
    const { consumer } = await instance.tokens();
    const load = new Load(instance.port, consumer, order.connections);
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
    const verified = await instance.run('verify', '--against', heads);
    return {
      kills: order.victims.length,
      acknowledged: load.acknowledged,
      retried: load.retried,
      lost,
      doubled: [...load.answeredTwice, ...doubled],
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

/** Filings without end; one that was not answered is sent again with its key until it is. */
class Load {
  readonly sent: Sent[] = [];
  readonly answeredTwice: string[] = [];
  retried = 0;
  #stopping = false;
  readonly #client: HttpClient;
  readonly #token: string;
  readonly #connections: number;

  constructor(port: number, token: string, connections: number) {
    this.#client = new HttpClient(port, connections, 10_000);
    this.#token = token;
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
      await this.#untilAnswered(one);
      // An impatient client sends again although it was answered.
      if (Math.random() < 0.05) await this.#untilAnswered(one);
    }
  }

  async #untilAnswered(one: Sent): Promise<void> {
    const until = elapsed() + 90_000;
    while (!(await this.#isAnswered(one))) {
      if (elapsed() > until) throw new Error('a filing was not answered for a minute and a half');
      this.retried += 1;
      await sleep(50 + Math.random() * 100);
    }
  }

  async #isAnswered(one: Sent): Promise<boolean> {
    const answer = await this.#client
      .send({
        method: 'POST',
        path: '/api/v1/complaints',
        token: this.#token,
        body: filing(one.n, 'kill').body,
        headers: { 'idempotency-key': one.key },
      })
      .catch(() => undefined);
    if (answer === undefined || answer.status >= 500) return false;
    if (answer.status !== 201) throw new Error(`a filing was refused: ${answer.status} ${answer.text.slice(0, 300)}`);
    const { number } = JSON.parse(answer.text) as { number: string };
    if (one.number !== undefined && one.number !== number) this.answeredTwice.push(`${one.number} ${number}`);
    one.number ??= number;
    return true;
  }
}

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
      victims: { type: 'string', default: 'server,postgres' },
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
  const isClean = report.lost.length === 0 && report.doubled.length === 0 && report.verifyCode === 0;
  process.exitCode = isClean ? 0 : 1;
}
