import { createServer } from 'node:net';
import { join } from 'node:path';
import { castMembers, demoPassword, demoTotpSecret } from '#db/seed/cast.ts';
import { hasAuthorities, loadReference } from '#modules/directory/facade.ts';
import { rolesInNoHands } from '#platform/auth/administrators.ts';
import { elapsed, now } from '#platform/clock.ts';
import { type Config, isProxyUnnamed, readConfig, requireTls } from '#platform/config.ts';
import type { DayWatch } from '#platform/day-watch.ts';
import { nobody } from '#platform/db.ts';
import { closeTypesetter } from '#platform/documents/typesetter.ts';
import { requireFilesHere } from '#platform/files/files-here.ts';
import { metFullDisk } from '#platform/http/full-disk.ts';
import { settleInstance } from '#platform/instance.ts';
import { prepareJobs, startWorker, type Worker } from '#platform/jobs.ts';
import { lockServer } from '#platform/lock.ts';
import { createLog, type Log } from '#platform/log.ts';
import { severalFit } from '#platform/messages/receipt-store.ts';
import { createMetrics } from '#platform/metrics.ts';
import { codeOf, StartFailure } from '#platform/postgres/start-failure.ts';
import { refuseDemoByItsSettings, refuseDemoInItsPlace } from '#platform/production-signs.ts';
import { buildApp } from '../build-app.ts';
import { type Closing, closeAll, closeServer, unlessCalledOff } from '../closing.ts';
import { seedDemo } from '../demo.ts';
import { type OpenContext, openContext } from '../open-context.ts';
import { type Instance, openInstance } from '../open-instance.ts';
import { readArgs } from '../read-args.ts';
import type { Out, Run } from '../say.ts';
import { keepWatching, watchDay } from '../watch-day.ts';
import { backgroundWork } from '../work.ts';

/** `fangxin start`: database, migrations, demo at a first start, then everything on one port until told to stop. */
export const run: Run = async (argv, out) => {
  readArgs({ args: [...argv] });
  const config = readConfig(process.env);
  await refuseDemoInItsPlace(config, process.env);
  const lock = lockServer(config.varDirectory);
  await requirePort(config).catch((error: unknown) => {
    lock.release();
    throw error;
  });
  const closing: Closing = [async () => lock.release()];
  const { signal, told } = stopSignal();
  void told.then(() => out.note(out.say('cli:start.stopping')));
  try {
    await serve(config, out, closing, signal);
    await told;
    return 0;
  } catch (error) {
    if (error === signal.reason) return 0;
    throw error;
  } finally {
    await closeAll(closing).finally(() => {
      // Whatever was left behind, or could not be ended, would hold the process.
      setTimeout(() => process.exit(), LEFT_FOR_MS).unref();
    });
    out.note(out.say('cli:start.stopped'));
  }
};

const serve = async (config: Config, out: Out, closing: Closing, signal: AbortSignal): Promise<void> => {
  const log = createLog({ level: config.logLevel });
  const database = await openDatabase(config, out, log, signal);
  closing.push(() => database.stop());
  signal.throwIfAborted();
  await prepareJobs(database.ownerUrl);
  await refuseDemoByItsSettings(database.ownerUrl, config, process.env);
  const instance = await settle(database, config);
  const filesDirectory = join(config.varDirectory, 'files');
  if (!config.filesLost) await requireFilesHere(database.ownerUrl, filesDirectory);
  if (instance.kind === 'production' && config.rateOff) throw new StartFailure('rate-off-in-production');
  if (instance.kind === 'production') requireTls(config);
  const day = watchDay({ ownerUrl: database.ownerUrl, config, kind: instance.kind, log });
  const doubt = await day.look(now());
  if (doubt !== undefined) out.note(out.say(`people:clock.${doubt.is}`, { today: doubt.today, known: doubt.known }));
  const opened = await openContext({
    appUrl: database.appUrl,
    instance,
    publicUrl: config.publicUrl,
    env: process.env,
    filesDirectory,
    sends: true,
    connections: config.databaseConnections,
    onDatabaseError: (error) => log.warn({ err: error }, 'a database connection was lost'),
    onMessageFailed: (failed) => log.warn(failed, 'a message could not leave'),
    onReceiptsAmbiguous: (ambiguous) => log.warn({ ambiguous }, severalFit),
  });
  const context: OpenContext = { ...opened, dayDoubt: () => day.doubt };
  closing.push(() => context.database.close());
  if (context.demo) {
    out.note(out.say('cli:start.demo'));
    const refused = await seedDemo(context, { ownerUrl: database.ownerUrl, cases: config.demoCases });
    if (refused.length > 0) log.warn({ refused }, 'stories of the demo that a rule refused today');
  } else {
    // A newer program may bring code items of its own.
    await context.database.transact(nobody, loadReference);
    // An `init` cut off between the database and its authority left nobody who could open anything.
    if (!(await context.database.transact(nobody, hasAuthorities)))
      throw new StartFailure('people:failures.not-initialised');
    await tellOfMissingAdministrators(context, out);
  }
  signal.throwIfAborted();
  await unlessCalledOff(listen(config, out, closing, context, database, log, day), signal);
  signal.throwIfAborted();
  if (isProxyUnnamed(config)) out.note(out.say('cli:start.no-proxy', { url: config.publicUrl }));
  out.note(out.say('cli:start.ready', { url: config.publicUrl }));
  if (context.demo) tellCast(config, out);
};

const tellOfMissingAdministrators = async (context: OpenContext, out: Out): Promise<void> => {
  for (const { tenant, role } of await context.database.transact(nobody, rolesInNoHands))
    out.note(out.say('people:administrators.nobody', { tenant, role: out.say(`people:roles.${role}`), code: role }));
};

