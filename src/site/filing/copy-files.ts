import { isRefusal } from '#kernel/refusal.ts';
import { copyOfDraft, draftAccount, draftOnly } from '#modules/intake/facade.ts';
import { draftFiles, dropDraftFiles, type ListedFile } from '#platform/files/list-files.ts';
import { openFile } from '#platform/files/open-file.ts';
import { takeUpload } from '#platform/files/take-upload.ts';
import { Refused } from '#platform/http/errors.ts';
import type { SiteKit } from '#site/visit/visit.ts';

const underWay = new Map<string, Promise<string>>();

/**
 * The evidence of a draft once more, under other ids and keys: complaint and report made from one filing share nothing
 * that would lead from one to the other. A power of attorney or a voice says who complains, and stays with the complaint.
 * Returns the draft the copies lie in: always the same of one draft, made once
 * however often the filing is sent, and swept when nobody takes them.
 */
export const copyFiles = (kit: SiteKit, from: string): Promise<string> => {
  const before = underWay.get(from);
  if (before !== undefined) return before;
  const copying = copyAll(kit, from).finally(() => underWay.delete(from));
  underWay.set(from, copying);
  return copying;
};

const copyAll = async ({ context }: SiteKit, from: string): Promise<string> => {
  const { database, files: store } = context;
  const copy = copyOfDraft(context, from);
  const wanted = await database.transact(draftOnly(from), async (tx) =>
    (await draftFiles(store, tx, from)).filter(({ purpose }) => purpose === 'evidence'),
  );
  const there = await database.transact(draftOnly(copy), async (tx) => {
    const held = await draftFiles(store, tx, copy);
    const unwanted = held.filter((file) => !wanted.some((one) => isSame(one, file))).map(({ file }) => file);
    if (unwanted.length > 0) await dropDraftFiles(store, tx, { draft: copy, files: unwanted });
    return held;
  });
  for (const one of wanted) {
    if (there.some((file) => isSame(one, file))) continue;
    const { file, name, purpose } = one;
    const opened = await database.transact(draftOnly(from), (tx) =>
      openFile(store, tx, { draft: from, file }, { variant: 'original' }),
    );
    if (isRefusal(opened)) throw new Refused(opened);
    const owner = draftAccount(copy);
    const taken = await takeUpload(store, { draft: copy, owner, purpose, name, content: opened.body });
    if (isRefusal(taken)) throw new Refused(taken);
  }
  return copy;
};

const isSame = (one: ListedFile, other: ListedFile): boolean =>
  one.sha256 === other.sha256 && one.purpose === other.purpose;
