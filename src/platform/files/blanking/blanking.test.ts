import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { blankPlan } from './blank-plan.ts';
import { type Content, patched } from './patches.ts';

const u16 = (value: number): Buffer => Buffer.from([value >> 8, value & 255]);
const u32 = (...values: number[]): Buffer => {
  const bytes = Buffer.alloc(values.length * 4);
  values.forEach((value, index) => {
    bytes.writeUInt32BE(value, index * 4);
  });
  return bytes;
};
const box = (type: string, ...parts: (Buffer | string)[]): Buffer => {
  const body = Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part, 'latin1') : part)));
  return Buffer.concat([u32(body.length + 8), Buffer.from(type, 'latin1'), body]);
};

const contentOf = (bytes: Buffer): Content => ({
  bytes: bytes.length,
  part: async (offset, length) => bytes.subarray(offset, offset + length),
});

const blanked = async (mediaType: string, bytes: Buffer, pieceBytes = 7): Promise<Buffer | undefined> => {
  const patches = await blankPlan(mediaType, contentOf(bytes));
  if (patches === undefined) return undefined;
  async function* pieces(): AsyncGenerator<Buffer> {
    for (let at = 0; at < bytes.length; at += pieceBytes) yield bytes.subarray(at, at + pieceBytes);
  }
  const out: Buffer[] = [];
  for await (const piece of patched(pieces(), patches)) out.push(piece);
  return Buffer.concat(out);
};

const place = '+39.9042+116.4074/';

const track = (handler: string, chunkAt: number, sizes: readonly number[]): Buffer =>
  box(
    'trak',
    box('tkhd', Buffer.alloc(84)),
    box('udta', box('name', place)),
    box(
      'mdia',
      box('hdlr', u32(0, 0), handler, Buffer.alloc(13)),
      box(
        'minf',
        box(
          'stbl',
          box('stsc', u32(0, 1, 1, sizes.length, 1)),
          box('stsz', u32(0, 0, sizes.length, ...sizes)),
          box('stco', u32(0, 1, chunkAt)),
        ),
      ),
    ),
  );

const ftyp = box('ftyp', 'isom', u32(0), 'isom');
const movie = (): Buffer => {
  const data = box('mdat', 'PICTURES', `gps:${place}`);
  const picturesAt = ftyp.length + 8;
  return Buffer.concat([
    ftyp,
    data,
    box(
      'moov',
      box('mvhd', Buffer.alloc(100)),
      track('vide', picturesAt, [4, 4]),
      track('meta', picturesAt + 8, [10, place.length - 6]),
      box('udta', box('\xa9xyz', u16(18), u16(0), place)),
      box('meta', place),
      box('gps ', place),
    ),
    box('uuid', Buffer.alloc(16), place),
    box('free', place),
  ]);
};

describe('recordings', () => {
  test('place goes from boxes and from the data of tracks, pictures stay, no byte moves', async () => {
    const before = movie();
    for (const pieceBytes of [1, 7, 64, 10_000]) {
      const after = await blanked('video/mp4', before, pieceBytes);
      assert.ok(after);
      assert.equal(before.includes(place), true);
      assert.equal(after.includes('39.9042'), false);
      assert.equal(after.length, before.length);
      assert.equal(after.indexOf('PICTURES'), before.indexOf('PICTURES'));
      assert.ok(after.indexOf('vide') > 0 && after.indexOf('mvhd') > 0);
    }
  });

  test('a recording that breaks its format is not promised to be clean', async () => {
    const whole = movie();
    assert.equal(await blanked('video/mp4', whole.subarray(0, whole.length - 3)), undefined);
    const fragmented = Buffer.concat([whole, box('moof', u32(0))]);
    assert.equal(await blanked('video/mp4', fragmented), undefined);
    const lying = Buffer.concat([ftyp, box('moov', track('meta', 4_000_000, [4]))]);
    assert.equal(await blanked('video/mp4', lying), undefined);
    const tooManySizes = box(
      'trak',
      box(
        'mdia',
        box('hdlr', u32(0, 0), 'meta', Buffer.alloc(13)),
        box('minf', box('stbl', box('stsz', u32(0, 0, 999_999)))),
      ),
    );
    assert.equal(await blanked('video/mp4', Buffer.concat([ftyp, box('moov', tooManySizes)])), undefined);
  });

  test('a recording without descriptions needs no copy', async () => {
    const plan = await blankPlan(
      'video/mp4',
      contentOf(Buffer.concat([ftyp, box('mdat', 'x'), box('moov', box('mvhd', u32(0)))])),
    );
    assert.deepEqual(plan, []);
  });
});

