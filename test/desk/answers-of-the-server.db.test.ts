import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { cast } from '#db/seed/cast.ts';
import { isRefusal } from '#kernel/refusal.ts';
import { scopeOf } from '#modules/complaints/handle.ts';
import { answerConsultation } from '#modules/intake/consultations/handle.ts';
import { askAtFrontDoor } from '#modules/intake/facade.ts';
import { now } from '#platform/clock.ts';
import { doAct, fileCase } from '#test/cases.ts';
import { actorOf } from '#test/world.ts';
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

  const askQuestion = async (): Promise<string> => {
    const actor = actorOf('intake-officer');
    const request = { channel: 'phone' as const, asker: { phone: '13800007001' }, question: '办卡后停业怎么办？' };
    const filing = { actor, at: now(), request: { ...request, bureau: 'yunqi-linxi' } };
    const asked = await desk.world.context.database.transact(scopeOf(actor), (tx) =>
      askAtFrontDoor(desk.world.context, tx, filing),
    );
    assert.ok(!isRefusal(asked), JSON.stringify(asked));
    return asked.number;
  };

  const answerQuestion = async (number: string, text: string): Promise<void> => {
    const actor = actorOf('bureau-head');
    const wish = { number, actor, at: now(), expectedVersion: 1, body: { text } };
    const done = await desk.world.context.database.transact(scopeOf(actor), (tx) =>
      answerConsultation(desk.world.context, tx, wish),
    );
    assert.ok(!isRefusal(done), JSON.stringify(done));
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

  it('an act lost to a colleague keeps its form: what happened, why not any more, and every word typed', async () => {
    const number = await caseOfHandler();
    const { page, close } = await desk.as('handler');
    await page.goto(`${desk.address}/desk/cases/${number}?act=refuse`);
    const dialog = page.getByRole('dialog');
    const reasons = dialog.getByLabel('理由');
    await reasons.fill('超过三年，消费者早已知道。');
    await dialog.getByRole('radio').nth(3).check();
    const knew = dialog.locator('.ant-picker input');
    await knew.fill('2020-01-05');
    await knew.press('Enter');
    await doAct(desk.world, 'bureau-head', number, 'accept', {});
    await dialog.getByRole('button', { name: '下一步' }).click();
    await dialog.getByRole('button', { name: '不予受理' }).click();
    await page.getByText('因此“不予受理”现在不能办理').waitFor();
    assert.match((await dialog.textContent()) ?? '', /方正平.*决定受理/);
    assert.equal(await reasons.inputValue(), '超过三年，消费者早已知道。');
    assert.equal(await dialog.getByRole('button', { name: '下一步' }).isDisabled(), true);
    await close();
  });

  it('of two officers who answer one question the second is told, and an Escape loses no answer', async () => {
    const { address } = desk;
    const asked = await askQuestion();
    const { page, close } = await desk.as('handler');
    await page.goto(`${address}/desk/questions/${asked}`);
    await page.getByRole('button', { name: '答复', exact: true }).click();
    const dialog = page.getByRole('dialog');
    const text = dialog.getByLabel('答复', { exact: true });
    await text.fill('乙的答复。');
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    await page.getByRole('button', { name: '答复', exact: true }).click();
    assert.equal(await text.inputValue(), '乙的答复。');
    await answerQuestion(asked, '甲的答复。');
    // The window gets the focus back: what is behind the form is fetched anew, the form stays as it was opened.
    await page.evaluate(() => window.dispatchEvent(new Event('visibilitychange')));
    await dialog.getByLabel('依据').fill(Array.from({ length: 11 }, (_, i) => `第${i + 1}条`).join('\n'));
    await dialog.getByRole('button', { name: '答复', exact: true }).click();
    await dialog.getByText('最多 10 条，现在有 11 条').waitFor();
    await dialog.getByLabel('依据').fill('');
    await dialog.getByRole('button', { name: '答复', exact: true }).click();
    await dialog.getByText('现在：甲的答复。').waitFor();
    assert.equal(await text.inputValue(), '乙的答复。');
    await dialog.getByRole('button', { name: '答复', exact: true }).click();
    await page.getByText(/已由.*取代/).waitFor();
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
