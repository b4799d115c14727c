import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { addDays, dayOf } from '#kernel/day.ts';
import { now } from '#platform/clock.ts';
import { doAct, fill, openCase, sendAct, word } from './desk-hands.ts';
import { answer, fileBySteps, goOn } from './filing-hands.ts';
import { journey } from './journey.ts';

const data = process.env.FANGXIN_DATA ?? fileURLToPath(new URL('../../../shared/data', import.meta.url));
const samples = join(data, 'samr-complaint-agent/data/samples/complaint_samples.csv');
const noData = existsSync(samples) ? false : 'skipped: no data';

/** Text of one work order of 12315: its first field, quoted. */
const orderAbout = (word: string): string => {
  const orders = readFileSync(samples, 'utf8').matchAll(/^\uFEFF?(?:"((?:[^"]|"")*)"|([^,\n]*)),[01],/gmu);
  const found = [...orders].map((order) => (order[1] ?? order[2] ?? '').replaceAll('""', '"'));
  const text = found.find((order) => order.includes(word));
  assert.ok(text, `no order about ${word}`);
  return text;
};

export const realOrder = journey('a real work order of 12315, lived through', (townOf) => {
  const title =
    'its text is filed as it stands and goes from the intake centre through mediation on site to the archive';
  test(title, { skip: noData }, async () => {
    const town = townOf();
    const text = orderAbout('购买了一个包');
    const consumer = await town.window();
    const [number] = await fileBySteps(town, consumer, {
      matter: 'complaint',
      steps: {
        respondent: { chosen: 'described', name: 'XX市XX商场二楼XX号店铺', address: '云栖市临溪区' },
        purchase: { online: 'no', goods: '包', boughtOn: '2026-02-27', amount: '120' },
        facts: { facts: text },
        claim: { claims: ['return', 'replace'], details: '退货,更换' },
        role: { role: 'self' },
        person: {
          name: '市民',
          phone: '13700002001',
          address: '云栖市临溪区',
          idKind: 'other',
          idNumber: '未提供',
        },
        consents: { publish: 'no', entrust: 'no' },
      },
    });
    assert.ok(number);
    await consumer.close();

    const intake = await town.as('intake-officer', { width: 1440 });
    await openCase(intake, number);
    assert.match((await intake.locator('.case-main').textContent()) ?? '', new RegExp(text.slice(0, 40)));
    if (((await intake.locator('.case-title').textContent()) ?? '').includes(word('phase.received')))
      await doAct(intake, 'route', { to: { pick: '临溪区市场监督管理局' }, reasoning: { type: '店铺所在地' } });

    const head = await town.as('bureau-head', { width: 1440 });
    await openCase(head, number);
    await doAct(head, 'assign', { to: { pick: '陈一鸣' } });

    const handler = await town.as('handler', { width: 1440 });
    await openCase(handler, number);
    await doAct(handler, 'accept', {}, { phase: 'accepted' });
    await doAct(handler, 'contact', {
      outcome: { pick: word('contactOutcome.reached') },
      'called.number': { type: '13700001099' },
    });
    await doAct(handler, 'answer', {
      consentsToMediation: { say: '是' },
      statement: { type: '包的拐角确实磕扁，愿意换一个新的。' },
    });
    await doAct(
      handler,
      'open-mediation',
      {
        mediator: { pick: '何静' },
        at: { type: `${addDays(dayOf(now()), 7)} 14:30` },
        place: { type: '城东市场监管所调解室' },
      },
      { phase: 'mediating' },
    );
    await doAct(
      handler,
      'record-agreement',
      {
        form: { say: word('agreementForm.record') },
        performed: { say: '是' },
        recoveredFen: { type: '120' },
        terms: { type: '商家当场更换同款新包。' },
      },
      { phase: 'agreed' },
    );
    const papers = handler.locator('.papers a');
    for (const address of await papers.evaluateAll((links) => links.map((link) => (link as HTMLAnchorElement).href))) {
      const opened = await handler.request.get(address);
      assert.equal(opened.status(), 200, address);
      assert.equal((await opened.body()).subarray(0, 5).toString(), '%PDF-');
    }
    await deliverByHand(handler);
    await doAct(handler, 'return-visit', { outcome: { say: word('contactOutcome.reached') } });
    await doAct(handler, 'archive');
    await handler.locator('.case-now', { hasText: '归档' }).waitFor();

    const again = await town.window();
    await again.goto('/follow');
    await answer(again, { number, phone: '13700002001' });
    await goOn(again);
    await answer(again, { code: await town.codeFor(again, '13700002001') });
    await goOn(again);
    assert.match((await again.locator('main').textContent()) ?? '', /达成/);
  });
});

/** Papers for somebody without a phone are printed and handed over; the file closes only when all are there. */
const deliverByHand = async (page: Page): Promise<void> => {
  const owed = page.locator('.papers .owed');
  for (let left = await owed.count(); left > 0; left = await owed.count()) {
    await owed.first().getByRole('button').first().click();
    const drawer = page.getByRole('dialog');
    await fill(page, drawer, 'channel', { pick: word('contactChannel.hand') });
    await sendAct(drawer);
    await page.waitForFunction((before) => document.querySelectorAll('.papers .owed').length < before, left);
  }
};
