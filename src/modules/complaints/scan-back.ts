import type { Actor } from '#kernel/actor.ts';
import { dayOf } from '#kernel/day.ts';
import { isRefusal, type Refusal, refuse } from '#kernel/refusal.ts';
import { audit } from '#platform/audit.ts';
import type { Context } from '#platform/context.ts';
import { pageCountOf } from '#platform/documents/page-count.ts';
import type { PrintedCode } from '#platform/documents/scanned-paper.ts';
import { type ScannedBack, scanBack } from '#platform/documents/seal.ts';
import { type ActOutcome, actOnComplaint, scopeOf } from './handle.ts';
import { keepMadeFile } from './made-files.ts';
import type { ScanBeside } from './paper-contract.ts';
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
  /** Whoever hands it in has compared it page by page. */
  readonly compared?: boolean;
};

/** The print with the wet seal comes back as a scan and is served from now on; the hashes of both files stay. */
export const keepScan = async (context: Context, scan: ScanBack): Promise<ActOutcome | Refusal> => {
  const { actor } = scan;
  const found = await paperToSeal(context, scan);
  if (isRefusal(found)) return found;
  const sealed = await scanOf(found, scan);
  if (isRefusal(sealed)) return sealed;
  return await keepSealed(context, { actor, at: scan.at, found, ...sealed });
};

/** The scan and its paper, to be compared before anything is kept; written down as the look at the paper that it is. */
export const lookAtScan = async (context: Context, scan: ScanBack): Promise<ScanBeside | Refusal> => {
  const found = await paperToSeal(context, scan);
  if (isRefusal(found)) return found;
  const beside = await besideOf(found, scan);
  if (isRefusal(beside)) return beside;
  await context.database.transact(scopeOf(scan.actor, [found.tenant]), (tx) =>
    audit(tx, {
      tenant: found.tenant,
      account: scan.actor.account,
      act: 'open-paper',
      subject: `stream:${found.stream}`,
      detail: { paper: scan.n },
    }),
  );
  return beside;
};

const paperToSeal = async (context: Context, { actor, number, n }: ScanBack): Promise<FoundPaper | Refusal> => {
  const found = await context.database.transact(scopeOf(actor), async (tx) => {
    const loaded = await readComplaint(tx, context.vault, number);
    if (loaded === undefined) return refuse('complaint-not-found', { status: 404 });
    const objection = objectionTo('keep-sealed-copy', actor, loaded.state, loaded.tenant);
    return objection ?? (await findPaper(context, tx, actor, number, n));
  });
  return !isRefusal(found) && found.isLessened ? refuse('nothing-to-seal', { params: { paper: n } }) : found;
};

/** `comparedByEye`: an official said that it is this paper, where no code of it says so of every page. */
export type KeptCopy = { readonly pdf: Buffer; readonly pages: number; readonly comparedByEye?: true };

/** A paper of a case or of an event, as its file shows it. */
type Printed = Pick<FoundPaper, 'canonical' | 'at' | 'number'>;

type Handed = Pick<ScanBack, 'content' | 'mediaType' | 'compared'>;

/** The scan as the copy to keep of this very paper, or why it is none. */
export const scanOf = async (found: Printed, scan: Handed): Promise<KeptCopy | Refusal> => {
  const sealed = await takenBack(found, await renderPaper(found.canonical, { at: found.at }), scan);
  if (isRefusal(sealed)) return sealed;
  const { pdf, pages, byEye } = sealed;
  return { pdf, pages, ...(byEye && { comparedByEye: true }) };
};

/** What somebody looks at before the scan takes the place of the paper: both, page by page. */
export const besideOf = async (found: Printed, scan: Handed): Promise<ScanBeside | Refusal> => {
  const paper = await renderPaper(found.canonical, { at: found.at });
  const sealed = await takenBack(found, paper, { ...scan, compared: true });
  if (isRefusal(sealed)) return sealed;
  const { pagePictures, PICTURED } = await import('#platform/documents/page-pictures.ts');
  const own = await pagePictures(paper);
  const paperPages = await pageCountOf(paper);
  const shown = Math.min(Math.max(paperPages, sealed.pages), PICTURED);
  return {
    recognised: recognisedBy[sealed.byEye ?? 'code'],
    paperPages,
    scanPages: sealed.pages,
    slowFrom: sealed.pictures.slowFrom ?? null,
    pages: Array.from({ length: shown }, (_, at) => ({
      paper: own.pages[at]?.jpeg.toString('base64') ?? null,
      scan: sealed.pictures.pages[at]?.jpeg.toString('base64') ?? null,
    })),
  };
};

const recognisedBy = { code: 'code', 'scan-not-recognised': 'no-code-seen', 'scan-not-compared': 'eye' } as const;

const takenBack = async (found: Printed, paper: Buffer, { content, mediaType, compared }: Handed) => {
  const pages = await pageCountOf(paper);
  const printed = await codeOn(found, pages);
  const wish = { pages, compared: compared === true, ...(printed === undefined ? {} : { printed }) };
  const sealed = await scanBack({ content, mediaType }, wish);
  return 'fault' in sealed ? scanRefused(sealed, found.canonical.number ?? found.canonical.title) : sealed;
};

/** Why a scan is not taken, in terms of the paper it was handed in for. */
export const scanRefused = (why: Extract<ScannedBack, { readonly fault: string }>, paper: string): Refusal => {
  const blank = 'blank' in why ? { blanks: why.blank.length, page: why.blank[0] ?? 1 } : {};
  return refuse(why.fault, { status: 422, field: 'file', params: { paper, ...blank } });
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
