import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Page } from 'playwright-core';
import { fileCase } from '#test/cases.ts';
import { type OpenDesk, openDesk } from '#test/desk/open-desk.ts';
import { dealt, filingOf } from './filings.ts';
import { hostileTexts, noData } from './texts.ts';

const looksLikeScript = /<|javascript:|onerror|alert\(|expression\(/iu;
const CASES = 10;

/** Everything a page does that no text may make it do. */
const watch = (page: Page, home: string): string[] => {
  const happened: string[] = [];
  page.on('dialog', (dialog) => {
    happened.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on('request', (request) => {
    if (!request.url().startsWith(home) && !request.url().startsWith('data:')) happened.push(request.url());
  });
  page.on('popup', () => happened.push('a window opened'));
  return happened;
};

describe('attack lists in cases, shown by the served desk and site', { skip: noData }, () => {
  let desk: OpenDesk;
  before(async () => {
    desk = await openDesk();
  });
  after(() => desk?.close());

  test('nothing runs, nothing is fetched, and the words stand there as they were written', async () => {
    const payloads = hostileTexts().filter((text) => looksLikeScript.test(text) && text.isWellFormed());
    const step = Math.floor(payloads.length / (CASES * 9));
    const sample = payloads.filter((_, at) => at % step === 0).filter((text) => !text.includes('\0'));
    const officer = await desk.as('intake-officer');
    const consumer = await desk.as('consumer', { width: 400 });
    const happened = [watch(officer.page, desk.address), watch(consumer.page, desk.address)];
    for (const texts of dealt(sample).slice(0, CASES)) {
      const number = await fileCase(desk.world, filingOf(texts));
      await officer.page.goto(`${desk.address}/desk/cases/${number}`);
      await officer.page.locator('.case-title', { hasText: number }).waitFor();
      const shown = (await officer.page.locator('.case-main').textContent()) ?? '';
      assert.ok(shown.includes(texts.facts ?? ''), texts.facts);
      await consumer.page.goto(`${desk.address}/cases/${number}`);
      await consumer.page.locator('h1').waitFor();
    }
    await officer.page.goto(`${desk.address}/desk/cases?view=all-open`);
    await officer.page.locator('table.cases tbody tr').first().waitFor();
    assert.deepEqual(happened.flat(), []);
    assert.deepEqual([...officer.complaints, ...consumer.complaints], []);
  });
});
