/**
 * Pages of a PDF as pictures, to be looked at side by side. Every document is drawn in a process of its own that is thrown away:
 * scans come from anywhere, and neither the server nor the process that typesets papers opens their pictures to draw them.
 */
import { type PartsSettings, throwAwayParts } from '../files/throw-away-process.ts';
import { type PagePicture, PICTURED, pagesWritten } from './page-pictures-format.ts';

export { type PagePicture, PICTURED };

/** Of the first sixty pages, each silent where it cannot be drawn. */
export type PagePictures = {
  readonly pages: readonly (PagePicture | undefined)[];
  /** The page, from one, that took too long: it and those behind it are not drawn. */
  readonly slowFrom?: number;
};

export type DrawerSettings = PartsSettings & { readonly process: URL };

const ownDrawer: DrawerSettings = {
  process: new URL('./page-child.ts', import.meta.url),
  atOnce: 2,
  patienceMilliseconds: 120_000,
  startMilliseconds: 20_000,
  partMilliseconds: 5_000,
};

/** A page may end the process; so many may, and the others are still shown. */
const MOST_DEATHS = 3;

export const createPageDrawer = (settings: DrawerSettings = ownDrawer): ((pdf: Buffer) => Promise<PagePictures>) => {
  const draw = throwAwayParts(settings.process, settings);
  return async (pdf) => {
    const pages: (PagePicture | undefined)[] = [];
    for (let deaths = 0; deaths < MOST_DEATHS; deaths++) {
      const from = Buffer.alloc(4);
      from.writeUInt32BE(pages.length);
      const { written, end } = await draw([from, pdf]);
      const { total, pages: more } = pagesWritten(written);
      pages.push(...more);
      if (end === 'slow') return { pages, slowFrom: pages.length + 1 };
      if (end !== 'died' || pages.length >= Math.min(total, PICTURED)) break;
      pages.push(undefined);
    }
    return { pages };
  };
};

export const pagePictures = createPageDrawer();

/** Which pages have nothing on them, from one. */
export const blankPagesOf = ({ pages }: PagePictures): number[] =>
  pages.flatMap((page, index) => (page?.isBlank === true ? [index + 1] : []));
