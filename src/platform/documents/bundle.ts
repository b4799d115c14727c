/**
 * One indexed, paged PDF out of many files: cover with index, every file in its order, a stamp below each page. A file
 * that cannot be printed gets a page that names it, its hash and the reason. The same files give the same bytes.
 */

import type { Translate } from '#kernel/translate.ts';
import type { BundleItem } from './bundle-sources.ts';
import { bindPapers, type SoundCopy, soundCopyOf } from './foreign-papers.ts';
import { pageCountOf } from './page-count.ts';
import type { Piece } from './paper-orders.ts';
import { typeset } from './typesetter.ts';

export type { BundleItem } from './bundle-sources.ts';

export type BundleOrder = {
  readonly title: string;
  /** Lines over the index: case number, parties, bureau, purpose. */
  readonly lines: readonly { readonly label: string; readonly value: string }[];
  readonly items: readonly BundleItem[];
  /** Who made it, with the place for the seal and the day, below the index. */
  readonly seal?: { readonly authority: string; readonly mark: string; readonly day: string };
  /** The moment the bundle was ordered. */
  readonly at: Date;
};

type Entry = { readonly item: BundleItem; readonly source: SoundCopy; readonly pages: number };

const FOLDER = 'platform/documents';

type Own = { readonly pdf: Buffer; readonly pages: number };

/** First page of each entry, from 1, behind a cover of so many pages. */
const startsOf = (entries: readonly Entry[], coverPages: number): number[] => {
  let next = coverPages + 1;
  return entries.map(({ pages }) => {
    const start = next;
    next += pages;
    return start;
  });
};

const coverOf = async (
  order: BundleOrder,
  entries: readonly Entry[],
  coverPages: number,
  t: Translate,
): Promise<Own> => {
  const starts = startsOf(entries, coverPages);
  const rows = entries.map(({ item, pages }, index) => {
    const from = starts[index] ?? 0;
    return {
      n: index + 1,
      title: item.title,
      note: item.note ?? '',
      // A paper of the service has no other name than its title.
      file: item.fileName === `${item.title}.pdf` ? '' : item.fileName,
      sha256: item.sha256,
      pages: pages === 1 ? `${from}` : `${from}–${from + pages - 1}`,
    };
  });
  const heading = ['n', 'material', 'pages'].map((key) => t(`papers:bundle.${key}`));
  const texts = { heading, index: t('papers:bundle.index'), hash: t('papers:bundle.hash') };
  const seal = order.seal === undefined ? {} : { seal: order.seal };
  const data = { title: order.title, lines: order.lines, rows, ...seal, ...texts };
  const pdf = await typeset(`${FOLDER}/bundle-cover.typ`, data, { at: order.at, lang: 'zh' });
  return { pdf, pages: await pageCountOf(pdf) };
};

/** The index names pages, so its own length matters: set it again until the length it was set for is its length. */
const settledCover = async (order: BundleOrder, entries: readonly Entry[], t: Translate): Promise<Own> => {
  let cover = await coverOf(order, entries, 1, t);
  for (let tries = 0; tries < 3; tries++) {
    const again = await coverOf(order, entries, cover.pages, t);
    if (again.pages === cover.pages) return again;
    cover = again;
  }
  return cover;
};

/** One page for each entry that has none of its own, in their order. */
const placeholders = async (order: BundleOrder, entries: readonly Entry[], t: Translate): Promise<Buffer> => {
  const pages = entries.flatMap(({ item, source }, index) => {
    if (!('unprinted' in source)) return [];
    const reason = t(`papers:bundle.unprinted.${source.unprinted}`);
    return [{ heading: t('papers:bundle.entry', { n: index + 1 }), title: item.title, reason, ...named(item, t) }];
  });
  if (pages.length === 0) return Buffer.alloc(0);
  const data = { title: order.title, pages };
  return await typeset(`${FOLDER}/bundle-placeholder.typ`, data, { at: order.at, lang: 'zh' });
};

const named = (item: BundleItem, t: Translate) => ({
  lines: [
    { label: t('papers:bundle.file'), value: item.fileName },
    { label: t('papers:bundle.kind'), value: item.mediaType },
    { label: t('papers:bundle.hash'), value: item.sha256 },
  ],
});

const stampsOf = async (order: BundleOrder, labels: readonly string[], t: Translate): Promise<Buffer> => {
  const total = labels.length;
  const strips = labels.map((label, index) => ({ label, page: t('papers:bundle.page', { n: index + 1, total }) }));
  return await typeset(`${FOLDER}/bundle-stamps.typ`, { title: order.title, strips }, { at: order.at, lang: 'zh' });
};

/** @throws TypesettingFailed; never for the content of an item */
export const makeBundle = async (order: BundleOrder, t: Translate): Promise<Buffer> => {
  const entries: Entry[] = [];
  for (const item of order.items) {
    const source = await soundCopyOf(item);
    entries.push({ item, source, pages: 'pages' in source ? source.pages : 1 });
  }
  const unprinted = await placeholders(order, entries, t);
  const cover = await settledCover(order, entries, t);
  const labels = new Array<string>(cover.pages).fill(order.title);
  const bookmarks = [{ title: t('papers:bundle.index'), page: 0 }];
  const files: Buffer[] = [cover.pdf, unprinted];
  const pieces: Piece[] = [{ part: 0 }];
  let placeholder = 0;
  for (const [index, { item, source, pages }] of entries.entries()) {
    const label = t('papers:bundle.label', { n: index + 1, title: item.title });
    bookmarks.push({ title: label, page: labels.length });
    pieces.push('pdf' in source ? { part: files.push(source.pdf) - 1 } : { part: 1, pages: [placeholder++] });
    labels.push(...new Array<string>(pages).fill(label));
  }
  const stamps = files.push(await stampsOf(order, labels, t)) - 1;
  return await bindPapers({ title: order.title, at: order.at, pieces, stamps, bookmarks }, files);
};
