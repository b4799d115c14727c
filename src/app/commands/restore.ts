import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type Config, readConfig } from '#platform/config.ts';
import { nobody, openDatabase } from '#platform/db.ts';
import { type ErasureLine, eraseAgain, erasuresIn, erasuresPath } from '#platform/erasures.ts';
import type { Recovery } from '#platform/postgres/archive.ts';
import { embeddedDirectory, restore, verifyBackup } from '#platform/postgres/backup.ts';
import { type Manifest, sizeOf } from '#platform/postgres/manifest.ts';
import { StartFailure, withoutPassword } from '#platform/postgres/start-failure.ts';
import { forgetAgain } from '../forget-again.ts';
import type { Out, Run } from '../say.ts';

/** `fangxin restore BACKUP [--to-moment MOMENT] [--erasures LIST | --without-erasures] [--verify-only]` */
export const run: Run = async (argv, out) => {
  const { positionals, values } = parseArgs({
    args: [...argv],
    allowPositionals: true,
    options: {
      'to-moment': { type: 'string' },
      'verify-only': { type: 'boolean', default: false },
      erasures: { type: 'string' },
      'without-erasures': { type: 'boolean', default: false },
    },
  });
  const [from] = positionals;
  if (from === undefined) throw new StartFailure('argument-missing', { usage: 'fangxin restore <backup>' });
  if (values['verify-only']) {
    sayVerified(verifyBackup(from), out);
    return 0;
  }
  const instance = readConfig(process.env);
  const moment = values['to-moment'];
  const lines = values['without-erasures'] ? [] : erasuresIn(listAt(values.erasures, instance));
  await restore({
    instance,
    from,
    ...(moment === undefined ? {} : { recovery: recoveryTo(moment) }),
    onVerified: (manifest) => sayVerified(manifest, out),
    ...(lines.length === 0 ? {} : { eraseAgain: (ownerUrl: string) => takeOutAgain(ownerUrl, lines, out) }),
    onTable: (table) => out.note(out.say('cli:restore.table', table)),
  });
  if (moment !== undefined) out.print(out.say('cli:restore.moment', { moment }));
  const path = instance.databaseUrl === undefined ? embeddedDirectory(instance) : withoutPassword(instance.databaseUrl);
  out.print(out.say('cli:restore.done', { path }));
  return 0;
};

/** The list lies outside every backup; without it nobody knows who was erased since. */
const listAt = (named: string | undefined, { varDirectory }: Config): string => {
  const path = named ?? erasuresPath(join(varDirectory, 'heads'));
  if (!existsSync(path)) throw new StartFailure('erasures-missing', { path });
  return path;
};

const takeOutAgain = async (ownerUrl: string, lines: readonly ErasureLine[], out: Out): Promise<void> => {
  const owner = openDatabase({ url: ownerUrl, connections: 1 });
  try {
    const { persons, files } = await owner.transact(nobody, (tx) => eraseAgain(tx, lines, forgetAgain));
    out.print(out.say('cli:restore.erased', { persons, files }));
  } finally {
    await owner.close();
  }
};

const fullMoment = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)$/u;

const recoveryTo = (moment: string): Recovery => {
  if (!fullMoment.test(moment) || Number.isNaN(Date.parse(moment)))
    throw new StartFailure('moment-unreadable', { moment });
  const archive = process.env.FANGXIN_WAL_ARCHIVE;
  if (!archive) throw new StartFailure('archive-missing');
  return { moment, archive };
};

const sayVerified = (manifest: Manifest, out: Out): void =>
  out.print(out.say('cli:restore.verified', { ...sizeOf(manifest), at: manifest.finishedAt }));
