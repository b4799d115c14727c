import { copyFileSync, existsSync, mkdirSync, readdirSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { type Config, readConfig } from '#platform/config.ts';
import { Keyring } from '#platform/crypto/keyring.ts';
import { keyFilePath, readKeyFile } from '#platform/crypto/keys.ts';
import { nobody, openDatabase } from '#platform/db.ts';
import { type ErasureLine, type ErasureList, erasuresPath, readErasures } from '#platform/erasure-list.ts';
import { eraseAgain } from '#platform/erasures.ts';
import { checkHeads, HeadsRefused } from '#platform/heads.ts';
import type { Recovery } from '#platform/postgres/archive.ts';
import { embeddedDirectory, restore, verifyBackup } from '#platform/postgres/backup.ts';
import { type Manifest, readManifest, sizeOf } from '#platform/postgres/manifest.ts';
import { StartFailure, withoutPassword } from '#platform/postgres/start-failure.ts';
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
  const lines = list === undefined ? [] : await listedIn(list, instance, isDamaged, out);
  await restore({
    instance,
    from,
    ...(moment === undefined ? {} : { recovery: recoveryTo(moment, instance) }),
    onVerified: (manifest) => sayVerified(manifest, out),
    ...(lines.length === 0 ? {} : { eraseAgain: (ownerUrl: string) => takeOutAgain(ownerUrl, instance, lines, out) }),
    onTable: (table) => out.note(out.say('cli:restore.table', table)),
  });
  if (list !== undefined && !isDamaged) bringAlong(list, instance);
  if (moment !== undefined) out.print(out.say('cli:restore.moment', { moment }));
  const path = instance.databaseUrl === undefined ? embeddedDirectory(instance) : withoutPassword(instance.databaseUrl);
  out.print(out.say('cli:restore.done', { path }));
  return 0;
};

/** The list lies outside every backup; without it nobody knows who was erased since. */
const listAt = (named: string | undefined, backup: string, { varDirectory }: Config): string => {
  const path = named ?? erasuresPath(join(varDirectory, 'heads'));
  if (existsSync(path)) {
    if (statSync(path).isDirectory()) throw new StartFailure('is-a-directory', { path });
    return path;
  }
  // Whoever mistyped the backup is told that, and not how to restore without the list.
  readManifest(backup);
  throw new StartFailure('erasures-missing', { path });
};

/** Half a list would let somebody come back unseen, and an invented line would take out who may stay. */
const listedIn = async (
  path: string,
  instance: Config,
  isDamaged: boolean,
  out: Out,
): Promise<readonly ErasureLine[]> => {
  const keyring = keysFor(instance);
  if (keyring === undefined) out.note(out.say('verify:erasures.withoutKeys', { path }));
  const list = readErasures(path, keyring);
  const isCut = keyring !== undefined && !(await agreesWithHeads(path, list, keyring, out));
  if (isDamaged) {
    for (const { line, why } of list.faults) out.note(out.say(`verify:erasures.${why}`, { path, line }));
    if (isCut) out.note(out.say('verify:erasures.cut', { path }));
  } else {
    const [fault] = list.faults;
    if (fault !== undefined) throw new StartFailure(`erasures-${fault.why}`, { path, line: fault.line });
    if (isCut) throw new StartFailure('erasures-cut', { path });
  }
  if (list.unsigned > 0) out.note(out.say('verify:erasures.old', { path, count: list.unsigned }));
  return list.lines;
};

/** The database that says which kind of instance this is comes back only later. */
const keysFor = (instance: Config): Keyring | undefined => {
  const path = keyFilePath('demo', instance);
  return existsSync(path) ? new Keyring(readKeyFile(path)) : undefined;
};

const headsName = /^\d{4}-\d\d-\d\d(T\d+)?\.json$/u;

/** The last heads beside the list tell how far it had come. */
const agreesWithHeads = async (path: string, list: ErasureList, keyring: Keyring, out: Out): Promise<boolean> => {
  const beside = dirname(resolve(path));
  const names = readdirSync(beside).filter((name) => headsName.test(name));
  for (const name of names.sort().reverse()) {
    try {
      const { erasures } = await checkHeads(join(beside, name), keyring);
      if (erasures !== undefined) return list.holds(erasures);
    } catch (error) {
      if (!(error instanceof HeadsRefused)) throw error;
    }
  }
  out.note(out.say('verify:erasures.withoutHeads', { path }));
  return true;
};

/** A restored instance goes on with the list it was restored with. */
const bringAlong = (list: string, { varDirectory }: Config): void => {
  const own = erasuresPath(join(varDirectory, 'heads'));
  if (existsSync(own)) return;
  mkdirSync(dirname(own), { recursive: true });
  copyFileSync(list, own);
};

const takeOutAgain = async (
  ownerUrl: string,
  instance: Config,
  lines: readonly ErasureLine[],
  out: Out,
): Promise<void> => {
  const left = await lessenRestored(ownerUrl, instance, lines);
  if (left === undefined) out.note(out.say('cli:restore.textsLater'));
  else if (left > 0) out.note(out.say('cli:restore.textsLeft', { count: left }));
  const owner = openDatabase({ url: ownerUrl, connections: 1 });
  try {
    const { persons, files } = await owner.transact(nobody, (tx) => eraseAgain(tx, lines, forgetAgain));
    out.print(out.say('cli:restore.erased', { persons, files }));
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
