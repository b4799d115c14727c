import assert from 'node:assert/strict';
import type { Locator, Page } from 'playwright-core';
import type { ActNameText } from '#modules/complaints/case-contract.ts';
import { textsFor } from '#platform/texts.ts';
import { walk } from '#test/desk/walk.ts';

/** How one field of an act's form is filled: by typing, by choosing from a list, by one of the words beside it, or by a choice's value. */
export type Hand =
  | { readonly type: string }
  | { readonly pick: string }
  | { readonly say: string }
  | { readonly value: string };

const t = textsFor('zh-CN');
/** A word of the desk as the officials read it. */
export const word = (key: string): string => t(`complaint:${key}`);
export const actName = (act: ActNameText): string => t(`complaint:act.${act}`);

export const fill = async (page: Page, drawer: Locator, name: string, hand: Hand): Promise<void> => {
  const control = drawer.locator(`[id="act_${name}"]`);
  if ('value' in hand) {
    await control.locator(`input[value="${hand.value}"]`).check();
    return;
  }
  if ('say' in hand) {
    await drawer
      .locator('.ant-form-item', { has: page.locator(`[id="act_${name}"], label[for="act_${name}"]`) })
      .getByText(hand.say, { exact: true })
      .first()
      .click();
    return;
  }
  if ('type' in hand) {
    await control.fill(hand.type);
    if (/^\d{4}-/.test(hand.type)) await control.press('Enter');
    return;
  }
  await control.click();
  if (await control.isEditable()) await control.fill(hand.pick);
  await page.locator('.ant-select-dropdown:visible .ant-select-item-option', { hasText: hand.pick }).first().click();
};

/** Opens the form of an act by its button. */
export const openAct = async (page: Page, act: ActNameText): Promise<Locator> => {
  await page.locator('.acts button.act', { has: page.getByText(actName(act), { exact: true }) }).click();
  const drawer = page.getByRole('dialog');
  await drawer.waitFor();
  return drawer;
};

/** Does an act as an official does: button, form, consequence where it binds, done. */
export const doAct = async (
  page: Page,
  act: ActNameText,
  hands: Readonly<Record<string, Hand>> = {},
  then: { readonly phase?: string } = {},
): Promise<void> => {
  const drawer = await openAct(page, act);
  for (const [name, hand] of Object.entries(hands)) await fill(page, drawer, name, hand);
  await sendAct(drawer);
  if (then.phase !== undefined)
    await page.locator('.case-title', { hasText: t(`complaint:phase.${then.phase}`) }).waitFor();
};

/** Presses on until the form is gone; says what stands in the way when it stays. */
export const sendAct = async (drawer: Locator): Promise<void> => {
  const button = drawer.locator('.drawer-foot .ant-btn-primary');
  const first = await button.textContent();
  await button.click();
  if (first === t('desk:acts.continue')) {
    await drawer.locator('.consequence').waitFor();
    await button.click();
  }
  await drawer.waitFor({ state: 'detached', timeout: 15_000 }).catch(async () => {
    assert.fail(`the act was not done: ${(await drawer.textContent())?.slice(0, 600)}`);
  });
};

export const openCase = async (page: Page, number: string): Promise<void> => {
  const path = `/desk/cases/${number}`;
  const isElsewhere = new URL(page.url()).pathname !== path && (await page.locator('.shell h1').count()) > 0;
  if (isElsewhere) await walk(page, path);
  else await page.goto(path);
  await page.locator('.case-title', { hasText: number }).waitFor();
};

export const mainText = async (page: Page): Promise<string> => (await page.locator('main').textContent()) ?? '';

/** Opens the day-by-day reckoning of the running limits and returns what the cards say. */
export const showDays = async (page: Page): Promise<string> => {
  const folded = page.locator('.clock button[aria-expanded=false]');
  for (let left = await folded.count(); left > 0; left -= 1) await folded.first().click();
  return (await page.locator('.clock').allTextContents()).join('\n');
};
