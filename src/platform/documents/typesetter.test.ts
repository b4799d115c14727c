import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import { fontsOf, isPdfA } from './pdf-facts.ts';
import { PDFDocument } from './pdf-lib.ts';
import { closeTypesetter, createTypesetter, ownProcess, TypesettingFailed, typeset } from './typesetter.ts';

const PLAIN = 'platform/documents/fixtures/plain.typ';
const options = { at: new Date('2026-04-23T17:00:00Z'), lang: 'zh' } as const;
const folder = mkdtempSync(join(tmpdir(), 'typesetter-'));
const dying = new URL('./fixtures/dying-process.ts', import.meta.url);

const withFault =
  (fault: string) =>
  (error: unknown): boolean =>
    error instanceof TypesettingFailed && error.fault === fault;

after(async () => {
  await closeTypesetter();
  rmSync(folder, { recursive: true });
});

test('the same template, data and moment give the same bytes, also from a new process', async () => {
  const data = { title: '投诉受理决定书', text: '金额 ¥1,280.00，〔2026〕第 1 号', rows: [['甲', '乙']] };
  const first = await typeset(PLAIN, data, options);
  assert.deepEqual(await typeset(PLAIN, data, options), first);
  await closeTypesetter();
  assert.deepEqual(await typeset(PLAIN, data, options), first);
  const later = { ...options, at: new Date('2026-04-24T17:00:00Z') };
  assert.notDeepEqual(await typeset(PLAIN, data, later), first);
});

test('a paper is PDF/A, carries the day of Beijing and only fonts of ours', async () => {
  const pdf = await typeset(PLAIN, { title: '题', text: 'abc 中文 123' }, options);
  const document = await PDFDocument.load(pdf, { updateMetadata: false });
  assert.equal(document.getTitle(), '题');
  assert.equal(isPdfA(pdf), true);
  assert.deepEqual(fontsOf(document), ['NotoSansSC-Bold', 'NotoSerifSC-Regular']);
});

const hostile: Readonly<Record<string, string>> = {
  markup: '#import "x" *bold* _em_ $x$ [a] {b} <c> `d` \\ // /* @e ~ -- ... #panic()',
  'two thousand characters': '字'.repeat(2000),
  'one endless word': 'W'.repeat(5000),
  'right to left': '\u202eمرحبا بالعالم שלום\u202c',
  emoji: '👩‍👩‍👧‍👦😀🇨🇳',
  'control characters': `${Array.from({ length: 32 }, (_, code) => String.fromCharCode(code)).join('')}\u007f\u0085`,
  'half a surrogate pair': '\ud800 \udc00',
  'combining marks': `e${'\u0301'.repeat(300)}`,
  'rare characters': '𠮷𪚥㐀龘︎',
  'long script': 'ก็็็็็็็็็็็็็็็็็็็็ གངས་རིའི',
};

for (const [name, text] of Object.entries(hostile)) {
  test(`hostile text is printed and harms nothing: ${name}`, async () => {
    const pdf = await typeset(PLAIN, { title: '题', text, rows: [[text.slice(0, 400), 'b']] }, options);
    const fonts = fontsOf(await PDFDocument.load(pdf, { updateMetadata: false }));
    assert.ok(
      fonts.every((font) => font.startsWith('NotoSerifSC-') || font.startsWith('NotoSansSC-')),
      fonts.join(),
    );
  });
}

test('a name breaks after its hyphens only, what has no end of its own after every eighth character', async () => {
  const whole = [
    'Featherstonehaugh-Cholmondeley',
    'Featherstonehaugh-Cholmondeley,',
    'Müller-Lüdenscheidt-Özdemir',
    'well-known-to-everybody-here',
  ];
  const parted = [
    'a'.repeat(24),
    `Ann-${'W'.repeat(30)}`,
    'https://example.org/cases/abc',
    '9b71cfbe9b71cfbe9b71cfbe9b71cfbe',
    'somebody.with.a.name@example.org',
  ];
  const pdf = await typeset('platform/documents/fixtures/words.typ', { whole, parted }, options);
  assert.ok(pdf.length > 0);
});

