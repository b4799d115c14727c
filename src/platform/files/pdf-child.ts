/** The process a handed-in PDF is opened in (throw-away-process.ts). PDF on standard input, the cleaned one on standard output. */
import { buffer } from 'node:stream/consumers';
import { withoutDescriptions } from './pdf-descriptions.ts';
import { NOT_READABLE } from './throw-away-process.ts';

const clean = await withoutDescriptions(await buffer(process.stdin)).catch(() => process.exit(NOT_READABLE));
process.stdout.write(clean, (error) => process.exit(error ? 1 : 0));
