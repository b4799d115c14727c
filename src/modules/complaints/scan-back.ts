import type { Actor } from '#kernel/actor.ts';
import { dayOf } from '#kernel/day.ts';
import { isRefusal, type Refusal, refuse } from '#kernel/refusal.ts';
import type { Context } from '#platform/context.ts';
import { pageCountOf } from '#platform/documents/page-count.ts';
import type { PrintedCode } from '#platform/documents/scanned-paper.ts';
import { scanBack } from '#platform/documents/seal.ts';
import { type ActOutcome, actOnComplaint, scopeOf } from './handle.ts';
import { keepMadeFile } from './made-files.ts';
import { type FoundPaper, findPaper } from './paper-files.ts';
import type { CanonicalPaper } from './papers/canonical-paper.ts';
import { renderPaper } from './papers-render.ts';
import { objectionTo } from './permits.ts';
import { unitsFor } from './reference.ts';
import { readComplaint } from './store.ts';

export type ScanBack = {
  readonly number: string;
  readonly n: number;
  readonly actor: Actor;
  readonly at: Date;
  readonly content: Uint8Array;
  readonly mediaType: string;
  /** Whoever hands it in has compared it by eye. */
  readonly compared?: boolean;
};

/** The print with the wet seal comes back as a scan and is served from now on; the hashes of both files stay. */
export const keepScan = async (context: Context, scan: ScanBack): Promise<ActOutcome | Refusal> => {
  const { actor, number, n } = scan;
  const scope = scopeOf(actor);
  const found = await context.database.transact(scope, async (tx) => {
    const loaded = await readComplaint(tx, context.vault, number);
    if (loaded === undefined) return refuse('complaint-not-found', { status: 404 });
    const objection = objectionTo('keep-sealed-copy', actor, loaded.state, loaded.tenant);
    return objection ?? (await findPaper(context, tx, actor, number, n));
  });
  if (isRefusal(found)) return found;
  if (found.isLessened) return refuse('nothing-to-seal', { params: { paper: n } });
  const sealed = await scanOf(found, scan);
  if (isRefusal(sealed)) return sealed;
  return await keepSealed(context, { actor, at: scan.at, found, ...sealed });
};

/** `comparedByEye`: an official said that it is this paper, where no code of it was seen. */
export type KeptCopy = { readonly pdf: Buffer; readonly pages: number; readonly comparedByEye?: true };

/** A paper of a case or of an event, as its file shows it. */
type Printed = Pick<FoundPaper, 'canonical' | 'at' | 'number'>;

/** The scan as the copy to keep of this very paper, or why it is none. */
export const scanOf = async (
  found: Printed,
  scan: Pick<ScanBack, 'content' | 'mediaType' | 'compared'>,
): Promise<KeptCopy | Refusal> => {
  const pages = await pagesOf(found, found.canonical);
  const printed = await codeOn(found, pages);
  const wish = { pages, compared: scan.compared === true, ...(printed === undefined ? {} : { printed }) };
  const sealed = await scanBack({ content: scan.content, mediaType: scan.mediaType }, wish);
  if ('fault' in sealed)
    return refuse(sealed.fault, {
      status: 422,
      field: 'file',
      params: { paper: found.canonical.number ?? found.number },
    });
  const { pdf, pages: pagesKept, comparedByEye } = sealed;
  return { pdf, pages: pagesKept, ...(comparedByEye === undefined ? {} : { comparedByEye }) };
};

const pagesOf = async ({ at }: Printed, paper: CanonicalPaper): Promise<number> =>
  await pageCountOf(await renderPaper(paper, { at }));

/** At the foot of the paper proper; a list or a reading aid stands behind it. */
const codeOn = async (found: Printed, pages: number): Promise<PrintedCode | undefined> => {
  const { readingAid, annex, ...proper } = found.canonical;
  const code = proper.proof?.url;
  if (code === undefined) return undefined;
  const isWhole = readingAid === undefined && annex === undefined;
  return { code, page: (isWhole ? pages : await pagesOf(found, proper)) - 1 };
};

export type SealedCopy = KeptCopy & {
  readonly actor: Actor;
  readonly at: Date;
  readonly found: FoundPaper;
};

/** Keeps the sealed file beside the one it was made from, by an act of the case. */
export const keepSealed = async (context: Context, copy: SealedCopy): Promise<ActOutcome | Refusal> => {
  const { actor, at, found, pdf, pages, comparedByEye } = copy;
  const { tenant, stream, number, n, name, person } = found;
  let outcome: ActOutcome | Refusal = refuse('no-such-paper', { status: 404, params: { paper: n } });
  const made = { tenant, stream, person, purpose: 'sealed-copy', name, pdf } as const;
  const kept = await keepMadeFile(context, scopeOf(actor), made, async (tx, file, sha256) => {
    outcome = await actOnComplaint(context, tx, {
      number,
      actor,
      at,
      make: () => ({ act: 'keep-sealed-copy', paper: n, file, sha256, pages, ...(comparedByEye && { comparedByEye }) }),
      units: await unitsFor(tx, tenant, dayOf(at)),
    });
    return isRefusal(outcome) ? outcome : true;
  });
  return isRefusal(kept) ? kept : outcome;
};
