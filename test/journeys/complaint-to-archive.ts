import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import type { Page } from 'playwright-core';
import { addDays, dayOf } from '#kernel/day.ts';
import { dayRange } from '#kernel/day-text.ts';
import { textsFor } from '#platform/texts.ts';
import { doAct, mainText, openCase, showDays, word } from './desk-hands.ts';
import { answer, fileBySteps, followByNumber, goOn } from './filing-hands.ts';
import { journey } from './journey.ts';
import { photo, type Town } from './town.ts';

const person = {
  name: '林晓禾',
  phone: '13700001001',
  address: '云栖市临溪区桂花路 12 号 3 单元 502 室',
  idKind: 'resident-id',
  idNumber: '11010519491231002X',
};

const anybody = (phone: string) => ({
  name: '周明',
  phone,
  address: '云栖市临溪区港口路 7 号',
  idKind: 'resident-id',
  idNumber: '11010519491231002X',
});

const t = textsFor('zh-CN');

export const complaintToArchive = journey('a complaint from filing to archive', (townOf) => {
  let town: Town;
  let handler: Page;
  before(async () => {
    town = townOf();
    handler = await town.as('handler', { width: 1440 });
  });

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

    await handler.goto('/desk/cases?view=mine');
    await handler.locator('table.cases a', { hasText: number }).click();
    await handler.locator('.case-title').waitFor();
    await doAct(handler, 'request-proof', {
      kind: { say: word('proofKind.voluntary') },
      what: { type: '请补交付款记录。' },
    });

    await followByNumber(town, consumer, number, person.phone);
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
    await answerByCode(town, operator, number);

    await handler.reload();
    assert.match((await handler.locator('.story').textContent()) ?? '', /愿意退还剩余月份的费用/);
    await doAct(
      handler,
      'open-mediation',
      { mediator: { pick: '何静' }, mode: { say: word('mode.phone') } },
      { phase: 'mediating' },
    );
    await addByCode(town, operator, number);
    await handler.reload();
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

    await readByCode(operator, '投诉调解书', number);
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

  test('three questions only; the officer asks for the rest by telephone and accepts', async () => {
    const page = await town.window();
    await page.goto('/file/short');
    await town.look(page, 'file/short');
    await answer(page, {
      respondent: '好味早餐店',
      facts: '包子里有沙子，店家不退钱。',
      phone: '13700004001',
    });
    await goOn(page);
    await town.look(page, 'file/short/done');
    const [number] = (await mainText(page)).match(/YUNQI-\d{6}-[0-9A-Z]{6}-[0-9A-Z]/) ?? [];
    assert.ok(number);

    const intake = await town.as('intake-officer', { width: 1440 });
    await openCase(intake, number);
    await doAct(intake, 'supply', {
      text: { type: '电话补充：在临溪区桂花路的店里买的。' },
      'identity.name': { type: '周明' },
      'identity.phone': { type: '13700004001' },
      'identity.address': { type: '云栖市临溪区港口路 7 号' },
      claims: { say: word('claim.refund') },
      'consents.publicity': { say: '是' },
      'consents.entrust': { say: '否' },
    });
    await doAct(intake, 'route', { to: { pick: '临溪区' }, reasoning: { type: '店铺在临溪区。' } });
    await openCase(handler, number);
    await town.look(handler, 'desk/case-short');
    await doAct(handler, 'accept', {}, { phase: 'accepted' });
    assert.match(await followByNumber(town, page, number, '13700004001'), /投诉受理决定书/);
  });
  test('appraisal and back: the card of the limit shows the days left out', async () => {
    const today = dayOf(new Date());
    const consumer = await town.as('consumer');
    await consumer.locator('main a', { hasText: '强健' }).last().click();
    const number = new URL(consumer.url()).pathname.split('/').at(-1) ?? '';
    await openCase(handler, number);
    await doAct(
      handler,
      'appraise',
      {
        designated: { say: t('desk:acts.designatedNo') },
        body: { type: '云栖市产品质量检验研究院' },
        costBorneBy: { pick: word('costBearer.shared') },
        from: { type: addDays(today, -6) },
      },
      { phase: 'appraisal' },
    );
    assert.match(await showDays(handler), /鉴定/);
    await doAct(
      handler,
      'resume',
      { endedOn: { type: addDays(today, -3) }, reasons: { type: '检测报告已出。' } },
      { phase: 'accepted' },
    );
    // The day on which the report came counts again.
    const leftOut = `${dayRange(addDays(today, -6), addDays(today, -4), t)} 鉴定、检测，不计入`;
    assert.ok((await showDays(handler)).includes(leftOut));
    await town.look(handler, 'desk/case-appraised');
    await consumer.reload();
    await consumer.locator('details summary').first().click();
    assert.ok((await mainText(consumer)).includes(leftOut));
  });
  test('with both consents the consumer association mediates, and its mediator records the agreement', async () => {
    const page = await town.window();
    const [number] = await fileBySteps(town, page, {
      matter: 'complaint',
      operator: '强健',
      steps: {
        purchase: { online: 'no', goods: '健身年卡', amount: '980' },
        facts: { facts: '办卡三个月，门店关闭，要求退款。' },
        claim: { claims: ['refund'], refund: '735' },
        role: { role: 'self' },
        person: anybody('13700004002'),
        consents: { publish: 'no', entrust: 'yes' },
      },
    });
    assert.ok(number);
    await openCase(handler, number);
    await doAct(handler, 'accept', {}, { phase: 'accepted' });
    await doAct(handler, 'answer', {
      consentsToMediation: { say: '是' },
      consentsToEntrust: { say: '是' },
      by: { say: word('by.phone') },
    });
    await doAct(handler, 'entrust', { organisation: { pick: '云栖市消费者协会' } });

    const association = await town.as('association-mediator', { width: 1440 });
    await association.goto('/desk/cases?view=all-open');
    await association.locator('table.cases a', { hasText: number }).click();
    await association.locator('.case-title', { hasText: number }).waitFor();
    await town.look(association, 'desk/case-entrusted');
    await doAct(
      association,
      'open-mediation',
      { mediator: { pick: '许婉' }, mode: { say: word('mode.phone') } },
      { phase: 'mediating' },
    );
    await doAct(
      association,
      'record-agreement',
      {
        performed: { say: '是' },
        recoveredFen: { type: '735.00' },
        terms: { type: '商家退还剩余月份的费用 735 元，当场付清。' },
      },
      { phase: 'agreed' },
    );
    const told = await followByNumber(town, page, number, '13700004002');
    assert.match(told, /云栖市消费者协会/);
    assert.match(told, /735\.00/);
  });

  test('at a companion bureau nothing is filed until it is registered in 12315; then the limit runs', async () => {
    const page = await town.window();
    const [number] = await fileBySteps(town, page, {
      matter: 'complaint',
      operator: '晨光文具',
      steps: {
        purchase: { online: 'no', goods: '书包', amount: '128' },
        facts: { facts: '书包背了两天就开线，店里不肯退。' },
        claim: { claims: ['refund'], refund: '128' },
        role: { role: 'self' },
        person: anybody('13700004003'),
        consents: { publish: 'no', entrust: 'no' },
      },
    });
    assert.ok(number);
    assert.match(await mainText(page), /这还不是正式投诉/);

    const official = await town.as('handler-other-city', { width: 1440 });
    await openCase(official, number);
    await official.locator('.case-title', { hasText: word('phase.awaiting-registration') }).waitFor();
    assert.doesNotMatch(await mainText(official), /还剩/);
    await town.look(official, 'desk/case-companion');
    await doAct(
      official,
      'register',
      {
        externalNumber: { type: '1340203002026112800001' },
        registeredOn: { type: dayOf(new Date()) },
      },
      { phase: 'under-review' },
    );
    assert.match(await showDays(official), /还剩 7 个工作日/);
    const told = await followByNumber(town, page, number, '13700004003');
    assert.match(told, /1340203002026112800001/);
    assert.match(told, /还剩 7 个工作日/);
  });
});

