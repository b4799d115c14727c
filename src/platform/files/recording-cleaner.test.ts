import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { answeringParts, MOST_PART_BYTES, requestFor } from './asked-parts.ts';
import { blankPlan } from './blanking/blank-plan.ts';
import type { Content } from './blanking/patches.ts';
import { createRecordingCleaner } from './recording-cleaner.ts';

const box = (type: string, ...parts: (Buffer | string)[]): Buffer => {
  const body = Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part, 'latin1') : part)));
  const head = Buffer.alloc(8, type, 'latin1');
  head.write(type, 4, 'latin1');
  head.writeUInt32BE(body.length + 8);
  return Buffer.concat([head, body]);
};

const place = '+39.9042+116.4074/';
/** Longer than what is asked for at once, with what matters at both ends. */
const movie = Buffer.concat([
  box('ftyp', 'isom', Buffer.alloc(4), 'isom'),
  box('free', place),
  box('mdat', Buffer.alloc(300_000, 'x')),
  box('moov', box('mvhd', Buffer.alloc(100)), box('udta', box('\xa9xyz', place))),
]);

const contentOf = (bytes: Buffer, asked: number[] = []): Content => ({
  bytes: bytes.length,
  part: async (offset, length) => {
    asked.push(length);
    return bytes.subarray(offset, offset + length);
  },
});

describe('a recording is gone through in a process of its own', () => {
  const cleaner = createRecordingCleaner();

  test('that asks for the parts it needs, and finds what is found here', async () => {
    const asked: number[] = [];
    const plan = await cleaner.plan('video/mp4', contentOf(movie, asked));
    assert.deepEqual(plan, await blankPlan('video/mp4', contentOf(movie)));
    assert.ok(plan !== undefined && plan.length > 0);
    assert.ok(asked.length > 1 && asked.reduce((sum, one) => sum + one) < movie.length, String(asked));
    const heic = Buffer.concat([box('ftyp', 'heic', Buffer.alloc(4), 'heic'), box('uuid', place)]);
    assert.deepEqual(await cleaner.plan('image/heic', contentOf(heic)), await blankPlan('image/heic', contentOf(heic)));
  });

  test('what breaks its format is not promised to be clean, and what takes too long is told apart from it', async () => {
    assert.equal(await cleaner.plan('video/mp4', contentOf(movie.subarray(0, -3))), undefined);
    const hasty = createRecordingCleaner({ atOnce: 1, patienceMilliseconds: 1 });
    await assert.rejects(hasty.plan('video/mp4', contentOf(movie)), { code: 'FILE_TOOK_TOO_LONG' });
  });

  test('a content that cannot be read is the fault it is', async () => {
    const broken: Content = { bytes: movie.length, part: () => Promise.reject(new Error('changed on the disk')) };
    await assert.rejects(cleaner.plan('video/mp4', broken), /changed on the disk/u);
  });

  test('one that asks for too much, or before it was answered, is given nothing', () => {
    const wishes = [
      requestFor({ offset: 0, length: MOST_PART_BYTES + 1 }),
      Buffer.concat([requestFor({ offset: 0, length: 1 }), Buffer.from('more')]),
    ];
    for (const wish of wishes) {
      const said: string[] = [];
      const take = answeringParts(
        async () => Buffer.from('part'),
        async () => void said.push('answered'),
        () => said.push('ended'),
      );
      assert.equal(take(wish).length, 0);
      assert.deepEqual(said, ['ended']);
    }
  });

  test('nor in a piece of its own before it took the last one; in turn it is given all', async () => {
    const said: string[] = [];
    const takings: (() => void)[] = [];
    const take = answeringParts(
      async (offset) => Buffer.from(`part ${offset}`),
      (bytes) => new Promise((taken) => takings.push(taken) && said.push(bytes.toString())),
      () => said.push('ended'),
    );
    const turn = () => new Promise(setImmediate);
    for (const offset of [0, 1]) {
      take(requestFor({ offset, length: 1 }));
      await turn();
      takings.pop()?.();
      await turn();
    }
    take(requestFor({ offset: 2, length: 1 }));
    await turn();
    for (const offset of [3, 4]) take(requestFor({ offset, length: 1 }));
    takings.pop()?.();
    await turn();
    take(requestFor({ offset: 5, length: 1 }));
    await turn();
    assert.deepEqual(said, ['part 0', 'part 1', 'part 2', 'ended']);
  });
});
