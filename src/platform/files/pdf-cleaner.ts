import { fileURLToPath } from 'node:url';
import { type ProcessSettings, throwAwayProcess } from './throw-away-process.ts';

export type PdfCleaner = {
  /** The same pages without author, program, places, attachments and the descriptions of photographs; undefined when unreadable. */
  clean(pdf: Buffer): Promise<Buffer | undefined>;
};

export const createPdfCleaner = (
  settings: ProcessSettings = { atOnce: 1, patienceMilliseconds: 60_000 },
): PdfCleaner => {
  const rewrite = throwAwayProcess(fileURLToPath(new URL('./pdf-child.ts', import.meta.url)), settings);
  return { clean: (pdf) => rewrite(pdf) };
};
