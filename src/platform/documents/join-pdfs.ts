import { bindPapers } from './foreign-papers.ts';

export type JoinOrder = {
  readonly title: string;
  readonly at: Date;
  /** One page a part. */
  readonly faces: Uint8Array;
  readonly parts: readonly { readonly face: number; readonly pdf: Uint8Array }[];
  /** Every part begins on a sheet of its own when both sides are printed. */
  readonly duplex: boolean;
};

/** Each part behind its face, one after the other, as one file to print. */
export const joinPdfs = async ({ title, at, faces, parts, duplex }: JoinOrder): Promise<Buffer> => {
  const pieces = parts.flatMap(({ face }, index) => [
    { part: 0, pages: [face] },
    // The address page keeps its back free: what shows through the window is the address alone.
    ...(duplex ? [{ blank: 'always' } as const] : []),
    { part: index + 1, isForeign: true } as const,
    ...(duplex ? [{ blank: 'to-even' } as const] : []),
  ]);
  return await bindPapers({ title, at, pieces }, [faces, ...parts.map(({ pdf }) => pdf)]);
};
