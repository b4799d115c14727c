import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Locator } from 'playwright-core';
import { type OpenDesk, openDesk } from './open-desk.ts';

describe('a complaint told at the counter', () => {
  let desk: OpenDesk;
  before(async () => {
    desk = await openDesk();
  });
  after(() => desk.close());

  it('says what is missing, finds the operator, doubts a wrong code without stopping, and records', async () => {
    const { page, complaints, close } = await desk.as('intake-officer');
    await page.goto(`${desk.address}/desk/new`);
    await page.getByRole('button', { name: '登记', exact: true }).click();
    const summary = page.locator('.error-summary');
    await summary.getByText('有 7 处需要补充或者更正').waitFor();
    await summary.getByRole('link', { name: '请填写姓名' }).click();
    assert.equal(await page.evaluate(() => document.activeElement?.id), 'entry_name');

    await page.getByLabel('姓名', { exact: true }).fill('李秀英');
    await page.getByLabel('联系电话').first().fill('13800000009');
    const search = page.locator('#operator-search');
    await search.fill('91990102MA9900060A');
    await page.getByText('校验位不符').waitFor();
    await search.fill('健身');
    await page.locator('.ant-select-item-option').first().click();
    await page.locator('.chosen-operator').waitFor();
    await page.getByLabel('消费者权益争议事实依据').fill('一月办卡一千二百八十元，四月停业，电话无人接听。');
    await page.getByRole('checkbox', { name: '退还货款和服务费用' }).check();
    await page.getByLabel('退还货款和服务费用 金额（元）').fill('960');
    for (const question of ['publicity', 'entrust'])
      await page.locator(`#entry_${question}`).getByRole('radio', { name: '是' }).check();
    await page.getByRole('button', { name: '登记', exact: true }).click();

    await page.getByText('已登记').waitFor();
    await page.getByRole('button', { name: '打开案件' }).click();
    await page.locator('.case-title').waitFor();
    const shown = (await page.locator('.case-main').textContent()) ?? '';
    assert.match(shown, /一月办卡一千二百八十元/);
    assert.match(shown, /退还货款和服务费用 ¥960\.00/);
    assert.deepEqual(complaints, []);
    await close();
  });

  it('somebody without a telephone, with others beside, gets letters in large print and both papers at once', async () => {
    const { page, complaints, close } = await desk.as('intake-officer');
    await page.goto(`${desk.address}/desk/new`);
    await page.getByLabel('姓名', { exact: true }).fill('孙桂兰');
    await page.getByRole('checkbox', { name: '没有电话，文书寄信' }).check();
    await page.getByRole('checkbox', { name: '文书用大字' }).check();
    await page.getByRole('checkbox', { name: '还有别人一起投诉' }).check();
    await page.locator('#entry_joint_0_name').fill('王芳');
    await page.locator('#entry_respondentName').fill('桥下理发');
    await page.getByLabel('消费者权益争议事实依据').fill('一起办的卡，店搬走了。');
    await page.getByRole('checkbox', { name: '退还货款和服务费用' }).check();
    for (const question of ['publicity', 'entrust'])
      await page.locator(`#entry_${question}`).getByRole('radio', { name: '否' }).check();
    await page.getByRole('button', { name: '登记', exact: true }).click();
    const summary = page.locator('.error-summary');
    await summary.getByText('请填写联系地址').waitFor();
    await summary.getByText('请确认每一位都同意一起投诉').waitFor();
    await page.locator('#entry_address').fill('云栖市临溪区桂花路 3 号');
    await page.getByRole('checkbox', { name: '上面每一位都同意一起投诉' }).check();
    await page.getByRole('button', { name: '登记', exact: true }).click();
    await page.getByText('已登记').waitFor();
    const isPrinted = async (link: Locator) => {
      const address = await link.getAttribute('href');
      const answer = await page.request.get(`${desk.address}${address}`);
      assert.equal(answer.headers()['content-type'], 'application/pdf', address ?? '');
    };
    await isPrinted(page.getByRole('link', { name: '投诉登记回执' }));
    // The form shows everything of everybody: why it is opened is known here, and recorded.
    await page.getByRole('button', { name: '投诉登记表（文书式样一）' }).click();
    await page.locator('.drawer-foot .ant-btn-primary').click();
    await isPrinted(page.locator('.ant-drawer').getByRole('link', { name: '打开', exact: true }));
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: '打开案件' }).click();
    await page.getByText('投诉人要求大字文书。').waitFor();
    assert.deepEqual(complaints, []);
    await close();
  });

  it('a report without a name and a question are taken down at the same counter', async () => {
    const { page, complaints, close } = await desk.as('intake-officer');
    await page.goto(`${desk.address}/desk/new`);
    await page.locator('#entry_kind').getByText('举报').click();
    await page.getByRole('checkbox', { name: '举报人不留姓名' }).check();
    await page.locator('#entry_respondentName').fill('桥下理发');
    await page.getByLabel('违法线索').fill('没有明码标价，收银台下面还有一本价目表。');
    await page.getByRole('button', { name: '登记', exact: true }).click();
    await page.getByText(/已登记 .*-R\d{6}-/).waitFor();
    await page.getByRole('button', { name: '再登记一件' }).click();
    await page.locator('#entry_kind').getByText('咨询').click();
    await page.getByLabel('咨询内容').fill('七天无理由退货从哪一天算起？');
    await page.getByLabel('联系电话').fill('13800000011');
    await page.getByRole('button', { name: '登记', exact: true }).click();
    await page.getByText(/已登记 .*-Q\d{6}-/).waitFor();
    await page.getByRole('button', { name: '打开咨询' }).click();
    await page.getByText('七天无理由退货从哪一天算起？').first().waitFor();
    assert.deepEqual(complaints, []);
    await close();
  });

  it('an entry cut short is still there when the page is opened again', async () => {
    const { page, close } = await desk.as('intake-officer');
    await page.goto(`${desk.address}/desk/new`);
    await page.getByLabel('消费者权益争议事实依据').fill('买的酸奶过期五天。');
    await page.reload();
    await page.getByText('已恢复上次没有登记完的内容。').waitFor();
    assert.equal(await page.getByLabel('消费者权益争议事实依据').inputValue(), '买的酸奶过期五天。');
    await close();
  });
});
