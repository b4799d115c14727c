import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmodSync, cpSync, mkdtempSync, rmSync, statSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import sharp from 'sharp';
import { PDFDocument } from '../documents/pdf-lib.ts';
import { framed } from './framed-parts.ts';
import {
  ASK_AGAIN_MILLISECONDS,
  type ChildName,
  createAsking,
  isBeingMade,
  madeChild,
  presentVersion,
  versionOfChildren,
} from './made-children.ts';
import { throwAwayAsking, throwAwayProcess } from './throw-away-process.ts';

const settings = { atOnce: 1, patienceMilliseconds: 60_000 };
const folder = mkdtempSync(join(tmpdir(), 'made-children-'));
const place = join(folder, 'children');
const version = versionOfChildren();
const make = (of = version) =>
  spawnSync(process.execPath, [fileURLToPath(new URL('make-children.ts', import.meta.url)), place, of], { env: {} });

const pdf = async (): Promise<Buffer> => {
  const document = await PDFDocument.create();
  document.setAuthor('somebody');
  document.addPage([200, 200]).drawText('page');
  return Buffer.from(await document.save());
};

/** More than a pipe holds at once. */
const photo = (): Promise<Buffer> => {
  const size = { width: 400, height: 400, channels: 3 as const };
  return sharp(randomBytes(400 * 400 * 3), { raw: size })
    .png()
    .toBuffer();
};

const asked = (asks: 'read' | 'scan', mediaType: string, file: Buffer): Buffer => {
  const printed = { code: 'https://12315.example.gov.cn/papers/7Q2M-KX4D-90TR-H8WA', page: 0 };
  return framed([Buffer.from(JSON.stringify({ asks, order: { mediaType, pages: 1, printed } })), file]);
};

/** A folder of a version that is not this one's, changed by `change`. */
const copied = (change: (there: string) => void): string | undefined => {
  cpSync(join(place, version), join(place, 'other'), { recursive: true });
  change(join(place, 'other'));
  const found = madeChild('pdf-child', 'other', place);
  rmSync(join(place, 'other'), { recursive: true });
  return found;
};

