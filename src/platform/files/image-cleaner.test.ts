import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import sharp from 'sharp';
import { createImageCleaner } from './image-cleaner.ts';
import { TookTooLong } from './throw-away-process.ts';

const cleaner = createImageCleaner();
const plain = (width = 40, height = 20) => sharp({ create: { width, height, channels: 4, background: '#3a6ea5' } });

describe('an image drawn anew', () => {
  test('stands upright, whatever its description said', async () => {
    const lying = await plain()
      .withExif({ IFD0: { Make: 'X' } })
      .withMetadata({ orientation: 6 })
      .jpeg()
      .toBuffer();
    const cleaned = await cleaner.clean(lying);
    assert.deepEqual([cleaned?.width, cleaned?.height, cleaned?.mediaType], [20, 40, 'image/jpeg']);
  });

  test('keeps its type where every browser shows it, and becomes JPEG where not', async () => {
    const types = {
      png: 'image/png',
      webp: 'image/webp',
      gif: 'image/gif',
      tiff: 'image/jpeg',
      avif: 'image/jpeg',
    } as const;
    for (const [format, expected] of Object.entries(types)) {
      const image = await plain()
        .toFormat(format as keyof typeof types)
        .toBuffer();
      assert.equal((await cleaner.clean(image))?.mediaType, expected, format);
    }
  });

  test('words in a PNG are gone', async () => {
    const png = await plain().withMetadata().png().toBuffer();
    const words = Buffer.from('tEXtComment\0taken at 39.9042');
    const chunk = Buffer.concat([Buffer.alloc(4), words, Buffer.alloc(4)]);
    chunk.writeUInt32BE(words.length - 4, 0);
    const talking = Buffer.concat([png.subarray(0, 33), chunk, png.subarray(33)]);
    const cleaned = await cleaner.clean(talking);
    assert.equal(cleaned?.clean.includes('39.9042') ?? false, false);
  });

  test('what is no image, cut in half or an image of absurd size gives none', async () => {
    const whole = await plain(400, 300).jpeg().toBuffer();
    const absurd = Buffer.from(await plain(1, 1).png().toBuffer());
    absurd.writeUInt32BE(60_000, 16);
    absurd.writeUInt32BE(60_000, 20);
    for (const wrong of [Buffer.alloc(0), Buffer.from('<svg/>'), whole.subarray(0, whole.length / 2), absurd]) {
      assert.equal(await cleaner.clean(wrong), undefined);
    }
  });

  test('more images than places wait for their turn', async () => {
    const image = await plain().jpeg().toBuffer();
    const one = createImageCleaner({ atOnce: 1, patienceMilliseconds: 60_000 });
    const all = await Promise.all([1, 2, 3].map(() => one.clean(image)));
    assert.ok(all.every((cleaned) => cleaned !== undefined));
  });

  test('an image that takes too long is given up', async () => {
    const hasty = createImageCleaner({ atOnce: 1, patienceMilliseconds: 1 });
    await assert.rejects(hasty.clean(await plain().jpeg().toBuffer()), TookTooLong);
  });
});
