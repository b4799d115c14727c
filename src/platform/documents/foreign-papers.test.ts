import assert from 'node:assert/strict';
import { performance } from 'node:perf_hooks';
import { test } from 'node:test';
import { deflateSync } from 'node:zlib';
import { TookTooLong, throwAwayProcess } from '../files/throw-away-process.ts';
import { judgeSealed, readScan, soundCopyOf } from './foreign-papers.ts';
import { PDFDocument } from './pdf-lib.ts';

/** A few hundred kilobytes that ask for half a gigabyte as soon as they are opened. */
const swelling = (): Buffer => {
  const objects = deflateSync(Buffer.alloc(500_000_000, ' '));
  const head = `%PDF-1.7\n1 0 obj\n<</Type /ObjStm /N 1 /First 4 /Filter /FlateDecode /Length ${objects.length}>>\nstream\n`;
  const tail = '\nendstream\nendobj\ntrailer\n<</Root 2 0 R>>\n%%EOF';
  return Buffer.concat([Buffer.from(head), objects, Buffer.from(tail)]);
};

const onePage = async (): Promise<Buffer> => {
  const document = await PDFDocument.create();
  document.addPage();
  return Buffer.from(await document.save());
};

test('a file that swells ends the process that opened it: the server goes on meanwhile, and says that it took too long', async () => {
  const claim = { mediaType: 'application/pdf', pages: 1 };
  const patient = throwAwayProcess('paper-child', { atOnce: 1, patienceMilliseconds: 60_000 });
  const begun = performance.now();
  assert.ok('pages' in (await readScan(await onePage(), claim, patient)));
  // So long as a child needs here and now to start and to read a paper: the other one has started as well by then.
  const patienceMilliseconds = Math.max(700, 2 * (performance.now() - begun));
  const hasty = throwAwayProcess('paper-child', { atOnce: 1, patienceMilliseconds });
  const content = swelling();
  const [before, memory] = [performance.eventLoopUtilization(), process.memoryUsage().rss];
  const read = await readScan(content, claim, hasty).catch((error: unknown) => error);
  const { utilization } = performance.eventLoopUtilization(before);
  assert.ok(read instanceof TookTooLong, String(read));
  assert.ok(utilization < 0.5, `busy for ${Math.round(utilization * 100)} % of the time`);
  assert.ok(process.memoryUsage().rss - memory < 100_000_000);
});

test('what is not read in time is bound in as a page that says so, and as nothing damaged', async () => {
  const hasty = throwAwayProcess('paper-child', { atOnce: 1, patienceMilliseconds: 5 });
  const content = async () => await onePage();
  const item = { title: '', fileName: '', sha256: '', mediaType: 'application/pdf', content };
  assert.deepEqual(await soundCopyOf(item, hasty), { unprinted: 'slow' });
  assert.ok('pages' in (await soundCopyOf(item)));
});

test('what a seal product gave back and is not read in time is a fault that is told, not one that ends the job', async () => {
  const hasty = throwAwayProcess('paper-child', { atOnce: 1, patienceMilliseconds: 5 });
  const paper = await onePage();
  const expected = {
    authority: '云栖市临溪区市场监督管理局',
    at: new Date(),
    today: '2026-04-20' as const,
    certificates: [],
  };
  assert.deepEqual(await judgeSealed(paper, paper, expected, hasty), { fault: 'seal-file-not-read-in-time' });
  assert.deepEqual(await judgeSealed(paper, paper, expected), { fault: 'seal-file-unchanged' });
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
