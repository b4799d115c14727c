import assert from 'node:assert/strict';
import { mkdtemp, open, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { randomBytesOf } from '../crypto/random.ts';
import { newSecretKey, SealBroken } from '../crypto/sealing.ts';
import { type ObjectName, plainBytesOf, SealedReader, SealingWriter } from './sealed-object.ts';

const folder = await mkdtemp(join(tmpdir(), 'fangxin-objects-'));
after(() => rm(folder, { recursive: true }));

const name: ObjectName = { file: '01890000-0000-7000-8000-000000000001', variant: 'original' };
const key = newSecretKey();
const chunk = 64 * 1024;
const head = 20;

const sealed = async (content: Buffer, pieceBytes = 10_000): Promise<string> => {
  const path = join(folder, randomBytesOf(8).toString('hex'));
  const handle = await open(path, 'w');
  const writer = new SealingWriter(handle, key, name);
  for (let at = 0; at < content.length; at += pieceBytes) await writer.write(content.subarray(at, at + pieceBytes));
  await writer.end();
  await handle.close();
  return path;
};

const read = async (path: string, as = name, start = 0, end?: number): Promise<Buffer> => {
  const handle = await open(path, 'r');
  try {
    const reader = await SealedReader.open(handle, key, as);
    const pieces: Buffer[] = [];
    for await (const piece of reader.pieces(start, end)) pieces.push(piece);
    return Buffer.concat(pieces);
  } finally {
    await handle.close();
  }
};

test('contents of every awkward length come back, whatever the pieces they came in', async () => {
  for (const length of [0, 1, chunk - 1, chunk, chunk + 1, 2 * chunk, 3 * chunk + 17]) {
    for (const pieceBytes of [1000, chunk, 5 * chunk]) {
      const content = randomBytesOf(length);
      const path = await sealed(content, pieceBytes);
      assert.equal(plainBytesOf((await readFile(path)).length), length);
      assert.ok((await read(path)).equals(content), `${length} bytes in pieces of ${pieceBytes}`);
    }
  }
});

test('any part can be read by itself', async () => {
  const content = randomBytesOf(3 * chunk + 500);
  const path = await sealed(content);
  for (const [start, end] of [
    [0, 1],
    [chunk - 3, chunk + 3],
    [2 * chunk, 3 * chunk],
    [3 * chunk + 499, 3 * chunk + 500],
  ] as const) {
    assert.ok((await read(path, name, start, end)).equals(content.subarray(start, end)));
  }
});

test('nothing of the content lies on the disk in clear', async () => {
  const path = await sealed(Buffer.from('李某的身份证'.repeat(500)));
  assert.equal((await readFile(path)).includes('身份证'), false);
});

test('a cut is found, at the border of a chunk too', async () => {
  const whole = await readFile(await sealed(randomBytesOf(3 * chunk)));
  for (const length of [whole.length - 1, head + 2 * (chunk + 16), head + chunk + 16, head + 16, head, 3, 0]) {
    const path = join(folder, 'cut');
    await writeFile(path, whole);
    await truncate(path, length);
    await assert.rejects(read(path), SealBroken, `cut to ${length}`);
  }
});

test('chunks that changed places, a changed byte, another name and another key do not open', async () => {
  const content = randomBytesOf(3 * chunk);
  const path = await sealed(content);
  const whole = await readFile(path);
  const [first, second] = [
    whole.subarray(head, head + chunk + 16),
    whole.subarray(head + chunk + 16, head + 2 * (chunk + 16)),
  ];
  const swapped = Buffer.concat([whole.subarray(0, head), second, first, whole.subarray(head + 2 * (chunk + 16))]);
  const flipped = Buffer.from(whole);
  flipped[flipped.length - 20] = (flipped[flipped.length - 20] ?? 0) ^ 1;
  for (const wrong of [swapped, flipped]) {
    await writeFile(join(folder, 'wrong'), wrong);
    await assert.rejects(read(join(folder, 'wrong')), SealBroken);
  }
  await assert.rejects(read(path, { ...name, variant: 'clean' }), SealBroken);
  await assert.rejects(read(path, { ...name, file: '01890000-0000-7000-8000-000000000002' }), SealBroken);
});

test('the same content sealed twice looks different', async () => {
  const content = randomBytesOf(1000);
  const [one, two] = [await readFile(await sealed(content)), await readFile(await sealed(content))];
  assert.equal(one.subarray(head).equals(two.subarray(head)), false);
});
