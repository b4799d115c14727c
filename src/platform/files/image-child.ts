/**
 * The process a handed-in image is opened in: it holds no key, no connection and no right to write, start processes or
 * read anything but the program itself. Image on standard input; on standard output, framed
 * (framed-parts.ts), facts as JSON, the image drawn anew without its descriptions, and a small picture of it.
 */
import sharp, { type Sharp } from 'sharp';
import { framed } from './framed-parts.ts';
import type { ImageFacts } from './image-facts.ts';
import { answerStandardInput } from './throw-away-child.ts';

const MOST_PIXELS = 268_000_000;
const THUMBNAIL_EDGE = 360;

sharp.concurrency(1);
sharp.cache(false);

/** The type of what is drawn: the same, or JPEG for types browsers do not all show. */
const drawn: Readonly<Record<string, (image: Sharp) => { image: Sharp; mediaType: string }>> = {
  png: (image) => ({ image: image.png({ compressionLevel: 6 }), mediaType: 'image/png' }),
  webp: (image) => ({ image: image.webp({ quality: 90 }), mediaType: 'image/webp' }),
  gif: (image) => ({ image: image.gif(), mediaType: 'image/gif' }),
};

const asJpeg = (image: Sharp): { image: Sharp; mediaType: string } => ({
  image: image.flatten({ background: '#ffffff' }).jpeg({ quality: 92 }),
  mediaType: 'image/jpeg',
});

const drawAnew = async (plain: Buffer): Promise<{ facts: ImageFacts; clean: Buffer; thumbnail: Buffer }> => {
  const reading = { limitInputPixels: MOST_PIXELS, failOn: 'error' as const };
  const { format, pages = 1 } = await sharp(plain, reading).metadata();
  const isMoving = pages > 1 && (format === 'gif' || format === 'webp');
  const whole = sharp(plain, { ...reading, animated: isMoving }).autoOrient();
  const { image, mediaType } = (drawn[format ?? ''] ?? asJpeg)(whole);
  const clean = await image.toBuffer({ resolveWithObject: true });
  const thumbnail = await sharp(plain, reading)
    .autoOrient()
    .resize({ width: THUMBNAIL_EDGE, height: THUMBNAIL_EDGE, fit: 'inside', withoutEnlargement: true })
    .webp({ quality: 75 })
    .toBuffer();
  const facts = { mediaType, width: clean.info.width, height: clean.info.pageHeight ?? clean.info.height };
  return { facts, clean: clean.data, thumbnail };
};

void answerStandardInput(async (plain) => {
  const { facts, clean, thumbnail } = await drawAnew(plain);
  return [framed([Buffer.from(JSON.stringify(facts), 'utf8'), clean, thumbnail])];
});
