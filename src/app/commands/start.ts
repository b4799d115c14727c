import { join } from 'node:path';
import { castMembers, demoPassword, demoTotpSecret } from '#db/seed/cast.ts';
import { type Config, readConfig } from '#platform/config.ts';
import { settleInstance } from '#platform/instance.ts';
import { takeLock } from '#platform/lock.ts';
import { codeOf, StartFailure } from '#platform/postgres/start-failure.ts';
import { buildApp } from '../build-app.ts';
import { seedDemo } from '../demo.ts';
import { openContext } from '../open-context.ts';
import { openInstance } from '../open-instance.ts';
import type { Out, Run } from '../say.ts';

/** `fangxin start`: database, migrations, demo at a first start, then the whole site on one port until told to stop. */
export const run: Run = async (_argv, out) => {
  const config = readConfig(process.env);
  const lock = takeLock(join(config.varDirectory, 'server.lock'));
  if (!('release' in lock)) throw new StartFailure('already-running', { pid: lock.pid, path: config.varDirectory });
  const closing: (() => Promise<unknown>)[] = [async () => lock.release()];
  try {
    await serve(config, out, closing);
    await stopSignal();
    out.note(out.say('cli:start.stopping'));
    return 0;
  } finally {
    for (const close of closing.reverse()) await close();
    out.note(out.say('cli:start.stopped'));
  }
};

const serve = async (config: Config, out: Out, closing: (() => Promise<unknown>)[]): Promise<void> => {
  const database = await openInstance(config, (step, details) => {
    if (step === 'database') out.note(out.say('cli:start.database'));
    else if (details?.step === 'applying')
      out.note(out.say('cli:database.applying', { name: details.name, number: details.number, of: details.of }));
    else out.note(out.say('cli:database.waiting'));
  });
  closing.push(() => database.stop());
  const instance = await settleInstance(database.ownerUrl, config, 'demo').catch(async (error: unknown) => {
    // A production instance was made by `init`; `start` only has to open it.
    if (error instanceof StartFailure && error.code === 'people:failures.instance-is-production') {
      return await settleInstance(database.ownerUrl, config, undefined);
    }
    throw error;
  });
  if (instance.kind === 'demo' && !isLoopback(config.host))
    throw new StartFailure('demo-listens-on-loopback-only', { host: config.host });
  if (instance.kind === 'production' && config.rateOff) throw new StartFailure('rate-off-in-production');
  const context = await openContext({
    appUrl: database.appUrl,
    instance,
    publicUrl: config.publicUrl,
    env: process.env,
    filesDirectory: join(config.varDirectory, 'files'),
    connections: config.databaseConnections,
  });
  closing.push(() => context.database.close());
  if (context.demo) {
    out.note(out.say('cli:start.demo'));
    await seedDemo(context, database.ownerUrl);
  }
  const app = await buildApp({
    context,
    trustProxy: config.trustProxy,
    tenant: process.env['FANGXIN_TENANT'],
    ...(config.rateOff ? { rate: 'off' } : {}),
  });
  closing.push(() => app.close());
  const refresh = setInterval(
    () => void context.refreshLaw().catch((error: unknown) => app.log.warn({ err: error })),
    60_000,
  );
  closing.push(async () => clearInterval(refresh));
  try {
    await app.listen({ host: config.host, port: config.port });
  } catch (error) {
    if (codeOf(error) === 'EADDRINUSE') throw new StartFailure('port-taken', { port: config.port });
    if (codeOf(error) === 'EACCES') throw new StartFailure('port-not-allowed', { port: config.port });
    throw error;
  }
  out.note(out.say('cli:start.ready', { url: config.publicUrl }));
  if (context.demo) tellCast(config, out);
};

const tellCast = (config: Config, out: Out): void => {
  out.note(out.say('cli:start.cast', { url: `${config.publicUrl}/demo` }));
  for (const member of castMembers) {
    const how = member.kind === 'staff' ? member.login : member.phone;
    out.note(`  ${member.name.padEnd(24)}${how.padEnd(28)}${member.personName}`);
  }
  out.note(out.say('cli:start.secrets', { password: demoPassword, totp: demoTotpSecret }));
};

const isLoopback = (host: string): boolean => host === 'localhost' || host === '::1' || host.startsWith('127.');

const stopSignal = (): Promise<void> =>
  new Promise((resolve) => {
    for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => resolve());
  });
