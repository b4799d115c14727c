/**
 * The process papers from outside are opened in (throw-away-process.ts): evidence, scans, what a seal product gave back. What is asked
 * and the files come framed (framed-parts.ts) on standard input; what is told and the PDF that was made go out the same way.
 */
import { inFrame, partsIn } from '../files/framed-parts.ts';
import { answerStandardInput } from '../files/throw-away-child.ts';
import type { Answered, PaperAct, PaperActs } from './paper-orders.ts';

type Acts = {
  readonly [Act in PaperAct]: (order: PaperActs[Act]['order'], files: readonly Buffer[]) => Promise<Answered<Act>>;
};

const nothing = Buffer.alloc(0);

const acts: Acts = {
  read: async ({ mediaType }, [content = nothing]) => {
    const { readSource } = await import('./bundle-sources.ts');
    const source = await readSource({ content, mediaType });
    if ('unprinted' in source) return { told: source, pdf: nothing };
    const { document } = source;
    return { told: { pages: document.getPageCount() }, pdf: Buffer.from(await document.save()) };
  },
  scan: async ({ mediaType, pages: wanted, printed }, [content = nothing]) => {
    const { readSource } = await import('./bundle-sources.ts');
    const source = await readSource({ content, mediaType });
    if ('unprinted' in source) return { told: { fault: 'scan-unreadable' }, pdf: nothing };
    const { document } = source;
    const pages = document.getPageCount();
    if (pages < wanted) return { told: { fault: 'scan-has-fewer-pages' }, pdf: nothing };
    const { seeScan } = await import('./scanned-paper.ts');
    const seen = printed && (await seeScan(document, { ...printed, pages: wanted }));
    return { told: { pages, ...(seen && { seen }) }, pdf: Buffer.from(await document.save()) };
  },
  bind: async (binding, files) => {
    const { bindPieces } = await import('./bind-pieces.ts');
    return await bindPieces(binding, files);
  },
  judge: async ({ at, ...expected }, [sent = nothing, back = nothing]) => {
    const { judgeSealed } = await import('./sealed-file.ts');
    return { told: await judgeSealed(sent, back, { ...expected, at: new Date(at) }), pdf: nothing };
  },
};

type Asked<Act extends PaperAct> = { readonly asks: Act; readonly order: PaperActs[Act]['order'] };

const done = <Act extends PaperAct>({ asks, order }: Asked<Act>, files: readonly Buffer[]): Promise<Answered<Act>> =>
  acts[asks](order, files);

void answerStandardInput(async (input) => {
  const [asked, ...files] = partsIn(input) ?? [];
  const { told, pdf } = await done(JSON.parse(String(asked)) as Asked<PaperAct>, files);
  return inFrame([Buffer.from(JSON.stringify(told)), pdf]);
});
