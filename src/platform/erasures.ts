import { type Day, dayOf } from '#kernel/day.ts';
import { audit } from './audit.ts';
import { now } from './clock.ts';
import type { Keyring } from './crypto/keyring.ts';
import type { Tx } from './db.ts';
import { appendErasures, type ErasureLine, erasuresPath, isErasureLine, walkErasures } from './erasure-list.ts';
import { enqueue, type JobTask } from './jobs.ts';
import { addListed, beginListed, broughtBack, listedColumns, notListed } from './listed-erasures.ts';

const task = {
  name: 'list-erasure',
  read: (payload: unknown): ErasureLine => {
    if (!isErasureLine(payload)) throw new TypeError('not an erasure');
    return payload;
  },
};

/** In the erasure's own transaction: rolled back, it is never listed. */
export const listErasure = (tx: Tx, line: ErasureLine): Promise<void> =>
  enqueue(tx, task, line, { tenant: line.tenant });

/** A line that stands twice is erased once. */
export const listErasureTask = (headsDirectory: string, keyring: Keyring): JobTask<ErasureLine> => ({
  ...task,
  run: (line) => appendErasures(erasuresPath(headsDirectory), [line], keyring),
});

type Unlisted = {
  readonly n: number;
  readonly tenant: string;
  readonly stream: string;
  readonly person: string | null;
  readonly file: string | null;
  readonly at: Date;
  readonly basis: string;
};

/** In the order in which they were erased; whatever fails halfway is found again the next time. */
const unlistedStatement = `create temporary table unlisted_erasure on commit drop as
  ${notListed(`select row_number() over (order by at, tenant, stream, id)::integer as n, gone.* from (
     select tenant, stream, person as id, person, null::uuid as file, destroyed_at as at, destroyed_basis as basis
       from person_key where wrapped is null
     union all
     select tenant, stream, file, null, file, erased_at, erased_basis from evidence_file where state = 'erased') gone`)}`;

const PAGE = 1000;

/**
 * Adds what the database knows and the list does not: erasures of before it was kept, and lines that were lost. List and rows may
 * be of any length: they are compared in the database, and read in pages.
 */
export const completeErasures = async (tx: Tx, headsDirectory: string, keyring: Keyring): Promise<number> => {
  const path = erasuresPath(headsDirectory);
  await beginListed(tx);
  const onLines = async (lines: readonly ErasureLine[]) => {
    await addListed(tx, listedColumns(lines));
  };
  await walkErasures(path, keyring, { extents: [], onLines });
  await tx.adhoc('analyze listed_erasure');
  await tx.adhoc(unlistedStatement);
  await tx.adhoc('create index on unlisted_erasure (n)');
  let added = 0;
  for (;;) {
    const page = await tx.adhoc<Unlisted>(
      `select n, tenant, stream, person, file, at, basis from unlisted_erasure where n > $1 order by n limit ${PAGE}`,
      [added],
    );
    await appendErasures(path, page.map(lineOf), keyring);
    added += page.length;
    if (page.length < PAGE) return added;
  }
};

const lineOf = ({ tenant, stream, person, file, at, basis }: Unlisted): ErasureLine => ({
  ...{ tenant, stream, at: at.toISOString(), basis },
  ...(person === null ? {} : { person }),
  ...(file === null ? {} : { files: [file] }),
});

export type ErasedAgain = { readonly persons: number; readonly files: number };

export type PersonBroughtBack = {
  readonly tenant: string;
  readonly stream: string;
  readonly person: string;
  readonly basis: string;
  /** Day of the first time. */
  readonly firstOn: Day;
  readonly at: Date;
  readonly actor: string;
};

/** What a module drew from a person for finding and listing, beside the vault; the history says that it went once more. */
export type Forget = (tx: Tx, gone: PersonBroughtBack) => Promise<void>;

const restorer = 'system:restore';

/**
 * Under the owner's login: destroys anew what a backup brought back, with the basis and the moment of the first time. `lines` may be a
 * page of the list: whoever is gone costs nothing.
 */
export const eraseAgain = async (tx: Tx, lines: readonly ErasureLine[], forget: Forget): Promise<ErasedAgain> => {
  const done = { persons: 0, files: 0 };
  for (const { tenant, stream, at, basis, person, files } of await broughtBack(tx, lines)) {
    const how = [tenant, stream, at, basis];
    const subject = { tenant, account: restorer, subject: `stream:${stream}`, reason: basis };
    if (files !== undefined && files.length > 0) {
      const gone = await tx.rows<{ file: string }>(
        `update evidence_file set state = 'erased', key_wrapped = null, name_sealed = null, sha256 = null,
            erased_at = $3, erased_basis = $4
          where tenant = $1 and stream = $2 and state = 'kept' and file = any ($5::uuid[]) returning file`,
        [...how, files],
      );
      done.files += gone.length;
      if (gone.length > 0)
        await audit(tx, { ...subject, act: 'erase-files', detail: { files: gone.map(({ file }) => file) } });
    }
    if (person === undefined) continue;
    const destroyed = await tx.run(
      `update person_key set wrapped = null, destroyed_at = $3, destroyed_basis = $4
        where tenant = $1 and stream = $2 and person = $5 and wrapped is not null`,
      [...how, person],
    );
    if (destroyed === 0) continue;
    await tx.run('delete from blind_index where tenant = $1 and stream = $2 and person = $3', [tenant, stream, person]);
    const firstOn = dayOf(new Date(at));
    await forget(tx, { tenant, stream, person, basis, firstOn, at: now(), actor: restorer });
    await audit(tx, { ...subject, act: 'erase-person', detail: { person } });
    done.persons += 1;
  }
  return done;
};