describe('what the processes for handed-in files run', () => {
  before(() => assert.equal(make().status, 0));
  after(() => rmSync(folder, { recursive: true, force: true }));

  test('made into one script, it answers to the byte what the sources answer', async () => {
    const files: readonly (readonly [ChildName, Buffer])[] = [
      ['pdf-child', await pdf()],
      ['pdf-child', Buffer.from('%PDF-1.7 and then nothing')],
      ['image-child', await photo()],
      ['image-child', Buffer.from('<svg/>')],
      ['paper-child', asked('read', 'application/pdf', await pdf())],
      ['paper-child', asked('scan', 'image/png', await photo())],
    ];
    for (const [name, file] of files) {
      const made = madeChild(name, version, place);
      assert.ok(made);
      const [one, other] = await Promise.all(
        [made, undefined].map((way) => throwAwayProcess(name, settings, () => way)(file)),
      );
      assert.deepEqual(one, other, name);
    }
  });

  test('also the one that asks for the parts of a recording', async () => {
    const content = Buffer.from('\0\0\0\x10free39.9042N\0\0\0\x0cftypisom', 'latin1');
    const head = Buffer.from(JSON.stringify({ mediaType: 'video/mp4', bytes: content.length }));
    const input = Buffer.concat([Buffer.from([0, 0, 0, head.length]), head]);
    const part = async (offset: number, length: number) => content.subarray(offset, offset + length);
    const made = madeChild('blank-child', version, place);
    assert.ok(made);
    const [one, other] = await Promise.all(
      [made, undefined].map((way) => throwAwayAsking('blank-child', settings, () => way)(input, part)),
    );
    assert.deepEqual(one, other);
    assert.ok(one !== undefined && one.length > 2, String(one));
  });

  test('its rights end at itself and the packages: no other file of the program, no writing, no further process', async () => {
    const probe = join(place, version, 'probe.cjs');
    const tries = [
      `readFileSync(${JSON.stringify(join(folder, 'beside'))})`,
      `readFileSync(${JSON.stringify(fileURLToPath(new URL('../../../package.json', import.meta.url)))})`,
      "writeFileSync(__dirname + '/pdf-child.cache', '')",
      "require('node:child_process').spawnSync('true')",
      "new (require('node:worker_threads').Worker)('', { eval: true })",
    ];
    writeFileSync(join(folder, 'beside'), 'x');
    writeFileSync(
      probe,
      `const { readFileSync, writeFileSync } = require('node:fs');
      const ends = [${tries.map((one) => `() => ${one}`).join()}].map((one) => { try { one(); return 'done'; } catch (error) { return error.code; } });
      writeFileSync(1, JSON.stringify([...ends, Object.keys(process.env)]));`,
    );
    const answer = await throwAwayProcess('pdf-child', settings, () => probe)(Buffer.alloc(0));
    rmSync(probe);
    const refused = tries.map(() => 'ERR_ACCESS_DENIED');
    assert.deepEqual(JSON.parse(String(answer)), [...refused, ['MALLOC_ARENA_MAX']]);
  });

  test('where it is missing, or ends by a fault of its own, the sources run', async () => {
    const file = await pdf();
    const broken = join(folder, 'broken.cjs');
    writeFileSync(broken, 'syntax error');
    for (const made of [undefined, broken, join(folder, 'gone.cjs')])
      assert.ok(await throwAwayProcess('pdf-child', settings, () => made)(file));
    assert.ok(await throwAwayProcess('image-child', settings, () => undefined)(await photo()));
  });

  test('what somebody else could have written is not run', () => {
    assert.ok(copied(() => undefined));
    assert.equal(madeChild('pdf-child', 'none', place), undefined);
    assert.equal(
      copied((there) => chmodSync(there, 0o777)),
      undefined,
    );
    assert.equal(
      copied((there) => chmodSync(join(there, 'pdf-child.cache'), 0o666)),
      undefined,
    );
    assert.equal(
      copied((there) => symlinkSync('/tmp/x', join(there, 'link'))),
      undefined,
    );
    assert.equal(
      copied((there) => rmSync(join(there, 'pdf-child.start.cjs'))),
      undefined,
    );
  });

  test('a changed source is another version, whatever the clock of the file says', () => {
    const source = join(folder, 'source.ts');
    writeFileSync(source, 'const a = 1;');
    const { atime, mtime } = statSync(source);
    const first = presentVersion([source]);
    assert.equal(presentVersion([source]), first);
    writeFileSync(source, 'const a = 2;');
    utimesSync(source, atime, mtime);
    assert.notEqual(presentVersion([source]), first);
    rmSync(source);
    assert.notEqual(presentVersion([source]), first);
  });

  test('who is to make it is asked once, again an hour after it came to nothing, and once a maker that died is given up', () => {
    const asked: string[] = [];
    let [at, isUnderWay] = [0, true];
    const ask = createAsking(
      (one) => asked.push(one),
      () => isUnderWay,
      () => at,
    );
    ask('one');
    assert.deepEqual(asked, [], 'a folder stands there, of a maker that may have died');
    isUnderWay = false;
    for (let upload = 0; upload < 3; upload++) ask('one');
    assert.deepEqual(asked, ['one']);
    ask('two');
    assert.deepEqual(asked, ['one', 'two'], 'other sources are another question');
    at += ASK_AGAIN_MILLISECONDS - 1;
    ask('two');
    at += 1;
    isUnderWay = true;
    ask('two');
    assert.deepEqual(asked, ['one', 'two']);
    isUnderWay = false;
    for (let upload = 0; upload < 3; upload++) ask('two');
    assert.deepEqual(asked, ['one', 'two', 'two']);
  });

  test('it is made under the name of what it is made of, by one at a time, and the version before goes', () => {
    assert.notEqual(make('of-other-sources').status, 0);
    assert.equal(madeChild('pdf-child', 'of-other-sources', place), undefined);
    assert.equal(isBeingMade(join(place, 'of-other-sources.making')), false);
    cpSync(join(place, version), join(place, 'before'), { recursive: true });
    rmSync(join(place, version), { recursive: true });
    cpSync(join(place, 'before'), join(place, `${version}.making`), { recursive: true });
    assert.equal(make().status, 0);
    assert.equal(madeChild('pdf-child', version, place), undefined);
    const longAgo = new Date(Date.now() - 3_600_000);
    utimesSync(join(place, `${version}.making`), longAgo, longAgo);
    assert.equal(make().status, 0);
    assert.ok(madeChild('pdf-child', version, place));
    assert.equal(madeChild('pdf-child', 'before', place), undefined);
  });
});
