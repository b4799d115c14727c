/**
 * The process Typst runs in. Typst may abort it without an exception, so nothing else lives here. Template files are
 * constant and data comes by `sys.inputs` only: changing source text is what makes the compiler abort.
 */
import { fileURLToPath } from 'node:url';
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler';
import sharp from 'sharp';
import { coverageOf } from './font-coverage.ts';
import { coverageFontFiles, fontFolders } from './fonts.ts';
import { printableData } from './printable.ts';
import type { DrawOrder, Order, TypesetAnswer, TypesetOrder } from './typesetter-messages.ts';

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
  return compiler.pdf(compiled(order.template, inputs), {
    pdfStandard: 'a-2b',
    creationTimestamp: order.epochSeconds,
  });
};

const compiled = (template: string, inputs: Readonly<Record<string, string>>) => {
  const result = compiler.compile({ mainFilePath: `${workspace}${template}`, inputs });
  const failure = result.hasError() ? result.takeError() : null;
  if (failure) {
    const messages = failure.shortDiagnostics.map((each: { message?: unknown }) => String(each.message));
    throw new Error(messages.join('; '));
  }
  if (!result.result) throw new Error('the compiler made nothing');
  return result.result;
};

/** The address the template names; nothing lies there but while a page is drawn. */
const drawnPage = `${workspace}platform/documents/page.pdf`;
const DOTS_AN_INCH = 150;

const pictureOf = async ({ template, page }: DrawOrder): Promise<Uint8Array> => {
  compiler.mapShadow(drawnPage, Buffer.from(page));
  try {
    const drawing = compiler.svg(compiled(template, {}));
    return await sharp(Buffer.from(drawing), { density: DOTS_AN_INCH, unlimited: true })
      .flatten({ background: '#ffffff' })
      .jpeg({ quality: 72 })
      .toBuffer();
  } finally {
    compiler.unmapShadow(drawnPage);
  }
};

const answerTo = async (order: Order): Promise<TypesetAnswer> => {
  try {
    return { id: order.id, made: 'page' in order ? await pictureOf(order) : pdfOf(order) };
  } catch (error) {
    return { id: order.id, failure: messageOf(error) };
  } finally {
    compiler.evictCache(KEEP_GENERATIONS);
  }
};

process.on('message', (order: Order) => void answerTo(order).then((answer) => process.send?.(answer)));
process.on('disconnect', () => process.exit(0));
