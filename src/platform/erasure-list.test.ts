import assert from 'node:assert/strict';
import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { Keyring, newKeyFile } from './crypto/keyring.ts';
import { appendErasures, type ErasureLine, type Extent, erasuresPath, walkErasures } from './erasure-list.ts';
import { readErasures } from './fixtures/read-erasures.ts';

const madeAt = new Date('2026-05-06T00:00:00Z');
const keyring = new Keyring(newKeyFile(madeAt));
const directory = mkdtempSync(join(tmpdir(), 'fangxin-list-'));
const path = erasuresPath(directory);
after(() => rmSync(directory, { recursive: true }));

const line = (stream: string): ErasureLine => ({
  tenant: 'yunqi',
  stream,
  at: madeAt.toISOString(),
  basis: 'pipl 47',
  person: `p-${stream}`,
});
const lines = (): string[] => readFileSync(path, 'utf8').trimEnd().split('\n');
const write = (all: readonly string[]): void => writeFileSync(path, all.map((one) => `${one}\n`).join(''));
const faults = async (): Promise<string[]> =>
  (await readErasures(path, keyring)).faults.map((one) => `${one.line} ${one.why}`);
const listed = async (): Promise<string[]> => (await readErasures(path, keyring)).lines.map(({ stream }) => stream);
/** What the walk in pages says of it, in the same words. */
const walked = async (...extents: readonly Extent[]) => {
  const streams: string[] = [];
  const pages: number[] = [];
  const onLines = async (page: readonly ErasureLine[]): Promise<void> => {
    pages.push(page.length);
    streams.push(...page.map(({ stream }) => stream));
  };
  const read = await walkErasures(path, keyring, { extents, onLines });
  assert.equal(read.count, streams.length);
  return { ...read, faults: read.faults.map((one) => `${one.line} ${one.why}`), streams, pages };
};

test('each line is signed over itself and all that stood before it, the unsigned ones of earlier times among that', async () => {
  write([JSON.stringify(line('a'))]);
  await appendErasures(path, [line('b'), line('c')], keyring);
  await Promise.all([appendErasures(path, [line('d')], keyring), appendErasures(path, [line('e')], keyring)]);
  const { extent, unsigned } = await readErasures(path, keyring);
  assert.deepEqual([await faults(), await listed(), unsigned], [[], ['a', 'b', 'c', 'd', 'e'], 1]);

  const whole = lines();
  const [a = '', b = '', c = '', d = '', e = ''] = whole;
  const cases: [string, string[], string[], string[]][] = [
    ['an old line changed', [a.replace('"a"', '"x"'), b, c, d, e], ['2 other-before'], ['x', 'b', 'c', 'd', 'e']],
    ['an old line taken out', [b, c, d, e], ['1 other-before'], ['b', 'c', 'd', 'e']],
    [
      'a signed line changed',
      [a, b, c.replace('p-c', 'p-x'), d, e],
      ['3 forged', '4 other-before'],
      ['a', 'b', 'd', 'e'],
    ],
    ['a signed line taken out', [a, b, d, e], ['3 other-before'], ['a', 'b', 'd', 'e']],
    ['two lines exchanged', [a, c, b, d, e], ['2 other-before'], ['a', 'c', 'b', 'd', 'e']],
    [
      'a line put in without a signature',
      [a, b, JSON.stringify(line('x')), c, d, e],
      ['3 unsigned', '5 other-before'],
      ['a', 'b', 'c', 'd', 'e'],
    ],
    ['half a line', [a, b, c, d, e.slice(0, 40)], ['5 unreadable'], ['a', 'b', 'c', 'd']],
  ];
  for (const [what, changed, found, left] of cases) {
    write(changed);
    assert.deepEqual([await faults(), await listed()], [found, left], what);
    assert.equal((await readErasures(path, keyring)).holds(extent), false, what);
    const again = await walked(extent);
    assert.deepEqual([again.faults, again.streams, again.holds(extent)], [found, left, false], what);
  }
  write([a, b, c]);
  assert.deepEqual(await faults(), [], 'of an end cut off the list itself tells nothing');
  assert.equal((await readErasures(path, keyring)).holds(extent), false, 'but what was said of it earlier does');

  write(whole);
  await appendErasures(path, [line('f')], keyring);
  assert.ok((await readErasures(path, keyring)).holds(extent), 'it may grow');
  assert.ok((await walked(extent)).holds(extent), 'and so it may in pages');
  const stranger = new Keyring(newKeyFile(madeAt));
  assert.equal((await readErasures(path, stranger)).faults.length, 5, 'keys of another instance');
  assert.deepEqual((await readErasures(path, undefined)).faults, [], 'without keys the hashes alone');
});

test('a line the machine cut off is passed over once a later one was signed after it', async () => {
  rmSync(path);
  await appendErasures(path, [line('a')], keyring);
  appendFileSync(path, '{"tenant":"yun');
  assert.deepEqual(await faults(), ['2 unreadable']);
  const { extent } = await readErasures(path, keyring);
  await appendErasures(path, [line('b')], keyring);
  assert.deepEqual([await faults(), await listed()], [[], ['a', 'b']]);
  assert.ok((await readErasures(path, keyring)).holds(extent));
  const again = await walked(extent);
  assert.deepEqual([again.faults, again.streams, again.holds(extent)], [[], ['a', 'b'], true]);
});

test('a list of any length is read in pages, and a line that knew only its beginning still holds', async () => {
  rmSync(path);
  await appendErasures(path, [line('a')], keyring);
  const { extent } = await readErasures(path, keyring);
  await appendErasures(path, [line('late')], keyring);
  const [a = '', late = ''] = lines();
  const many = Array.from({ length: 4_500 }, (_, i) => line(`s${i}`));
  write([a]);
  await appendErasures(path, many, keyring);
  appendFileSync(path, `${late}\n`);
  const read = await walked(extent);
  assert.deepEqual(read.faults, []);
  assert.deepEqual(read.pages, [1000, 1000, 1000, 1000, 502]);
  assert.ok(read.holds(extent), 'what was signed of its beginning');
  assert.deepEqual(read.extent, (await readErasures(path, keyring)).extent);

  const whole = lines();
  write([a.replace('"a"', '"x"'), ...whole.slice(1)]);
  const changed = await walked(extent);
  assert.deepEqual([changed.faults, changed.holds(extent)], [['1 forged', '2 other-before'], false]);
  write([whole[0] ?? '', ...whole.slice(2)]);
  assert.deepEqual((await walked(extent)).faults, ['2 other-before'], 'one of the many taken out');
});

test('what is added while a list is read is left for the next time, and of faults without number the first are named', async () => {
  rmSync(path);
  await appendErasures(path, [line('a'), line('b')], keyring);
  const { all, extent } = await walked();
  assert.deepEqual(all, extent);
  await appendErasures(path, [line('c')], keyring);
  const streams: string[] = [];
  const onLines = async (page: readonly ErasureLine[]): Promise<void> =>
    void streams.push(...page.map(({ stream }) => stream));
  const again = await walkErasures(path, undefined, { extents: [], bytes: all.bytes, onLines });
  assert.deepEqual([again.all, streams], [all, ['a', 'b']]);

  await appendErasures(
    path,
    Array.from({ length: 1_500 }, (_, n) => line(`s${n}`)),
    keyring,
  );
  const read = await walkErasures(path, new Keyring(newKeyFile(madeAt)), { extents: [], onLines });
  assert.deepEqual([read.faults.length, read.furtherFaults], [1_000, 503]);
  assert.deepEqual(read.faults.at(-1), { line: 1_000, why: 'forged' });
});
