import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { RunOptions } from 'axe-core';
import type { Page } from 'playwright-core';

declare global {
  interface Window {
    /** Once the source has run in a page. */
    axe?: typeof import('axe-core');
  }
}

const source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

export type Fault = { readonly rule: string; readonly nodes: readonly string[] };

/** WCAG 2.2 AA, the law of what may be released, as axe names its parts. */
export const accessible = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] as const;

/**
 * What axe finds on a page as it stands: each rule broken, with the places in the order of the page. It runs in the page
 * itself and brings back only the faults: listing everything that is well takes longer than the looking.
 */
export const faultsOn = async (
  page: Page,
  { tags = accessible, without = [] }: { readonly tags?: readonly string[]; readonly without?: readonly string[] } = {},
): Promise<Fault[]> => {
  // A frame would need a look of its own.
  assert.equal(page.frames().length, 1, 'a page without frames');
  if (!(await page.evaluate(() => window.axe !== undefined))) await bringAxe(page);
  const options: RunOptions = {
    runOnly: { type: 'tag', values: [...tags] },
    rules: Object.fromEntries(without.map((rule) => [rule, { enabled: false }])),
    reporter: 'no-passes',
  };
  return page.evaluate(async (wish) => {
    if (window.axe === undefined) throw new Error('axe is not in the page');
    const { violations } = await window.axe.run(document, wish);
    return violations.map(({ id, nodes }) => ({ rule: id, nodes: nodes.map(({ html }) => html) }));
  }, options);
};

/**
 * Tables whose parts are laid out as blocks, as they stand: a browser may forget then that they are tables, so each part must
 * say what it is, and a row must have as many cells as there are headings, or what is read out stands under the wrong one.
 */
export const tablesUnsaid = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const roles: Readonly<Record<string, string>> = {
      TABLE: 'table',
      THEAD: 'rowgroup',
      TBODY: 'rowgroup',
      TR: 'row',
      TD: 'cell',
    };
    const roleOf = (part: Element): string =>
      roles[part.tagName] ?? (part.getAttribute('scope') === 'row' ? 'rowheader' : 'columnheader');
    const isThere = (part: Element): boolean => getComputedStyle(part).display !== 'none';
    return [...document.querySelectorAll('table')].flatMap((table) => {
      const parts = [table, ...table.querySelectorAll('thead, tbody, tr, th, td')].filter(isThere);
      if (parts.every((part) => getComputedStyle(part).display.startsWith('table'))) return [];
      const unsaid = parts.filter((part) => part.getAttribute('role') !== roleOf(part)).map((part) => part.outerHTML);
      const [heads, ...rows] = [...table.rows].map((row) => [...row.cells].filter(isThere).length);
      const torn = table.tHead !== null && rows.some((cells) => cells !== heads) ? [`cells of ${table.ariaLabel}`] : [];
      return [...unsaid, ...torn].map((one) => one.slice(0, 160));
    });
  });

/** By the protocol itself: the browser keeps what it has compiled, and carries the half megabyte only once. */
const bringAxe = async (page: Page): Promise<void> => {
  const session = await page.context().newCDPSession(page);
  await session.send('Runtime.evaluate', { expression: source });
  await session.detach();
};
