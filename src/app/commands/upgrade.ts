import { parseArgs } from 'node:util';
import { readConfig } from '#platform/config.ts';
import { backUp, requireData, withOwnerUrl } from '#platform/postgres/backup.ts';
import { sizeOf } from '#platform/postgres/manifest.ts';
import { appliedMigrations, type MigrationProgress, migrate, readMigrations } from '#platform/postgres/migrate.ts';
import { StartFailure } from '#platform/postgres/start-failure.ts';
import type { Out, Run } from '../say.ts';

/** `fangxin upgrade BACKUP`: never a change to the database without a backup of how it was before. */
export const run: Run = async (argv, out) => {
  const { positionals } = parseArgs({ args: [...argv], allowPositionals: true });
  const [to] = positionals;
  if (to === undefined) throw new StartFailure('argument-missing', { usage: 'fangxin upgrade <backup directory>' });
  const instance = readConfig(process.env);
  requireData(instance);
  return withOwnerUrl(instance, async (ownerUrl) => {
    const applied = new Set((await appliedMigrations(ownerUrl)).map((migration) => migration.name));
    if (applied.size > 0 && readMigrations().every((migration) => applied.has(migration.name))) {
      // Also refuses a database newer than this program, or one whose migrations were edited.
      await migrate({ ownerUrl });
      out.print(out.say('cli:upgrade.nothing'));
      return 0;
    }
    const manifest = await backUp({ instance, to });
    out.print(out.say('cli:backup.done', { path: to, ...sizeOf(manifest) }));
    const names = await migrate({ ownerUrl, onProgress: (progress) => out.note(progressText(progress, out)) });
    out.print(out.say('cli:upgrade.done', { count: names.length }));
    return 0;
  });
};

const progressText = (progress: MigrationProgress, out: Out): string => {
  if (progress.step === 'waiting-for-another-start') return out.say('cli:database.waiting');
  return out.say('cli:database.applying', { name: progress.name, number: progress.number, of: progress.of });
};
