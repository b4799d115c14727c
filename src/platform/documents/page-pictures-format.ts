/** What the server and the process that draws pages (page-child.ts) have to agree about. */

/** Nobody scans more of one paper; each page takes up to half a second. */
export const PICTURED = 60;

export const pageKinds = { undrawn: 0, shown: 1, blank: 2 } as const;

export type PagePicture = {
  readonly jpeg: Buffer;
  /** Nothing stands on it. */
  readonly isBlank: boolean;
};

const HEAD = 5;

/** How many pages there are, and those that were written whole; undefined where one cannot be drawn. */
export const pagesWritten = (written: Buffer): { total: number; pages: (PagePicture | undefined)[] } => {
  const total = written.length < 4 ? 0 : written.readUInt32BE(0);
  const pages: (PagePicture | undefined)[] = [];
  for (let at = 4; at + HEAD <= written.length; ) {
    const kind = written.readUInt8(at);
    const from = at + HEAD;
    const end = from + written.readUInt32BE(at + 1);
    if (end > written.length) break;
    const jpeg = written.subarray(from, end);
    pages.push(kind === pageKinds.undrawn ? undefined : { jpeg, isBlank: kind === pageKinds.blank });
    at = end;
  }
  return { total, pages };
};
