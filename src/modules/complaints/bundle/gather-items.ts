import { createHash } from 'node:crypto';
import type { Actor } from '#kernel/actor.ts';
import { withCopy } from '#kernel/paper-name.ts';
import { isRefusal, type Refusal } from '#kernel/refusal.ts';
import type { Context } from '#platform/context.ts';
import type { BundleItem } from '#platform/documents/bundle.ts';
import { caseFiles } from '#platform/files/list-files.ts';
import { openFile } from '#platform/files/open-file.ts';
import type { PaperMade } from '../complaint.ts';
import { scopeOf } from '../handle.ts';
import { keepRegistration } from '../keep-registration.ts';
import type { PaperDesk } from '../paper-data/paper-desk.ts';
import { findPaper, freezePaper } from '../paper-files.ts';
import type { BundlePart } from '../vocabulary.ts';
import { titleMarked } from './proof-of-telling.ts';

export type BundledCase = {
  readonly tenant: string;
  readonly stream: string;
  readonly number: string;
  readonly desk: PaperDesk;
  /** Of each paper that holds no more: since when, and why. */
  readonly fell: ReadonlyMap<number, string>;
};

/** Stands for sound and film, which have no pages: they need not be read to say so. */
const keptApart = Buffer.from([0]);

export const pdfItem = (title: string, pdf: Buffer): BundleItem => ({
  title,
  fileName: `${title}.pdf`,
  mediaType: 'application/pdf',
  sha256: createHash('sha256').update(pdf).digest('hex'),
  content: pdf,
});

/** The registration first, then each paper as it is served: with its seal where the sealed scan came back. */
export const paperItems = async (
  context: Context,
  actor: Actor,
  from: BundledCase,
): Promise<BundleItem[] | Refusal> => {
  const items: BundleItem[] = [];
  const { number, tenant } = from;
  const registration = await keepRegistration(context, { number, tenant });
  const known = from.desk.state.papers.filter((paper) => paper.code !== 'form-1');
  const ordered = [
    ...(isRefusal(registration) ? [] : [{ n: registration, number } as Pick<PaperMade, 'n' | 'number' | 'copy'>]),
    ...known,
  ];
  for (const { n, number: official, ...own } of ordered) {
    const look = () => context.database.transact(scopeOf(actor), (tx) => findPaper(context, tx, actor, number, n));
    let found = await look();
    if (!isRefusal(found) && found.file === null) {
      const refused = await freezePaper(context, actor, found);
      if (refused !== undefined) return refused;
      found = await look();
    }
    // The person was erased: the file says so by a page of its own.
    if (isRefusal(found)) {
      items.push({ title: `${n}`, fileName: `${n}.pdf`, mediaType: 'application/pdf', sha256: '' });
      continue;
    }
    const content = found.file === null ? undefined : await contentOf(context, actor, from, found.file);
    const title = `${withCopy(found.canonical.title, own, from.desk.t)} ${official ?? ''}`.trim();
    const item = pdfItem(titleMarked(from.desk, n, titleTo(from.desk, n, title)), content ?? Buffer.alloc(0));
    const note = from.fell.get(n);
    items.push(note === undefined ? item : { ...item, note });
  }
  return items;
};

/** Two of one kind are told apart by whom each is for; the registration is on file and goes to nobody. */
export const titleTo = ({ state, t }: PaperDesk, n: number, title: string): string => {
  const paper = state.papers.find((made) => made.n === n);
  const to = paper === undefined || paper.code === 'form-1' ? [] : paper.to.filter((one) => one !== 'file');
  if (to.length === 0) return title;
  return t('papers:bundle.to', {
    title,
    to: to.map((one) => t(`complaint:recipient.${one}`)).join(t('papers:listSeparator')),
  });
};

export const evidenceItems = async (
  context: Context,
  actor: Actor,
  from: BundledCase,
  part?: BundlePart,
): Promise<BundleItem[]> => {
  const { desk } = from;
  const listed = await context.database.transact(scopeOf(actor), (tx) => caseFiles(context.files, tx, from));
  const names = new Map(listed.flatMap((file) => (file.state === 'kept' ? [[file.file, file.name] as const] : [])));
  const items: BundleItem[] = [];
  for (const [place, item] of desk.state.evidence.entries()) {
    if (part !== undefined && (place + 1 < part.evidenceFrom || place + 1 > part.evidenceTo)) continue;
    const isPrintable = item.mediaType === 'application/pdf' || item.mediaType.startsWith('image/');
    const content = !names.has(item.file)
      ? undefined
      : isPrintable
        ? () => contentOf(context, actor, from, item.file)
        : keptApart;
    items.push({
      title: desk.t('papers:bundle.evidence', {
        n: place + 1,
        by: desk.t(`complaint:evidenceBy.${item.by}`),
        what: desk.t(`complaint:evidenceFor.${item.purpose ?? 'evidence'}`),
      }),
      fileName: names.get(item.file) ?? '',
      mediaType: item.mediaType,
      sha256: item.sha256,
      ...(content === undefined ? {} : { content }),
    });
  }
  return items;
};

const contentOf = async (
  context: Context,
  actor: Actor,
  at: { tenant: string; stream: string },
  file: string,
): Promise<Buffer | undefined> => {
  const ref = { tenant: at.tenant, stream: at.stream, file };
  const opened = await context.database.transact(scopeOf(actor), (tx) =>
    openFile(context.files, tx, ref, { variant: 'original' }),
  );
  if (isRefusal(opened)) return undefined;
  const pieces: Buffer[] = [];
  for await (const piece of opened.body) pieces.push(Buffer.from(piece));
  return Buffer.concat(pieces);
};
