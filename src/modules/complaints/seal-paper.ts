import type { Actor } from '#kernel/actor.ts';
import { dayOf } from '#kernel/day.ts';
import { isRefusal, type Refusal, refuse } from '#kernel/refusal.ts';
import { now } from '#platform/clock.ts';
import type { Context } from '#platform/context.ts';
import { judgeSealed } from '#platform/documents/foreign-papers.ts';
import { openFile } from '#platform/files/open-file.ts';
import { scopeOf } from './handle.ts';
import { type FoundPaper, findPaper, freezePaper } from './paper-files.ts';
import { objectionTo } from './permits.ts';
import { keepSealed } from './scan-back.ts';
import { readComplaint } from './store.ts';

/**
 * Has the bureau's seal product set the seal, where there is one and the paper has a place for it; the sealed file is
 * served from then on. Without a product the paper waits for the wet seal. What is not this paper, sealed, is not kept.
 * @throws when the product cannot be reached; the paper stays as it is
 */
export const sealPaper = async (
  context: Context,
  actor: Actor,
  found: FoundPaper,
): Promise<'sealed' | 'awaiting-wet-seal' | Refusal> => {
  const isUnsealed = found.madeFile !== null && found.file === found.madeFile;
  if (!isUnsealed || found.isLessened) return 'awaiting-wet-seal';
  const sealed = await sealByProduct(context, actor, { ...found, madeFile: found.madeFile });
  if (isRefusal(sealed) || sealed === 'awaiting-wet-seal') return sealed;
  const kept = await keepSealed(context, { actor, at: sealed.at, found, pdf: sealed.pdf, pages: sealed.pages });
  return isRefusal(kept) ? kept : 'sealed';
};

/** The frozen file of a paper, of a case or of an event, with the seal the product set; examined before it is anybody's. */
export const sealByProduct = async (
  context: Context,
  actor: Actor,
  paper: Pick<FoundPaper, 'tenant' | 'stream' | 'canonical'> & { readonly madeFile: string },
): Promise<'awaiting-wet-seal' | { readonly at: Date; readonly pdf: Buffer; readonly pages: number } | Refusal> => {
  const { seal: place } = paper.canonical;
  if (context.seal === undefined || place === undefined) return 'awaiting-wet-seal';
  const pdf = await contentOf(context, actor, paper, paper.madeFile);
  if (isRefusal(pdf)) return pdf;
  const { authority, mark: keyword } = place;
  const outcome = await context.seal.seal({ pdf, authority, keyword, orderedBy: actor.account });
  if (outcome.state !== 'sealed') return outcome.state;
  const at = now();
  const { certificates = [] } = context.seal;
  const judged = await judgeSealed(pdf, outcome.pdf, { authority, at, today: dayOf(at), certificates });
  if ('fault' in judged) return refuse(judged.fault, { status: 503, ...(judged.params && { params: judged.params }) });
  return { at, pdf: outcome.pdf, pages: judged.pages };
};

export const productAway = (): Refusal => refuse('seal-product-away', { status: 503 });

/** What an official asks for by hand: papers that went out by letter, to other bodies, or were handed over on the spot. */
export const sealNow = async (
  context: Context,
  actor: Actor,
  number: string,
  n: number,
): Promise<'sealed' | Refusal> => {
  const look = () =>
    context.database.transact(scopeOf(actor), async (tx) => {
      const loaded = await readComplaint(tx, context.vault, number);
      if (loaded === undefined) return refuse('complaint-not-found', { status: 404 });
      const objection = objectionTo('keep-sealed-copy', actor, loaded.state, loaded.tenant);
      return objection ?? (await findPaper(context, tx, actor, number, n));
    });
  const found = await look();
  if (isRefusal(found)) return found;
  const frozen = await freezePaper(context, actor, found);
  const made = frozen ?? (await look());
  if (isRefusal(made)) return made;
  const outcome = await sealPaper(context, actor, made).catch(productAway);
  return outcome === 'awaiting-wet-seal' ? refuse('nothing-to-seal', { params: { paper: n } }) : outcome;
};

const contentOf = async (
  context: Context,
  actor: Actor,
  { tenant, stream }: Pick<FoundPaper, 'tenant' | 'stream'>,
  file: string,
): Promise<Buffer | Refusal> => {
  const opened = await context.database.transact(scopeOf(actor), (tx) =>
    openFile(context.files, tx, { tenant, stream, file }, { variant: 'original' }),
  );
  if (isRefusal(opened)) return opened;
  const pieces: Buffer[] = [];
  for await (const piece of opened.body) pieces.push(Buffer.from(piece));
  return Buffer.concat(pieces);
};
