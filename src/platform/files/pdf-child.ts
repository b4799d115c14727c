/**
 * The process a handed-in PDF is opened in (throw-away-process.ts). PDF on standard input; on standard output its number of
 * pages (4 bytes), then the cleaned one.
 */
import { withoutDescriptions } from './pdf-descriptions.ts';
import { answerStandardInput } from './throw-away-child.ts';

void answerStandardInput(async (pdf) => {
  const { clean, pages } = await withoutDescriptions(pdf);
  const count = Buffer.alloc(4);
  count.writeUInt32BE(pages);
  return [count, clean];
});
