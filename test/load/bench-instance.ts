import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, openSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { openContext } from '#app/open-context.ts';
import { type CastName, cast } from '#db/seed/cast.ts';
import { issueApiToken } from '#platform/auth/api-tokens.ts';
import { elapsed } from '#platform/clock.ts';
import { projectRoot, readConfig } from '#platform/config.ts';
import { nobody } from '#platform/db.ts';
import { settleInstance } from '#platform/instance.ts';
import { ownerRole, startPostgres, stopPostgres } from '#platform/postgres/embedded.ts';
import { appRole } from '#platform/postgres/roles.ts';

export type Tokens = Readonly<Record<CastName, string>>;

/** What bin/fangxin gives Node for most commands, read there: its first start. */
const shippedArguments = (
  readFileSync(join(projectRoot, 'bin/fangxin'), 'utf8').match(/exec "\$node" (?:--\S+ )*/u)?.[0] ?? ''
)
  .split(' ')
  .filter((word) => word.startsWith('--'));

/** A demo of its own: private directory, private port, its own embedded PostgreSQL with fsync on. */
export class BenchInstance {
  readonly directory: string;
  readonly port: number;
  readonly #env: Readonly<Record<string, string>>;
  readonly #nodeArguments: readonly string[];
  #server: ChildProcess | undefined;
  #worker: ChildProcess | undefined;

  private constructor(
    directory: string,
    port: number,
    env: Readonly<Record<string, string>>,
    nodeArguments: readonly string[],
  ) {
    this.directory = directory;
    this.port = port;
    this.#env = env;
    this.#nodeArguments = nodeArguments;
  }

  static async create(
    name: string,
    options: {
      readonly env?: Readonly<Record<string, string>>;
      readonly nodeArguments?: readonly string[];
      readonly keep?: boolean;
      /** The database takes so many; as many as usual when silent. */
      readonly maxConnections?: number;
    } = {},
  ): Promise<BenchInstance> {
    const directory = join(projectRoot, 'var', name);
    if (options.keep !== true) removeTree(directory);
    if (options.maxConnections !== undefined) {
      // Started beforehand, it is found running by the server, which uses and later stops it.
      const settings = { max_connections: String(options.maxConnections) };
      await startPostgres({ directory: join(directory, 'pg'), settings });
    }
    return new BenchInstance(directory, await freePort(), options.env ?? {}, options.nodeArguments ?? []);
  }

