import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { after, describe, test } from 'node:test';
import sharp from 'sharp';
import { isRefusal } from '#kernel/refusal.ts';
import { shiftClock } from '../clock.ts';
import { PDFDocument } from '../documents/pdf-lib.ts';
import { newId } from '../ids.ts';
import { cleanCopy } from './clean-copy.ts';
import { draftScope } from './file-store.ts';
import { camera, filesFixture, inPieces, pdf, photo } from './fixtures/files-fixture.ts';
import { handingOver, refused, taken, until } from './fixtures/handing-over.ts';
import { createImageCleaner } from './image-cleaner.ts';
import { megabyte, usualLimits } from './limits.ts';
import { draftFiles } from './list-files.ts';
import { makePendingCopies } from './sweep-files.ts';
import { takeUpload } from './take-upload.ts';

const fixture = await filesFixture({ ...usualLimits, filesPerDraft: 4, spareBytes: 0 });
after(() => fixture.close());
const { store, database } = fixture;
const { handIn, read, readWhole } = handingOver(fixture);

describe('handing in', () => {
  test('a photo is one page, a PDF as many as it has, and nobody says how many a broken one has', async () => {
    const draft = newId();
    const document = await PDFDocument.create();
    for (let n = 0; n < 3; n += 1) document.addPage();
    taken(await handIn(draft, await photo(1), '小票.jpg'));
    taken(await handIn(draft, Buffer.from(await document.save()), '合同.pdf'));
    taken(await handIn(draft, Buffer.from('%PDF-1.7 and then nothing'), '坏.pdf'));
    const files = await database.transact(draftScope(draft), (tx) => draftFiles(store, tx, draft));
    assert.deepEqual(
      files.map((one) => [one.name, one.pages]),
      [
        ['小票.jpg', 1],
        ['合同.pdf', 3],
        ['坏.pdf', null],
      ],
    );
  });

  test('a photo is kept as it came; the copy for others has no place, time or camera', async () => {
    const draft = newId();
    const content = await photo(1);
    assert.ok(content.includes(camera));
    const file = taken(await handIn(draft, content, '小票.jpg'));
    assert.equal(file.sha256, createHash('sha256').update(content).digest('hex'));
    assert.deepEqual([file.kind, file.cleaning, file.notices], ['image', 'made', []]);
    const original = await readWhole(draftScope(draft), { draft, file: file.file }, { variant: 'original' });
    assert.ok(original.content.equals(content));
    assert.equal(original.name, '小票.jpg');
    const clean = await readWhole(draftScope(draft), { draft, file: file.file }, { variant: 'clean' });
    const facts = await sharp(clean.content).metadata();
    assert.deepEqual(
      [facts.width, facts.height, facts.exif, facts.xmp, facts.iptc],
      [640, 480, undefined, undefined, undefined],
    );
    assert.equal(clean.content.includes(camera), false);
    const small = await readWhole(draftScope(draft), { draft, file: file.file }, { variant: 'thumbnail' });
    assert.equal((await sharp(small.content).metadata()).format, 'webp');
  });

  test('the same content twice is one file; another ending is said and not refused; a PDF nobody can read keeps its properties', async () => {
    const draft = newId();
    const content = pdf('twice');
    const first = taken(await handIn(draft, content, 'contract.pdf'));
    const second = taken(await handIn(draft, content, 'contract.exe'));
    assert.equal(second.file, first.file);
    assert.deepEqual(first.notices, [{ notice: 'metadata-kept' }]);
    assert.deepEqual(second.notices, [
      { notice: 'already-there' },
      { notice: 'metadata-kept' },
      { notice: 'extension-differs', given: 'exe', found: 'pdf' },
    ]);
    const other = taken(await handIn(draft, content, 'contract.pdf', 'power-of-attorney'));
    assert.notEqual(other.file, first.file);
    const names = await database.transact(draftScope(draft), (tx) => draftFiles(store, tx, draft));
    assert.deepEqual(
      names.map((one) => [one.name, one.purpose]),
      [
        ['contract.pdf', 'evidence'],
        ['contract.pdf', 'power-of-attorney'],
      ],
    );
  });

  test('an image nobody can open is kept for the officer and never shown as a copy', async () => {
    const draft = newId();
    const broken = (await photo(2)).subarray(0, 700);
    const file = taken(await handIn(draft, broken));
    assert.deepEqual([file.cleaning, file.notices], ['unreadable', [{ notice: 'unreadable-image' }]]);
    assert.equal(
      refused(await read(draftScope(draft), { draft, file: file.file }, { variant: 'clean' })),
      'file-not-showable',
    );
    const original = await readWhole(draftScope(draft), { draft, file: file.file }, { variant: 'original' });
    assert.ok(original.content.equals(broken));
  });

  test('a copy that cannot be made just now does not lose the file', async () => {
    const faults: unknown[] = [];
    const failing = {
      ...fixture.storeWith({ onFault: (fault) => faults.push(fault) }),
      images: { clean: () => Promise.reject(new Error('no process')) },
    };
    const draft = newId();
    const file = taken(await handIn(draft, await photo(9), 'photo.jpg', 'evidence', failing));
    assert.deepEqual([file.cleaning, faults.length], ['pending', 1]);
    await makePendingCopies(store);
    await readWhole(draftScope(draft), { draft, file: file.file }, { variant: 'clean' });
  });

  test('a copy that took too long is tried once more; then the file is taken for without end', async () => {
    const hasty = {
      ...fixture.storeWith({ onFault: () => undefined }),
      images: createImageCleaner({ atOnce: 1, patienceMilliseconds: 5 }),
    };
    const draft = newId();
    const file = taken(await handIn(draft, await photo(10), 'photo.jpg', 'evidence', hasty));
    assert.equal(file.cleaning, 'pending');
    assert.equal(await cleanCopy(hasty, { draft, file: file.file }), 'unreadable');
    const other = taken(await handIn(draft, await photo(11), 'photo.jpg', 'evidence', hasty));
    assert.equal(await cleanCopy(store, { draft, file: other.file }), 'made');
  });

  test('what is refused leaves nothing on the disk', async () => {
    const before = (await fixture.onDisk()).sort();
    const draft = newId();
    const small = fixture.storeWith({ limits: { bytes: { image: 1000, pdf: 1000, audio: 1000, video: 1000 } } });
    const large = Buffer.concat([pdf(), Buffer.alloc(megabyte)]);
    assert.equal(refused(await handIn(draft, Buffer.alloc(0))), 'file-empty');
    assert.equal(refused(await handIn(draft, Buffer.from('<html>'))), 'file-is-web-page');
    assert.equal(refused(await handIn(draft, large, 'a.pdf', 'evidence', small)), 'file-too-large');
    const full = fixture.storeWith({ limits: { spareBytes: Number.MAX_SAFE_INTEGER } });
    assert.equal(refused(await handIn(draft, pdf(), 'a.pdf', 'evidence', full)), 'file-storage-full');
    assert.deepEqual((await fixture.onDisk()).sort(), before);
  });

  test('the number and the sum of a draft are limited, also for uploads at the same time', async () => {
    const draft = newId();
    const outcomes = await Promise.all([1, 2, 3, 4, 5, 6, 7].map((n) => handIn(draft, pdf(`page ${n}`), `${n}.pdf`)));
    assert.equal(outcomes.filter((outcome) => !isRefusal(outcome)).length, 4);
    assert.equal(outcomes.filter((outcome) => refused(outcome) === 'too-many-files').length, 3);
    const tight = fixture.storeWith({ limits: { bytesPerDraft: 100 } });
    assert.equal(
      refused(await handIn(newId(), pdf('x'.repeat(90)), 'a.pdf', 'evidence', tight)),
      'files-too-large-together',
    );
  });

  test('a tray is never full: the oldest that nothing has used gives way, by number and by size', async () => {
    const before = (await fixture.onDisk()).length;
    const account = newId();
    const small = fixture.storeWith({ limits: { filesPerTray: 3, bytesPerTray: 1000 } });
    const hand = (name: string, bytes = 100) =>
      takeUpload(small, {
        ...{ draft: account, owner: account, givesWay: true, purpose: 'evidence', name },
        content: inPieces(pdf(name.padEnd(bytes, 'x'))),
      });
    const names = async () =>
      (await database.transact({ ...draftScope(account), account }, (tx) => draftFiles(store, tx, account))).map(
        ({ name }) => name,
      );
    const first = taken(await hand('a')).file;
    for (const name of ['b', 'c', 'd', 'e']) taken(await hand(name));
    assert.deepEqual(await names(), ['c', 'd', 'e']);
    taken(await hand('large', 800));
    assert.deepEqual(await names(), ['e', 'large']);
    taken(await hand('alone', 5_000));
    assert.deepEqual(await names(), ['alone']);
    // Objects go after the answer: whoever counts what is on the disk next counts none that is on its way out.
    await until(async () => (await fixture.onDisk()).length === before + 1);
    assert.ok(!(await fixture.onDisk()).some((path) => path.includes(first)));
  });

  test('nobody hands in more than a share of the day, however many drafts and however much at once', async () => {
    const before = (await fixture.onDisk()).length;
    const sender = { sender: `address:${newId()}`, mostBytes: 500 };
    const hand = (n: number, senders = [sender]) => {
      const draft = newId();
      const content = inPieces(pdf(`${n}`.padEnd(80, 'x')));
      return takeUpload(store, {
        draft,
        owner: `draft:${draft}`,
        purpose: 'evidence',
        name: 'a.pdf',
        content,
        senders,
      });
    };
    const outcomes = await Promise.all(Array.from({ length: 12 }, (_, n) => hand(n)));
    const kept = outcomes.filter((outcome) => !isRefusal(outcome)).length;
    assert.equal(kept, Math.floor(sender.mostBytes / pdf('x'.repeat(80)).length));
    assert.deepEqual(new Set(outcomes.filter(isRefusal).map(refused)), new Set(['uploads-of-day-used-up']));
    assert.equal((await fixture.onDisk()).length, before + kept);
    assert.equal(refused(await hand(99)), 'uploads-of-day-used-up');
    taken(await hand(100, [{ ...sender, sender: 'another' }]));
    shiftClock(24 * 3_600_000);
    try {
      taken(await hand(101));
    } finally {
      shiftClock(0);
    }
  });

  test('an upload cut off leaves no row, no object and nothing to read', async () => {
    const draft = newId();
    const before = (await fixture.onDisk()).sort();
    async function* cut(): AsyncGenerator<Buffer> {
      yield Buffer.concat([pdf(), Buffer.alloc(300_000)]);
      throw new Error('aborted');
    }
    const outcome = await takeUpload(store, {
      draft,
      owner: `draft:${draft}`,
      purpose: 'evidence',
      name: 'a.pdf',
      content: cut(),
    });
    assert.equal(refused(outcome), 'upload-cut-off');
    assert.deepEqual((await fixture.onDisk()).sort(), before);
    assert.deepEqual(await database.transact(draftScope(draft), (tx) => draftFiles(store, tx, draft)), []);
  });
});
