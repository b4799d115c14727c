/** Whether there is anything on a page: writing, a stamp, a picture. Dust, the edge of the glass and grey paper are nothing. */
import type { GreyPage } from './qr-on-page.ts';

/** The rim shows the lid and the edge of the sheet. */
const RIM = 0.04;
/** Of squares of so many pixels a side the paper's own grey is taken: a shadow of the lid runs over the whole sheet. */
const SQUARE = 40;
/** Darker than the paper about it by so much is ink. */
const INK = 40;
/** Two letters cover more of a page than this, a dozen specks of dust less. */
const LEAST = 0.000_2;

const brightestOf = ({ pixels, width }: GreyPage, left: number, top: number, right: number, bottom: number): number => {
  const counts = new Uint32Array(256);
  for (let y = top; y < bottom; y++) {
    for (let x = left; x < right; x++) {
      const grey = pixels[y * width + x] ?? 255;
      counts[grey] = (counts[grey] ?? 0) + 1;
    }
  }
  // What nine tenths are darker than, or as dark as: bright specks are no paper.
  let left90 = (right - left) * (bottom - top) * 0.1;
  for (let grey = 255; grey > 0; grey--) {
    left90 -= counts[grey] ?? 0;
    if (left90 <= 0) return grey;
  }
  return 0;
};

const inkIn = (page: GreyPage, left: number, top: number, right: number, bottom: number): number => {
  const paper = brightestOf(page, left, top, right, bottom);
  // A square that is dark all over is a picture, or the shadow of a fold.
  let ink = 0;
  for (let y = top; y < bottom; y++) {
    for (let x = left; x < right; x++) if (paper - (page.pixels[y * page.width + x] ?? 255) > INK) ink += 1;
  }
  return ink;
};

export const isBlank = (page: GreyPage): boolean => {
  const [rimX, rimY] = [Math.ceil(page.width * RIM), Math.ceil(page.height * RIM)];
  const [right, bottom] = [page.width - rimX, page.height - rimY];
  let ink = 0;
  for (let top = rimY; top < bottom; top += SQUARE) {
    for (let left = rimX; left < right; left += SQUARE)
      ink += inkIn(page, left, top, Math.min(left + SQUARE, right), Math.min(top + SQUARE, bottom));
  }
  return ink < (right - rimX) * (bottom - rimY) * LEAST;
};
