import assert from 'node:assert/strict';
import { test } from 'node:test';
import { deflateSync } from 'node:zlib';
import { throwAwayProcess } from '../files/throw-away-process.ts';
import { readScan, soundCopyOf } from './foreign-papers.ts';

/** A few hundred kilobytes that ask for half a gigabyte as soon as they are opened. */
const swelling = (): Buffer => {
  const objects = deflateSync(Buffer.alloc(500_000_000, ' '));
  const head = `%PDF-1.7\n1 0 obj\n<</Type /ObjStm /N 1 /First 4 /Filter /FlateDecode /Length ${objects.length}>>\nstream\n`;
  const tail = '\nendstream\nendobj\ntrailer\n<</Root 2 0 R>>\n%%EOF';
  return Buffer.concat([Buffer.from(head), objects, Buffer.from(tail)]);
};

test('a file that swells ends the process that opened it: the server goes on meanwhile, and says that it cannot be read', async () => {
  let ticks = 0;
  const ticking = setInterval(() => ticks++, 10);
  const hasty = throwAwayProcess('paper-child', { atOnce: 1, patienceMilliseconds: 700 });
  const content = swelling();
  const [before, memory] = [ticks, process.memoryUsage().rss];
  const read = await readScan(content, { mediaType: 'application/pdf', pages: 1 }, hasty);
  clearInterval(ticking);
  assert.deepEqual(read, { fault: 'scan-unreadable' });
  assert.ok(ticks - before > 10, `${ticks - before} ticks`);
  assert.ok(process.memoryUsage().rss - memory < 100_000_000);
});

test('what says that it is a paper or a picture and is none is damaged, and sound and film are not opened', async () => {
  const kind = { title: '', fileName: '', sha256: '' };
  const copyOf = (mediaType: string, content: Buffer) => soundCopyOf({ ...kind, mediaType, content });
  const words = Buffer.from('not really');
  assert.deepEqual(await copyOf('application/pdf', words), { unprinted: 'damaged' });
  assert.deepEqual(await copyOf('image/png', words), { unprinted: 'damaged' });
  assert.deepEqual(await copyOf('video/mp4', words), { unprinted: 'apart' });
  assert.deepEqual(await copyOf('image/png', Buffer.alloc(0)), { unprinted: 'missing' });
});