describe('HEIC', () => {
  const exif = Buffer.concat([u32(6), Buffer.from(`Exif\0\0MM${place}${place}`, 'latin1')]);
  const heic = (): Buffer => {
    const head = box('ftyp', 'heic', u32(0), 'heic');
    const entry = (item: number, type: string): Buffer => box('infe', u32(0x02000000), u16(item), u16(0), type, '\0');
    const meta = (dataAt: number): Buffer =>
      box(
        'meta',
        u32(0),
        box('iinf', u32(0), u16(2), entry(1, 'hvc1'), entry(2, 'Exif')),
        box(
          'iloc',
          u32(0),
          u16(0x4400),
          u16(2),
          ...[u16(1), u16(0), u16(1), u32(dataAt, 8)],
          ...[u16(2), u16(0), u16(1), u32(dataAt + 8, exif.length)],
        ),
      );
    const dataAt = head.length + meta(0).length + 8;
    return Buffer.concat([head, meta(dataAt), box('mdat', 'PICTURES', exif), box('uuid', place)]);
  };

  test('Exif becomes an empty one in the same place', async () => {
    const before = heic();
    const after = await blanked('image/heic', before);
    assert.ok(after);
    assert.equal(after.includes('39.9042'), false);
    assert.equal(after.length, before.length);
    assert.ok(after.includes('PICTURES\0\0\0\0II*\0'));
  });

  test('items whose place cannot be found are not promised to be gone', async () => {
    const before = heic();
    before.writeUInt32BE(0xff_ff_ff, before.indexOf('iloc') + 4 + 8 + 10 + 4 + 6 + 4);
    const after = await blanked('image/heic', before);
    assert.ok(after === undefined || !after.includes('39.9042'));
  });
});

describe('sound', () => {
  test('MP3 tags at both ends', async () => {
    const id3 = Buffer.concat([
      Buffer.from('ID3\x03\x00\x40', 'latin1'),
      Buffer.from([0, 0, 0, place.length]),
      Buffer.from(place),
    ]);
    const ape = Buffer.concat([
      Buffer.from(place),
      Buffer.from('APETAGEX'),
      Buffer.from([208, 7, 0, 0, place.length + 32, 0, 0, 0]),
      Buffer.alloc(16),
    ]);
    const before = Buffer.concat([id3, Buffer.from('SOUNDSOUND'), ape, Buffer.from(`TAG${place}`.padEnd(128))]);
    const after = await blanked('audio/mpeg', before);
    assert.ok(after);
    assert.equal(after.includes('39.9042'), false);
    assert.equal(after.indexOf('SOUNDSOUND'), before.indexOf('SOUNDSOUND'));
  });

  test('WAV chunks that are not sound', async () => {
    const chunk = (type: string, body: string): Buffer => {
      const length = Buffer.alloc(4);
      length.writeUInt32LE(body.length);
      return Buffer.concat([Buffer.from(type), length, Buffer.from(body), Buffer.alloc(body.length % 2)]);
    };
    const before = Buffer.concat([
      Buffer.from('RIFF\0\0\0\0WAVE'),
      chunk('fmt ', 'format'),
      chunk('LIST', `${place}x`),
      chunk('data', 'SOUND'),
    ]);
    const after = await blanked('audio/wav', before);
    assert.ok(after);
    assert.equal(after.includes('39.9042'), false);
    assert.ok(after.includes('SOUND') && after.includes('format') && after.includes('JUNK'));
  });
});
