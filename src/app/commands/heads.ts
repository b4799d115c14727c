import { join } from 'node:path';
import { now } from '#platform/clock.ts';
import { nobody, openDatabase } from '#platform/db.ts';
import { completeErasures } from '#platform/erasures.ts';
import { writeHeads } from '#platform/heads.ts';
import { positionalsOf, readArgs } from '../read-args.ts';
import type { Run } from '../say.ts';
import { withInstance } from '../with-instance.ts';

/** `fangxin heads`: signs how far every stream has come, and writes it outside the database. */
export const run: Run = async (argv, out) => {
  const [place] = positionalsOf(readArgs({ args: [...argv], allowPositionals: true }), 1);
  return await withInstance(async ({ config, keyring, ownerUrl }) => {
    const owner = openDatabase({ url: ownerUrl, connections: 1 });
    try {
      const directory = place ?? join(config.varDirectory, 'heads');
      const wish = { directory, at: now(), settled: owner.settled };
      await owner.transact(nobody, (tx) => completeErasures(tx, directory, keyring));
      const written = await owner.transact(nobody, (tx) => writeHeads(tx, keyring, wish));
      out.note(out.say('verify:heads.written', { streams: written.streams, tenants: written.tenants.length }));
      out.print(written.path);
      return 0;
    } finally {
      await owner.close();
    }
  });
};
