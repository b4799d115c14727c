/** What can be read off a finished PDF without drawing it. */
import { PDFDict, type PDFDocument, PDFName } from './pdf-lib.ts';

/** Names of the embedded fonts, without the subset prefix, sorted. */
export const fontsOf = (document: PDFDocument): string[] => {
  const names = document.context.enumerateIndirectObjects().flatMap(([, object]) => {
    const isFont = object instanceof PDFDict && object.get(PDFName.of('Type')) === PDFName.of('Font');
    const base = isFont ? object.get(PDFName.of('BaseFont')) : undefined;
    return base instanceof PDFName ? [base.decodeText().replace(/^[A-Z]{6}\+/, '')] : [];
  });
  return [...new Set(names.map((name) => name.replace(/-Identity-[HV]$/, '')))].sort();
};

/** Whether the file says of itself that it is PDF/A (ISO 19005): its metadata packet stands in clear. */
export const isPdfA = (pdf: Buffer): boolean => pdf.includes('<pdfaid:part>');