test('a long table breaks over pages', async () => {
  const rows = Array.from({ length: 800 }, (_, n) => [`第 ${n} 人`, '¥1,280.00']);
  const document = await PDFDocument.load(await typeset(PLAIN, { title: '题', text: '', rows }, options));
  assert.ok(document.getPageCount() > 10, `${document.getPageCount()} pages`);
});

test('a fault of the template is told without the data, and the next paper is made', async () => {
  const wrong = typeset('platform/documents/fixtures/wrong.typ', { title: '张三' }, options);
  await assert.rejects(wrong, (error) => withFault('unprintable')(error) && !String(error).includes('张三'));
  assert.ok((await typeset(PLAIN, { title: '题', text: '' }, options)).length > 0);
});

test('only a path below the source folder is a template', async () => {
  for (const path of ['../x.typ', '/etc/x.typ', 'a/../../b.typ', 'a.ts', '']) {
    await assert.rejects(typeset(path, {}, options), TypeError);
  }
});

test('a process that dies once is started again and the paper is made', async () => {
  const typesetter = createTypesetter({ ...ownProcess, process: dying });
  const both = [
    typesetter.typeset(PLAIN, { dieUntil: join(folder, 'died') }, options),
    typesetter.typeset(PLAIN, {}, options),
  ];
  const [first, second] = await Promise.all(both);
  assert.deepEqual(first, second, 'one new process made both');
  await typesetter.close();
});

test('a paper that kills the process twice fails alone', async () => {
  const typesetter = createTypesetter({ ...ownProcess, process: dying });
  const deadly = typesetter.typeset(PLAIN, { die: true }, options);
  const harmless = typesetter.typeset(PLAIN, {}, options);
  await assert.rejects(deadly, withFault('crashed'));
  assert.ok((await harmless).length > 0);
  await typesetter.close();
});

test('a paper that takes too long is given up and the next one is made', async () => {
  const typesetter = createTypesetter({ ...ownProcess, process: dying, patienceMilliseconds: 1000 });
  const endless = typesetter.typeset(PLAIN, { hang: true }, options);
  const harmless = typesetter.typeset(PLAIN, {}, options);
  await assert.rejects(endless, withFault('too-slow'));
  assert.ok((await harmless).length > 0);
  await typesetter.close();
});

test('an idle process is put to rest and a new one serves the next paper', async () => {
  const typesetter = createTypesetter({ ...ownProcess, process: dying, idleMilliseconds: 20 });
  const first = await typesetter.typeset(PLAIN, {}, options);
  await pause(300);
  assert.notDeepEqual(await typesetter.typeset(PLAIN, {}, options), first);
  await typesetter.close();
});

test('closing fails what waits, cleanly', async () => {
  const typesetter = createTypesetter({ ...ownProcess, process: dying });
  const waiting = typesetter.typeset(PLAIN, { hang: true }, options);
  const closing = typesetter.close();
  await assert.rejects(waiting, withFault('closed'));
  await closing;
  await assert.rejects(typesetter.typeset(PLAIN, {}, options), withFault('closed'));
});

const inOwnServer = async (afterwards: string): Promise<string> => {
  const module = JSON.stringify(new URL('./typesetter.ts', import.meta.url).href);
  const script = `const { typeset, closeTypesetter } = await import(${module});
    const pdf = await typeset('${PLAIN}', { title: '', text: '' }, { at: new Date(0), lang: 'zh' });
    ${afterwards}`;
  const run = promisify(execFile)(process.execPath, ['--input-type=module', '-e', script], { timeout: 20_000 });
  return (await run).stdout.trim();
};

test('a server that never closes the typesetter still ends by itself', async () => {
  assert.ok(Number(await inOwnServer('console.log(pdf.length)')) > 1000);
});

test('closing is waited for to its end', async () => {
  assert.equal(await inOwnServer('await closeTypesetter(); console.log("closed")'), 'closed');
});
