import assert from 'node:assert/strict';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import type { CastName } from '#db/seed/cast.ts';
import { accessible, faultsOn } from '#test/accessibility.ts';
import { launchBrowser } from '#test/browser.ts';
import { BenchInstance } from '#test/load/bench-instance.ts';

export type WindowWish = {
  readonly width?: number;
  readonly script?: boolean;
  readonly language?: 'zh-CN' | 'en';
};

/** A demo city with its real server, database and worker, and the browser its people use. */
export class Town {
  readonly url: string;
  readonly #instance: BenchInstance | undefined;
  readonly #browser: Browser;
  /** Pages that axe has looked at, by what they are; a page is looked at once a run. */
  readonly #seen = new Set<string>();
  /** Axe is a script of the page's own and needs one that runs scripts. */
  readonly #scriptless = new WeakSet<Page>();
  /** Codes already typed: the next one sent to the same phone is another. */
  readonly #used = new Set<string>();

  private constructor(url: string, instance: BenchInstance | undefined, browser: Browser) {
    this.url = url;
    this.#instance = instance;
    this.#browser = browser;
  }

  /** `FANGXIN_JOURNEY_URL` walks through a demo that runs already, which is quicker while a journey is written. */
  static async open(name: string, env: Readonly<Record<string, string>> = {}): Promise<Town> {
    const running = process.env.FANGXIN_JOURNEY_URL;
    if (running !== undefined) return new Town(running, undefined, await launchBrowser());
    const instance = await BenchInstance.create(`journey-${name}-${process.pid}`, { env });
    await instance.start();
    return new Town(`http://localhost:${instance.port}`, instance, await launchBrowser());
  }

  async close(): Promise<void> {
    await this.#browser.close();
    await this.#instance?.stop();
    this.#instance?.remove();
  }

  async closeWindows(): Promise<void> {
    await Promise.all(this.#browser.contexts().map((context) => context.close()));
  }

  /** A window of somebody who has never been here. */
  async window({ width = 400, script = true, language = 'zh-CN' }: WindowWish = {}): Promise<Page> {
    const context = await this.#browser.newContext({
      viewport: { width, height: 900 },
      locale: language,
      timezoneId: 'Asia/Shanghai',
      reducedMotion: 'reduce',
      javaScriptEnabled: script,
      baseURL: this.url,
    });
    const page = await context.newPage();
    page.setDefaultTimeout(20_000);
    if (!script) this.#scriptless.add(page);
    page.on('pageerror', (error) => {
      throw error;
    });
    return page;
  }

  /** A window in which one is a member of the cast, by the demo's own page. */
  async as(name: CastName, wish: WindowWish = {}): Promise<Page> {
    const page = await this.window(wish);
    await page.goto('/demo/cast');
    await page.locator(`button[name=member][value=${name}]`).click();
    await page.waitForURL((address) => !address.pathname.startsWith('/demo'));
    return page;
  }

  /** The newest message to somebody, as the demo's mailbox shows it. */
  async messageTo(context: BrowserContext, phone: string): Promise<string> {
    const page = await context.newPage();
    try {
      for (let tries = 0; tries < 60; tries += 1) {
        await page.goto('/demo/mailbox');
        const letter = page.locator('ul.doors > li', { hasText: phone }).first();
        if ((await letter.count()) > 0) return (await letter.textContent()) ?? '';
        await page.waitForTimeout(500);
      }
      throw new Error(`no message to ${phone}`);
    } finally {
      await page.close();
    }
  }

  /** The code sent to somebody and not yet typed, as the demo's mailbox shows it among notices that also hold digits. */
  async codeFor(page: Page, phone: string): Promise<string> {
    const mailbox = await page.context().newPage();
    try {
      for (let tries = 0; tries < 60; tries += 1) {
        await mailbox.goto('/demo/mailbox');
        const letters = await mailbox
          .locator('ul.doors > li', { hasText: phone })
          .filter({ hasText: /验证码|code is/ })
          .allTextContents();
        const codes = letters.map((text) => /(?<!\d)\d{6}(?!\d)/.exec(text)?.[0]);
        const fresh = codes.find((code) => code !== undefined && !this.#used.has(code));
        if (fresh !== undefined) {
          this.#used.add(fresh);
          return fresh;
        }
        await mailbox.waitForTimeout(500);
      }
      throw new Error(`no new code for ${phone}`);
    } finally {
      await mailbox.close();
    }
  }

  /** Looks at the page with axe and, but for the desk, in a window of 320 px; once for each name. */
  async look(page: Page, name: string): Promise<void> {
    if (this.#seen.has(name) || this.#scriptless.has(page)) return;
    this.#seen.add(name);
    if (!name.startsWith('desk/')) await fitsSmallest(page, name);
    const faults = await faultsOn(page, {
      tags: [...accessible, 'best-practice'],
      // Still an experiment of axe's: a name may say less than a button that also shows size and sender.
      without: ['label-content-name-mismatch'],
    });
    assert.deepEqual(
      faults.map(({ rule, nodes }) => `${name}: ${rule}: ${nodes[0]?.slice(0, 300)}`),
      [],
    );
  }
}

const fitsSmallest = async (page: Page, name: string): Promise<void> => {
  const usual = page.viewportSize();
  await page.setViewportSize({ width: 320, height: 640 });
  const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  assert.ok(over <= 0, `${name}: ${over} px too wide for 320 px`);
  if (usual !== null) await page.setViewportSize(usual);
};

const smallestPng = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

/** A photo as a phone would send it; each name another picture, because the same one twice is kept once. */
export const photo = (name: string) => ({
  name,
  mimeType: 'image/png',
  buffer: Buffer.concat([smallestPng, Buffer.from(name)]),
});
