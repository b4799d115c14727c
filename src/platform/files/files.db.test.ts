import assert from 'node:assert/strict';
import { readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { after, describe, test } from 'node:test';
import type { Actor } from '#kernel/actor.ts';
import { isRefusal } from '#kernel/refusal.ts';
import { SealBroken } from '../crypto/sealing.ts';
import type { Tx } from '../db.ts';
import { newId } from '../ids.ts';
import { bindFiles } from './bind-files.ts';
import { eraseFiles } from './erase-files.ts';
import { draftScope } from './file-store.ts';
import { filesFixture, inPieces, officer, pdf, photo, stranger, tenant } from './fixtures/files-fixture.ts';
import { handingOver, refused, taken, until } from './fixtures/handing-over.ts';
import { usualLimits } from './limits.ts';
import { caseFiles, draftFiles, dropDraftFiles } from './list-files.ts';
import { checkFile, openFile } from './open-file.ts';
import { draftArea, objectPath, writeAside } from './places.ts';
import { makePendingCopies, sweepFiles, usualPatience } from './sweep-files.ts';
import { takeUpload } from './take-upload.ts';

const fixture = await filesFixture({ ...usualLimits, spareBytes: 0 });
after(() => fixture.close());
const { store, database } = fixture;
const { handIn, read, readWhole, bind } = handingOver(fixture);

const clerk: Actor = {
  kind: 'staff',
  account: 'officer',
  roles: ['handler'],
  tenants: [tenant],
  bureaus: ['yunqi-linxi'],
  principals: [],
};

describe('who sees what', () => {
  test('a draft file is its own holder’s, a case file is the case’s', async () => {
    const draft = newId();
    const { file } = taken(await handIn(draft, await photo(3)));
    for (const scope of [draftScope(newId()), officer, stranger]) {
      assert.equal(refused(await read(scope, { draft, file }, { variant: 'clean' })), 'file-not-found');
    }
    const stream = await fixture.newCase();
    const bound = await bind(draft, stream);
    assert.ok(!isRefusal(bound) && bound.length === 1);
    await readWhole(officer, { tenant, stream, file }, { variant: 'clean' });
    assert.equal(refused(await read(stranger, { tenant, stream, file }, { variant: 'clean' })), 'file-not-found');
    assert.equal(
      refused(await read(draftScope(draft), { tenant, stream, file }, { variant: 'clean' })),
      'file-not-found',
    );
    assert.equal(refused(await read(draftScope(draft), { draft, file }, { variant: 'clean' })), 'file-not-found');
  });

  test('an id that is none is not found', async () => {
    for (const file of ['', 'x', "'; drop table x", '../../etc/passwd', '\0']) {
      assert.equal(
        refused(await read(officer, { tenant, stream: newId(), file }, { variant: 'clean' })),
        'file-not-found',
      );
      assert.equal(
        refused(await read(officer, { draft: file, file: newId() }, { variant: 'clean' })),
        'file-not-found',
      );
    }
  });

  test('a file cannot be given to a draft one does not hold, nor be taken from it', async () => {
    const draft = newId();
    taken(await handIn(draft, pdf('mine')));
    const stream = await fixture.newCase();
    const stolen = await database.transact(officer, (tx) =>
      bindFiles(store, tx, { draft, tenant, stream, givenBy: 'officer' }),
    );
    assert.deepEqual(stolen, []);
    const changed = await database.transact(stranger, (tx) =>
      tx.run("update draft_file set owner = 'other' where draft = $1", [draft]),
    );
    assert.equal(changed, 0);
    const intoAnother = takeUploadAs(stranger.account, draft);
    await assert.rejects(intoAnother, /row-level security/u);
  });
});

describe('giving files to a case', () => {
  test('of two acts that take one file at once, one has it and the other is told', async () => {
    const draft = newId();
    const { file } = taken(await handIn(draft, pdf('wanted twice')));
    const streams = [await fixture.newCase(), await fixture.newCase()];
    const outcomes = await Promise.all(
      streams.map((stream) =>
        database.transact({ ...officer, account: `draft:${draft}` }, async (tx) => {
          const bound = await bindFiles(store, tx, { draft, files: [file], tenant, stream, givenBy: 'x' });
          // The slower one has read what the other is about to take.
          await tx.rows('select pg_sleep(0.2)');
          if (isRefusal(bound)) return bound.refusal;
          return 'bound';
        }),
      ),
    );
    assert.deepEqual(outcomes.toSorted(), ['bound', 'file-not-found']);
  });

  test('chosen files move with their copies; rolled back, the draft has them as before', async () => {
    const draft = newId();
    const [one, two] = [
      taken(await handIn(draft, await photo(4))),
      taken(await handIn(draft, pdf('stays'), 'stays.pdf')),
    ];
    const stream = await fixture.newCase();
    await assert.rejects(
      database.transact({ ...officer, account: `draft:${draft}` }, async (tx: Tx) => {
        await bindFiles(store, tx, { draft, tenant, stream, givenBy: 'x' });
        throw new Error('the act failed');
      }),
      /the act failed/u,
    );
    await readWhole(draftScope(draft), { draft, file: one.file }, { variant: 'clean' });
    assert.equal(refused(await bind(draft, stream, { files: [newId()] })), 'file-not-found');
    assert.deepEqual(await bind(draft, stream, { files: [one.file] }), [
      { file: one.file, purpose: 'evidence', mediaType: 'image/jpeg', bytes: one.bytes, sha256: one.sha256 },
    ]);
    const left = await database.transact(draftScope(draft), (tx) => draftFiles(store, tx, draft));
    assert.deepEqual(
      left.map((file) => file.file),
      [two.file],
    );
    const [listed] = await database.transact(officer, (tx) => caseFiles(store, tx, { tenant, stream }));
    assert.ok(
      listed?.state === 'kept' && listed.name === 'photo.jpg' && listed.cleaning === 'made' && listed.hasThumbnail,
    );
    await readWhole(officer, { tenant, stream, file: one.file }, { variant: 'thumbnail' });
    assert.equal(
      await database.transact(officer, (tx) => checkFile(store, tx, { tenant, stream, file: one.file })),
      'holds',
    );
  });

  test('the key of a file opens in its own case only', async () => {
    const draft = newId();
    const { file } = taken(await handIn(draft, pdf('moved')));
    const [stream, other] = [await fixture.newCase(), await fixture.newCase()];
    await bind(draft, stream);
    await database.transact(officer, (tx) =>
      tx.run('update evidence_file set stream = $3 where tenant = $1 and stream = $2', [tenant, stream, other]),
    );
    await assert.rejects(read(officer, { tenant, stream: other, file }, { variant: 'original' }), SealBroken);
  });
});

describe('reading', () => {
  test('a part of a file, with the headers of a part', async () => {
    const draft = newId();
    const content = Buffer.concat([pdf(), Buffer.alloc(200_000, 'abcdefg')]);
    const { file } = taken(await handIn(draft, content, '合同";.pdf'));
    const part = await readWhole(
      draftScope(draft),
      { draft, file },
      { variant: 'original', range: 'bytes=65500-65599', disposition: 'attachment' },
    );
    assert.equal(part.status, 206);
    assert.ok(part.content.equals(content.subarray(65_500, 65_600)));
    assert.equal(part.headers['content-range'], `bytes 65500-65599/${content.length}`);
    assert.equal(part.headers['content-length'], '100');
    assert.equal(part.headers['x-content-type-options'], 'nosniff');
    assert.match(part.headers['content-disposition'] ?? '', /^attachment; filename="__.pdf"; filename\*=UTF-8''%E5/u);
    const end = await readWhole(draftScope(draft), { draft, file }, { variant: 'original', range: 'bytes=-7' });
    assert.ok(end.content.equals(content.subarray(-7)));
    assert.equal(
      refused(await read(draftScope(draft), { draft, file }, { variant: 'original', range: 'bytes=900000-' })),
      'range-not-satisfiable',
    );
  });

  test('a body that is not read closes its file', async () => {
    const draft = newId();
    const { file } = taken(await handIn(draft, pdf('unread')));
    await database.transact(draftScope(draft), async (tx) => {
      const opened = await openFile(store, tx, { draft, file }, { variant: 'original' });
      if (isRefusal(opened)) assert.fail();
      opened.body.destroy();
      await new Promise((closed) => opened.body.on('close', closed));
      assert.ok(opened.body.destroyed);
    });
  });
});

describe('erasing', () => {
  test('keys, name and hash go, the objects too; a legal hold forbids it', async () => {
    const draft = newId();
    const { file } = taken(await handIn(draft, await photo(5)));
    const stream = await fixture.newCase();
    await bind(draft, stream);
    const erase = () =>
      database.transact(officer, (tx) =>
        eraseFiles(store, tx, clerk, { tenant, stream, of: 'case', basis: 'pipl 47' }),
      );
    await database.transact(officer, (tx) =>
      tx.run(
        `insert into legal_hold (tenant, stream, legal_hold, reason, placed_by, placed_at) values ($1, $2, $3, 'suit', 'x', now())`,
        [tenant, stream, newId()],
      ),
    );
    assert.equal(refused(await erase()), 'under-legal-hold');
    await database.transact(officer, (tx) =>
      tx.run(`update legal_hold set lifted_at = now(), lifted_by = 'x' where tenant = $1 and stream = $2`, [
        tenant,
        stream,
      ]),
    );
    const erased = await erase();
    assert.ok(!isRefusal(erased) && erased.files.length === 1);
    assert.equal(refused(await read(officer, { tenant, stream, file }, { variant: 'original' })), 'file-erased');
    const [listed] = await database.transact(officer, (tx) => caseFiles(store, tx, { tenant, stream }));
    assert.ok(listed?.state === 'erased' && listed.basis === 'pipl 47');
    await until(async () => !(await fixture.onDisk()).some((path) => path.includes(file)));
    const again = await erase();
    assert.ok(!isRefusal(again) && again.files.length === 0);
  });
});

describe('the sweep', () => {
  test('removes cut-off uploads and orphans when they are old, never what a row speaks of', async () => {
    const draft = newId();
    const { file } = taken(await handIn(draft, await photo(6)));
    const lost = newId();
    const { temporary } = await leaveHalf(lost);
    const young = await sweepFiles(store);
    assert.equal(young.removedObjects, 0);
    const old = await sweepFiles(store, {
      orphanMilliseconds: -1000,
      draftMilliseconds: 1e12,
      unheldMilliseconds: 1e12,
      trayMilliseconds: 1e12,
    });
    assert.ok(old.removedObjects >= 1);
    assert.equal((await fixture.onDisk()).includes(temporary), false);
    await readWhole(draftScope(draft), { draft, file }, { variant: 'clean' });
    const all = await sweepFiles(store, {
      orphanMilliseconds: -1000,
      draftMilliseconds: -1000,
      unheldMilliseconds: 1e12,
      trayMilliseconds: 1e12,
    });
    assert.ok(all.expiredDraftFiles >= 1);
    assert.equal(
      (await fixture.onDisk()).some((path) => path.includes(file)),
      false,
    );
  });

  test('takes what no draft holds after a day, and leaves a held draft alone; a tray empties itself after three days', async () => {
    const [unheld, held] = [newId(), newId()];
    taken(await handIn(unheld, pdf('unheld')));
    taken(await handIn(held, pdf('held')));
    const account = newId();
    const content = inPieces(pdf('tray'));
    taken(await takeUpload(store, { draft: account, owner: account, purpose: 'evidence', name: 'a.pdf', content }));
    await database.transact(draftScope(held), (tx) =>
      tx.run(
        `insert into filing_draft (draft, token_hash, resume_number, version, sealed, made_at, changed_at, expires_on)
         values ($1, '\\x01', 'HELD2345', 1, '\\x00', now(), now(), '2999-01-01')`,
        [held],
      ),
    );
    const left = (draft: string, owner = `draft:${draft}`) =>
      database.transact({ ...stranger, account: owner }, (tx) => draftFiles(store, tx, draft));
    await sweepFiles(store, {
      orphanMilliseconds: 1e12,
      draftMilliseconds: 1e12,
      trayMilliseconds: 1e12,
      unheldMilliseconds: 60_000,
    });
    assert.equal((await left(unheld)).length, 1);
    await sweepFiles(store, {
      orphanMilliseconds: 1e12,
      draftMilliseconds: 1e12,
      trayMilliseconds: 1e12,
      unheldMilliseconds: -60_000,
    });
    assert.deepEqual(
      [(await left(unheld)).length, (await left(held)).length, (await left(account, account)).length],
      [0, 1, 1],
    );
    const patience = { orphanMilliseconds: 1e12, draftMilliseconds: 1e12, unheldMilliseconds: 1e12 };
    await sweepFiles(store, { ...patience, trayMilliseconds: 60_000 });
    assert.equal((await left(account, account)).length, 1);
    await sweepFiles(store, { ...patience, trayMilliseconds: -60_000 });
    assert.deepEqual([(await left(held)).length, (await left(account, account)).length], [1, 0]);
    assert.equal(usualPatience.trayMilliseconds, 3 * 24 * 3_600_000);
  });

  test('makes the copies an upload could not make, in a draft and in a case', async () => {
    const draft = newId();
    const stream = await fixture.newCase();
    const [one, two] = [taken(await handIn(draft, await photo(7))), taken(await handIn(draft, await photo(8)))];
    const forget = 'set cleaning = $1, clean_bytes = null, clean_media_type = null, thumbnail_bytes = null';
    await database.transact(draftScope(draft), (tx) => tx.run(`update draft_file ${forget}`, ['pending']));
    await bind(draft, stream, { files: [one.file] });
    assert.equal(
      refused(await read(officer, { tenant, stream, file: one.file }, { variant: 'clean' })),
      'clean-copy-not-ready',
    );
    assert.equal(await makePendingCopies(store), 2);
    await readWhole(officer, { tenant, stream, file: one.file }, { variant: 'clean' });
    await readWhole(draftScope(draft), { draft, file: two.file }, { variant: 'thumbnail' });
    assert.equal(await makePendingCopies(store), 0);
    assert.equal(await database.transact(draftScope(draft), (tx) => dropDraftFiles(store, tx, { draft })), 1);
    await until(async () => !(await fixture.onDisk()).some((path) => path.includes(two.file)));
  });
});

/** What a route that forgot to ask who holds the draft would write. */
const takeUploadAs = (account: string, draft: string) =>
  database.transact({ ...stranger, account }, (tx) =>
    tx.run(
      `insert into draft_file (draft, file, owner, purpose, media_type, bytes, sha256, name_sealed, key_version, key_wrapped,
         cleaning, made_at) values ($1, $2, 'draft:x', 'evidence', 'image/png', 1, '', '', 1, '', 'kept', now())`,
      [draft, newId()],
    ),
  );

const leaveHalf = async (file: string): Promise<{ temporary: string }> => {
  const { temporary } = await writeAside(store.directory, { file, variant: 'original' }, async (handle) => {
    await handle.write('half');
  });
  await utimes(temporary, 0, 0);
  return { temporary: temporary.slice(store.directory.length + 1) };
};

test('a file changed or missing on the disk is told apart', async () => {
  const draft = newId();
  const [one, two] = [taken(await handIn(draft, pdf('a'))), taken(await handIn(draft, pdf('b')))];
  const path = (file: string): string => objectPath(store.directory, draftArea, { file, variant: 'original' });
  const bytes = await readFile(path(one.file));
  bytes[25] = (bytes[25] ?? 0) ^ 1;
  await writeFile(path(one.file), bytes);
  await rm(path(two.file));
  const check = (file: string) => database.transact(draftScope(draft), (tx) => checkFile(store, tx, { draft, file }));
  assert.equal(await check(one.file), 'broken');
  assert.equal(await check(two.file), 'missing');
});
