import { type Config, readConfig, requireTls } from '#platform/config.ts';
import { instanceOf } from '#platform/instance.ts';
import { lockServer } from '#platform/lock.ts';
import { backUp, requireData, withOwnerUrl } from '#platform/postgres/backup.ts';
import { refuseHalfRestored } from '#platform/postgres/half-restored.ts';
import { sizeOf } from '#platform/postgres/manifest.ts';
import { type MigrationProgress, migrate, pendingMigrations } from '#platform/postgres/migrate.ts';
import { StartFailure } from '#platform/postgres/start-failure.ts';
import { lostFiles } from '../lost-files.ts';
import { positionalsOf, readArgs } from '../read-args.ts';
import type { Out, Run } from '../say.ts';

/** `fangxin upgrade BACKUP`: never a change to the database without a backup of how it was before. */
export const run: Run = async (argv, out) => {
  const [to] = positionalsOf(readArgs({ args: [...argv], allowPositionals: true }), 1);
  if (to === undefined) throw new StartFailure('argument-missing', { usage: 'fangxin upgrade <backup directory>' });
  const instance = readConfig(process.env);
  requireData(instance);
  // What a running service wrote between the backup and the change would be lost by going back.
  const lock = lockServer(instance.varDirectory);
  try {
    return await withOwnerUrl(instance, (ownerUrl) => upgrade(instance, ownerUrl, to, out));
  } finally {
    lock.release();
  }
};

const upgrade = async (instance: Config, ownerUrl: string, to: string, out: Out): Promise<number> => {
  await refuseHalfRestored(ownerUrl);
  const { pending } = await pendingMigrations(ownerUrl);
  if (pending.length === 0) {
    out.print(out.say('cli:upgrade.nothing'));
    return 0;
  }
  // What `start` would refuse afterwards is told while the service of before can still be started.
  if ((await instanceOf(ownerUrl))?.kind === 'production') requireTls(instance);
  const manifest = await backUp({
    instance,
    to,
    filesLost: instance.filesLost,
    onLost: (paths) => out.note(lostFiles(paths, out)),
  });
  out.print(out.say('cli:backup.done', { path: to, ...sizeOf(manifest) }));
  const names = await migrate({ ownerUrl, onProgress: (progress) => out.note(progressText(progress, out)) });
  out.print(out.say('cli:upgrade.done', { count: names.length }));
  return 0;
};

const progressText = (progress: MigrationProgress, out: Out): string => {
  if (progress.step === 'waiting-for-another-start') return out.say('cli:database.waiting');
  return out.say('cli:database.applying', { name: progress.name, number: progress.number, of: progress.of });
};
