import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { blankPlan } from './blank-plan.ts';
import { checksum } from './ogg.ts';
import { type Content, patched } from './patches.ts';

const place = '+39.9042+116.4074/';

const contentOf = (bytes: Buffer): Content => ({
  bytes: bytes.length,
  part: async (offset, length) => bytes.subarray(offset, offset + length),
});

const blanked = async (mediaType: string, bytes: Buffer): Promise<Buffer | undefined> => {
  const patches = await blankPlan(mediaType, contentOf(bytes));
  if (patches === undefined) return undefined;
  async function* pieces(): AsyncGenerator<Buffer> {
    for (let at = 0; at < bytes.length; at += 11) yield bytes.subarray(at, at + 11);
  }
  const out: Buffer[] = [];
  for await (const piece of patched(pieces(), patches)) out.push(piece);
  return Buffer.concat(out);
};

const joined = (...parts: (Buffer | string | number[])[]): Buffer =>
  Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part, 'latin1') : Buffer.from(part))));

describe('AVI', () => {
  const chunk = (type: string, ...parts: (Buffer | string)[]): Buffer => {
    const body = joined(...parts);
    const length = Buffer.alloc(4);
    length.writeUInt32LE(body.length);
    return joined(type, length, body, Buffer.alloc(body.length % 2));
  };
  const avi = chunk(
    'RIFF',
    'AVI ',
    chunk('LIST', 'hdrl', chunk('avih', 'HEADER'), chunk('LIST', 'strl', chunk('strh', 'S'), chunk('strd', place))),
    chunk('LIST', 'INFO', chunk('IGPS', place)),
    chunk('LIST', 'movi', chunk('00dc', 'PICTURES')),
    chunk('idx1', 'INDEX'),
    chunk('_PMX', place),
  );

  test('what the camera wrote beside pictures and sound is gone, pictures and index stand where they stood', async () => {
    const after = await blanked('video/vnd.avi', avi);
    assert.ok(after);
    assert.equal(after.includes('39.9042'), false);
    assert.equal(after.length, avi.length);
    for (const kept of ['PICTURES', 'INDEX', 'HEADER', 'strh', 'movi'])
      assert.equal(after.indexOf(kept), avi.indexOf(kept), kept);
  });

  test('another content is not touched', async () => {
    assert.equal(await blanked('video/vnd.avi', Buffer.from(`RIFF____WAVE${place}`)), undefined);
  });
});

describe('WebM and Matroska', () => {
  const size = (length: number): Buffer => {
    const bytes = Buffer.alloc(8);
    bytes.writeBigUInt64BE((1n << 56n) | BigInt(length));
    return bytes;
  };
  const open = Buffer.from('01ffffffffffffff', 'hex');
  const element = (id: string, ...parts: (Buffer | string)[]): Buffer => {
    const body = joined(...parts);
    return joined(Buffer.from(id, 'hex'), size(body.length), body);
  };
  const live = (id: string, ...parts: (Buffer | string)[]): Buffer => joined(Buffer.from(id, 'hex'), open, ...parts);
  const info = element(
    '1549a966',
    element('2ad7b1', 'SCALE'),
    element('7ba9', place),
    element('5741', `Phone ${place}`),
  );
  const tracks = element('1654ae6b', element('ae', element('d7', 'N'), element('536e', place)));
  const cluster = (kind: typeof element): Buffer => kind('1f43b675', element('e7', 'T'), element('a3', 'PICTURES'));
  const tags = element('1254c367', `LOCATION ${place.repeat(20)}`);
  const short = joined(Buffer.from('1254c367', 'hex'), [0x80 | 5], 'LOC39');
  const head = element('1a45dfa3', 'webm');

  test('title, program, tags and attachments are gone, the rest stands where it stood', async () => {
    const whole = joined(
      head,
      element('18538067', info, tracks, cluster(element), tags, element('1941a469', place), short),
    );
    const after = await blanked('video/matroska', whole);
    assert.ok(after);
    assert.equal(after.includes('39'), false);
    assert.equal(after.includes('Phone'), false);
    assert.equal(after.length, whole.length);
    for (const kept of ['SCALE', 'PICTURES', 'webm']) assert.equal(after.indexOf(kept), whole.indexOf(kept), kept);
    assert.deepEqual(
      await blankPlan('video/matroska', contentOf(after)).then((again) => again?.length !== undefined),
      true,
    );
  });

  test('a recording made live, whose lengths are open, is walked to its end', async () => {
    const whole = joined(head, live('18538067', info, tracks, cluster(live), cluster(live), tags));
    const after = await blanked('video/webm', whole);
    assert.ok(after);
    assert.equal(after.includes('39.9042'), false);
    assert.equal(after.lastIndexOf('PICTURES'), whole.lastIndexOf('PICTURES'));
  });

  test('what does not follow the format is said to be so', async () => {
    for (const broken of [Buffer.from([0, 1, 2, 3]), joined(head, live('18538067', live('1549a966', place)))])
      assert.equal(await blanked('video/webm', broken), undefined);
  });
});

