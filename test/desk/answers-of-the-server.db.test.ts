import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { cast } from '#db/seed/cast.ts';
import { doAct, fileCase } from '#test/cases.ts';
import { type OpenDesk, openDesk } from './open-desk.ts';

describe('what the server says, where the person is', () => {
  let desk: OpenDesk;
  before(async () => {
    desk = await openDesk();
  });
  after(() => desk.close());

  const caseOfHandler = async (): Promise<string> => {
    const number = await fileCase(desk.world);
    await doAct(desk.world, 'bureau-head', number, 'assign', { to: cast.handler.account });
    return number;
  };

  it('somebody acted meanwhile: says what, keeps what was typed, and goes on', async () => {
    const number = await caseOfHandler();
    const { page, close } = await desk.as('handler');
    await page.goto(`${desk.address}/desk/cases/${number}?act=note`);
    const text = page.getByRole('dialog').locator('textarea');
    await text.fill('店长说下周给答复。');
    await doAct(desk.world, 'bureau-head', number, 'note', { text: '请尽快办理。' });
    await page.getByRole('dialog').getByRole('button', { name: '写备注' }).click();
    await page.getByText('有人办理了这件投诉').waitFor();
    assert.match((await page.getByRole('dialog').textContent()) ?? '', /方正平/);
    assert.equal(await text.inputValue(), '店长说下周给答复。');
    await page.getByRole('dialog').getByRole('button', { name: '写备注' }).click();
    await page.locator('.story', { hasText: '店长说下周给答复。' }).waitFor();
    await close();
  });

  it('a refusal about one field stands at that field', async () => {
    const number = await caseOfHandler();
    const { page, close } = await desk.as('handler');
    await page.goto(`${desk.address}/desk/cases/${number}?act=request-proof`);
    const dialog = page.getByRole('dialog');
    await dialog.locator('textarea').fill('请提供身份证正反面照片。');
    const day = dialog.locator('.ant-picker input');
    await day.fill('2099-01-05');
    await day.press('Enter');
    await dialog.getByRole('button', { name: '要求补充材料' }).click();
    const item = dialog.locator('.ant-form-item', { has: page.locator('.ant-picker') });
    await item.getByText('截止日期晚于受理决定期限').waitFor();
    assert.equal(await dialog.locator('textarea').inputValue(), '请提供身份证正反面照片。');
    await close();
  });

  it('a masked value opens with a reason, and the closed acts say why', async () => {
    const number = await caseOfHandler();
    const { page, close } = await desk.as('handler');
    await page.goto(`${desk.address}/desk/cases/${number}`);
    await page.getByRole('button', { name: '查看电话' }).first().click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button', { name: '电话联系当事人' }).click();
    await dialog.getByRole('button', { name: '查看并记录' }).click();
    await page.getByText('13800000001').waitFor();
    await page.getByText('其他事项为什么不能办理').click();
    const reasons = (await page.locator('.unavailable').textContent()) ?? '';
    assert.match(reasons, /登记调解协议/);
    assert.doesNotMatch(reasons, /\{\{|refusals\./);
    await close();
  });

  it('a case of another county is not found, and says so without a stack trace', async () => {
    const number = await caseOfHandler();
    const { page, close } = await desk.as('handler-other-county');
    await page.goto(`${desk.address}/desk/cases/${number}`);
    await page.getByText('没有找到').waitFor();
    await close();
  });

  it('a consumer is told whose place this is; nobody signed in is led to sign in and back', async () => {
    const consumer = await desk.as('consumer');
    await consumer.page.goto(`${desk.address}/desk/`);
    await consumer.page.getByText('这里是工作台').waitFor();
    await consumer.page.context().clearCookies();
    await consumer.page.goto(`${desk.address}/desk/team`);
    const link = consumer.page.getByRole('link', { name: '登录' });
    await link.waitFor();
    assert.match((await link.getAttribute('href')) ?? '', /^\/account\/staff\?next=%2Fdesk%2Fteam/);
    await consumer.close();
  });
});
