import { isRefusal, type Refusal } from '#kernel/refusal.ts';
import type { Context } from '#platform/context.ts';
import type { Scope, Tx } from '#platform/db.ts';
import { bindFiles } from '#platform/files/bind-files.ts';
import { draftScope, type FileStore } from '#platform/files/file-store.ts';
import { megabyte } from '#platform/files/limits.ts';
import { dropDraftFiles } from '#platform/files/list-files.ts';
import { takeUpload } from '#platform/files/take-upload.ts';
import { newId } from '#platform/ids.ts';

export type MadeFile = {
  readonly tenant: string;
  readonly stream: string;
  /** The person of the vault whose erasure takes the file along. */
  readonly person: string | undefined;
  readonly purpose: 'paper' | 'sealed-copy' | 'service-proof' | 'bundle';
  readonly name: string;
  readonly pdf: Buffer;
};

/** A bundle holds what twenty uploads held. */
const roomy = (files: FileStore): FileStore => ({
  ...files,
  limits: { ...files.limits, bytes: { ...files.limits.bytes, pdf: 2048 * megabyte }, bytesPerDraft: 2048 * megabyte },
});

/** Says whether this file is the one to keep: another request may have made the same file at the same time. */
export type Claim = (tx: Tx, file: string, sha256: string) => Promise<boolean | Refusal>;

/** Seals a file the platform itself made into the case, in one transaction with what says that it is there. */
export const keepMadeFile = async (
  context: Context,
  scope: Scope,
  made: MadeFile,
  claim: Claim,
): Promise<boolean | Refusal> => {
  const { tenant, stream } = made;
  const draft = newId();
  const owner = draftScope(draft).account;
  const store = roomy(context.files);
  const { purpose, name } = made;
  const taken = await takeUpload(store, { draft, owner, purpose, name, content: whole(made.pdf) });
  if (isRefusal(taken)) return taken;
  const files = [taken.file];
  return await context.database.transact({ ...scope, writes: [tenant] }, async (tx) => {
    const kept = await claim(tx, taken.file, taken.sha256);
    // The row of the draft belongs to the draft; the case is still seen by what the scope holds beside the account.
    await tx.rescope({ ...scope, writes: [tenant], account: owner });
    if (kept !== true) {
      await dropDraftFiles(store, tx, { draft });
      return kept;
    }
    const person = made.person === undefined ? {} : { person: made.person };
    const bound = await bindFiles(store, tx, { draft, files, tenant, stream, givenBy: 'system', ...person });
    if (isRefusal(bound)) throw new Error(`a file just made cannot be kept: ${bound.refusal}`);
    return true;
  });
};

async function* whole(pdf: Buffer): AsyncGenerator<Uint8Array> {
  yield pdf;
}
