/**
 * Takes the pictures of the READMEs from a running, fresh demo: `FANGXIN_VAR=… PORT=… node tools/take-pictures.ts`, with
 * the settings the demo was started with. Files a few complaints by the cast and walks to the pages; the words that stand on the
 * pictures are written beside them, for the test that tells when they are no longer those of the service.
 */
import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import sharp from 'sharp';
import { cast } from '#db/seed/cast.ts';
import { launchBrowser } from '#test/browser.ts';
import { projectRoot } from './fresh-file.ts';
import { deskFilings, gymFiling } from './picture-filings.ts';
import { picturesFolder, wordsFile, wordsOf } from './picture-words.ts';
import { takeNothing } from './usage.ts';

const base = `http://localhost:${process.env['PORT'] ?? '8315'}`;
const shownOn: Record<string, readonly string[]> = {};

const tokens = new Map<string, string>();

const tokenOf = (who: string): string => {
  const known = tokens.get(who);
  if (known !== undefined) return known;
  const token = execFileSync(join(projectRoot, 'bin/fangxin'), ['token', '--as', who], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  }).trim();
  tokens.set(who, token);
  return token;
};

type Answer = { readonly number: string; readonly version: number };

const post = async (who: string, path: string, body: unknown, version?: number): Promise<Answer> => {
  const answer = await fetch(`${base}/api/v1${path}`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${tokenOf(who)}`,
      'content-type': 'application/json',
      prefer: 'return=minimal',
      ...(version === undefined ? { 'idempotency-key': crypto.randomUUID() } : { 'if-match': `"v${version}"` }),
    },
    body: JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
  return await answer.json();
};

/** The gym that closed, accepted and ready for mediation, among others that wait. */
const fillDesk = async (): Promise<string> => {
  const to = { to: cast.handler.account };
  for (const filing of deskFilings) {
    const { number, version } = await post('consumer', '/complaints', filing);
    await post('handler', `/complaints/${number}/assign`, to, version);
  }
  const { number, version } = await post('consumer', '/complaints', gymFiling);
  const acts: readonly (readonly [act: string, body: unknown])[] = [
    ['assign', to],
    ['accept', {}],
    ['answer', { consentsToMediation: true, by: 'phone' }],
  ];
  let at = version;
  for (const [act, body] of acts) at = (await post('handler', `/complaints/${number}/${act}`, body, at)).version;
  return number;
};

/** The texts within the window, each once. */
const textsOn = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const found = new Set<string>();
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
      const range = document.createRange();
      range.selectNodeContents(node);
      const { top, bottom, width } = range.getBoundingClientRect();
      if (width > 1 && bottom > 0 && top < window.innerHeight) found.add(node.textContent?.trim() ?? '');
    }
    return [...found];
  });

const keep = async (page: Page, name: string): Promise<void> => {
  await page.waitForTimeout(800);
  const own = wordsOf(name.split('.').at(-1) ?? '');
  shownOn[name] = (await textsOn(page)).filter((text) => own.has(text)).sort();
  const taken = await page.screenshot({ animations: 'disabled' });
  const file = join(picturesFolder, `${name}.png`);
  const { size } = await sharp(taken).png({ palette: true, colours: 96, effort: 10, compressionLevel: 9 }).toFile(file);
  console.log(`${file} ${Math.ceil(size / 1024)} kB`);
};

const open = async (browser: Browser, language: string, width: number, height: number): Promise<Page> => {
  const context = await browser.newContext({ viewport: { width, height }, locale: language, deviceScaleFactor: 1.25 });
  const page = await context.newPage();
  await page.goto(`${base}/?language=${language}`);
  return page;
};

const become = async (page: Page, member: string): Promise<void> => {
  await page.goto(`${base}/demo/cast`);
  await page.click(`button[name=member][value=${member}]`);
  await page.waitForLoadState();
};

const takeSite = async (browser: Browser, language: string, number: string): Promise<void> => {
  const wide = await open(browser, language, 1180, 720);
  await keep(wide, `home.${language}`);
  const phone = await open(browser, language, 420, 880);
  await phone.goto(`${base}/file`);
  await phone.check('input[value=complaint]');
  await phone.click('button.act[value=continue]');
  await phone.check('input[value=self]');
  await phone.click('button.act[value=continue]');
  await phone.fill('#q', '健身');
  await phone.click('form[role=search] button');
  await keep(phone, `filing.${language}`);
  await become(phone, 'consumer');
  await phone.goto(`${base}/cases/${number}`);
  await keep(phone, `follow.${language}`);
};

const takeDesk = async (browser: Browser, language: string, number: string): Promise<void> => {
  const desk = await open(browser, language, 1500, 750);
  await become(desk, 'handler');
  await desk.goto(`${base}/desk/cases?view=mine`);
  await desk.waitForSelector('table');
  await keep(desk, `worklist.${language}`);
  await desk.goto(`${base}/desk/cases/${number}`);
  await desk.waitForSelector('h1');
  await keep(desk, `case.${language}`);
};

mkdirSync(picturesFolder, { recursive: true });
takeNothing('FANGXIN_VAR=… PORT=… node tools/take-pictures.ts');
const shown = await fillDesk();
const browser = await launchBrowser();
try {
  for (const language of ['zh-CN', 'en']) {
    await takeSite(browser, language, shown);
    await takeDesk(browser, language, shown);
  }
} finally {
  await browser.close();
}
writeFileSync(wordsFile, `${JSON.stringify(shownOn, null, 2)}\n`);
