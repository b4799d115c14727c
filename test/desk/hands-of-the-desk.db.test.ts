import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { cast } from '#db/seed/cast.ts';
import { acceptedCase, doAct, fileCase, inDays } from '#test/cases.ts';
import { type OpenDesk, openDesk } from './open-desk.ts';

describe('keys, fields and lists of people answer as the server would', () => {
  let desk: OpenDesk;
  let number: string;
  before(async () => {
    desk = await openDesk();
    number = await fileCase(desk.world);
    await doAct(desk.world, 'bureau-head', number, 'assign', { to: cast.handler.account });
  });
  after(() => desk.close());

  it('Enter and Esc lead out of the search to the first row, and j is a key again', async () => {
    const other = await fileCase(desk.world);
    const { page, close } = await desk.as('handler');
    await page.goto(`${desk.address}/desk/cases?view=all-open`);
    await page.getByRole('link', { name: other }).waitFor();
    const isFocused = (text: string) => page.waitForFunction((of) => document.activeElement?.textContent === of, text);
    for (const key of ['Enter', 'Escape']) {
      await page.keyboard.press('/');
      await page.keyboard.press('ControlOrMeta+a');
      await page.keyboard.type(number.slice(-8));
      if (key === 'Escape') await page.waitForURL(/[?&]q=/u);
      await page.keyboard.press(key);
      await page.getByRole('link', { name: other }).waitFor({ state: 'detached' });
      await isFocused(number);
      await page.keyboard.press('j');
      assert.equal(await page.locator('.filter-search input').inputValue(), number.slice(-8), key);
      await page.keyboard.press('/');
      await page.keyboard.press('ControlOrMeta+a');
      await page.keyboard.press('Delete');
      await page.getByRole('link', { name: other }).waitFor();
      await page.keyboard.press('Escape');
    }
    await close();
  });

  it('Enter ends a Chinese word in the search without leaving it, and its press goes to nothing else', async () => {
    const { page, close } = await desk.as('handler');
    await page.goto(`${desk.address}/desk/cases?view=all-open`);
    await page.getByRole('link', { name: number }).waitFor();
    await page.keyboard.press('/');
    // As Safari sends it, after the composition has ended.
    const pressed = (keyCode: number) =>
      page.evaluate((code) => {
        const field = document.querySelector('.filter-search input');
        const event = new KeyboardEvent('keydown', { key: 'Enter', keyCode: code, bubbles: true, cancelable: true });
        const goesOn = field?.dispatchEvent(event);
        return { goesOn, stays: document.activeElement === field };
      }, keyCode);
    assert.deepEqual(await pressed(229), { goesOn: true, stays: true });
    assert.deepEqual(await pressed(13), { goesOn: false, stays: false });
    await close();
  });

  it('what another answer takes off a list is chosen no more: it was seen nowhere and sent all the same', async () => {
    const own = await fileCase(desk.world);
    await doAct(desk.world, 'bureau-head', own, 'assign', { to: cast.handler.account });
    await doAct(desk.world, 'bureau-head', own, 'accept', {});
    await doAct(desk.world, 'handler', own, 'notify-respondent', { answerBy: inDays(14) });
    const { page, go, close } = await desk.as('handler');
    await go(`/desk/cases/${own}?act=deliver`, '.ant-drawer .ant-select');
    const drawer = page.locator('.ant-drawer');
    const complainant = drawer.getByRole('radio', { name: '投诉人', exact: true });
    await complainant.check();
    await drawer.getByRole('combobox').first().click();
    await page.locator('.ant-select-dropdown:visible .ant-select-item', { hasText: '送被投诉人' }).click();
    await complainant.waitFor({ state: 'detached' });
    await drawer.locator('.ant-btn-primary').click();
    await drawer.getByText('请选择送达给', { exact: true }).waitFor({ timeout: 5_000 });
    await close();
    const head = await desk.as('bureau-head');
    await head.go(`/desk/cases/${own}?act=assign`, '.ant-drawer .ant-select');
    const form = head.page.locator('.ant-drawer');
    const options = head.page.locator('.ant-select-dropdown:visible .ant-select-item');
    await form.getByRole('combobox').first().click();
    await options.filter({ hasText: '陈一鸣' }).click();
    await form.getByRole('radio').nth(1).check();
    await form.locator('.ant-select').first().getByText('请选择').waitFor({ timeout: 5_000 });
    await form.locator('.ant-btn-primary').click();
    await form
      .getByText(/^请选择/u)
      .nth(1)
      .waitFor({ timeout: 5_000 });
    await head.close();
  });

  it('a key whose act is not lawful now says why, on the case and from the list', async () => {
    for (const [language, says] of [
      ['zh-CN', /现在不能办理“归档”：.{6,}/u],
      ['en', /“.+” cannot be done now: .{6,}/u],
    ] as const) {
      const { page, complaints, go, close } = await desk.as('handler', { language });
      await go(`/desk/cases/${number}`, '.case-title');
      await page.keyboard.press('e');
      const said = page.locator('.ant-message', { hasText: says });
      await said.waitFor();
      await page.goto(`${desk.address}/desk/cases?view=mine`);
      await page.getByRole('link', { name: number }).waitFor();
      await page.keyboard.press('j');
      await page.keyboard.press('e');
      await page.waitForSelector('.case-title');
      await said.waitFor();
      assert.deepEqual(complaints, []);
      await close();
    }
  });

  it('a file field has one picker, the button: the raw one of the browser is not seen within a form either', async () => {
    const { page, go, close } = await desk.as('handler');
    await go(`/desk/cases/${number}?act=add-evidence`, '.ant-drawer .files');
    const shown = await page
      .locator('.ant-drawer input[type="file"]')
      .evaluateAll((all) => all.map((one) => getComputedStyle(one).display));
    assert.deepEqual(shown, ['none']);
    assert.equal(await page.locator('.ant-drawer .files').getByText('选择文件').count(), 1);
    await close();
  });

  it('offers a case only to those who may hold it: in many at once, in one and with a whole desk', async () => {
    const open = await fileCase(desk.world);
    const { page, go, close } = await desk.as('bureau-head');
    const names = async (): Promise<string> => {
      await page.locator('.ant-select-dropdown:visible .ant-select-item').first().waitFor();
      return (await page.locator('.ant-select-dropdown:visible').textContent()) ?? '';
    };
    await page.goto(`${desk.address}/desk/cases?view=unassigned`);
    await page.getByRole('link', { name: open }).waitFor();
    await page.keyboard.press('j');
    await page.keyboard.press('x');
    await page.locator('.bulk').getByRole('combobox', { name: '指派给' }).click();
    const many = await names();
    await go(`/desk/cases/${open}?act=assign`, '.ant-drawer .ant-select');
    await page.locator('.ant-drawer').getByRole('combobox').first().click();
    const one = await names();
    await go('/desk/team', 'table.team');
    await page
      .getByRole('row', { name: /陈一鸣/u })
      .getByRole('button', { name: '移交全部案件' })
      .click();
    await page.getByRole('dialog').getByRole('combobox').click();
    const whole = await names();
    for (const list of [many, one, whole]) assert.doesNotMatch(list, /苏晴|高远/u);
    for (const list of [many, one]) assert.match(list, /陈一鸣/u);
    assert.doesNotMatch(many, /何静/u);
    assert.match(one, /何静/u, 'who mediates is chosen here too');
    assert.doesNotMatch(whole, /陈一鸣/u, 'not to oneself');
    await close();
  });

  it('a colleague’s desk is handed over by the head; everybody else is shown the button at their own name', async () => {
    const { page, go, close } = await desk.as('handler');
    await go('/desk/team', 'table.team');
    const buttons = page.getByRole('button', { name: '移交全部案件' });
    assert.equal(await buttons.count(), 1);
    assert.equal(
      await page
        .getByRole('row', { name: /陈一鸣/u })
        .getByRole('button')
        .count(),
      1,
    );
    await close();
  });

  it('a mediator named before is shown by name only: while the list is on its way the field shows no id', async () => {
    const mediated = await acceptedCase(desk.world);
    await doAct(desk.world, 'bureau-head', mediated, 'assign', { to: cast.mediator.account, role: 'mediator' });
    const { page, close } = await desk.as('handler');
    let letGo = () => {};
    const held = new Promise<void>((resolve) => {
      letGo = resolve;
    });
    await page.route('**/mediators', async (route) => {
      await held;
      await route.continue();
    });
    await page.goto(`${desk.address}/desk/cases/${mediated}?act=open-mediation`);
    const field = page.locator('.ant-form-item', { has: page.getByRole('combobox', { name: '调解人员' }) });
    await field.locator('.ant-select-loading, [aria-label="loading"]').first().waitFor();
    assert.doesNotMatch((await field.textContent()) ?? '', /[0-9a-f]{8}-/u);
    letGo();
    await field.getByTitle(/^何静/u).waitFor();
    await close();
  });

  it('while the day is in doubt no act is offered, the days stand in words and the command is folded away', async () => {
    const { page, go, close } = await desk.as('handler');
    await page.route('**/api/v1/session', async (route) => {
      const answer = await route.fetch();
      const dayDoubt = { is: 'ahead', today: '2039-06-30', known: '2026-11-27' };
      await route.fulfill({ response: answer, json: { ...(await answer.json()), dayDoubt } });
    });
    await go(`/desk/cases/${number}`, '.case-title');
    const banner = page.getByRole('alert').filter({ hasText: '2039年6月30日（星期四）' });
    await banner.waitFor();
    assert.match((await banner.textContent()) ?? '', /2026年11月27日（星期五）/u);
    const command = banner.getByText('fangxin clock --today 2039-06-30');
    assert.equal(await command.isVisible(), false);
    await banner.getByText('运维人员如何处理').click();
    assert.equal(await command.isVisible(), true);
    assert.equal(await page.locator('.acts button.act:enabled').count(), 0);
    assert.match((await page.locator('.acts').textContent()) ?? '', /服务器日期有疑问/u);
    await page.keyboard.press('a');
    await page.locator('.ant-message', { hasText: '服务器日期有疑问' }).waitFor();
    await close();
  });
});
