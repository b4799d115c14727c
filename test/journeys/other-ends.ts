import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import type { Page } from 'playwright-core';
import { castMembers } from '#db/seed/cast.ts';
import { doAct, openAct, openCase, sendAct, word } from './desk-hands.ts';
import { answer, type FilingStory, fileBySteps, followByNumber, goOn } from './filing-hands.ts';
import { journey } from './journey.ts';
import { photo, type Town } from './town.ts';

const person = (phone: string) => ({
  name: '周明',
  phone,
  address: '云栖市临溪区港口路 7 号',
  idKind: 'resident-id',
  idNumber: '11010519491231002X',
});

const aboutTheGym = (phone: string, more: Partial<FilingStory> = {}): FilingStory => ({
  matter: 'complaint',
  operator: '强健',
  ...more,
  steps: {
    purchase: { online: 'no', goods: '健身年卡', amount: '980' },
    facts: { facts: '办卡三个月，门店关闭，要求退款。' },
    claim: { claims: ['refund'], refund: '735' },
    role: { role: 'self' },
    person: person(phone),
    consents: { publish: 'no', entrust: 'no' },
    ...more.steps,
  },
});

export const otherEnds = journey('other ends, other people', (townOf) => {
  let town: Town;
  let handler: Page;
  before(async () => {
    town = townOf();
    handler = await town.as('handler', { width: 1440 });
  });

  const take = async (number: string): Promise<void> => {
    await openCase(handler, number);
    await doAct(handler, 'assign', { to: { pick: '陈一鸣' } });
  };

  const filed = async (story: FilingStory, script = true): Promise<{ number: string; page: Page }> => {
    const page = await town.window({ script });
    const [number] = await fileBySteps(town, page, story);
    assert.ok(number);
    return { number, page };
  };

  const follow = (page: Page, number: string, phone: string): Promise<string> =>
    followByNumber(town, page, number, phone);

  test('a complaint that is not accepted: the person reads why and where else to turn', async () => {
    const { number, page } = await filed(aboutTheGym('13700003001'));
    await take(number);
    await doAct(
      handler,
      'refuse',
      { ground: { value: '3' }, reasons: { type: '法院已就同一争议立案。' } },
      { phase: 'refused' },
    );
    const told = await follow(page, number, '13700003001');
    assert.match(told, /不予受理/);
    assert.match(told, /法院已就同一争议立案/);
    await town.look(page, 'follow/refused');
    const paper = page.locator('a[href*="/papers/"]').first();
    const opened = await page.request.get((await paper.getAttribute('href')) ?? '');
    assert.equal(opened.headers()['content-type'], 'application/pdf');
  });

  test('an operator that cannot be reached ends mediation at ground 2', async () => {
    const { number } = await filed(aboutTheGym('13700003002'));
    await take(number);
    await doAct(handler, 'accept', {}, { phase: 'accepted' });
    for (const outcome of ['no-answer', 'wrong-number'])
      await doAct(handler, 'contact', { outcome: { pick: word(`contactOutcome.${outcome}`) } });
    // Somebody else answered there: the form asks for another number.
    await doAct(handler, 'contact', {
      outcome: { pick: word('contactOutcome.no-answer') },
      'called.number': { type: '13700001099' },
    });
    // Two calls within a moment are one attempt; a letter that came back is another.
    await doAct(handler, 'contact', {
      channel: { pick: word('contactChannel.letter') },
      outcome: { pick: word('contactOutcome.returned') },
    });
    await doAct(
      handler,
      'terminate',
      { ground: { value: '2' }, reasons: { type: '三次联系均未接通，登记的住所已无人经营。' } },
      { phase: 'terminated' },
    );
  });

  test('a complainant withdraws, and the desk sees it', async () => {
    const { number, page } = await filed(aboutTheGym('13700003003'));
    await follow(page, number, '13700003003');
    await page.locator('a[href$="/withdraw"]').click();
    await town.look(page, 'follow/withdraw');
    await answer(page, { why: 'settled', reasons: '店家退钱了。' });
    await goOn(page);
    await page.getByText('已记录您的撤回。').waitFor();
    await openCase(handler, number);
    await handler.locator('.case-title', { hasText: word('phase.withdrawn') }).waitFor();
  });

  test('script off, a helper files for somebody else', async () => {
    const helper = { name: '站点保管员', phone: '13700003014', relation: 'keeper', told: 'voice' };
    const story = aboutTheGym('13700003004', { steps: { role: { role: 'helper' }, helper } });
    const { number } = await filed(story, false);
    await openCase(handler, number);
    const people = (await handler.locator('.case-main').textContent()) ?? '';
    assert.match(people, /站\*+/);
  });

  test('an agent files with a power of attorney, and several people together', async () => {
    const agent = {
      name: '吴律师',
      phone: '13700003015',
      address: '云栖市临溪区竹林路 8 号',
      idKind: 'resident-id',
      idNumber: '11010519491231002X',
      powers: 'special',
      matters: '代为投诉、协商、领取退款',
    };
    const byAgent = await filed(aboutTheGym('13700003005', { steps: { role: { role: 'agent' }, agent } }));
    await openCase(handler, byAgent.number);
    assert.match((await handler.locator('.case-main').textContent()) ?? '', /吴\*+/);

    const joint = { others: '王芳，13800001234\n李四 13900001234', secondName: '王芳', agreed: true };
    const together = await filed(aboutTheGym('13700003006', { steps: { role: { role: 'joint' }, joint } }));
    await openCase(handler, together.number);
    assert.match((await handler.locator('.case-main').textContent()) ?? '', /王\*+/);
  });

  test('a text that is complaint and report becomes two files; a question is one of its own', async () => {
    const both = aboutTheGym('13700003007', {
      matter: 'both',
      evidence: ['传单.png'],
      steps: {
        facts: { facts: '门店关闭，要求退款。', breach: '关店前一天仍在收年费，涉嫌欺诈。' },
        person: { ...person('13700003007'), reportNamed: 'no' },
      },
    });
    const page = await town.window();
    const numbers = await fileBySteps(town, page, both);
    assert.equal(numbers.length, 2, numbers.join(' '));
    await openCase(handler, numbers[0] ?? '');
    assert.doesNotMatch((await handler.locator('.case').textContent()) ?? '', /收年费/);

    const asked = await fileBySteps(town, await town.window(), {
      matter: 'question',
      steps: { facts: { question: '预付卡可以要求退余额吗？' }, person: { name: '周明', phone: '13700003007' } },
    });
    assert.equal(asked.length, 1);
  });

  test('two officers at once: the later one is told what changed and loses no word', async () => {
    const { number } = await filed(aboutTheGym('13700003008'));
    await take(number);
    const head = await town.as('bureau-head', { width: 1440 });
    await openCase(head, number);
    const drawer = await openAct(handler, 'note');
    await drawer.locator('[id="act_text"]').fill('已电话联系，对方要求改日再谈。');
    await doAct(head, 'note', { text: { type: '请注意同类投诉。' } });
    await drawer.locator('.drawer-foot .ant-btn-primary').click();
    await drawer
      .getByText('请注意同类投诉', { exact: false })
      .or(drawer.locator('.ant-alert-warning'))
      .first()
      .waitFor();
    assert.equal(await drawer.locator('[id="act_text"]').inputValue(), '已电话联系，对方要求改日再谈。');
    assert.match((await drawer.locator('.ant-alert').textContent()) ?? '', /方正平/);
    await sendAct(drawer);
    const story = (await handler.locator('.story').textContent()) ?? '';
    assert.match(story, /改日再谈/);
    assert.match(story, /同类投诉/);
  });

  test('a file that cannot be kept is named and the others stay, by script and without', async () => {
    for (const script of [true, false]) {
      const page = await town.window({ script });
      await page.goto('/file');
      await answer(page, { matter: 'report' });
      await goOn(page);
      await answer(page, { chosen: 'described', name: '好味早餐店' });
      await goOn(page);
      await answer(page, { breach: '面粉袋上没有日期。' });
      await goOn(page);
      const program = { name: '程序.exe', mimeType: 'application/octet-stream', buffer: Buffer.from('MZ\u0000\u0000') };
      await page.locator('#f-files').setInputFiles([program, photo('袋子.png')]);
      await page.locator('button[value=upload]').click();
      await page.locator('ul.files', { hasText: '袋子.png' }).waitFor();
      assert.match((await page.locator('main').textContent()) ?? '', /程序\.exe/);
      assert.equal(await page.locator('ul.files li').count(), 1);
      await page.locator('ul.files button').click();
      await page.locator('ul.files').waitFor({ state: 'detached' });
    }
  });

  test('with the keyboard alone', async () => {
    const page = await town.window();
    await page.goto('/file/short');
    await page.keyboard.press('Tab');
    assert.equal(await page.evaluate(() => document.activeElement?.className), 'skip');
    await page.keyboard.press('Enter');
    const tabTo = async (wanted: string) => {
      for (let stop = 0; stop < 12; stop += 1) {
        await page.keyboard.press('Tab');
        if (await page.evaluate((selector) => document.activeElement?.matches(selector), wanted)) return;
      }
      assert.fail(`the keyboard does not reach ${wanted}`);
    };
    const answers = {
      respondent: '好味早餐店',
      facts: '包子里有沙子，店家不退钱。',
      phone: '13700003009',
      name: '周明',
    };
    for (const [name, text] of Object.entries(answers)) {
      await tabTo(`[name=${name}]`);
      await page.keyboard.type(text);
    }
    await tabTo('button.act');
    await Promise.all([page.waitForURL('**/file/short/done'), page.keyboard.press('Enter')]);
    assert.match((await page.locator('main').textContent()) ?? '', /YUNQI-\d{6}-/);
  });

  test('everybody of the cast can be anybody, and each lands where they work', async () => {
    const page = await town.window({ width: 1280 });
    for (const member of castMembers) {
      await page.goto('/demo/cast');
      await page.locator(`button[name=member][value=${member.name}]`).click();
      await page.waitForURL(member.kind === 'staff' ? '**/desk/**' : '**/cases');
      const name =
        member.kind === 'staff' ? page.locator('.person', { hasText: member.personName }) : page.locator('h1');
      await name.first().waitFor();
    }
    await town.look(await town.as('consumer'), 'cases');
  });
});
