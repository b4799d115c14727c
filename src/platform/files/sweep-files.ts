import { mkdir, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { now } from '../clock.ts';
import { nobody, type Scope } from '../db.ts';
import { newId } from '../ids.ts';
import { codeOf } from '../postgres/start-failure.ts';
import { cleanCopy } from './clean-copy.ts';
import type { FileRef } from './file-rows.ts';
import { draftScope, type FileStore } from './file-store.ts';
import { incomingArea, nameOfObject, namesIn, removeObject } from './places.ts';

export type SweepPatience = {
  /** Objects younger than this may belong to an upload or an act that is just ending. */
  readonly orphanMilliseconds: number;
  /** Longer than any draft lives: drafts remove their own files, this is for those that were forgotten. */
  readonly draftMilliseconds: number;
  /** Files of an account that no act or filing has used: a form opened on a Friday may be sent on the Monday. */
  readonly trayMilliseconds: number;
  /** Files that no draft holds: of an act that was cut off, copies for a filing that was never made. */
  readonly unheldMilliseconds: number;
};

const hour = 3_600_000;
export const usualPatience: SweepPatience = {
  orphanMilliseconds: 6 * hour,
  draftMilliseconds: 60 * 24 * hour,
  trayMilliseconds: 72 * hour,
  unheldMilliseconds: 24 * hour,
};

export type SweepReport = { readonly expiredDraftFiles: number; readonly removedObjects: number };

/** Removes what belongs nowhere: cut-off uploads, files of dead drafts, objects whose row was never written or is gone. */
export const sweepFiles = async (store: FileStore, patience = usualPatience): Promise<SweepReport> => {
  const at = now().getTime();
  const expired = await store.database.transact(nobody, (tx) =>
    tx.one<{ files: number }>(
      'select expire_draft_files($1) + expire_unheld_draft_files($2) + expire_tray_files($3) as files',
      [
        new Date(at - patience.draftMilliseconds),
        new Date(at - patience.unheldMilliseconds),
        new Date(at - patience.trayMilliseconds),
      ],
    ),
  );
  const madeBefore = new Date((await diskTime(store)).getTime() - patience.orphanMilliseconds);
  let removedObjects = 0;
  for (const area of await namesIn(store.directory)) {
    const folders = area === incomingArea ? [''] : await namesIn(join(store.directory, area));
    for (const folder of folders) {
      removedObjects += await sweepFolder(store, area, folder, madeBefore);
    }
  }
  return { expiredDraftFiles: expired.files, removedObjects };
};

const sweepFolder = async (store: FileStore, area: string, folder: string, madeBefore: Date): Promise<number> => {
  const inFolder = join(store.directory, area, folder);
  const names = await namesIn(inFolder);
  const wanted = area === incomingArea ? new Set<string>() : await filesOf(store, area, names);
  let removed = 0;
  for (const name of names) {
    const object = nameOfObject(name);
    if (object !== undefined && wanted.has(object.file)) continue;
    const path = join(inFolder, name);
    if (!(await isOlder(path, madeBefore))) continue;
    await removeObject(path);
    removed += 1;
  }
  return removed;
};

const filesOf = async (store: FileStore, area: string, names: readonly string[]): Promise<Set<string>> => {
  const files = [...new Set(names.flatMap((name) => nameOfObject(name)?.file ?? []))];
  const found = await store.database.transact(nobody, (tx) =>
    tx.rows<{ file: string }>('select file from stored_file_areas($1) where area = $2', [files, area]),
  );
  return new Set(found.map((row) => row.file));
};

/** What the disk takes for now: ours may be shifted, and the disk may be another machine's. */
const diskTime = async (store: FileStore): Promise<Date> => {
  const probe = join(store.directory, `.time-${newId()}`);
  await mkdir(store.directory, { recursive: true, mode: 0o700 });
  await writeFile(probe, '', { mode: 0o600 });
  try {
    return (await stat(probe)).ctime;
  } finally {
    await removeObject(probe);
  }
};

/** A link made into a case keeps the age of the upload; its change time is that of the link. */
const isOlder = async (path: string, than: Date): Promise<boolean> => {
  try {
    const facts = await stat(path);
    return facts.isFile() && facts.ctime < than;
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return false;
    throw error;
  }
};

type PendingRow = {
  draft: string | null;
  tenant: string | null;
  stream: string | null;
  bureau: string | null;
  file: string;
};

/** Makes the copies that an upload could not make itself, because the server ended in between. Returns how many. */
export const makePendingCopies = async (store: FileStore, atMost = 20): Promise<number> => {
  const pending = await store.database.transact(nobody, (tx) =>
    tx.rows<PendingRow>('select draft, tenant, stream, bureau, file from pending_clean_files($1)', [atMost]),
  );
  for (const row of pending) {
    const found = placeOf(row);
    if (found === undefined) continue;
    try {
      await cleanCopy(store, found.ref, found.scope);
    } catch (fault) {
      // One file that is missing on the disk must not keep the others waiting.
      store.onFault(fault);
    }
  }
  return pending.length;
};

const placeOf = (row: PendingRow): { ref: FileRef; scope: Scope } | undefined => {
  const { file, draft, tenant, stream, bureau } = row;
  if (draft !== null) return { ref: { draft, file }, scope: draftScope(draft) };
  if (tenant === null || stream === null || bureau === null) return undefined;
  const scope = { tenants: [tenant], bureaus: [bureau], principals: [], account: 'system:clean-copies' };
  return { ref: { tenant, stream, file }, scope };
};
