import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Page } from 'playwright-core';
import { addDays, type Day, dayOf } from '#kernel/day.ts';
import { textsFor } from '#platform/texts.ts';
import { doAct, mainText, openCase, showDays, word } from './desk-hands.ts';
import { answer, fileBySteps, followByNumber, goOn } from './filing-hands.ts';
import { Town } from './town.ts';

const person = (phone: string) => ({
  name: '周明',
  phone,
  address: '云栖市临溪区港口路 7 号',
  idKind: 'resident-id',
  idNumber: '11010519491231002X',
});

const short = (day: Day): string => `${Number(day.slice(5, 7))}月${Number(day.slice(8))}日`;

const t = textsFor('zh-CN');

describe('other roads to the same end', () => {
  let town: Town;
  let handler: Page;
  before(async () => {
    town = await Town.open('roads');
    handler = await town.as('handler', { width: 1440 });
  });
  after(() => town?.close());

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
        body: { type: '云栖市产品质量检验研究院' },
        designated: { say: t('desk:acts.designatedNo') },
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
    const leftOut = new RegExp(`${short(addDays(today, -6))}[^，]*鉴定[^，]*，不计入`);
    assert.match(await showDays(handler), leftOut);
    await town.look(handler, 'desk/case-appraised');
    await consumer.reload();
    await consumer.locator('details summary').first().click();
    assert.match(await mainText(consumer), leftOut);
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
        person: person('13700004002'),
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
        person: person('13700004003'),
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
