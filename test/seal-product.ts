import type { SealAdapter, SealRequest } from '#platform/documents/seal.ts';

/** As seal products do it: the file as it was, and behind it a signature over everything but its own value. */
export const signedOver = (pdf: Buffer): Buffer => {
  const value = `<${'3082'.padEnd(64, '0')}>`;
  const written = (range: string) =>
    `\n900000 0 obj\n<< /Type /Sig /Filter /Adobe.PPKLite /ByteRange [${range}] /Contents ${value} >>\nendobj\n`;
  const blank = ' '.repeat(40);
  const start = pdf.length + written(blank).indexOf(value);
  const end = pdf.length + written(blank).length;
  const next = start + value.length;
  return Buffer.concat([pdf, Buffer.from(written(`0 ${start} ${next} ${end - next}`.padEnd(40)))]);
};

/** A seal product that gives back what it is told to, by default the paper sealed. */
export const sealProduct = (give: (request: SealRequest) => Buffer = ({ pdf }) => signedOver(pdf)): SealAdapter => ({
  name: 'product',
  seal: async (request) => ({ state: 'sealed', pdf: give(request), sealedBy: 'product' }),
});
