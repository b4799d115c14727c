/** How many pages a PDF of our own typesetter has; of one from outside foreign-papers.ts is asked. The library is loaded with the first question: most processes never ask. */
export const pageCountOf = async (pdf: Uint8Array): Promise<number> => {
  const { PDFDocument } = await import('./pdf-lib.ts');
  return (await PDFDocument.load(pdf, { updateMetadata: false })).getPageCount();
};
