import type { SealedReader } from '../sealed-object.ts';

/** A place of a content that is overwritten: by `bytes`, then zeros. Lengths stay, so every offset in the file holds. */
export type Patch = { readonly at: number; readonly length: number; readonly bytes?: Buffer };

/** What blanking needs of a content: any part of it, and how long it is. */
export type Content = Pick<SealedReader, 'part' | 'bytes'>;

/** A content that does not follow its own format: nothing can be promised of a copy. */
export class Irregular extends Error {}

/** The content with the patches laid over it, in pieces. */
export async function* patched(pieces: AsyncIterable<Buffer>, patches: readonly Patch[]): AsyncGenerator<Buffer> {
  const ordered = [...patches].sort((a, b) => a.at - b.at);
  let next = 0;
  let offset = 0;
  for await (const piece of pieces) {
    const end = offset + piece.length;
    let out: Buffer | undefined;
    for (let index = next; index < ordered.length; index += 1) {
      const patch = ordered[index];
      if (patch === undefined || patch.at >= end) break;
      if (patch.at + patch.length <= offset) {
        if (index === next) next += 1;
        continue;
      }
      out ??= Buffer.from(piece);
      overlay(out, offset, patch);
    }
    yield out ?? piece;
    offset = end;
  }
}

const overlay = (out: Buffer, offset: number, patch: Patch): void => {
  const from = Math.max(0, patch.at - offset);
  const to = Math.min(out.length, patch.at + patch.length - offset);
  out.fill(0, from, to);
  const skipped = Math.max(0, offset - patch.at);
  if (patch.bytes === undefined || skipped >= patch.bytes.length) return;
  patch.bytes.copy(out, from, skipped, skipped + Math.max(0, to - from));
};
