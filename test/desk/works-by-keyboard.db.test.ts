import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { Secret, TOTP } from 'otpauth';
import { cast, demoTotpSecret } from '#db/seed/cast.ts';
import { now } from '#platform/clock.ts';
import { nobody } from '#platform/db.ts';
import { doAct, fileCase } from '#test/cases.ts';
import { type OpenDesk, openDesk } from './open-desk.ts';

describe('the desk worked without a mouse', () => {
  let desk: OpenDesk;
  let number: string;
  before(async () => {
    desk = await openDesk();
    number = await fileCase(desk.world);
    await doAct(desk.world, 'bureau-head', number, 'assign', { to: cast.handler.account });
  });
  after(() => desk.close());

  it('goes from the list into the case, accepts it, and says what that makes', async () => {
    const { page, complaints, close } = await desk.as('handler');
    await page.goto(`${desk.address}/desk/`);
    await page.waitForSelector('table.cases');
    assert.match(page.url(), /view=mine/);
    await page.keyboard.press('j');
    assert.equal(await page.evaluate(() => document.activeElement?.textContent), number);
    await page.keyboard.press('Enter');
    await page.waitForSelector('.case-title');

    await page.keyboard.press('a');
    const drawer = page.getByRole('dialog', { name: '受理' });
    await drawer.waitFor();
    assert.match((await drawer.textContent()) ?? '', /第十五条/);
    assert.match((await drawer.textContent()) ?? '', /投诉受理决定书，送投诉人/);
    await drawer.getByRole('button', { name: '下一步' }).focus();
    await page.keyboard.press('Enter');
    const confirm = page.getByRole('dialog', { name: '确认受理' });
    await confirm.waitFor();
    assert.match((await confirm.textContent()) ?? '', /只能由负责人撤销/);
    await confirm.getByRole('button', { name: '受理', exact: true }).focus();
    await page.keyboard.press('Enter');

    await page.locator('.case-title', { hasText: '已受理' }).waitFor();
    assert.match((await page.locator('.papers').textContent()) ?? '', /投诉受理决定书/);
    assert.match((await page.locator('.story').textContent()) ?? '', /决定受理/);
    assert.deepEqual(complaints, []);
    await close();
  });

  it('completes the particulars by f, and gives a case to somebody who only mediates as its mediator', async () => {
    const own = await fileCase(desk.world);
    await doAct(desk.world, 'bureau-head', own, 'assign', { to: cast.handler.account });
    const { page, complaints, close } = await desk.as('handler');
    await page.goto(`${desk.address}/desk/cases/${own}`);
    await page.waitForSelector('.case-title');
    await page.keyboard.press('?');
    const help = page.locator('.keys div', { hasText: '补充登记事项' });
    assert.equal(await help.locator('kbd').textContent(), 'f');
    await page.keyboard.press('Escape');
    await help.waitFor({ state: 'hidden' });
    await page.keyboard.press('f');
    await page.getByRole('dialog', { name: '补充登记事项' }).waitFor();

    await page.goto(`${desk.address}/desk/cases/${own}?act=assign`);
    const drawer = page.getByRole('dialog', { name: '指派' });
    await drawer.getByRole('combobox', { name: '指派给' }).click();
    await page.keyboard.type('何静');
    await page.keyboard.press('Enter');
    assert.equal(await drawer.getByRole('radio', { name: '调解人员' }).isChecked(), true);
    await drawer.getByTitle(/^何静/).waitFor();
    assert.equal(await page.evaluate(() => document.activeElement?.getAttribute('role')), 'combobox');
    await drawer.getByRole('button', { name: '指派', exact: true }).click();
    await page.locator('.story', { hasText: /何静/ }).waitFor();
    assert.match((await page.locator('.story').textContent()) ?? '', /指派何静为调解人员/);
    assert.deepEqual(complaints, []);
    await close();
  });

  it('finds a case by its number from anywhere', async () => {
    const { page, close } = await desk.as('handler');
    await page.goto(`${desk.address}/desk/team`);
    await page.waitForSelector('h1');
    await page.keyboard.press('Control+k');
    await page.getByRole('combobox', { name: '前往' }).fill(number);
    await page.keyboard.press('Enter');
    await page.locator('.case-title', { hasText: number }).waitFor();
    await close();
  });

  it('chooses cases with x and hands them to somebody in one go', async () => {
    const other = await fileCase(desk.world);
    const { page, close } = await desk.as('bureau-head');
    await page.goto(`${desk.address}/desk/cases?view=unassigned`);
    await page.getByRole('link', { name: other }).waitFor();
    await page.keyboard.press('j');
    await page.keyboard.press('x');
    const bar = page.locator('.bulk');
    await bar.waitFor();
    await bar.getByRole('combobox', { name: '指派给' }).click();
    await page.getByTitle('陈一鸣').click();
    await bar.getByRole('combobox', { name: '承办所' }).click();
    await page.getByTitle('云栖市临溪区市场监督管理局城东所').click();
    await bar.getByRole('button', { name: '指派' }).click();
    await page.getByText(/^已指派 1 件给陈一鸣/).waitFor();
    assert.equal(await page.evaluate(() => document.activeElement?.id), 'content');
    await page.getByRole('link', { name: other }).waitFor({ state: 'detached' });
    await page.goto(`${desk.address}/desk/cases/${other}`);
    await page.locator('.story', { hasText: '指派陈一鸣为承办人' }).waitFor();
    await page.locator('.story', { hasText: '交云栖市临溪区市场监督管理局城东所承办' }).waitFor();
    await close();
  });

  it('moves what lies with a colleague once the second factor is shown, and what was chosen goes on by itself', async () => {
    const numbers = [await fileCase(desk.world), await fileCase(desk.world)];
    for (const one of numbers) await doAct(desk.world, 'bureau-head', one, 'assign', { to: cast.handler.account });
    const { page, complaints, close } = await desk.as('bureau-head');
    await page.goto(`${desk.address}/desk/cases?view=all-open`);
    for (const one of numbers) await page.locator('tr', { hasText: one }).getByRole('checkbox').check();
    const bar = page.locator('.bulk');
    await bar.getByText('其中 2 件现由同事承办').waitFor();
    await bar.getByRole('combobox', { name: '指派给' }).click();
    await page.getByTitle('方正平').click();
    await desk.world.context.database.transact(nobody, (tx) =>
      tx.run('update session set strong_at = null where account = $1', [cast['bureau-head'].account]),
    );
    await bar.getByRole('button', { name: '指派' }).click();
    const modal = page.getByRole('dialog', { name: '请再次验证身份' });
    await modal
      .getByRole('button', { name: '取 消' })
      .or(modal.getByRole('button', { name: '取消' }))
      .click();
    await bar.getByText('这项操作需要再次验证动态口令。').waitFor();
    await bar.getByRole('button', { name: '指派' }).click();
    const totp = new TOTP({ secret: Secret.fromBase32(demoTotpSecret) });
    await modal.getByLabel('动态口令').fill(totp.generate({ timestamp: now().getTime() }));
    await page.keyboard.press('Enter');
    await page.getByText(/^已指派 2 件给方正平/).waitFor();
    assert.deepEqual(complaints, []);
    await close();
  });
});
