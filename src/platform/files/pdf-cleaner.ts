import { type Input, type ProcessSettings, throwAwayProcess } from './throw-away-process.ts';

export type CleanedPdf = { readonly clean: Buffer; readonly pages: number };

export type PdfCleaner = {
  /** The same pages without author, program, places, attachments and the descriptions of photographs; undefined when unreadable. */
  clean(pdf: Input): Promise<CleanedPdf | undefined>;
};

export const createPdfCleaner = (
  settings: ProcessSettings = { atOnce: 1, patienceMilliseconds: 60_000 },
): PdfCleaner => {
  const rewrite = throwAwayProcess('pdf-child', settings);
  return {
    clean: async (pdf) => {
      const answer = await rewrite(pdf);
      if (answer === undefined || answer.length <= 4) return undefined;
      return { clean: answer.subarray(4), pages: answer.readUInt32BE(0) };
    },
  };
};
