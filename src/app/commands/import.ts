import { accessSync, constants, statSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { dayOf } from '#kernel/day.ts';
import { intakeCentreOf, mainAuthority } from '#modules/directory/facade.ts';
import { type ImportDone, importFile, isImportFault, mappingNames, RejectedFile } from '#modules/intake/facade.ts';
import { now } from '#platform/clock.ts';
import type { Context } from '#platform/context.ts';
import { nobody } from '#platform/db.ts';
import { StartFailure } from '#platform/postgres/start-failure.ts';
import { openCommandContext } from '../open-context.ts';
import { readArgs } from '../read-args.ts';
import type { Out, Run } from '../say.ts';
import { withInstance } from '../with-instance.ts';

/** `fangxin import complaints FILE --mapping MAPPING [--dry-run] [--bureau UNIT] [--rejected FILE]`. */
export const run: Run = async (argv, out) => {
  const { values, positionals } = readArgs({
    args: [...argv],
    allowPositionals: true,
    options: {
      mapping: { type: 'string' },
      'dry-run': { type: 'boolean', default: false },
      bureau: { type: 'string' },
      rejected: { type: 'string' },
    },
  });
  const [what, file, ...surplus] = positionals;
  if (what !== 'complaints' || file === undefined || surplus.length > 0)
    throw new StartFailure('argument-missing', { usage: out.say('cli:commands.import.usage') });
  const { mapping } = values;
  if (mapping === undefined || !mappingNames().includes(mapping)) {
    const known = mappingNames().join(' ');
    throw new StartFailure('intake:import.faults.no-such-mapping', { mapping: mapping ?? '', known });
  }
  requireReadable(file);
  return await withInstance(async (instance) => {
    const { config } = instance;
    const context = await openCommandContext(instance.ownerUrl, config, instance, 4);
    try {
      const rejected = new RejectedFile(resolve(values.rejected ?? besideOrHere(file, values['dry-run'])));
      const done = await importFile(context, {
        file,
        mapping,
        bureau: values.bureau ?? (await intakeOf(context)),
        dryRun: values['dry-run'],
        rejected,
        t: out.say,
        onProgress: progressOn(out),
      });
      await rejected.close();
      if (isImportFault(done)) throw new StartFailure(`intake:import.faults.${done.fault}`, done.values);
      tell(done, rejected, values['dry-run'], out);
      return 0;
    } finally {
      await context.database.close();
    }
  });
};

const requireReadable = (file: string): void => {
  try {
    accessSync(file, constants.R_OK);
  } catch {
    throw new StartFailure('intake:import.faults.file-not-readable', { file });
  }
  if (statSync(file).isDirectory()) throw new StartFailure('is-a-directory', { path: file });
};

/** Beside the source; where nothing can be written there, in the folder one stands in. A trial leaves a run's file alone. */
const besideOrHere = (file: string, dryRun: boolean): string => {
  const name = `${basename(file)}.${dryRun ? 'would-be-rejected' : 'rejected'}.csv`;
  try {
    accessSync(dirname(file), constants.W_OK);
    return join(dirname(file), name);
  } catch {
    return name;
  }
};

const intakeOf = async (context: Context): Promise<string> => {
  const unit = await context.database.transact(nobody, async (tx) => {
    const authority = await mainAuthority(tx);
    return authority === undefined ? undefined : await intakeCentreOf(tx, authority.id, dayOf(now()));
  });
  if (unit === undefined) throw new StartFailure('intake:import.faults.bureau-not-named');
  return unit.id;
};

const BAR = 30;

/** A bar that moves on a terminal; elsewhere a line at every tenth. */
const progressOn = (out: Out) => {
  let told = 0;
  return (share: number, { records, rejected }: { records: number; rejected: number }): void => {
    const percent = Math.round(share * 100);
    const words = out.say('intake:import.progress', { percent, records, rejected });
    if (process.stderr.isTTY) {
      const full = Math.round(share * BAR);
      process.stderr.write(`\r[${'█'.repeat(full)}${'░'.repeat(BAR - full)}] ${words}${share >= 1 ? '\n' : ''}`);
    } else if (percent >= told + 10 || share >= 1) {
      told = percent;
      out.note(words);
    }
  };
};

const tell = (done: ImportDone, rejected: RejectedFile, dryRun: boolean, out: Out): void => {
  const { records, taken, there, emptied, encoding, format } = done;
  out.print(out.say('intake:import.source', { encoding, format }));
  out.print(
    out.say(dryRun ? 'intake:import.would-take' : 'intake:import.took', {
      records,
      taken,
      there,
      rejected: done.rejected,
    }),
  );
  if (emptied > 0) out.print(out.say('intake:import.emptied', { count: emptied }));
  if (taken > 0) out.print(out.say('intake:import.kept-from-today'));
  if (rejected.lines > 0) out.print(out.say('intake:import.rejected-in', { path: rejected.path }));
};
