import type { Actor } from '#kernel/actor.ts';
import { isRefusal, type Refusal, refuse } from '#kernel/refusal.ts';
import type { Context } from '#platform/context.ts';
import { type OpenedFile, openFile } from '#platform/files/open-file.ts';
import { sightOf } from '../evidence-audience.ts';
import { scopeOf } from '../handle.ts';
import { readComplaint } from '../store.ts';

export type EvidenceWish = {
  readonly number: string;
  readonly file: string;
  readonly variant?: string | undefined;
  readonly range?: string | undefined;
};

const notThere = refuse('file-not-found', { status: 404 });

/** A file of the case, as this person may see it: one's own as handed in, the other side's without place and device. */
export const openEvidence = (
  context: Context,
  actor: Actor,
  { number, file, variant, range }: EvidenceWish,
): Promise<OpenedFile | Refusal> =>
  context.database.transact(scopeOf(actor), async (tx) => {
    const loaded = await readComplaint(tx, context.vault, number);
    const item = loaded?.state.evidence.find((one) => one.file === file);
    if (loaded === undefined || item === undefined) return notThere;
    const sight = sightOf(item, actor, loaded.state, loaded.tenant);
    if (sight === undefined) return notThere;
    const own = sight === 'original';
    const wanted = variant === 'thumbnail' ? 'thumbnail' : own && variant !== 'clean' ? 'original' : 'clean';
    const ref = { tenant: loaded.tenant, stream: loaded.stream, file };
    const first = await openFile(context.files, tx, ref, { variant: wanted, range });
    // A picture just handed in has no small copy yet.
    if (isRefusal(first) && wanted === 'thumbnail' && own)
      return await openFile(context.files, tx, ref, { variant: 'original' });
    return first;
  });
