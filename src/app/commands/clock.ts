import { join } from 'node:path';
import { dayOf } from '#kernel/day.ts';
import { now } from '#platform/clock.ts';
import { nobody, openDatabase } from '#platform/db.ts';
import { confirmDay, doubtOfDay } from '#platform/known-day.ts';
import { StartFailure } from '#platform/postgres/start-failure.ts';
import { readArgs } from '../read-args.ts';
import type { Run } from '../say.ts';
import { knownDayOf } from '../watch-day.ts';
import { withInstance } from '../with-instance.ts';

const options = { today: { type: 'string' } } as const;

/** `fangxin clock [--today DAY]`: whether the day of this machine is believed; or that somebody has looked at a calendar. */
export const run: Run = async (argv, out) => {
  const { values } = readArgs({ args: [...argv], options });
  return await withInstance(async ({ config, ownerUrl }) => {
    const today = dayOf(now());
    if (values.today !== undefined) {
      if (values.today !== today)
        throw new StartFailure('people:failures.clock-differs', { said: values.today, today });
      const owner = openDatabase({ url: ownerUrl, connections: 1 });
      await owner
        .transact(nobody, (tx) => confirmDay(tx, 'system:command-line', join(config.varDirectory, 'heads')))
        .finally(() => owner.close());
      out.note(out.say('people:clock.confirmed', { today }));
      return 0;
    }
    const known = await knownDayOf(ownerUrl, config.varDirectory);
    const doubt = doubtOfDay(today, known);
    if (doubt !== undefined) out.note(out.say(`people:clock.${doubt.is}`, { today, known: doubt.known }));
    else out.print(out.say('people:clock.believed', { today, known: known?.day ?? today }));
    return doubt === undefined ? 0 : 1;
  });
};
