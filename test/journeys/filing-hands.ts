import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { photo, type Town } from './town.ts';

/** What a person types and chooses at one question of the filing: names of fields and their values. */
export type Answers = Readonly<Record<string, string | readonly string[] | boolean>>;

/** What one says at each step; steps that are not named are sent as they stand. */
export type FilingStory = {
  readonly matter: 'complaint' | 'report' | 'both' | 'question';
  /** Searched for and chosen by name; described in words when absent. */
  readonly operator?: string;
  readonly steps: Readonly<Partial<Record<string, Answers>>>;
  readonly evidence?: readonly string[];
};

const isChoice = async (page: Page, name: string): Promise<boolean> =>
  (await page.locator(`input[name="${name}"]:is([type=radio],[type=checkbox])`).count()) > 0;

export const answer = async (page: Page, answers: Answers): Promise<void> => {
  for (const [name, value] of Object.entries(answers)) {
    if (typeof value === 'boolean' || (await isChoice(page, name))) {
      const values = typeof value === 'boolean' ? ['yes'] : typeof value === 'string' ? [value] : value;
      for (const one of values) await page.locator(`input[name="${name}"][value="${one}"]`).check();
      continue;
    }
    const field = page.locator(`[name="${name}"]`).first();
    const tag = await field.evaluate((element) => element.tagName);
    if (tag === 'SELECT') await field.selectOption(String(value));
    else await field.fill(String(value));
  }
};

/** Presses the one button that goes on, and says which page came. */
export const goOn = async (page: Page): Promise<string> => {
  await Promise.all([page.waitForEvent('load'), page.locator('form .acts button.act').last().click()]);
  return new URL(page.url()).pathname;
};

const stepOf = (path: string): string | undefined => /^\/file\/([a-z]+)$/.exec(path)?.[1];

const chooseOperator = async (page: Page, name: string): Promise<void> => {
  await page.locator('input[name=q]').fill(name);
  await Promise.all([
    page.waitForEvent('load'),
    page.locator('form[role=search] button, form[method=get] button').first().click(),
  ]);
  await page.locator('input[name=chosen][value^="operator:"]').first().check();
};

/** Files as a person does, step by step, and returns the numbers on the receipt. */
export const fileBySteps = async (town: Town, page: Page, story: FilingStory): Promise<string[]> => {
  await page.goto('/file');
  for (let path = new URL(page.url()).pathname; path !== '/file/receipt'; ) {
    const step = stepOf(path);
    assert.ok(step, `led to ${path}: ${await page.locator('main').textContent()}`);
    if (story.evidence === undefined || step !== 'evidence') await town.look(page, `file/${step}`);
    const before = path;
    if (step === 'matter') await answer(page, { matter: story.matter });
    else if (step === 'respondent' && story.operator !== undefined) await chooseOperator(page, story.operator);
    else if (step === 'evidence') await handIn(town, page, story.evidence ?? []);
    else
      await answer(
        page,
        story.steps[step] ?? (step === 'check' && (await isChoice(page, 'truthful')) ? { truthful: true } : {}),
      );
    const power = page.locator('[name=powerOfAttorney]');
    if ((await power.count()) > 0) await power.setInputFiles(photo('授权委托书.png'));
    path = await goOn(page);
    const problems = page.locator('.problems');
    assert.ok(path !== before || (await problems.count()) === 0, `${step}: ${await textOf(problems)}`);
  }
  await town.look(page, 'file/receipt');
  const shown = (await page.locator('main').textContent()) ?? '';
  return [...new Set(shown.match(/[A-Z]+-[A-Z]?\d{6}-[0-9A-Z]{6}-[0-9A-Z]/g) ?? [])];
};

const textOf = async (locator: ReturnType<Page['locator']>): Promise<string> =>
  (await locator.allTextContents()).join(' ');

const handIn = async (town: Town, page: Page, names: readonly string[]): Promise<void> => {
  if (names.length === 0) return;
  await page.locator('#f-files').setInputFiles(names.map(photo));
  await page.locator('button[value=upload]').click();
  for (const name of names) await page.locator('ul.files', { hasText: name }).waitFor();
  await town.look(page, 'file/evidence');
};

/** Finds a case again by its number and a code sent to the phone; returns what its page says. */
export const followByNumber = async (town: Town, page: Page, number: string, phone: string): Promise<string> => {
  await page.goto('/follow');
  await town.look(page, 'follow/find');
  await answer(page, { number, phone });
  await goOn(page);
  await town.look(page, 'follow/code');
  await answer(page, { code: await town.codeFor(page, phone) });
  await goOn(page);
  await page.waitForURL(`**/cases/${number}`);
  return (await page.locator('main').textContent()) ?? '';
};
