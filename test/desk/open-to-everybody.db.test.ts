import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Page } from 'playwright-core';
import { type CastName, cast } from '#db/seed/cast.ts';
import { faultsOn, tablesUnsaid } from '#test/accessibility.ts';
import { acceptedCase, doAct } from '#test/cases.ts';
import { type DeskWindow, type OpenDesk, openDesk, type WindowOptions } from './open-desk.ts';

describe('the desk for people who see, hear or move otherwise', () => {
  let desk: OpenDesk;
  let number: string;
  before(async () => {
    desk = await openDesk();
    number = await acceptedCase(desk.world);
    await doAct(desk.world, 'handler', number, 'answer', { consentsToMediation: true, by: 'phone' });
  });
  after(() => desk.close());

  const pages = (): readonly (readonly [CastName, string, string])[] => [
    ['handler', '/desk/cases?view=mine', 'table.cases'],
    ['handler', `/desk/cases/${number}`, '.case-title'],
    ['handler', `/desk/cases/${number}?act=terminate`, '.grounds'],
    ['handler', `/desk/cases/${number}?act=record-agreement`, '.claims'],
    ['intake-officer', '/desk/new', '.entry-foot'],
    ['bureau-head', '/desk/team', 'table.team'],
    ['handler', '/desk/papers', 'h1'],
    ['handler', '/desk/outcomes', 'h1'],
    ['intake-officer', '/desk/questions', 'h1'],
    ['handler-other-county', '/desk/competence', 'h1'],
    ['bureau-head', '/desk/reports', 'h1'],
    ['bureau-head', '/desk/incidents', 'h1'],
    ['system-administrator', '/desk/law', 'table.rules'],
    ['system-administrator', '/desk/law/calendar', 'table.month'],
  ];

  const faultsOf = async (page: Page): Promise<string[]> => {
    const faults = await faultsOn(page);
    return faults.map(({ rule, nodes }) => `${rule}: ${nodes.map((node) => node.slice(0, 160)).join(' | ')}`);
  };

  const fitsNarrow = async (page: Page, path: string): Promise<void> => {
    const usual = page.viewportSize();
    for (const [width, height] of [
      [720, 450],
      [768, 1024],
      [360, 740],
    ] as const) {
      await page.setViewportSize({ width, height });
      const beyond = await page.evaluate(() => {
        const main = document.querySelector('main');
        return Math.max(
          document.documentElement.scrollWidth - innerWidth,
          main ? main.scrollWidth - main.clientWidth : 0,
        );
      });
      assert.ok(beyond <= 1, `${path} at ${width}: ${beyond} px beyond the edge`);
    }
    if (usual !== null) await page.setViewportSize(usual);
  };

  /** Every page, person by person at one computer. */
  const visit = async (
    options: WindowOptions,
    look: (page: Page, path: string, complaints: readonly string[]) => Promise<void>,
  ): Promise<void> => {
    let window: DeskWindow | undefined;
    for (const [who, theirs] of Map.groupBy(pages(), ([name]) => name)) {
      if (window === undefined) window = await desk.as(who, options);
      else await window.become(who);
      for (const [, path, ready] of theirs) {
        await window.go(path, ready);
        await look(window.page, path, window.complaints);
      }
    }
    await window?.close();
  };

  for (const language of ['zh-CN', 'en'] as const) {
    it(`every page passes axe; at 200 % and on a narrow screen nothing is cut off sideways (${language})`, async () => {
      await visit({ language }, async (page, path, complaints) => {
        assert.deepEqual(await faultsOf(page), [], `${path} ${language}`);
        assert.deepEqual(complaints, [], path);
        assert.doesNotMatch((await page.locator('body').textContent()) ?? '', /\{\{|(?:desk|complaint|law):/, path);
        await fitsNarrow(page, path);
      });
    });
  }

  it('a table laid out as blocks on a phone still says what its parts are, and no cell leaves its column', async () => {
    const tables: readonly (readonly [CastName, string, string])[] = [
      ['handler', '/desk/cases?view=mine', 'table.cases tbody tr'],
      ['intake-officer', '/desk/cases?view=all-open', 'table.cases tbody tr'],
      ['system-administrator', '/desk/administration/organisations', '.plain-table tbody tr'],
      ['security-administrator', `/desk/administration/people?person=${cast.handler.account}`, '.plain-table tbody tr'],
      ['auditor', '/desk/administration/audit', '.plain-table tbody tr'],
    ];
    const window = await desk.as('handler', { width: 390, height: 844 });
    for (const [who, path, ready] of tables) {
      await window.become(who);
      await window.go(path, ready);
      assert.notEqual(
        await window.page
          .locator(ready)
          .first()
          .evaluate((row) => getComputedStyle(row).display),
        'table-row',
        `${path} is laid out as blocks`,
      );
      assert.deepEqual(await tablesUnsaid(window.page), [], path);
    }
    await window.close();
  });

  it('what empties a field is called so in the language shown, in selects and in the search', async () => {
    for (const [language, name] of [
      ['zh-CN', '清除'],
      ['en', 'Clear'],
    ] as const) {
      const { page, go, close } = await desk.as('handler', { language });
      await go('/desk/cases?view=mine&phase=accepted&q=YUNQI', '.filters');
      assert.equal(await page.locator('.filters').getByRole('button', { name, exact: true }).count(), 2, language);
      assert.equal(await page.locator('.filters').getByRole('img', { name: 'close-circle' }).count(), 0, language);
      await close();
    }
  });

  it('the focus is always visible: it starts at the skip link and leaves a mark on what it reaches', async () => {
    const { page, close } = await desk.as('handler');
    await page.goto(`${desk.address}/desk/cases?view=mine`);
    await page.waitForSelector('table.cases');
    await page.keyboard.press('Tab');
    assert.equal(await page.evaluate(() => document.activeElement?.className), 'skip');
    for (let step = 0; step < 12; step += 1) {
      await page.keyboard.press('Tab');
      const mark = await page.evaluate(() => {
        const on = document.activeElement;
        if (on === null) return 'nothing';
        const around = on.closest('.ant-input-affix-wrapper, .ant-select, .ant-btn') ?? on;
        const styles = [getComputedStyle(on), getComputedStyle(around)];
        return styles.some((style) => style.outlineStyle !== 'none' || style.boxShadow !== 'none')
          ? 'seen'
          : on.outerHTML.slice(0, 120);
      });
      assert.equal(mark, 'seen');
    }
    await close();
  });
});
