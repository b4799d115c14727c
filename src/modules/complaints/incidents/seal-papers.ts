import type { Actor } from '#kernel/actor.ts';
import { isRefusal, type Refusal, refuse } from '#kernel/refusal.ts';
import { audit } from '#platform/audit.ts';
import type { Context } from '#platform/context.ts';
import type { Tx } from '#platform/db.ts';
import { scopeOf } from '../handle.ts';
import { keepMadeFile } from '../made-files.ts';
import type { ScanBeside } from '../paper-contract.ts';
import { besideOf, type KeptCopy, scanOf } from '../scan-back.ts';
import { productAway, sealByProduct } from '../seal-paper.ts';
import { change, deskObjection } from './handle.ts';
import type { IncidentSealedCopy } from './incident.ts';
import { type FoundIncidentPaper, findIncidentPaper, freezeIncidentPaper } from './paper-files.ts';
import { type LockedIncident, lockIncident } from './store.ts';

type OfPaper = { readonly incident: string; readonly n: number };

const nothingToSeal = (n: number): Refusal => refuse('nothing-to-seal', { params: { paper: n } });

/** The print with the wet seal comes back as a scan and is served from now on, also once the event is closed. */
export const keepIncidentScan = async (
  context: Context,
  actor: Actor,
  paper: OfPaper,
  scan: { readonly content: Uint8Array; readonly mediaType: string; readonly compared: boolean; readonly at: Date },
): Promise<{ readonly sha256: string } | Refusal> => {
  const found = await toSeal(context, actor, paper);
  if (isRefusal(found)) return found;
  const sealed = await scanOf(found, scan);
  return isRefusal(sealed) ? sealed : await keepCopy(context, actor, found, { ...sealed, at: scan.at });
};

/** The scan and its paper, to be compared before anything is kept; written down as the look at the paper that it is. */
export const lookAtIncidentScan = async (
  context: Context,
  actor: Actor,
  paper: OfPaper,
  scan: { readonly content: Uint8Array; readonly mediaType: string },
): Promise<ScanBeside | Refusal> => {
  const found = await toSeal(context, actor, paper);
  if (isRefusal(found)) return found;
  const beside = await besideOf(found, scan);
  if (isRefusal(beside)) return beside;
  const { tenant, stream, n, code } = found;
  await context.database.transact(scopeOf(actor, [tenant]), (tx) =>
    audit(tx, {
      tenant,
      account: actor.account,
      act: 'open-incident-paper',
      subject: `stream:${stream}`,
      detail: { n, code },
    }),
  );
  return beside;
};

/** Has the bureau's seal product set the seal on the frozen file. */
export const sealIncidentPaper = async (
  context: Context,
  actor: Actor,
  paper: OfPaper,
): Promise<{ readonly sha256: string } | Refusal> => {
  const found = await toSeal(context, actor, paper);
  if (isRefusal(found)) return found;
  const frozen = await freezeIncidentPaper(context, actor, found);
  if (isRefusal(frozen)) return frozen;
  const made = await toSeal(context, actor, paper);
  if (isRefusal(made)) return made;
  const { madeFile, file } = made;
  if (madeFile === null || file !== madeFile) return nothingToSeal(paper.n);
  const sealed = await sealByProduct(context, actor, { ...made, madeFile }).catch(productAway);
  if (sealed === 'awaiting-wet-seal') return nothingToSeal(paper.n);
  return isRefusal(sealed) ? sealed : await keepCopy(context, actor, made, sealed);
};

const toSeal = async (context: Context, actor: Actor, paper: OfPaper): Promise<FoundIncidentPaper | Refusal> => {
  const found = await context.database.transact(scopeOf(actor), (tx) => findIncidentPaper(context, tx, actor, paper));
  if (isRefusal(found)) return found;
  return found.isLessened ? nothingToSeal(paper.n) : found;
};

/** Keeps the sealed file beside the one it was made from, by an act of the event. */
const keepCopy = async (
  context: Context,
  actor: Actor,
  { tenant, stream, n, name }: FoundIncidentPaper,
  { pdf, pages, comparedByEye, at }: KeptCopy & { readonly at: Date },
): Promise<{ readonly sha256: string } | Refusal> => {
  let hash = '';
  const made = { tenant, stream, person: stream, purpose: 'sealed-copy', name, pdf } as const;
  const kept = await keepMadeFile(context, scopeOf(actor), made, async (tx, file, sha256) => {
    const locked = await lockIncident(tx, stream);
    if (locked === undefined) return refuse('incident-not-found', { status: 404 });
    const objection = deskObjection(actor, locked.state.bureau);
    if (objection !== undefined) return objection;
    // Somebody was erased from it while the scan was looked at.
    if (locked.state.papers.some((paper) => paper.n === n && paper.lessened === true)) return nothingToSeal(n);
    hash = sha256;
    const payload = { n, file, sha256, pages, ...(comparedByEye && { comparedByEye }) };
    await change(context, tx, locked, { actor, at }, 'keep-incident-scan', { type: 'IncidentSealedCopyKept', payload });
    serveCopy(tx, locked, payload);
    return true;
  });
  return isRefusal(kept) ? kept : { sha256: hash };
};

const serveCopy = (tx: Tx, { tenant, stream }: LockedIncident, { n, file, sha256 }: IncidentSealedCopy): void => {
  tx.send(
    `with served as (update incident_paper set signed_scan = $4, scan_hash = $5
       where tenant = $1 and stream = $2 and n = $3 returning data_hash)
     update paper_proof set scan_hash = $5 from served where paper_proof.tenant = $1 and paper_proof.data_hash = served.data_hash`,
    [tenant, stream, n, file, sha256],
  );
};