const SAID_EVERY = 60_000;

/** A disk that stays full is tried every second, and the log may lie on it too: the same is said once a minute. */
const tellOfDatabase = (log: Log) => {
  const said = new Map<string, number>();
  return (event: 'died' | 'back' | StartFailure): void => {
    const code = typeof event === 'string' ? event : event.code;
    if (code === 'disk-full') metFullDisk();
    const before = said.get(code);
    if (code !== 'back' && before !== undefined && elapsed() - before < SAID_EVERY) return;
    said.set(code, elapsed());
    const detail = typeof event === 'string' ? undefined : event.params.detail;
    log.warn({ event: code, detail }, 'the embedded database');
  };
};

const openDatabase = async (config: Config, out: Out, log: Log, signal: AbortSignal): Promise<Instance> => {
  const database = await openInstance(
    config,
    (step, details) => {
      if (step === 'database') out.note(out.say('cli:start.database'));
      else if (details?.step === 'applying') {
        out.note(out.say('cli:database.applying', { name: details.name, number: details.number, of: details.of }));
      } else if (details?.step === 'granting') out.note(out.say('cli:database.granting', { count: details.rights }));
      else out.note(out.say('cli:database.waiting'));
    },
    { keepUp: tellOfDatabase(log), signal },
  );
  if (database.movedTo !== undefined) {
    out.note(out.say('cli:database.moved', { wanted: join(config.varDirectory, 'pg'), path: database.movedTo }));
  }
  return database;
};

/** A first start makes a demo; a production instance was made by `init` and is only opened. */
const settle = (database: Instance, config: Config) =>
  settleInstance(database.ownerUrl, config, 'demo').catch(async (error: unknown) => {
    if (error instanceof StartFailure && error.code === 'people:failures.instance-is-production') {
      return await settleInstance(database.ownerUrl, config, undefined);
    }
    throw error;
  });

const listen = async (
  config: Config,
  out: Out,
  closing: Closing,
  context: OpenContext,
  database: Instance,
  log: Log,
  day: DayWatch,
): Promise<void> => {
  const { buildDesk, isDeskFresh } = await import('../build-desk.ts');
  if (!isDeskFresh()) out.note(out.say('cli:start.desk'));
  const desk = await buildDesk();
  const metrics = createMetrics();
  const app = await buildApp({
    context,
    ...(config.trustedProxies === undefined ? {} : { trustProxy: config.trustedProxies }),
    tenant: config.tenant,
    desk: desk.folder,
    metrics,
    log,
    ...(config.rateOff ? { rate: 'off' } : {}),
  });
  await app.listen({ host: config.host, port: config.port }).catch((error: unknown) => {
    throw asListenFailure(error, config);
  });
  const { ownerUrl } = database;
  const headsDirectory = join(config.varDirectory, 'heads');
  const refresh = setInterval(
    () => void context.refreshLaw().catch((error: unknown) => log.warn({ err: error })),
    60_000,
  );
  let worker: Worker | undefined;
  // Open requests and jobs are finished first, then connections and database; also where the worker never comes up.
  closing.push(
    async () => clearInterval(refresh),
    closeTypesetter,
    async () => {
      const ended = await Promise.allSettled([worker?.stop(), closeServer(app)]);
      for (const one of ended) if (one.status === 'rejected') throw one.reason;
    },
  );
  const looking = keepWatching(day, log, metrics);
  closing.push(async () => looking.end());
  const work = backgroundWork({ context, ownerUrl, headsDirectory, day });
  if (config.worker) worker = await startWorker({ ownerUrl, ...work, log, metrics });
};

const asListenFailure = (error: unknown, { host, port }: Config): unknown => {
  const code = codeOf(error);
  if (code === 'EADDRINUSE') return new StartFailure('port-taken', { port });
  if (['ENOTFOUND', 'EADDRNOTAVAIL', 'EAI_AGAIN'].includes(code)) return new StartFailure('host-not-here', { host });
  return code === 'EACCES' ? new StartFailure('port-not-allowed', { port }) : error;
};

/** Said before minutes of migrating and building are spent; whoever takes the port in between is told of at the end. */
const requirePort = (config: Config): Promise<void> =>
  new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', (error) => reject(asListenFailure(error, config)));
    probe.listen({ host: config.host, port: config.port }, () => probe.close(() => resolve()));
  });

const tellCast = (config: Config, out: Out): void => {
  out.note(out.say('cli:start.cast', { url: `${config.publicUrl}/demo` }));
  for (const member of castMembers) {
    const how = member.kind === 'staff' ? member.login : member.phone;
    out.note(`  ${member.name.padEnd(24)}${how.padEnd(28)}${member.personName}`);
  }
  out.note(out.say('cli:start.secrets', { password: demoPassword, totp: demoTotpSecret }));
};

const LEFT_FOR_MS = 1_000;

/** A terminal tells npm and its child, and npm tells the child again: within so long it is one wish. */
const SAME_WISH_MS = 3_000;

type StopSignal = { readonly signal: AbortSignal; readonly told: Promise<void> };

/** Tells of the first wish to stop; whoever repeats it later does not want to wait for open requests. */
const stopSignal = (): StopSignal => {
  const wish = new AbortController();
  const told = new Promise<void>((resolve) => {
    let first: number | undefined;
    const heard = (): void => {
      first ??= elapsed();
      if (elapsed() - first > SAME_WISH_MS) process.exit(1);
      wish.abort();
      resolve();
    };
    for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, heard);
  });
  return { signal: wish.signal, told };
};
