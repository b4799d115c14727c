import { createHash, randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { projectRoot } from '#platform/config.ts';
import { prepareJobs } from '#platform/jobs.ts';
import { processStat, withLock } from '#platform/lock.ts';
import { ownerRole, type RunningPostgres, startPostgres } from '#platform/postgres/embedded.ts';
import { migrate, migrationsDirectory, readMigrations } from '#platform/postgres/migrate.ts';
import { appRole } from '#platform/postgres/roles.ts';
import { codeOf } from '#platform/postgres/start-failure.ts';

/** A database of one's own, fresh from the migrations; one for a test file, rolled back or dropped. */
export type TestDatabase = {
  readonly name: string;
  /** Login of the application: row-level security holds. */
  readonly appUrl: string;
  readonly ownerUrl: string;
  urlFor(role: string): string;
  drop(): Promise<void>;
};

/** The cluster for tests: on the same machine and disk, but free to lose everything in a crash. */
export const testClusterDirectory = join(projectRoot, 'var', 'test-pg');

const startTestCluster = (): Promise<RunningPostgres> =>
  startPostgres({
    directory: testClusterDirectory,
    database: 'postgres',
    fsync: false,
    settings: { max_connections: '200', shared_buffers: '128MB', autovacuum: 'off', max_wal_size: '1GB' },
  });

/**
 * A clone of the migrated template. The template is made once for each content of the migrations, by whichever test
 * process comes first; later runs find it there.
 */
export const testDatabase = async (directory = migrationsDirectory): Promise<TestDatabase> =>
  cloneOf(await startTestCluster(), directory);
/** What a template holds beyond the migrations. */
export type Seed = {
  /** Another one as soon as the same sowing might leave something else. */
  readonly fingerprint: string;
  sow(urls: { readonly ownerUrl: string; readonly appUrl: string }): Promise<void>;
};

/** A clone of the migrated template after the sowing, which is done once for each fingerprint. */
export const sownTestDatabase = async (seed: Seed): Promise<TestDatabase> =>
  cloneOf(await startTestCluster(), migrationsDirectory, seed);

/** An empty database without migrations, for tests of the machinery itself. */
export const emptyTestDatabase = async (): Promise<TestDatabase> =>
  createTestDatabase(await startTestCluster(), 'template template0');

/** Makes the template ahead of the first test, and clears away what interrupted runs left behind. */
export const prepareTestCluster = async (): Promise<RunningPostgres> => {
  const cluster = await startTestCluster();
  await templateIn(cluster, migrationsDirectory, undefined, clearAway);
  return cluster;
};

/** Stops the cluster unless another run of tests is using it. */
export const stopTestCluster = async (cluster: RunningPostgres): Promise<void> => {
  const inUse = await administer(cluster, async (client) =>
    (await databasesNamed(client, 'test')).some((name) => isMakerAlive(name)),
  );
  if (!inUse) await cluster.stop();
};

const cloneOf = async (cluster: RunningPostgres, directory: string, seed?: Seed): Promise<TestDatabase> => {
  for (let attempt = 1; ; attempt += 1) {
    const template = await templateIn(cluster, directory, seed);
    try {
      return await createTestDatabase(cluster, `template ${template} strategy file_copy`);
    } catch (error) {
      // A run with other migrations may have cleared this template away in between.
      if (codeOf(error) !== '3D000' || attempt === 3) throw error;
    }
  }
};

const createTestDatabase = async (cluster: RunningPostgres, how: string): Promise<TestDatabase> => {
  // The name tells which process made it, so that a later run knows whether anybody still needs it.
  const name = `test_${process.pid}_${processStat(process.pid)?.started ?? 0}_${randomBytes(4).toString('hex')}`;
  await administer(cluster, (client) => client.query(`create database ${name} ${how}`));
  const urlFor = (role: string) => cluster.urlFor(role, name);
  return {
    name,
    appUrl: urlFor(appRole),
    ownerUrl: urlFor(ownerRole),
    urlFor,
    drop: () => administer(cluster, (client) => dropPatiently(client, name)),
  };
};

const isMakerAlive = (database: string): boolean => {
  const [, pid, started] = database.split('_');
  return processStat(Number(pid))?.started === started;
};

/** Databases of test processes that are gone, and all but the newest templates of either kind. */
const clearAway = async (client: pg.Client): Promise<void> => {
  const left = (await databasesNamed(client, 'test')).filter((name) => !isMakerAlive(name));
  const old = [
    ...(await databasesNamed(client, 'template')).slice(0, -4),
    ...(await databasesNamed(client, 'sown')).slice(0, -4),
  ];
  for (const name of [...left, ...old]) {
    await client.query(`drop database if exists ${name}`).catch((error: unknown) => {
      if (codeOf(error) !== databaseInUse) throw error;
    });
  }
};

const databaseInUse = '55006';

/** Oldest first. */
const databasesNamed = async (client: pg.Client, kind: 'test' | 'template' | 'sown'): Promise<string[]> => {
  const { rows } = await client.query<{ name: string }>(
    'select datname as name from pg_database where datname ~ $1 order by oid',
    [`^${kind}_`],
  );
  return rows.map((row) => row.name);
};

const templateIn = async (
  cluster: RunningPostgres,
  directory: string,
  seed?: Seed,
  tidy?: (client: pg.Client) => Promise<void>,
): Promise<string> => {
  const hash = createHash('sha256').update('with job tables\n');
  for (const { name, sha256 } of readMigrations(directory)) hash.update(`${name} ${sha256}\n`);
  const migrated = `template_${hash.digest('hex').slice(0, 16)}`;
  const made = await withLock(join(testClusterDirectory, 'template.lock'), () =>
    administer(cluster, async (client) => {
      await makeOnce(client, migrated, 'template0', async (unfinished) => {
        await migrate({ ownerUrl: cluster.urlFor(ownerRole, unfinished), directory });
        await prepareJobs(cluster.urlFor(ownerRole, unfinished));
      });
      await tidy?.(client);
      if (seed === undefined) return migrated;
      const sown = createHash('sha256').update(`${migrated} ${seed.fingerprint}`).digest('hex');
      return await makeOnce(client, `sown_${sown.slice(0, 16)}`, migrated, (unfinished) =>
        seed.sow({ ownerUrl: cluster.urlFor(ownerRole, unfinished), appUrl: cluster.urlFor(appRole, unfinished) }),
      );
    }),
  );
  if (made === undefined) throw new Error('another process kept the lock on the test template for a minute');
  return made;
};

/** Under another name until all is in it, so that a half-made one is never cloned. */
const makeOnce = async (
  client: pg.Client,
  name: string,
  from: string,
  fill: (unfinished: string) => Promise<void>,
): Promise<string> => {
  const found = await client.query('select 1 from pg_database where datname = $1', [name]);
  if (found.rowCount !== 0) return name;
  const unfinished = `${name}_unfinished`;
  await client.query(`drop database if exists ${unfinished}`);
  await client.query(`create database ${unfinished} template ${from}`);
  await fill(unfinished);
  await waitUntilUnused(client, unfinished);
  await client.query(`alter database ${unfinished} rename to ${name}`);
  return name;
};

const waitUntilUnused = async (client: pg.Client, name: string): Promise<void> => {
  for (let waited = 0; waited < 2_000; waited += 10) {
    const { rowCount } = await client.query('select 1 from pg_stat_activity where datname = $1', [name]);
    if (rowCount === 0) return;
    await sleep(10);
  }
};

/** Without `force`: forcing turns connections that are just closing into errors after the test has ended. */
const dropPatiently = async (client: pg.Client, name: string): Promise<void> => {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await client.query(`drop database if exists ${name}`);
      return;
    } catch (error) {
      if (codeOf(error) !== databaseInUse || attempt === 500) throw error;
      await sleep(10);
    }
  }
};

const administer = async <T>(cluster: RunningPostgres, work: (client: pg.Client) => Promise<T>): Promise<T> => {
  const client = new pg.Client({ connectionString: cluster.urlFor(ownerRole, 'postgres') });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
};
