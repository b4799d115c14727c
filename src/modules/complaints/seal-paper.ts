import type { Actor } from '#kernel/actor.ts';
import { isRefusal, type Refusal } from '#kernel/refusal.ts';
import { now } from '#platform/clock.ts';
import type { Context } from '#platform/context.ts';
import { pageCountOf } from '#platform/documents/pdf-facts.ts';
import { openFile } from '#platform/files/open-file.ts';
import { scopeOf } from './handle.ts';
import type { FoundPaper } from './paper-files.ts';
import { keepSealed } from './scan-back.ts';

/**
 * Has the bureau's seal product set the seal, where there is one and the paper has a place for it; the sealed file is
 * served from then on. Without a product the paper waits for the wet seal.
 * @throws when the product cannot be reached; the paper stays as it is
 */
export const sealPaper = async (
  context: Context,
  actor: Actor,
  found: FoundPaper,
): Promise<'sealed' | 'awaiting-wet-seal' | Refusal> => {
  const { seal: place } = found.canonical;
  const isUnsealed = found.madeFile !== null && found.file === found.madeFile;
  if (context.seal === undefined || place === undefined || !isUnsealed) return 'awaiting-wet-seal';
  const pdf = await contentOf(context, actor, found, found.madeFile);
  if (isRefusal(pdf)) return pdf;
  const { authority, mark: keyword } = place;
  const outcome = await context.seal.seal({ pdf, authority, keyword, orderedBy: actor.account });
  if (outcome.state !== 'sealed') return outcome.state;
  const pages = await pageCountOf(outcome.pdf);
  const kept = await keepSealed(context, { actor, at: now(), found, pdf: outcome.pdf, pages });
  return isRefusal(kept) ? kept : 'sealed';
};

const contentOf = async (
  context: Context,
  actor: Actor,
  { tenant, stream }: FoundPaper,
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