  get #environment(): NodeJS.ProcessEnv {
    return {
      ...process.env,
      FANGXIN_VAR: this.directory,
      PORT: String(this.port),
      FANGXIN_RATE: 'off',
      FANGXIN_LANG: 'en',
      FANGXIN_DEMO_CASES: '0',
      ...this.#env,
    };
  }

  get serverPid(): number {
    return this.#server?.pid ?? 0;
  }

  /** Starts the server as a process of its own and waits until it is ready. */
  async start(): Promise<void> {
    mkdirSync(this.directory, { recursive: true });
    const log = openSync(`${this.directory}.log`, 'a');
    const node = [...shippedArguments, ...this.#nodeArguments];
    const server = spawn(process.execPath, [...node, join(projectRoot, 'src/app/cli.ts'), 'start'], {
      env: this.#environment,
      stdio: ['ignore', log, log],
    });
    this.#server = server;
    const until = elapsed() + 120_000;
    while (!(await this.#isReady())) {
      if (server.exitCode !== null || elapsed() > until)
        throw new Error(`the server did not start: see ${this.directory}.log`);
      await sleep(50);
    }
  }

  /** Jobs in a process of their own, for a server started without; resolves once they are taken up. */
  async startWorker(): Promise<void> {
    const { ownerUrl, appUrl } = await this.urls();
    const log = openSync(`${this.directory}.log`, 'a');
    const worker = spawn(process.execPath, [join(projectRoot, 'test/load/worker-process.ts')], {
      env: { ...this.#environment, LOAD_OWNER_URL: ownerUrl, LOAD_APP_URL: appUrl },
      stdio: ['ignore', log, log, 'ipc'],
    });
    this.#worker = worker;
    await new Promise<void>((resolve, reject) => {
      worker.once('message', () => resolve());
      worker.once('exit', (code) => reject(new Error(`the worker ended with ${code}: see ${this.directory}.log`)));
    });
    worker.removeAllListeners('exit');
  }

  async killWorker(): Promise<void> {
    const worker = this.#worker;
    this.#worker = undefined;
    if (worker === undefined || worker.exitCode !== null || worker.signalCode !== null) return;
    const ended = new Promise((resolve) => worker.once('exit', resolve));
    worker.kill('SIGKILL');
    await ended;
  }

  /** Ends the server as an administrator does; the database goes down with it. */
  async stop(): Promise<void> {
    await this.killWorker();
    await this.kill('SIGTERM');
    await stopPostgres(join(this.directory, 'pg'));
  }

  async kill(signal: NodeJS.Signals): Promise<void> {
    const server = this.#server;
    this.#server = undefined;
    if (server === undefined || server.exitCode !== null || server.signalCode !== null) return;
    const ended = new Promise((resolve) => server.once('exit', resolve));
    server.kill(signal);
    await ended;
  }

  /** One command of the command line on this instance; resolves to its exit code and what it printed. */
  async run(...argv: readonly string[]): Promise<{ code: number; text: string }> {
    const child = spawn(process.execPath, [join(projectRoot, 'src/app/cli.ts'), ...argv], {
      env: this.#environment,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let text = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (part: Buffer) => (text += part.toString()));
    const code = await new Promise<number>((resolve) => child.once('close', (ended) => resolve(ended ?? -1)));
    return { code, text };
  }

  /** The running database, from this process. */
  async urls(): Promise<{ ownerUrl: string; appUrl: string; pid: number; dataDirectory: string }> {
    const postgres = await startPostgres({ directory: join(this.directory, 'pg') });
    return {
      ownerUrl: postgres.urlFor(ownerRole),
      appUrl: postgres.urlFor(appRole),
      pid: postgres.pid,
      dataDirectory: postgres.dataDirectory,
    };
  }

  /** The same application in this process, on the same database: for capturing what it sends. */
  async context(connections = 4) {
    const { ownerUrl, appUrl } = await this.urls();
    const instance = await settleInstance(ownerUrl, readConfig(this.#environment), undefined);
    return await openContext({
      appUrl,
      instance,
      publicUrl: `http://localhost:${this.port}`,
      env: this.#environment,
      filesDirectory: join(this.directory, 'files'),
      sends: true,
      connections,
    });
  }

  /** A bearer token for everybody of the cast. */
  async tokens(): Promise<Tokens> {
    const context = await this.context(1);
    const tokens: Record<string, string> = {};
    for (const [name, member] of Object.entries(cast)) {
      if (member.kind === 'operator') continue;
      const issued = await context.database.transact(nobody, (tx) =>
        issueApiToken(tx, { account: member.account, name: 'load', mayWrite: true, days: 1 }),
      );
      tokens[name] = issued.token;
    }
    await context.database.close();
    return tokens as Tokens;
  }

  remove(): void {
    removeTree(this.directory);
  }

  /** What the server process holds of memory now. */
  get serverMegabytes(): number {
    const kilobytes = /VmRSS:\s+(\d+)/u.exec(readFileSync(`/proc/${this.serverPid}/status`, 'utf8'))?.[1];
    return Number(kilobytes) / 1024;
  }

  async #isReady(): Promise<boolean> {
    try {
      return (await fetch(`http://127.0.0.1:${this.port}/readyz`, { signal: AbortSignal.timeout(2_000) })).ok;
    } catch {
      return false;
    }
  }
}

/** The database may lie elsewhere behind a link, where its user can reach it. */
const removeTree = (directory: string): void => {
  try {
    rmSync(realpathSync(join(directory, 'pg')), { recursive: true, force: true });
  } catch {
    // There was none.
  }
  rmSync(directory, { recursive: true, force: true });
  rmSync(`${directory}.log`, { force: true });
};

const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
