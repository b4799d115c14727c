import type { Actor } from '#kernel/actor.ts';
import { isRefusal, type Refusal, refuse } from '#kernel/refusal.ts';
import { audit } from '#platform/audit.ts';
import type { Context } from '#platform/context.ts';
import type { Tx } from '#platform/db.ts';
import { type FileView, type OpenedFile, openFile } from '#platform/files/open-file.ts';
import { scopeOf } from '../handle.ts';
import { keepMadeFile } from '../made-files.ts';
import type { CanonicalPaper } from '../papers/canonical-paper.ts';
import { renderPaper } from '../papers-render.ts';
import { deskObjection } from './handle.ts';
import type { IncidentPaperCode } from './incident.ts';
import { lockIncident, readIncident } from './store.ts';

/** A paper of an event with what its file is made from. */
export type FoundIncidentPaper = {
  readonly tenant: string;
  readonly stream: string;
  /** Of the event. */
  readonly number: string;
  readonly bureau: string;
  readonly paperNumber: string | null;
  readonly n: number;
  readonly code: IncidentPaperCode;
  readonly name: string;
  readonly at: Date;
  readonly canonical: CanonicalPaper;
  /** The file that is served: the sealed copy, else the file made first. */
  readonly file: string | null;
  readonly madeFile: string | null;
  readonly isLessened: boolean;
};

/** For those who handle complaints at the bureau: claimants stand in an event by name. */
export const findIncidentPaper = async (
  context: Context,
  tx: Tx,
  actor: Actor,
  { incident, n }: { readonly incident: string; readonly n: number },
): Promise<FoundIncidentPaper | Refusal> => {
  const loaded = await readIncident(tx, incident);
  if (loaded === undefined) return refuse('incident-not-found', { status: 404 });
  const { tenant, stream, state } = loaded;
  const objection = deskObjection(actor, state.bureau);
  if (objection !== undefined) return objection;
  const paper = state.papers.find((one) => one.n === n);
  if (paper === undefined) return refuse('no-such-paper', { status: 404, params: { paper: n } });
  const row = await tx.one<{ made_at: Date; pdf_file: string | null; signed_scan: string | null }>(
    'select made_at, pdf_file, signed_scan from incident_paper where tenant = $1 and stream = $2 and n = $3',
    [tenant, stream, n],
  );
  const opened = await context.vault.openEntry(tx, { tenant, stream, entry: paper.data.entry });
  if ('refusal' in opened) return opened;
  const canonical = JSON.parse(String(opened.value)) as CanonicalPaper;
  return {
    ...{ tenant, stream, number: state.number, bureau: state.bureau, n, code: paper.code, canonical },
    paperNumber: paper.number,
    name: `${canonical.title} ${paper.number ?? state.number}.pdf`,
    at: row.made_at,
    file: row.signed_scan ?? row.pdf_file,
    madeFile: row.pdf_file,
    isLessened: paper.lessened === true,
  };
};

/** Makes the file unless it is there. Typesetting takes its time, so no transaction is open meanwhile. */
export const freezeIncidentPaper = async (
  context: Context,
  actor: Actor,
  found: FoundIncidentPaper,
): Promise<Refusal | undefined> => {
  if (found.madeFile !== null) return undefined;
  const { tenant, stream, n, name, canonical } = found;
  const pdf = await renderPaper(canonical, { at: found.at });
  const made = { tenant, stream, person: stream, purpose: 'paper', name, pdf } as const;
  const kept = await keepMadeFile(context, scopeOf(actor), made, async (tx, file, sha256) => {
    // An erasure locks the event too: what it took out of the paper meanwhile stands in no file made from before.
    await lockIncident(tx, stream);
    const now = await findIncidentPaper(context, tx, actor, { incident: stream, n });
    if (isRefusal(now)) return now;
    if (now.madeFile !== null || JSON.stringify(now.canonical) !== JSON.stringify(canonical)) return false;
    await tx.run(
      `with frozen as (update incident_paper set pdf_file = $4, pdf_hash = $5
         where tenant = $1 and stream = $2 and n = $3 returning data_hash)
       update paper_proof set pdf_hash = $5 from frozen
        where paper_proof.tenant = $1 and paper_proof.data_hash = frozen.data_hash and not $6::boolean`,
      [tenant, stream, n, file, sha256, now.isLessened],
    );
    return true;
  });
  return isRefusal(kept) ? kept : undefined;
};

/** Opens a paper of an event as a file. Made at the first open and frozen: the same bytes ever after. */
export const openIncidentPaper = async (
  context: Context,
  actor: Actor,
  paper: { readonly incident: string; readonly n: number },
  view: Omit<FileView, 'variant'> = {},
): Promise<OpenedFile | Refusal> => {
  const find = (tx: Tx) => findIncidentPaper(context, tx, actor, paper);
  const found = await context.database.transact(scopeOf(actor), find);
  if (isRefusal(found)) return found;
  const frozen = await freezeIncidentPaper(context, actor, found);
  if (isRefusal(frozen)) return frozen;
  const { tenant, stream, n, code } = found;
  return await context.database.transact(scopeOf(actor, [tenant]), async (tx) => {
    const again = found.file === null ? await find(tx) : found;
    if (isRefusal(again)) return again;
    if (again.file === null) return refuse('paper-being-made', { status: 503, params: { seconds: 2 } });
    // The list of claimants holds names and telephones in clear.
    await audit(tx, {
      tenant,
      account: actor.account,
      act: 'open-incident-paper',
      subject: `stream:${stream}`,
      detail: { n, code },
    });
    return await openFile(context.files, tx, { tenant, stream, file: again.file }, { ...view, variant: 'original' });
  });
};
