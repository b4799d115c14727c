import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { after, before, describe, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { siteAssets } from '#site/kit/assets.ts';
import { accessible, faultsOn } from '#test/accessibility.ts';
import { launchBrowser } from '#test/browser.ts';
import { type SampleLook, siteSamples } from '#test/site-samples/site-samples.ts';

/** Every page of the site, as a browser shows it, without any server: the pages are pure. */
const origin = 'http://fangxin.test';
const { files, addresses } = siteAssets();
const looks: Readonly<Record<string, SampleLook>> = {
  zh: { language: 'zh-CN', largePrint: false },
  en: { language: 'en', largePrint: true },
};

let browser: Browser;
before(async () => {
  browser = await launchBrowser();
});
after(() => browser?.close());

const samplesOf = (look: SampleLook) => siteSamples(look, addresses);

/** A window of one width whose every request is answered from memory. */
async function open(look: SampleLook, width: number, options: { script?: boolean } = {}): Promise<BrowserContext> {
  const samples = samplesOf(look);
  const context = await browser.newContext({
    viewport: { width, height: 800 },
    javaScriptEnabled: options.script ?? true,
  });
  await context.route('**/*', (route) => {
    const { pathname } = new URL(route.request().url());
    const asset = files.find(({ address }) => address === pathname);
    if (asset) return route.fulfill({ contentType: asset.type, body: asset.body });
    const page = samples[pathname.slice(1)];
    if (page) return route.fulfill({ contentType: 'text/html; charset=utf-8', body: page().markup });
    return route.fulfill({ status: 204 });
  });
  return context;
}

const names = Object.keys(samplesOf({ language: 'zh-CN', largePrint: false }));

/**
 * Every page in turn, parsed in one document: axe stays in it and is warm, which a navigation would throw away. Styles and
 * scripts of the page come and run as they do in a navigation.
 */
async function eachPage(look: SampleLook, visit: (page: Page, name: string) => Promise<void>): Promise<void> {
  const context = await open(look, 400);
  const page = await context.newPage();
  const faults: string[] = [];
  page.on('pageerror', (error) => faults.push(error.message));
  await page.goto(`${origin}/${names[0]}`);
  for (const [name, sample] of Object.entries(samplesOf(look))) {
    await page.setContent(sample().markup);
    await visit(page, name);
  }
  assert.deepEqual(faults, [], 'errors of scripts');
  await context.close();
}

/** Pages that differ from another only in their words: once, in one look, is enough for the slow check. */
const alike = /^(?:error-(?!500)|case-(?!under-review|refused))/;

describe('every page', () => {
  for (const [lookName, look] of Object.entries(looks))
    test(`passes axe, fits 320 px, in large print too, and has one heading of the first rank (${lookName})`, async () => {
      const faults: string[] = [];
      let width = 400;
      const at = async (page: Page, wanted: number): Promise<void> => {
        if (width !== wanted) await page.setViewportSize({ width: wanted, height: 800 });
        width = wanted;
      };
      const fits = async (page: Page, name: string): Promise<void> => {
        await at(page, 320);
        const { over, headings, title, styled } = await page.evaluate(() => ({
          over: document.documentElement.scrollWidth - innerWidth,
          headings: document.querySelectorAll('h1').length,
          title: document.title,
          styled: document.styleSheets.length,
        }));
        if (over > 0) faults.push(`${name}: ${over} px too wide`);
        if (headings !== 1) faults.push(`${name}: ${headings} h1`);
        if (!title.includes(' — ')) faults.push(`${name}: title ${title}`);
        if (styled === 0) faults.push(`${name}: without its styles`);
      };
      const passesAxe = async (page: Page, name: string): Promise<void> => {
        if (lookName !== 'zh' && alike.test(name)) return;
        await at(page, 400);
        for (const { rule, nodes } of await faultsOn(page, { tags: [...accessible, 'best-practice'] }))
          faults.push(`${name}: ${rule}: ${nodes[0]?.slice(0, 200)}`);
      };
      await eachPage(look, async (page, name) => {
        // A page begins at the width the one before was left at: a change lays all of it out anew.
        for (const check of width === 320 ? [fits, passesAxe] : [passesAxe, fits]) await check(page, name);
      });
      assert.deepEqual(faults, []);
    });

  test('a page that breaks a rule is seen, and one with a frame is not taken for looked at', async () => {
    const context = await browser.newContext();
    const page = await context.newPage();
    await page.setContent('<html lang="en"><title>t</title><main><h1>h</h1><img src="data:,"></main></html>');
    assert.deepEqual(await faultsOn(page), [{ rule: 'image-alt', nodes: ['<img src="data:,">'] }]);
    await page.setContent('<html lang="en"><title>t</title><iframe title="f"></iframe></html>');
    await assert.rejects(faultsOn(page), /without frames/);
    await context.close();
  });

  test('weighs at most 100 kB compressed, of which script at most 20 kB (P8); the stylesheet is under 15 kB plain', () => {
    const weight = (text: string): number => gzipSync(text).length;
    const [css, js] = files;
    assert.ok(css && js);
    assert.ok(css.body.length <= 15_000, `${css.body.length} bytes of CSS`);
    assert.ok(weight(js.body) <= 20_000, `${weight(js.body)} bytes of script`);
    for (const [name, page] of Object.entries(samplesOf({ language: 'zh-CN', largePrint: false }))) {
      const whole = weight(page().markup) + weight(css.body) + weight(js.body);
      assert.ok(whole <= 100_000, `${name}: ${whole} bytes`);
    }
  });

  test('has no script or style of its own, so that the strictest content policy holds', () => {
    for (const [name, page] of Object.entries(samplesOf({ language: 'en', largePrint: false })))
      assert.doesNotMatch(page().markup, /<style|\sstyle=|\son[a-z]+=|<script(?! src="\/assets\/)|javascript:/i, name);
  });
});

describe('without script', () => {
  test('an option shows its own fields when it is chosen, and the buttons that need a script are not there', async () => {
    const context = await open({ language: 'zh-CN', largePrint: false }, 400, { script: false });
    const page = await context.newPage();
    await page.goto(`${origin}/file-purchase`);
    assert.equal(await page.locator('#f-orderNumber').isVisible(), true);
    await page.locator('input[name=online][value=no]').check();
    assert.equal(await page.locator('#f-orderNumber').isVisible(), false);
    await page.goto(`${origin}/file-receipt`);
    assert.equal(await page.locator('[data-print]').isVisible(), false);
    assert.equal(await page.locator('[data-copy]').first().isVisible(), false);
    await context.close();
  });
});

describe('with script', () => {
  test('characters are counted as the server counts them', async () => {
    const context = await open({ language: 'en', largePrint: false }, 800);
    const page = await context.newPage();
    await page.goto(`${origin}/answer-statement`);
    await page.locator('#f-statement').fill('𠮷\n!');
    assert.equal(await page.locator('#f-statement-count').textContent(), '3,997 characters left');
    await page.locator('#f-statement').fill('x'.repeat(4002));
    assert.equal(await page.locator('#f-statement-count').textContent(), '2 characters too many');
    await context.close();
  });

  test('the error summary takes the focus and leads into the field', async () => {
    const context = await open({ language: 'zh-CN', largePrint: false }, 400);
    const page = await context.newPage();
    await page.goto(`${origin}/file-purchase-faults`);
    assert.equal(await page.evaluate(() => document.activeElement?.hasAttribute('data-problems')), true);
    await page.locator('.problems a').nth(1).click();
    assert.equal(await page.evaluate(() => document.activeElement?.id), 'f-boughtOn');
    await context.close();
  });

  test('a second press sends nothing', async () => {
    const context = await open({ language: 'zh-CN', largePrint: false }, 400);
    const page = await context.newPage();
    let sent = 0;
    page.on('request', (request) => {
      if (request.method() === 'POST' && request.isNavigationRequest()) sent += 1;
    });
    await page.goto(`${origin}/answer-statement`);
    const button = page.locator('[data-once]');
    await button.dispatchEvent('click');
    await button.dispatchEvent('click');
    await page.waitForTimeout(200);
    assert.equal(sent, 1);
    await context.close();
  });

  test('an upload goes by script and ends where the server says, once', async () => {
    const server = createServer((request, response) => {
      const { pathname } = new URL(request.url ?? '/', origin);
      const asset = files.find(({ address }) => address === pathname);
      if (request.method === 'POST') {
        posts += 1;
        request.resume().on('end', () => response.writeHead(303, { location: '/file-evidence' }).end());
      } else if (asset) response.writeHead(200, { 'content-type': asset.type }).end(asset.body);
      else
        response
          .writeHead(200, { 'content-type': 'text/html; charset=utf-8' })
          .end(samplesOf({ language: 'zh-CN', largePrint: false })[pathname.slice(1)]?.().markup);
    });
    let posts = 0;
    await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
    const address = server.address();
    assert.ok(address !== null && typeof address === 'object');
    const page = await browser.newPage();
    try {
      await page.goto(`http://127.0.0.1:${address.port}/file-evidence-none`);
      await page
        .locator('#f-files')
        .setInputFiles({ name: '小票.jpg', mimeType: 'image/jpeg', buffer: Buffer.alloc(300_000) });
      await page.locator('button[value=upload]').click();
      await page.waitForURL('**/file-evidence');
      assert.equal(posts, 1);
    } finally {
      await page.close();
      server.closeAllConnections();
      server.close();
    }
  });

  test('what was typed is kept while the person pauses', async () => {
    const context = await open({ language: 'zh-CN', largePrint: false }, 400);
    const page = await context.newPage();
    await page.goto(`${origin}/file-claim`);
    const kept = page.waitForRequest((request) => request.url().endsWith('/file/claim/keep'));
    await page.locator('#f-details').fill('请道歉');
    const body = new URLSearchParams((await kept).postData() ?? '');
    assert.equal(body.get('details'), '请道歉');
    assert.equal(body.get('_csrf'), 'sample');
    await page.locator('[data-keep]', { hasText: '已保存到草稿' }).waitFor();
    await context.close();
  });
});
