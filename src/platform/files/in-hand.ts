import type { Actor } from '#kernel/actor.ts';
import { isRefusal, type Refusal, refuse } from '#kernel/refusal.ts';
import type { Context } from '../context.ts';
import type { Scope, Tx } from '../db.ts';
import { bindFiles } from './bind-files.ts';
import { megabyte } from './limits.ts';
import { draftFiles, type ListedFile } from './list-files.ts';

/** A file as an event names it; whose it is, the module's own items say further. */
type NamedFile = {
  readonly file: string;
  readonly sha256: string;
  readonly mediaType: string;
  readonly bytes: number;
  readonly pages?: number;
};
type FileInHand = NamedFile & { readonly by: 'complainant' | 'respondent' | 'staff' };
type WithPurpose = { readonly file: string; readonly purpose?: string };

/**
 * Files a signed-in person has handed in and not yet used lie in a tray of their own: the draft with the account's id.
 * An act or a filing names them, and takes them along in its transaction. What nothing takes gives way and goes by itself.
 */
export const trayOf = (actor: Actor): { readonly draft: string; readonly owner: string; readonly givesWay: true } => ({
  draft: actor.account,
  owner: actor.account,
  givesWay: true,
});

/** What an event says of a file handed in. */
export const itemOf = ({ file, sha256, mediaType, bytes, pages }: ListedFile): NamedFile => ({
  file,
  sha256,
  mediaType,
  bytes,
  ...(pages === null ? {} : { pages }),
});

const sideOf = (actor: Actor): FileInHand['by'] => {
  if (actor.kind === 'staff') return 'staff';
  return actor.kind === 'operator' ? 'respondent' : 'complainant';
};

/** What the event will say of the named files; refused when one is not in this person's tray. */
export const itemsInHand = async (
  context: Context,
  tx: Tx,
  actor: Actor,
  files: readonly string[],
  field: string,
): Promise<FileInHand[] | Refusal> => {
  if (files.length === 0) return [];
  const held = new Map((await draftFiles(context.files, tx, trayOf(actor).draft)).map((file) => [file.file, file]));
  const items: FileInHand[] = [];
  for (const id of new Set(files)) {
    const file = held.get(id);
    if (file === undefined) return refuse('file-not-in-tray', { status: 422, field });
    items.push({ ...itemOf(file), by: sideOf(actor) });
  }
  const { bytesPerDraft } = context.files.limits;
  if (items.reduce((sum, { bytes }) => sum + bytes, 0) > bytesPerDraft) {
    const params = { megabytes: Math.floor(bytesPerDraft / megabyte) };
    return refuse('files-too-large-together', { status: 413, field, params });
  }
  return items;
};

/** Binds them to the case once its act is written; `scope` is the one the act wrote under. */
export const bindInHand = async (
  context: Context,
  tx: Tx,
  actor: Actor,
  items: readonly WithPurpose[],
  at: { readonly tenant: string; readonly stream: string },
  scope: Scope,
): Promise<Refusal | undefined> => {
  if (items.length === 0) return undefined;
  await tx.rescope({ ...scope, account: actor.account, writes: [at.tenant] });
  const { draft } = trayOf(actor);
  const bound = await bindFiles(context.files, tx, {
    draft,
    files: items.map((item) => item.file),
    purposes: purposesOf(items),
    tenant: at.tenant,
    stream: at.stream,
    givenBy: actor.account,
  });
  return isRefusal(bound) ? bound : undefined;
};

/** For the row of the file: the second wall stands on it. */
export const purposesOf = (items: readonly WithPurpose[]): ReadonlyMap<string, string> =>
  new Map(items.map(({ file, purpose }) => [file, purpose ?? 'evidence']));
