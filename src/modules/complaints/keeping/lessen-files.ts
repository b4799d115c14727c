import type { Actor } from '#kernel/actor.ts';
import type { Context } from '#platform/context.ts';
import type { Tx } from '#platform/db.ts';
import { eraseFiles, passOnMadeFiles } from '#platform/files/erase-files.ts';
import { renameFiles } from '#platform/files/rename-files.ts';
import { orRefuse } from '#platform/http/errors.ts';
import type { EvidenceItem } from '../complaint.ts';
import type { LoadedComplaint } from '../store.ts';
import type { Lessening } from './lessen-values.ts';
import { type Absent, withoutPerson } from './without-person.ts';

type At = { readonly tenant: string; readonly stream: string };

/**
 * Files made of a case of which somebody is erased: those of papers that named the person are destroyed, every scan ever kept of them
 * included, and so is every bundle; they are made anew at the next look, from what is left. The others go with what they were made from.
 */
export const lessenFiles = async (
  context: Context,
  tx: Tx,
  actor: Actor,
  at: { readonly tenant: string; readonly stream: string; readonly person: string; readonly basis: string },
  { lessened, heir }: Lessening,
): Promise<number> => {
  const { tenant, stream, person, basis } = at;
  const made = await tx.rows<{ pdf_file: string | null; signed_scan: string | null }>(
    // Whoever freezes one of them just now is waited for.
    `select pdf_file, signed_scan from complaint_paper where tenant = $1 and stream = $2 and entry = any ($3::uuid[])
      for update`,
    [tenant, stream, Object.keys(lessened)],
  );
  const scans = await scansOf(tx, { tenant, stream }, Object.keys(lessened));
  const named = made.flatMap((paper) => [paper.pdf_file, paper.signed_scan].filter((file) => file !== null));
  const bundles = await tx.rows<{ pdf_file: string }>(
    'select pdf_file from complaint_bundle where tenant = $1 and stream = $2 and pdf_file is not null',
    [tenant, stream],
  );
  const files = [...named, ...scans, ...bundles.map((bundle) => bundle.pdf_file)];
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
  if (heir !== undefined) await passOnMadeFiles(tx, { tenant, stream, from: person, to: heir });
  return gone.length;
};

/** Every scan ever kept of these papers, those that another one replaced too. */
const scansOf = async (tx: Tx, { tenant, stream }: At, entries: readonly string[]): Promise<string[]> => {
  const rows = await tx.rows<{ file: string }>(
    `select e.payload->>'file' as file from complaint_paper p
       join event e on e.tenant = p.tenant and e.stream = p.stream and e.type = 'SealedCopyKept'
         and (e.payload->>'n')::integer = p.n
      where p.tenant = $1 and p.stream = $2 and p.entry = any ($3::uuid[])`,
    [tenant, stream, entries],
  );
  return rows.map(({ file }) => file);
};

/** Scans that were replaced before somebody was erased from their papers, by a program that destroyed the last one only. */
export const eraseScansLeft = async (context: Context, tx: Tx, actor: Actor, at: At): Promise<number> => {
  const erasures = await tx.rows<{ basis: string; entries: string[] }>(
    `select payload->>'basis' as basis, array(select jsonb_object_keys(payload->'lessened')) as entries from event
      where tenant = $1 and stream = $2 and type = 'PersonErased' and jsonb_typeof(payload->'lessened') = 'object'
      order by version`,
    [at.tenant, at.stream],
  );
  let gone = 0;
  for (const { basis, entries } of erasures) {
    const of = { files: await scansOf(tx, at, entries) };
    gone += orRefuse(await eraseFiles(context.files, tx, actor, { ...at, of, basis })).files.length;
  }
  return gone;
};

/** By entry, the hash of each paper's original that is about to be printed anew: its proof goes on to give it. */
export const frozenOf = async (
  tx: Tx,
  { tenant, stream, state }: LoadedComplaint,
  { lessened }: Lessening,
): Promise<Readonly<Record<string, string>>> => {
  // What was printed anew before is no original.
  const reprints = new Set(state.papers.flatMap((paper) => (paper.lessened === true ? [paper.data.entry] : [])));
  const rows = await tx.rows<{ entry: string; pdf_hash: string }>(
    `select entry, pdf_hash from complaint_paper
      where tenant = $1 and stream = $2 and entry = any ($3::uuid[]) and pdf_hash is not null order by entry`,
    [tenant, stream, Object.keys(lessened).filter((entry) => !reprints.has(entry))],
  );
  return Object.fromEntries(rows.map((row) => [row.entry, row.pdf_hash]));
};

/** What stays of the files handed in is called after the person no more; the other side's own keep the names it gave them. */
export const lessenFileNames = async (
  context: Context,
  tx: Tx,
  at: { readonly tenant: string; readonly stream: string },
  evidence: readonly EvidenceItem[],
  absent: Absent,
): Promise<void> => {
  const files = new Set(evidence.flatMap(({ file, by }) => (by === 'respondent' ? [] : [file])));
  await renameFiles(context.files, tx, { ...at, files }, (name) => String(withoutPerson(name, absent)));
};
