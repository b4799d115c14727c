import { readSource } from './bundle-sources.ts';
import { PDFDocument } from './pdf-lib.ts';

export type JoinOrder = {
  readonly title: string;
  readonly at: Date;
  /** One page a part. */
  readonly faces: Uint8Array;
  readonly parts: readonly { readonly face: number; readonly pdf: Uint8Array }[];
  /** Every part begins on a sheet of its own when both sides are printed. */
  readonly duplex: boolean;
};

const A4: [number, number] = [595.28, 841.89];

/** Each part behind its face, one after the other, as one file to print. */
export const joinPdfs = async ({ title, at, faces, parts, duplex }: JoinOrder): Promise<Buffer> => {
  const joined = await PDFDocument.create({ updateMetadata: false });
  const front = await PDFDocument.load(faces, { updateMetadata: false });
  for (const { face, pdf } of parts) {
    const [page] = await joined.copyPages(front, [face]);
    if (page !== undefined) joined.addPage(page);
    const kind = { title, fileName: title, mediaType: 'application/pdf', sha256: '' };
    const source = await readSource({ ...kind, content: pdf });
    if ('unprinted' in source) throw new Error(`a paper that cannot be printed: ${source.unprinted}`);
    // The address page keeps its back free: what shows through the window is the address alone.
    if (duplex) joined.addPage(A4);
    for (const sheet of await joined.copyPages(source.document, source.document.getPageIndices()))
      joined.addPage(sheet);
    if (duplex && joined.getPageCount() % 2 === 1) joined.addPage(A4);
  }
  joined.setTitle(title.toWellFormed());
  joined.setCreationDate(at);
  joined.setModificationDate(at);
  return Buffer.from(await joined.save());
};
