import { readConfig } from '#platform/config.ts';
import { backUp } from '#platform/postgres/backup.ts';
import { sizeOf } from '#platform/postgres/manifest.ts';
import { StartFailure } from '#platform/postgres/start-failure.ts';
import { lostFiles } from '../lost-files.ts';
import { positionalsOf, readArgs } from '../read-args.ts';
import type { Run } from '../say.ts';

/** `fangxin backup DIRECTORY [--as-tables]` */
export const run: Run = async (argv, out) => {
  const read = readArgs({
    args: [...argv],
    allowPositionals: true,
    options: { 'as-tables': { type: 'boolean', default: false } },
  });
  const { values } = read;
  const [to] = positionalsOf(read, 1);
  if (to === undefined) throw new StartFailure('argument-missing', { usage: 'fangxin backup <directory>' });
  const config = readConfig(process.env);
  let lost: readonly string[] = [];
  const manifest = await backUp({
    instance: config,
    to,
    filesLost: config.filesLost,
    asTables: values['as-tables'],
    onTable: (table) => out.note(out.say('cli:backup.table', table)),
    onLost: (paths) => {
      lost = paths;
    },
  });
  out.print(out.say('cli:backup.done', { path: to, ...sizeOf(manifest) }));
  out.print(out.say('cli:backup.keys'));
  if (lost.length > 0) out.note(lostFiles(lost, out));
  return lost.length === 0 || config.filesLost ? 0 : 1;
};
