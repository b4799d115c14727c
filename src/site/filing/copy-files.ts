import { isRefusal } from '#kernel/refusal.ts';
import { draftAccount, draftOnly } from '#modules/intake/facade.ts';
import { draftFiles } from '#platform/files/list-files.ts';
import { openFile } from '#platform/files/open-file.ts';
import { takeUpload } from '#platform/files/take-upload.ts';
import { Refused } from '#platform/http/errors.ts';
import { newId } from '#platform/ids.ts';
import type { SiteKit } from '#site/visit/visit.ts';

/**
 * The evidence of a draft once more, under other ids and keys: complaint and report made from one filing share nothing
 * that would lead from one to the other. Returns the draft the copies lie in; the sweep takes them if nobody does.
 */
export const copyFiles = async ({ context }: SiteKit, from: string): Promise<string> => {
  const copy = newId();
  const files = await context.database.transact(draftOnly(from), (tx) => draftFiles(context.files, tx, from));
  for (const { file, name, purpose } of files) {
    const opened = await context.database.transact(draftOnly(from), (tx) =>
      openFile(context.files, tx, { draft: from, file }, { variant: 'original' }),
    );
    if (isRefusal(opened)) throw new Refused(opened);
    const owner = draftAccount(copy);
    const taken = await takeUpload(context.files, { draft: copy, owner, purpose, name, content: opened.body });
    if (isRefusal(taken)) throw new Refused(taken);
  }
  return copy;
};
