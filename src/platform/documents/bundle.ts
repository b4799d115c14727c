/**
 * One indexed, paged PDF out of many files: cover with index, every file in its order, a stamp below each page. A file
 * that cannot be printed gets a page that names it, its hash and the reason. The same files give the same bytes.
 */

import type { Translate } from '#kernel/translate.ts';
import { addBookmarks } from './bookmarks.ts';
import { type BundleItem, type BundleSource, readSource } from './bundle-sources.ts';
import { stampPage } from './page-stamp.ts';
import { PDFDocument } from './pdf-lib.ts';
import { typeset } from './typesetter.ts';

export type { BundleItem } from './bundle-sources.ts';

export type BundleOrder = {
  readonly title: string;
  /** Lines over the index: case number, parties, bureau, purpose. */
  readonly lines: readonly { readonly label: string; readonly value: string }[];
  readonly items: readonly BundleItem[];
  /** The moment the bundle was ordered. */
  readonly at: Date;
};

type Entry = { readonly item: BundleItem; readonly source: BundleSource; readonly pages: number };

const FOLDER = 'platform/documents';

const load = (pdf: Uint8Array): Promise<PDFDocument> => PDFDocument.load(pdf, { updateMetadata: false });

const pageCount = (source: BundleSource): number => ('document' in source ? source.document.getPageCount() : 1);

/** First page of each entry, from 1, behind a cover of so many pages. */
const startsOf = (entries: readonly Entry[], coverPages: number): number[] => {
  let next = coverPages + 1;
  return entries.map(({ pages }) => {
    const start = next;
    next += pages;
    return start;
  });
};

const coverOf = async (order: BundleOrder, entries: readonly Entry[], coverPages: number, t: Translate) => {
  const starts = startsOf(entries, coverPages);
  const rows = entries.map(({ item, pages }, index) => {
    const from = starts[index] ?? 0;
    return {
      n: index + 1,
      title: item.title,
      file: item.fileName,
      sha256: item.sha256,
      pages: pages === 1 ? `${from}` : `${from}–${from + pages - 1}`,
    };
  });
  const heading = ['n', 'material', 'pages'].map((key) => t(`papers:bundle.${key}`));
  const texts = { heading, index: t('papers:bundle.index'), hash: t('papers:bundle.hash') };
  const data = { title: order.title, lines: order.lines, rows, ...texts };
  return load(await typeset(`${FOLDER}/bundle-cover.typ`, data, { at: order.at, lang: 'zh' }));
};

/** The index names pages, so its own length matters: set it again until the length it was set for is its length. */
const settledCover = async (order: BundleOrder, entries: readonly Entry[], t: Translate): Promise<PDFDocument> => {
  let cover = await coverOf(order, entries, 1, t);
  for (let tries = 0; tries < 3; tries++) {
    const again = await coverOf(order, entries, cover.getPageCount(), t);
    if (again.getPageCount() === cover.getPageCount()) return again;
    cover = again;
  }
  return cover;
};

const placeholders = async (order: BundleOrder, entries: readonly Entry[], t: Translate): Promise<PDFDocument> => {
  const pages = entries.flatMap(({ item, source }, index) => {
    if (!('unprinted' in source)) return [];
    const reason = t(`papers:bundle.unprinted.${source.unprinted}`);
    return [{ heading: t('papers:bundle.entry', { n: index + 1 }), title: item.title, reason, ...named(item, t) }];
  });
  if (pages.length === 0) return PDFDocument.create({ updateMetadata: false });
  const data = { title: order.title, pages };
  return load(await typeset(`${FOLDER}/bundle-placeholder.typ`, data, { at: order.at, lang: 'zh' }));
};

const named = (item: BundleItem, t: Translate) => ({
  lines: [
    { label: t('papers:bundle.file'), value: item.fileName },
    { label: t('papers:bundle.kind'), value: item.mediaType },
    { label: t('papers:bundle.hash'), value: item.sha256 },
  ],
});

/** Appends the pages of `from` and says how many the bundle has then. */
const append = async (bundle: PDFDocument, from: PDFDocument, pages = from.getPageIndices()): Promise<number> => {
  for (const page of await bundle.copyPages(from, pages)) bundle.addPage(page);
  return bundle.getPageCount();
};

const stampAll = async (bundle: PDFDocument, order: BundleOrder, labels: readonly string[], t: Translate) => {
  const total = labels.length;
  const strips = labels.map((label, index) => ({ label, page: t('papers:bundle.page', { n: index + 1, total }) }));
  const pdf = await typeset(
    `${FOLDER}/bundle-stamps.typ`,
    { title: order.title, strips },
    { at: order.at, lang: 'zh' },
  );
  const drawn = await bundle.embedPdf(
    pdf,
    strips.map((_, index) => index),
  );
  for (const [index, page] of bundle.getPages().entries()) {
    const strip = drawn[index];
    if (strip) stampPage(page, strip);
  }
};

/** @throws TypesettingFailed; never for the content of an item */
export const makeBundle = async (order: BundleOrder, t: Translate): Promise<Buffer> => {
  const entries: Entry[] = [];
  for (const item of order.items) {
    const source = await readSource(item);
    entries.push({ item, source, pages: pageCount(source) });
  }
  const bundle = await PDFDocument.create({ updateMetadata: false });
  const unprinted = await placeholders(order, entries, t);
  const labels = new Array<string>(await append(bundle, await settledCover(order, entries, t))).fill(order.title);
  const bookmarks = [{ title: t('papers:bundle.index'), page: 0 }];
  let placeholder = 0;
  for (const [index, { item, source }] of entries.entries()) {
    const label = t('papers:bundle.label', { n: index + 1, title: item.title });
    bookmarks.push({ title: label, page: labels.length });
    const end =
      'document' in source ? await append(bundle, source.document) : await append(bundle, unprinted, [placeholder++]);
    while (labels.length < end) labels.push(label);
  }
  await stampAll(bundle, order, labels, t);
  addBookmarks(bundle, bookmarks);
  bundle.setTitle(order.title.toWellFormed());
  bundle.setCreationDate(order.at);
  bundle.setModificationDate(order.at);
  return Buffer.from(await bundle.save());
};
