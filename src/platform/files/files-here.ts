import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type pg from 'pg';
import { asOwner } from '../postgres/as-owner.ts';
import { StartFailure } from '../postgres/start-failure.ts';
import { objectPath } from './places.ts';

/** Rows and the files they name lie in two places, and only together are they the instance. Asked under the owner's login. */

export type Kept = { readonly tenant: string; readonly stream: string; readonly file: string };

const PAGE = 5_000;

/** Below the directory of files. */
export const pathOfKept = ({ tenant, file }: Kept): string => objectPath('', tenant, { file, variant: 'original' });

const pageOfKept = async (client: pg.Client, after: Kept | undefined, limit: number): Promise<Kept[]> =>
  (
    await client.query<Kept>(
      `select tenant, stream, file from evidence_file
        where state = 'kept' and ($1::text is null or (tenant, stream, file) > ($1, $2::uuid, $3::uuid))
        order by tenant, stream, file limit $4`,
      [after?.tenant ?? null, after?.stream ?? null, after?.file ?? null, limit],
    )
  ).rows;

const isMade = async (client: pg.Client): Promise<boolean> =>
  (await client.query<{ there: boolean }>("select to_regclass('evidence_file') is not null as there")).rows[0]
    ?.there === true;

/** What rows name and `isThere` does not know; in order. */
export const filesWithout = (ownerUrl: string, isThere: (path: string) => boolean): Promise<Kept[]> =>
  asOwner(ownerUrl, 'files', async (client) => {
    if (!(await isMade(client))) return [];
    const without: Kept[] = [];
    let page = await pageOfKept(client, undefined, PAGE);
    while (page.length > 0) {
      without.push(...page.filter((one) => !isThere(pathOfKept(one))));
      page = await pageOfKept(client, page.at(-1), PAGE);
    }
    return without;
  });

/** Files on record that are not on the disk; what was erased while they were looked for is gone by right. */
export const filesGone = async (ownerUrl: string, directory: string): Promise<Kept[]> => {
  const look = () => filesWithout(ownerUrl, (path) => existsSync(join(directory, path)));
  return (await look()).length === 0 ? [] : await look();
};

/** So many of the first rows tell a disk that is not mounted from files that were lost one by one. */
const LOOKED_AT = 50;

/** Before a service opens: with none of its files at hand it would serve cases without their evidence, and keep new files elsewhere. */
export const requireFilesHere = async (ownerUrl: string, directory: string): Promise<void> => {
  const some = await asOwner(ownerUrl, 'files', (client) => pageOfKept(client, undefined, LOOKED_AT));
  if (some.length > 0 && !some.some((one) => existsSync(join(directory, pathOfKept(one)))))
    throw new StartFailure('files-elsewhere', { path: directory });
};
