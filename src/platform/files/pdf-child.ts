/**
 * The process a handed-in PDF is opened in (throw-away-process.ts). PDF on standard input; on standard output its number of
 * pages (4 bytes), then the cleaned one.
 */
import { buffer } from 'node:stream/consumers';
import { withoutDescriptions } from './pdf-descriptions.ts';
import { NOT_READABLE } from './throw-away-process.ts';

const { clean, pages } = await withoutDescriptions(await buffer(process.stdin)).catch(() => process.exit(NOT_READABLE));
const count = Buffer.alloc(4);
count.writeUInt32BE(pages);
process.stdout.write(Buffer.concat([count, clean]), (error) => process.exit(error ? 1 : 0));
