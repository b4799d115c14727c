/** How many pages a finished PDF has. The library is loaded with the first question: most processes never ask. */
export const pageCountOf = async (pdf: Uint8Array): Promise<number> => {
  const { PDFDocument } = await import('./pdf-lib.ts');
  return (await PDFDocument.load(pdf, { updateMetadata: false })).getPageCount();
};
