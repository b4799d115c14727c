import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Page } from 'playwright-core';
import { doAct, openCase, word } from './desk-hands.ts';
import { answer, fileBySteps, goOn } from './filing-hands.ts';
import { photo, Town } from './town.ts';

const person = {
  name: '林晓禾',
  phone: '13700001001',
  address: '云栖市临溪区桂花路 12 号 3 单元 502 室',
  idKind: 'resident-id',
  idNumber: '11010519491231002X',
};

describe('a complaint from filing to archive', () => {
  let town: Town;
  before(async () => {
    town = await Town.open('archive');
  });
  after(() => town?.close());

  test('the consumer files with evidence, follows, proves, rates; the desk accepts, mediates, archives', async () => {
    const consumer = await town.window();
    const [number] = await fileBySteps(town, consumer, {
      matter: 'complaint',
      operator: '强健',
      evidence: ['收据.png', '门店.png'],
      steps: {
        purchase: { online: 'no', goods: '健身年卡', boughtOn: '2026-03-01', amount: '3680' },
        facts: { facts: '三月一日办了年卡，九月门店关门，电话没有人接，剩下的六个月不能用。' },
        claim: { claims: ['refund'], refund: '1840' },
        role: { role: 'self' },
        person,
        consents: { publish: 'yes', entrust: 'yes' },
      },
    });
    assert.ok(number);

    const head = await town.as('bureau-head', { width: 1440 });
    await openCase(head, number);
    await town.look(head, 'desk/case');
    await doAct(head, 'assign', { to: { pick: '陈一鸣' } });

    const handler = await town.as('handler', { width: 1440 });
    await handler.locator('table.cases a', { hasText: number }).click();
    await handler.locator('.case-title').waitFor();
    await doAct(handler, 'request-proof', {
      kind: { say: word('proofKind.voluntary') },
      what: { type: '请补交付款记录。' },
    });

    await followByNumber(town, consumer, number);
    await town.look(consumer, 'follow/case');
    assert.match((await consumer.locator('main').textContent()) ?? '', /请补交付款记录/);
    await consumer.locator(`a[href$="/supply"]`).first().click();
    await town.look(consumer, 'follow/supply');
    await consumer.locator('#f-files').setInputFiles(photo('付款记录.png'));
    await answer(consumer, { text: '微信付款截图。' });
    await consumer.locator('form .acts button.act').click();
    await consumer.getByText('材料已提交。').waitFor();

    await handler.reload();
    await doAct(handler, 'accept', {}, { phase: 'accepted' });
    const [pdf] = await Promise.all([
      handler.waitForResponse((answered) => /documents\/\d+/.test(answered.url())),
      handler.evaluate(async () => {
        const link = document.querySelector<HTMLAnchorElement>('.papers a');
        await fetch(link?.href ?? '');
      }),
    ]);
    assert.equal(pdf.status(), 200);
    assert.equal(pdf.headers()['content-type'], 'application/pdf');

    await doAct(handler, 'contact', {
      outcome: { pick: word('contactOutcome.reached') },
      note: { type: '对方表示会书面答复。' },
    });
    await doAct(handler, 'notify-respondent', { phone: { type: '13700001002' } });

    const operator = await town.window();
    await answerByCode(town, operator, handler, number);

    await handler.reload();
    assert.match((await handler.locator('.story').textContent()) ?? '', /愿意退还剩余月份的费用/);
    await doAct(
      handler,
      'open-mediation',
      { mediator: { pick: '何静' }, mode: { say: word('mode.phone') } },
      { phase: 'mediating' },
    );
    await doAct(
      handler,
      'record-agreement',
      {
        performed: { say: '是' },
        recoveredFen: { type: '1840.00' },
        terms: { type: '商家退还剩余六个月的费用 1840 元，当场付清。' },
      },
      { phase: 'agreed' },
    );

    await consumer.goto(`/cases/${number}`);
    assert.match((await consumer.locator('main').textContent()) ?? '', /1,840\.00/);
    await consumer.locator(`a[href$="/rate"]`).click();
    await town.look(consumer, 'follow/rate');
    await answer(consumer, { score: '4', text: '谢谢，办得很快。' });
    await goOn(consumer);
    await consumer.getByText('谢谢您的评价。').waitFor();

    await handler.reload();
    await doAct(handler, 'return-visit', { outcome: { say: word('contactOutcome.reached') } });
    await doAct(handler, 'archive');
    await handler.locator('.case-now', { hasText: '归档' }).waitFor();
  });
});

const followByNumber = async (town: Town, page: Page, number: string): Promise<void> => {
  await page.goto('/follow');
  await town.look(page, 'follow/find');
  await answer(page, { number, phone: person.phone });
  await goOn(page);
  await town.look(page, 'follow/code');
  await answer(page, { code: await town.codeFor(page, person.phone) });
  await goOn(page);
  await page.waitForURL(`**/cases/${number}`);
};

const answerByCode = async (town: Town, page: Page, _handler: Page, _number: string): Promise<void> => {
  const message = await town.messageTo(page.context(), '13700001002');
  const code = /[2-9A-HJ-NP-Z]{5}-[2-9A-HJ-NP-Z]{5}/.exec(message)?.[0];
  assert.ok(code, message);
  await page.goto('/answer');
  await town.look(page, 'answer');
  await answer(page, { code: code.toLowerCase().replace('-', ' ') });
  await goOn(page);
  await town.look(page, 'answer/case');
  await goOn(page);
  await town.look(page, 'answer/statement');
  await answer(page, { statement: '门店因租约到期关闭，愿意退还剩余月份的费用。' });
  await goOn(page);
  await page.locator('#f-files').setInputFiles(photo('租约.png'));
  await page.locator('button[value=upload]').click();
  await page.locator('ul.files', { hasText: '租约.png' }).waitFor();
  await town.look(page, 'answer/evidence');
  await goOn(page);
  await town.look(page, 'answer/mediation');
  await answer(page, { mediation: 'yes', entrust: 'no', wishedTimes: '工作日下午' });
  await goOn(page);
  await town.look(page, 'answer/check');
  await answer(page, { by: '吴敏', truthful: true });
  await goOn(page);
  await page.waitForURL('**/answer/done');
  await town.look(page, 'answer/done');
};
