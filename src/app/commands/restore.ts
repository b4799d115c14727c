import { type Config, readConfig } from '#platform/config.ts';
import { nobody, openDatabase } from '#platform/db.ts';
import { eraseAgain } from '#platform/erasures.ts';
import type { Recovery } from '#platform/postgres/archive.ts';
import { embeddedDirectory, restore, verifyBackup } from '#platform/postgres/backup.ts';
import { type Manifest, sizeOf } from '#platform/postgres/manifest.ts';
import { StartFailure, withoutPassword } from '#platform/postgres/start-failure.ts';
import { bringAlong, type CheckedErasures, checkErasures, listAt } from '../erasures-to-restore.ts';
import { forgetAgain } from '../forget-again.ts';
import { lessenRestored } from '../lessen-restored.ts';
import { positionalsOf, readArgs } from '../read-args.ts';
import type { Out, Run } from '../say.ts';

/** `fangxin restore BACKUP [--to-moment MOMENT] [--erasures LIST | --without-erasures] [--damaged-erasures] [--verify-only]` */
export const run: Run = async (argv, out) => {
  const read = readArgs({
    args: [...argv],
    allowPositionals: true,
    options: {
      'to-moment': { type: 'string' },
      'verify-only': { type: 'boolean', default: false },
      erasures: { type: 'string' },
      'without-erasures': { type: 'boolean', default: false },
      'damaged-erasures': { type: 'boolean', default: false },
    },
  });
  const { values } = read;
  const [from] = positionalsOf(read, 1);
  if (from === undefined) throw new StartFailure('argument-missing', { usage: 'fangxin restore <backup>' });
  if (values['verify-only']) {
    sayVerified(verifyBackup(from), out);
    return 0;
  }
  const instance = readConfig(process.env);
  const moment = values['to-moment'];
  const list = values['without-erasures'] ? undefined : listAt(values.erasures, from, instance);
  const isDamaged = values['damaged-erasures'];
  const erasures = list === undefined ? undefined : await checkErasures(list, instance, isDamaged, out);
  await restore({
    instance,
    from,
    ...(moment === undefined ? {} : { recovery: recoveryTo(moment, instance) }),
    onVerified: (manifest) => sayVerified(manifest, out),
    ...(erasures === undefined
      ? {}
      : { eraseAgain: (ownerUrl: string) => takeOutAgain(ownerUrl, instance, erasures, out) }),
    onTable: (table) => out.note(out.say('cli:restore.table', table)),
  });
  if (list !== undefined && !isDamaged) bringAlong(list, instance);
  if (moment !== undefined) out.print(out.say('cli:restore.moment', { moment }));
  const path = instance.databaseUrl === undefined ? embeddedDirectory(instance) : withoutPassword(instance.databaseUrl);
  out.print(out.say('cli:restore.done', { path }));
  return 0;
};

const takeOutAgain = async (ownerUrl: string, instance: Config, erasures: CheckedErasures, out: Out): Promise<void> => {
  const left = await lessenRestored(ownerUrl, instance, erasures);
  if (left === undefined) out.note(out.say('cli:restore.textsLater'));
  else if (left > 0) out.note(out.say('cli:restore.textsLeft', { count: left }));
  const owner = openDatabase({ url: ownerUrl, connections: 1 });
  try {
    const done = { persons: 0, files: 0 };
    await owner.transact(nobody, (tx) =>
      erasures(async (lines) => {
        const { persons, files } = await eraseAgain(tx, lines, forgetAgain);
        done.persons += persons;
        done.files += files;
      }),
    );
    out.print(out.say('cli:restore.erased', done));
  } finally {
    await owner.close();
  }
};

const fullMoment = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)$/u;

const recoveryTo = (moment: string, { walArchive: archive }: Config): Recovery => {
  if (!fullMoment.test(moment) || Number.isNaN(Date.parse(moment)))
    throw new StartFailure('moment-unreadable', { moment });
  if (archive === undefined) throw new StartFailure('archive-missing');
  return { moment, archive };
};

const sayVerified = (manifest: Manifest, out: Out): void =>
  out.print(out.say('cli:restore.verified', { ...sizeOf(manifest), at: manifest.finishedAt }));
