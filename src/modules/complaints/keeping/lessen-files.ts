import type { Actor } from '#kernel/actor.ts';
import type { Context } from '#platform/context.ts';
import type { Tx } from '#platform/db.ts';
import { eraseFiles } from '#platform/files/erase-files.ts';
import { orRefuse } from '#platform/http/errors.ts';
import type { Lessening } from './lessen-values.ts';

/**
 * Files made of a case of which somebody is erased: those of papers that named the person are destroyed, and so is every bundle;
 * they are made anew at the next look, from what is left. The others go with what they were made from.
 */
export const lessenFiles = async (
  context: Context,
  tx: Tx,
  actor: Actor,
  at: { readonly tenant: string; readonly stream: string; readonly person: string; readonly basis: string },
  { lessened, heir }: Lessening,
): Promise<number> => {
  const { tenant, stream, person, basis } = at;
  const made = await tx.rows<{ file: string }>(
    `select f.file from complaint_paper p join evidence_file f on f.tenant = p.tenant and f.stream = p.stream
       where p.tenant = $1 and p.stream = $2 and p.entry = any ($3::uuid[]) and f.file in (p.pdf_file, p.signed_scan)
     union select file from evidence_file where tenant = $1 and stream = $2 and purpose = 'bundle' and state = 'kept'`,
    [tenant, stream, Object.keys(lessened)],
  );
  const files = made.map(({ file }) => file);
  const gone = orRefuse(await eraseFiles(context.files, tx, actor, { tenant, stream, of: { files }, basis })).files;
  await tx.run(
    `update complaint_paper set pdf_file = null, pdf_hash = null, signed_scan = null, scan_hash = null
      where tenant = $1 and stream = $2 and entry = any ($3::uuid[])`,
    [tenant, stream, Object.keys(lessened)],
  );
  await tx.run('update complaint_bundle set pdf_file = null, pdf_hash = null where tenant = $1 and stream = $2', [
    tenant,
    stream,
  ]);
  if (heir !== undefined)
    await tx.run(
      `update evidence_file set person = $4
        where tenant = $1 and stream = $2 and person = $3 and state = 'kept' and purpose in ('paper', 'sealed-copy')`,
      [tenant, stream, person, heir],
    );
  return gone.length;
};
