import { dayOf } from '#kernel/day.ts';
import { type Refusal, refuse } from '#kernel/refusal.ts';
import { now } from '../clock.ts';
import type { Tx } from '../db.ts';
import { megabyte } from './limits.ts';

/** An account, or a network address as keyed hash, and how many bytes it may hand in on one day. */
export type UploadSender = { readonly sender: string; readonly mostBytes: number };

const usedUp = ({ mostBytes }: UploadSender): Refusal =>
  refuse('uploads-of-day-used-up', {
    status: 429,
    field: 'file',
    params: { megabytes: Math.floor(mostBytes / megabyte) },
  });

/** Before anything is written to the disk: whether somebody has handed in their share of the day already. */
export const refuseUsedUp = async (tx: Tx, senders: readonly UploadSender[]): Promise<Refusal | undefined> => {
  const rows = await tx.rows<{ sender: string; bytes: number }>(
    'select sender, bytes from upload_volume where on_day = $1 and sender = any ($2::text[])',
    [dayOf(now()), senders.map(({ sender }) => sender)],
  );
  const full = senders.find((one) => (rows.find(({ sender }) => sender === one.sender)?.bytes ?? 0) >= one.mostBytes);
  return full === undefined ? undefined : usedUp(full);
};

/** Counted with the file's row, one sender after the other in the same order everywhere. */
export const countUpload = async (
  tx: Tx,
  senders: readonly UploadSender[],
  bytes: number,
): Promise<Refusal | undefined> => {
  for (const one of senders.toSorted((a, b) => (a.sender < b.sender ? -1 : 1))) {
    const used = await tx.one<{ bytes: number }>(
      `insert into upload_volume (sender, on_day, bytes) values ($1, $2, $3)
       on conflict (sender, on_day) do update set bytes = upload_volume.bytes + excluded.bytes returning bytes`,
      [one.sender, dayOf(now()), bytes],
    );
    if (used.bytes > one.mostBytes) return usedUp(one);
  }
  return undefined;
};
