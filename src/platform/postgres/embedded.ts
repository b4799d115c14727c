import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { withLock } from '../lock.ts';
import { archiveOf, archiveSettings } from './archive.ts';
import { asBatchWork } from './batch-work.ts';
import { type Binaries, postgresBinaries } from './binaries.ts';
import { type Place, preparePlace } from './place.ts';
import { clearDeadServer, runAs, runningServer, socketPort, spawnServer, whyNot } from './postmaster.ts';
import { asConnectionFailure, asDiskFailure, StartFailure } from './start-failure.ts';
import { stopServer } from './stop-server.ts';
import { soundServer } from './stuck-server.ts';

/** Superuser of the embedded cluster: owns every table and runs the migrations. */
export const ownerRole = 'fangxin_owner';

export type PostgresOptions = {
  /** Holds `data/`, `log/` and usually `socket/`; made when absent. */
  readonly directory: string;
  /** Database made when absent; `fangxin` when silent. */
  readonly database?: string;
  /** false only for databases that may be lost (tests). */
  readonly fsync?: boolean;
  /** Server settings by name; they win over the defaults below. A server that already runs keeps its own. */
  readonly settings?: Readonly<Record<string, string>>;
  /** Directory of the log archive, or `off`; the one noted when silent. Only a durable cluster is archived. */
  readonly walArchive?: string | undefined;
  /** Starts the server again when it dies; told of each time, and of an attempt that failed. */
  readonly keepUp?: (event: 'died' | 'back' | StartFailure) => void;
  /** Calls the start off, however long the database recovers: it is stopped again, and the reason thrown. No wish to `keepUp`. */
  readonly signal?: AbortSignal;
};

export type RunningPostgres = {
  readonly ownerUrl: string;
  urlFor(role: string, database?: string): string;
  /** Waits for a fast stop; nothing committed is lost. */
  stop(): Promise<void>;
  /** True when the server was running already, left by an earlier process. */
  readonly reused: boolean;
  readonly pid: number;
  readonly dataDirectory: string;
  /** Where the data really lie when the asked-for directory was closed to the server's user. */
  readonly movedTo: string | undefined;
};

export const startPostgres = async (options: PostgresOptions): Promise<RunningPostgres> => {
  const place = preparePlace(resolve(options.directory));
  const started = await inTurn(place, options);
  if (started === undefined) throw new StartFailure('database-held-by-another-server', { path: place.directory });
  const endWatch = options.keepUp === undefined ? undefined : watch(place, options, options.keepUp);
  return {
    ...started,
    stop: async () => {
      await endWatch?.();
      await started.stop();
    },
  };
};

/** One that runs may be stuck all the same: every so many looks it is asked. */
const ASKED_EVERY = 5;

/** One process at a time starts a server; undefined where another kept the turn for a minute. */
const inTurn = (place: Place, options: PostgresOptions): Promise<RunningPostgres | undefined> =>
  withLock(join(place.directory, 'starting.lock'), () => startIn(place, options), { signal: options.signal });

const urlIn = (place: Place, role: string, name: string): string =>
  `postgresql://${role}@/${name}?host=${encodeURIComponent(place.sockets)}&port=${socketPort}`;
const adminUrl = (place: Place): string => urlIn(place, ownerRole, 'postgres');

/**
 * Looks once a second; ends when the returned function has resolved, so that no start follows a stop. A recovery that goes on then is
 * broken off: the next start begins it anew, where a stop that waited for it would be killed with it.
 */
const watch = (place: Place, options: PostgresOptions, tell: (event: 'died' | 'back' | StartFailure) => void) => {
  // Not the wish to stop: whoever finishes open requests before it stops still needs the database.
  const over = new AbortController();
  const { signal } = over;
  let attempt: Promise<void> | undefined;
  let looks = 0;
  const look = async (): Promise<void> => {
    looks += 1;
    const asks = looks % ASKED_EVERY === 0;
    try {
      const running = asks ? await soundServer(place, adminUrl(place), signal) : runningServer(place);
      if (running !== undefined) return;
      tell('died');
      const started = await inTurn(place, { ...options, signal });
      tell(
        started === undefined ? new StartFailure('database-held-by-another-server', { path: place.directory }) : 'back',
      );
    } catch (error) {
      if (signal.aborted) return;
      tell(
        error instanceof StartFailure
          ? error
          : new StartFailure('postgres-did-not-start', { detail: String(error), log: place.log }),
      );
    }
  };
  const timer = setInterval(() => {
    attempt ??= look().finally(() => {
      attempt = undefined;
    });
  }, 1_000);
  timer.unref();
  return async (): Promise<void> => {
    clearInterval(timer);
    over.abort();
    await attempt;
  };
};

/** Stops the server on `directory` if one runs; tells whether there was one. */
export const stopPostgres = async (directory: string): Promise<boolean> => {
  if (!existsSync(directory)) return false;
  const place = preparePlace(resolve(directory));
  const pid = runningServer(place);
  if (pid === undefined) return false;
  await stopServer(place, pid);
  return true;
};

