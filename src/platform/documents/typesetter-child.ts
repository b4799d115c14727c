/**
 * The process Typst runs in. Typst may abort it without an exception, so nothing else lives here. Template files are
 * constant and data comes by `sys.inputs` only: changing source text is what makes the compiler abort.
 */
import { fileURLToPath } from 'node:url';
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler';
import { coverageOf } from './font-coverage.ts';
import { coverageFontFiles, fontFolders } from './fonts.ts';
import { printableData } from './printable.ts';
import type { TypesetAnswer, TypesetOrder } from './typesetter-messages.ts';

const workspace = fileURLToPath(new URL('../../', import.meta.url));
/** Without eviction the process grows by about 0.9 MB per paper. */
const KEEP_GENERATIONS = 10;

const compiler = NodeCompiler.create({ workspace, fontArgs: [{ fontPaths: fontFolders() }] });
const coverage = coverageOf(coverageFontFiles());

/** Compiler messages quote the text at fault, which may be somebody's name. */
const withoutQuotes = (message: string): string => message.replace(/"(?:[^"\\]|\\.)*"/g, '"…"').slice(0, 500);

const messageOf = (error: unknown): string => withoutQuotes(error instanceof Error ? error.message : String(error));

const pdfOf = (order: TypesetOrder): Uint8Array => {
  const inputs = {
    data: JSON.stringify(printableData(JSON.parse(order.json), coverage)),
    lang: order.lang,
    year: String(order.year),
    month: String(order.month),
    date: String(order.date),
  };
  const result = compiler.compile({ mainFilePath: `${workspace}${order.template}`, inputs });
  const failure = result.hasError() ? result.takeError() : null;
  if (failure) {
    const messages = failure.shortDiagnostics.map((each: { message?: unknown }) => String(each.message));
    throw new Error(messages.join('; '));
  }
  if (!result.result) throw new Error('the compiler made nothing');
  return compiler.pdf(result.result, { pdfStandard: 'a-2b', creationTimestamp: order.epochSeconds });
};

const answerTo = (order: TypesetOrder): TypesetAnswer => {
  try {
    return { id: order.id, made: pdfOf(order) };
  } catch (error) {
    return { id: order.id, failure: messageOf(error) };
  } finally {
    compiler.evictCache(KEEP_GENERATIONS);
  }
};

process.on('message', (order: TypesetOrder) => process.send?.(answerTo(order)));
process.on('disconnect', () => process.exit(0));