describe('Ogg', () => {
  const page = (serial: number, flags: number, lacing: number[], body: Buffer | string): Buffer => {
    const numbers = Buffer.alloc(20);
    numbers.writeUInt32LE(serial, 8);
    const bytes = joined('OggS', [0, flags], numbers, [lacing.length], lacing, Buffer.from(body as string, 'latin1'));
    bytes.writeUInt32LE(checksum(bytes), 22);
    return bytes;
  };
  const comments = (begin: string, end: string, pad: number): string => {
    const one = `LOCATION=${place}${'x'.repeat(pad)}`;
    const numbers = Buffer.alloc(4);
    numbers.writeUInt32LE(one.length);
    return `${begin}\x04\0\0\0Lavf\x01\0\0\0${numbers.toString('latin1')}${one}${end}`;
  };
  const lacingOf = (length: number): number[] => [
    ...Array.from({ length: Math.floor(length / 255) }, () => 255),
    length % 255,
  ];

  test('the sum of a page is that of the standard', () => {
    // The sum of the nine letters by CRC-32 of polynomial 04C11DB7, not reflected, from zero.
    assert.equal(checksum(Buffer.from('123456789')), 0x89a1897f);
  });

  test('comments over two pages are emptied, each page sums right again, the sound stands where it stood', async () => {
    const text = comments('OpusTags', '', 600);
    const lacing = lacingOf(text.length);
    const whole = joined(
      page(1, 2, [8], 'OpusHead'),
      page(1, 0, lacing.slice(0, 1), text.slice(0, 255)),
      page(1, 1, [...lacing.slice(1), 5], `${text.slice(255)}SOUND`),
      page(1, 4, [5], 'AGAIN'),
    );
    const after = await blanked('audio/ogg', whole);
    assert.ok(after);
    assert.equal(after.includes('39.9042'), false);
    assert.equal(after.includes('Lavf'), false);
    for (const kept of ['SOUND', 'AGAIN', 'OpusTags']) assert.equal(after.indexOf(kept), whole.indexOf(kept), kept);
    for (let at = after.indexOf('OggS'); at >= 0; at = after.indexOf('OggS', at + 4)) {
      const next: number = after.indexOf('OggS', at + 4);
      const one: Buffer = Buffer.from(after.subarray(at, next < 0 ? after.length : next));
      const sum: number = one.readUInt32LE(22);
      one.writeUInt32LE(0, 22);
      assert.equal(checksum(one), sum);
    }
    assert.deepEqual(await blankPlan('audio/ogg', contentOf(after)), [], 'nothing is left to empty');
  });

  test('Vorbis keeps the bit that ends its comments; a recording after the recording is emptied too', async () => {
    const text = comments('\x03vorbis', '\x01', 0);
    const one = (serial: number) =>
      joined(
        page(serial, 2, [7], '\x01vorbis'),
        page(serial, 0, lacingOf(text.length), text),
        page(serial, 4, [5], 'SOUND'),
      );
    const whole = joined(one(1), one(2));
    const after = await blanked('audio/ogg', whole);
    assert.ok(after);
    assert.equal(after.includes('39.9042'), false);
    assert.equal(after[after.indexOf('\x03vorbis', 0, 'latin1') + 7 + 8], 1);
  });

  test('a stream of another kind is said to be so', async () => {
    assert.equal(await blanked('audio/ogg', page(1, 2, [5], '\x7fFLAC')), undefined);
  });
});

describe('FLAC and AAC', () => {
  test('comments and pictures of FLAC become padding, the last block stays the last', async () => {
    const block = (kind: number, body: string): Buffer => joined([kind, 0, 0, body.length], body);
    const whole = joined('fLaC', block(0, 'FACTS'), block(6, place), block(0x84, place), 'SOUND');
    const after = await blanked('audio/flac', whole);
    assert.ok(after);
    assert.equal(after.includes('39.9042'), false);
    assert.equal(after[after.indexOf('SOUND') - place.length - 4], 0x81);
    assert.equal(after.indexOf('SOUND'), whole.indexOf('SOUND'));
    assert.equal(await blanked('audio/flac', joined('fLaC', [4, 0, 1, 0], place)), undefined);
  });

  test('a tag before AAC is emptied', async () => {
    const whole = joined('ID3', [3, 0, 0, 0, 0, 0, place.length], place, [0xff, 0xf1], 'SOUND');
    const after = await blanked('audio/aac', whole);
    assert.equal(after?.includes('39.9042'), false);
    assert.equal(after?.indexOf('SOUND'), whole.indexOf('SOUND'));
  });
});
