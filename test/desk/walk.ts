import { setTimeout as sleep } from 'node:timers/promises';
import type { Page, Request } from 'playwright-core';
import { elapsed } from '#platform/clock.ts';

/** As a link of the desk leads to another of its pages: the program is not loaded anew. What stood there is marked as left. */
export const walk = (page: Page, path: string): Promise<void> =>
  page.evaluate((to) => {
    for (const heading of document.querySelectorAll('h1')) heading.dataset['left'] = '';
    history.pushState(null, '', to);
    dispatchEvent(new PopStateEvent('popstate', { state: null }));
  }, path);

/** Counts what a page asks of the server; over when a tenth of a second has passed without anything under way. */
export const watchRequests = (page: Page): { isOver(): Promise<void> } => {
  const asked = new Set<Request>();
  let changed = elapsed();
  page.on('request', (request) => {
    asked.add(request);
    changed = elapsed();
  });
  const answered = (request: Request): void => {
    asked.delete(request);
    changed = elapsed();
  };
  page.on('requestfinished', answered);
  page.on('requestfailed', answered);
  return {
    isOver: async () => {
      const until = elapsed() + 20_000;
      while (asked.size > 0 || elapsed() - changed < 100) {
        if (elapsed() > until) throw new Error(`not answered: ${[...asked].map((one) => one.url()).join(' ')}`);
        await sleep(25);
      }
    },
  };
};