const answerByCode = async (town: Town, page: Page, number: string): Promise<void> => {
  const message = await town.messageTo(page.context(), '13700001002');
  const code = /[2-9A-HJ-NP-Z]{5}-[2-9A-HJ-NP-Z]{5}/.exec(message)?.[0];
  assert.ok(code, message);
  await page.goto('/answer');
  await town.look(page, 'answer');
  await answer(page, { code: code.toLowerCase().replace('-', ' ') });
  await goOn(page);
  await page.waitForURL(`**/answer/cases/${number}`);
  await town.look(page, 'answer/case');
  await readByCode(page, '投诉情况告知书', number);
  await Promise.all([page.waitForURL('**/answer/statement'), page.getByRole('button', { name: '开始答复' }).click()]);
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

/** Evidence that turned up later, while mediation goes on. */
const addByCode = async (town: Town, page: Page, number: string): Promise<void> => {
  await page.goto(`/answer/cases/${number}`);
  await page.locator('main', { hasText: '调解安排' }).waitFor();
  await page.locator('a[href$="/add-evidence"]').click();
  await town.look(page, 'answer/add-evidence');
  await page.locator('#f-files').setInputFiles(photo('转账记录.png'));
  await goOn(page);
  await page.getByText('材料已提交。').waitFor();
};

/** A paper as it lies open to the operator: read once, it says so itself. */
const readByCode = async (page: Page, title: string, number: string): Promise<void> => {
  await page.goto(`/answer/cases/${number}`);
  const paper = page.locator('ul.files li', { hasText: title }).last();
  assert.match((await paper.textContent()) ?? '', /未打开/);
  const opened = await page.request.get((await paper.locator('a').first().getAttribute('href')) ?? '');
  assert.equal(opened.headers()['content-type'], 'application/pdf');
  await page.reload();
  assert.doesNotMatch((await paper.textContent()) ?? '', /未打开/);
};