const startIn = async (place: Place, options: PostgresOptions): Promise<RunningPostgres> => {
  const binaries = postgresBinaries(place.directory, place.user);
  if (!existsSync(place.data)) createCluster(binaries, place);
  const found = readFileSync(join(place.data, 'PG_VERSION'), 'utf8').trim();
  if (found !== binaries.majorVersion) {
    throw new StartFailure('database-of-another-version', { path: place.data, found, wanted: binaries.majorVersion });
  }
  const running = await soundServer(place, adminUrl(place), options.signal);
  if (running === undefined) clearDeadServer(place);
  const pid = running ?? (await startPatiently(binaries.postgres, place, options));
  if (running === undefined) await asBatchWork(pid);
  if (running === undefined && options.signal?.aborted === true) {
    await stopServer(place, pid);
    options.signal.throwIfAborted();
  }
  const database = options.database ?? 'fangxin';
  const urlFor = (role: string, name = database) => urlIn(place, role, name);
  await createDatabase(adminUrl(place), database);
  return {
    ownerUrl: urlFor(ownerRole),
    urlFor,
    stop: async () => {
      const now = runningServer(place);
      if (now !== undefined) await stopServer(place, now);
    },
    reused: running !== undefined,
    pid,
    dataDirectory: place.data,
    movedTo: place.moved ? place.directory : undefined,
  };
};

/** Trust is right here: the only way in is a socket in a directory closed to every other user. */
const createCluster = (binaries: Binaries, place: Place): void => {
  const unfinished = `${place.data}.unfinished`;
  rmSync(unfinished, { recursive: true, force: true });
  const made = spawnSync(
    binaries.initdb,
    [
      ...['-D', unfinished, '-U', ownerRole, '--auth=trust', '--encoding=UTF8', '--data-checksums'],
      ...['--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--no-locale', '--no-sync', '--no-instructions'],
    ],
    { ...runAs(place.user), encoding: 'utf8' },
  );
  if (made.error !== undefined) throw asDiskFailure(made.error, binaries.initdb);
  if (made.status !== 0) throw whyNot(place, `${made.stdout}\n${made.stderr}`);
  renameSync(unfinished, place.data);
};

const settingsFor = (place: Place, options: PostgresOptions): Record<string, string> => {
  const durable = options.fsync ?? true;
  return {
    listen_addresses: '',
    unix_socket_directories: place.sockets,
    unix_socket_permissions: '0700',
    port: String(socketPort),
    max_connections: '60',
    shared_buffers: '256MB',
    work_mem: '8MB',
    maintenance_work_mem: '128MB',
    max_wal_size: '2GB',
    wal_compression: 'on',
    ...(durable ? archiving(place, options) : { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' }),
    jit: 'off',
    timezone: 'UTC',
    log_timezone: 'UTC',
    // A week of logs, then each weekday's file is written anew. Statements are not logged: they hold personal data.
    logging_collector: 'on',
    log_directory: place.log,
    log_filename: 'postgres-%a.log',
    log_truncate_on_rotation: 'on',
    log_rotation_size: '0',
    log_min_error_statement: 'panic',
    log_parameter_max_length_on_error: '0',
    ...options.settings,
  };
};

const archiving = (place: Place, options: PostgresOptions): Record<string, string> => {
  const archive = archiveOf(place.directory, options.walArchive);
  return archive === undefined ? {} : archiveSettings(archive, place.directory);
};

/** After a kill -9 the old server's children hold its memory for a moment longer. */
const startPatiently = async (postgres: string, place: Place, options: PostgresOptions): Promise<number> => {
  const settings = settingsFor(place, options);
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await spawnServer(postgres, place, settings, options.signal);
    } catch (error) {
      const maybeDying = error instanceof StartFailure && error.code === 'database-held-by-another-server';
      if (!maybeDying || attempt === 20) throw error;
      await sleep(250);
    }
  }
};

const createDatabase = (adminUrl: string, name: string): Promise<void> =>
  administer(adminUrl, async (client) => {
    const found = await client.query('select 1 from pg_database where datname = $1', [name]);
    if (found.rowCount === 0) await client.query(`create database ${pg.escapeIdentifier(name)}`);
  });

/** Whether anybody else is connected to the server. */
export const hasOtherClients = (ownerUrl: string): Promise<boolean> =>
  administer(ownerUrl, async (client) => {
    const { rowCount } = await client.query(
      `select 1 from pg_stat_activity where backend_type = 'client backend' and pid <> pg_backend_pid()`,
    );
    return rowCount !== 0;
  });

const administer = async <T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> => {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined);
  try {
    await client.connect();
  } catch (error) {
    throw asConnectionFailure(error, url);
  }
  try {
    return await work(client);
  } finally {
    await client.end();
  }
};
