/** Writes a strip below each page. The page grows by the strip's height, so that a stamp never covers evidence. */
import { degrees, type PDFEmbeddedPage, PDFName, type PDFPage, rgb } from './pdf-lib.ts';

/** The strip is drawn for a page as wide as A4 and scaled with the page. */
export const STRIP = { widthPoints: 595.28, heightPoints: 20 } as const;

type Box = { readonly x: number; readonly y: number; readonly width: number; readonly height: number };
type Placing = { readonly box: Box; readonly x: number; readonly y: number; readonly turn: number };

/** Where the strip goes in the page's own coordinates: a turned page has its visible foot at another edge. */
const placing = (turn: number, seen: Box, high: number): Placing => {
  const { x, y, width, height } = seen;
  if (turn === 90) return { turn, box: { ...seen, width: width + high }, x: x + width + high, y };
  if (turn === 180) return { turn, box: { ...seen, height: height + high }, x: x + width, y: y + height + high };
  if (turn === 270) return { turn, box: { ...seen, x: x - high, width: width + high }, x: x - high, y: y + height };
  return { turn: 0, box: { ...seen, y: y - high, height: height + high }, x, y: y - high };
};

const quarterTurns = (angle: number): number => (angle % 90 === 0 ? ((angle % 360) + 360) % 360 : 0);

export const stampPage = (page: PDFPage, strip: PDFEmbeddedPage): void => {
  const seen = page.getCropBox();
  const turn = quarterTurns(page.getRotation().angle);
  const visibleWidth = turn % 180 === 0 ? seen.width : seen.height;
  const scale = visibleWidth / STRIP.widthPoints;
  const { box, x, y } = placing(turn, seen, STRIP.heightPoints * scale);
  for (const name of ['CropBox', 'TrimBox', 'BleedBox', 'ArtBox']) page.node.delete(PDFName.of(name));
  page.setMediaBox(box.x, box.y, box.width, box.height);
  const strips = { width: visibleWidth, height: STRIP.heightPoints * scale };
  page.drawRectangle({ x, y, ...strips, rotate: degrees(turn), color: rgb(1, 1, 1) });
  page.drawPage(strip, { x, y, xScale: scale, yScale: scale, rotate: degrees(turn) });
};
