import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BrowserContext, Page } from 'playwright-core';
import { buildApp } from '#app/build-app.ts';
import { buildDesk } from '#app/build-desk.ts';
import { type CastName, cast } from '#db/seed/cast.ts';
import { openSession } from '#platform/auth/sessions.ts';
import { nobody } from '#platform/db.ts';
import { gatewaysFor } from '#platform/messages/gateways.ts';
import { wirePeople } from '#platform/people.ts';
import { launchBrowser } from '#test/browser.ts';
import type { FakeProvider } from '#test/fake-provider.ts';
import { openWorld, type World } from '#test/world.ts';
import { walk, watchRequests } from './walk.ts';

export type OpenDesk = {
  readonly world: World;
  readonly address: string;
  /** A window of its own, signed in with the second factor just shown. */
  as(name: CastName, options?: WindowOptions): Promise<DeskWindow>;
  close(): Promise<void>;
};
export type WindowOptions = {
  readonly width?: number;
  readonly height?: number;
  readonly language?: 'zh-CN' | 'en';
};
export type DeskWindow = {
  readonly page: Page;
  /** What the browser complained about: errors of scripts, styles refused by the page's policy. */
  readonly complaints: readonly string[];
  /** Leads to a page as a link of the desk does, without loading the program anew, and waits until nothing is asked any more. */
  go(path: string, ready?: string): Promise<void>;
  /** Somebody else sits down at the same computer, which has the program already. */
  become(name: CastName): Promise<void>;
  close(): Promise<void>;
};

/** The whole application with a freshly built desk, and real windows on it. */
export const openDesk = async (provider?: FakeProvider): Promise<OpenDesk> => {
  // A copy of its own: another run may build anew while this one's windows are open.
  const folder = mkdtempSync(join(tmpdir(), 'fangxin-desk-'));
  cpSync((await buildDesk()).folder, folder, { recursive: true });
  const world = await openWorld();
  const { database, keyring } = world.context;
  const people =
    provider === undefined
      ? world.context.people
      : wirePeople(database, keyring, gatewaysFor('demo', {}, database), {
          issuer: provider.issuer,
          clientId: 'fangxin',
          clientSecret: 'secret',
          get redirectUrl() {
            return `${address}/account/provider/return`;
          },
          claim: 'preferred_username',
          strongValues: ['mfa'],
          withoutTls: true,
        });
  const app = await buildApp({
    context: { ...world.context, people, demo: true, refreshLaw: () => Promise.resolve() },
    rate: 'off',
    desk: folder,
  });
  await app.listen({ host: '127.0.0.1', port: 0 });
  const { port } = app.server.address() as AddressInfo;
  const address = `http://127.0.0.1:${port}`;
  const browser = await launchBrowser();

  const signIn = async (context: BrowserContext, name: CastName): Promise<void> => {
    const { account, kind } = cast[name];
    const { token } = await world.context.database.transact(nobody, (tx) =>
      openSession(tx, { account, kind, strong: true, device: 'test' }),
    );
    await context.addCookies([
      { name: app.cookieNames.session, value: token, url: address, httpOnly: true, sameSite: 'Lax' },
    ]);
  };

  return {
    world,
    address,
    as: async (name, { width = 1440, height = 900, language = 'zh-CN' } = {}) => {
      const context = await browser.newContext({
        viewport: { width, height },
        locale: language,
        timezoneId: 'Asia/Shanghai',
        reducedMotion: 'reduce',
        permissions: ['clipboard-read', 'clipboard-write'],
      });
      await signIn(context, name);
      const page = await context.newPage();
      const complaints: string[] = [];
      page.on('pageerror', (error) => complaints.push(error.message));
      page.on('console', (message) => {
        // A refused request is answered on the page; the browser notes it all the same.
        const isAnswered = message.text().startsWith('Failed to load resource');
        if (message.type() === 'error' && !isAnswered) complaints.push(message.text());
      });
      await page.addInitScript((wish) => localStorage.setItem('fangxin-language', wish), language);
      const asking = watchRequests(page);
      let isOpen = false;
      return {
        page,
        complaints,
        go: async (path, ready = 'h1') => {
          const goes = isOpen && new URL(page.url()).pathname !== new URL(path, address).pathname;
          if (goes) await walk(page, path);
          else await page.goto(address + path);
          isOpen = true;
          await page.locator('h1[data-left]').first().waitFor({ state: 'detached' });
          await page.locator(ready).first().waitFor();
          await asking.isOver();
        },
        become: async (other) => {
          await signIn(context, other);
          isOpen = false;
        },
        close: () => context.close(),
      };
    },
    close: async () => {
      await browser.close();
      await app.close();
      await world.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
};
