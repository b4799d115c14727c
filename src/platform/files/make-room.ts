import type { Tx } from '../db.ts';
import type { FileStore } from './file-store.ts';
import { dropDraftFiles } from './list-files.ts';

/**
 * A tray takes in whatever an account chooses and may never use, so it must not fill up for good: the longest there gives way until
 * the new one fits.
 */
export const makeRoom = async (store: FileStore, tx: Tx, tray: string, bytes: number): Promise<void> => {
  const { filesPerTray, bytesPerTray } = store.limits;
  const there = await tx.rows<{ file: string; bytes: number }>(
    'select file, bytes from draft_file where draft = $1 order by made_at desc, file desc',
    [tray],
  );
  let sum = bytes;
  const leave = there.filter((one, at) => {
    sum += one.bytes;
    return at + 2 > filesPerTray || sum > bytesPerTray;
  });
  if (leave.length === 0) return;
  await dropDraftFiles(store, tx, { draft: tray, files: leave.map(({ file }) => file) });
};
