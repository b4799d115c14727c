import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Day } from '#kernel/day.ts';
import { usualLimits } from '#platform/files/limits.ts';
import { textsFor } from '#platform/texts.ts';
import { siteAssets } from '#site/kit/assets.ts';
import { evidenceWords } from '#site/kit/evidence.ts';
import { sampleAnswers } from '#test/site-samples/filing-samples.ts';
import { formOf } from '#test/site-samples/sample-parts.ts';
import type { FilingAnswers } from './answer-rows.ts';
import { checkPage } from './check.page.ts';
import { type PersonView, personPage } from './people.page.ts';
import { receiptPage } from './receipt.page.ts';
import { toldOf } from './told.ts';
import { whoSeesWhat } from './who-sees-what.ts';

const t = textsFor('zh-CN', 'throw');

const shell = {
  assets: siteAssets().addresses,
  address: '/file/check',
  largePrint: false,
  authority: '云栖市市场监督管理局',
  demo: false,
  companion: false,
};

const shown = { form: formOf(), until: new Date(900_000) };

const checked = (answers: FilingAnswers): string =>
  String(
    checkPage(
      {
        shell,
        form: formOf(),
        matter: answers.matter,
        ...(answers.role === undefined ? {} : { role: answers.role }),
        answers,
        warnings: [],
      },
      t,
    ),
  );

const headings = (page: string): string[] => [...page.matchAll(/<h2>([^<]*)<\/h2>/g)].map(([, words = '']) => words);

describe('check your answers', () => {
  test('the public is shown the shop with its platform, not the platform alone', () => {
    const shop = { kind: 'platform-shop', platform: '集云优选', shop: '某小店' } as const;
    const [first] = whoSeesWhat({ ...sampleAnswers, respondent: shop }, t).public;
    assert.match(String(first?.value), /某小店（集云优选）/);
    const found = { id: 's-1', name: '登记小店', platform: '集云优选', address: '' };
    const registered = { kind: 'registered-shop', shop: 's-1' } as const;
    const [other] = whoSeesWhat({ ...sampleAnswers, respondent: registered, operator: found }, t).public;
    assert.match(String(other?.value), /登记小店（集云优选）/);
  });

  for (const language of ['zh-CN', 'en'] as const)
    test(`form 1: the public is shown what the consent to publicity names and nothing else (${language})`, () => {
      const words = textsFor(language, 'throw');
      const typed = { ...sampleAnswers, purchase: { goods: '私教课 24 节', online: false } };
      const asked = { ...typed, consents: { publish: true, entrust: true } };
      const { objectName: _class, problemName: _problem, ...unclassed } = asked;
      const classed = { ...asked, objectName: '健身服务', problemName: '预付卡' };
      const shown = (answers: FilingAnswers) => whoSeesWhat(answers, words).public;
      for (const hint of ['filing:consents.publish.hint', 'follow:act.state-consents.publicity.hint'])
        for (const { term } of shown(classed))
          assert.ok(words(hint).toLowerCase().includes(term.toLowerCase()), `${hint}: ${term}`);
      assert.equal(shown(classed).length, 4);
      assert.match(JSON.stringify(shown(classed)), /健身服务.*预付卡/);
      for (const answers of [unclassed, classed])
        assert.doesNotMatch(JSON.stringify(shown(answers)), /私教课|¥|退还|[Rr]efund/);
      assert.equal(
        shown(unclassed).filter(({ value }) => String(value).includes(words('filing:seen.notClassed'))).length,
        2,
      );
      assert.deepEqual(shown({ ...asked, consents: { publish: false, entrust: true } }), []);
    });

  test('a report and a question have their own words for people and things; a question is not declared true', () => {
    const report = checked({ ...sampleAnswers, matter: 'report' });
    assert.deepEqual(headings(report).slice(1, 3), ['被举报人', '线索和事实依据']);
    assert.ok(headings(report).includes('举报人'));
    assert.doesNotMatch(headings(report).join(), /投诉人|权益争议/);
    const asked = { facts: { question: '临期食品可以卖吗？' }, matter: 'question' as const, evidence: [] };
    const question = checked({ ...asked, person: { kind: 'named', name: '林晓', phone: '13800001234' } });
    assert.deepEqual(headings(question).slice(1), ['您的问题', '怎样答复您']);
    assert.doesNotMatch(question, /name="truthful"/);
    assert.match(checked(sampleAnswers), /name="truthful"/);
  });

  test('a receipt of a question counts no evidence, and its number keeps the check character with its group', () => {
    const receipt = { number: 'YUNQI-261129-MGT7BG-H', filedAt: new Date(0), contentHash: 'ab', evidenceCount: 0 };
    const page = (kind: 'question' | 'complaint') =>
      String(receiptPage({ shell, receipts: [{ ...receipt, kind }], ...shown }, t));
    assert.doesNotMatch(page('question'), /份材料/);
    assert.match(page('complaint'), /证明材料<\/dt>\s*<dd>没有</);
    const three = { ...receipt, evidenceCount: 3, kind: 'complaint' } as const;
    assert.match(String(receiptPage({ shell, receipts: [three], ...shown }, t)), /已有 3 份材料/);
    assert.match(
      String(receiptPage({ shell, receipts: [{ ...three, heardCount: 1 }], ...shown }, t)),
      /口述录音<\/dt>\s*<dd>1 件，已收到/,
    );
    assert.match(page('complaint'), /YUNQI-261129-<span class="nowrap">MGT7BG-H<\/span>/);
  });

  test('of two receipts the complaint is the one to follow, and each says how to ask after it', () => {
    const [number, report] = ['YUNQI-261129-MGT7BG-H', 'YUNQI-R261129-M65WQP-S'];
    const receipt = { filedAt: new Date(0), contentHash: 'ab', evidenceCount: 0 };
    const receipts = [
      { ...receipt, kind: 'complaint', number } as const,
      { ...receipt, kind: 'report', number: report } as const,
    ] as const;
    const page = String(receiptPage({ shell, receipts, phone: '138****1234', ...shown }, t));
    const [first = '', second = ''] = page.split('<hr>');
    assert.match(first, /查看进度[\s\S]*以后用它和手机号就能查询/);
    assert.match(second, /举报的进度不在网上查询/);
    assert.doesNotMatch(second, /查看进度|就能查询/);
  });

  test('nothing that was answered of agent and joint complainants is left out', () => {
    const agent = {
      name: '孙小明',
      phone: '13800000012',
      address: '竹林路 8 号',
      idKind: 'passport',
      idNumber: 'E1',
      powers: 'special',
      matters: '代为参加调解',
      until: '2026-12-31' as Day,
    } as const;
    const represented = checked({ ...sampleAnswers, role: 'agent', agent, powers: ['委托书.jpg'] });
    for (const said of ['代为参加调解', '竹林路 8 号', '2026年12月31日', '委托书.jpg'])
      assert.ok(represented.includes(said), said);
    const joint = {
      others: [{ name: '王芳', phone: '13800000013' }, { name: '李强' }],
      second: { name: '李强', at: 1 },
    };
    assert.match(checked({ ...sampleAnswers, role: 'joint', joint }), /王芳 13800000013\n李强/);
  });

  test('art. 10(1): what acceptance waits for is listed; the purchase on a photo is none of that and said apart', () => {
    const { person, purchase, facts, ...rest } = sampleAnswers;
    assert.ok(person?.kind === 'named' && purchase && facts);
    const { identity: _identity, address: _address, ...unknown } = person;
    const helped = { ...rest, facts, role: 'helper', matter: 'complaint' } as const;
    const onReceipt = { onReceipt: true } as const;
    const whole = checked({ ...helped, person, purchase });
    assert.doesNotMatch(whole, /补全以后才能受理|照着补写/);
    const photo = checked({ ...helped, person, purchase: onReceipt });
    assert.match(photo, /见小票照片，由工作人员照着补写，不影响提交，也不影响受理/);
    assert.doesNotMatch(photo, /补全以后才能受理/);
    const all = checked({ ...helped, person: unknown, purchase: onReceipt, facts: { ...facts, inRecording: true } });
    const waits = /补全以后才能受理：<\/p><ul>(.*?)<\/ul>/su.exec(all)?.[1] ?? '';
    assert.deepEqual(
      [...waits.matchAll(/<li>(.*?)<\/li>/gu)].map(([, words]) => words),
      ['事情经过（见录音）', '投诉人的联系地址', '投诉人的证件'],
    );
    assert.match(all, /也不影响受理/);
  });

  test('form 2 note 2: the page asks a helper for no less than is read: address and document for a report under a name', () => {
    const asked = (matter: 'complaint' | 'report' | 'both', values: Record<string, string> = {}) => {
      const helper = { name: '吴站长', relation: 'keeper' } as const;
      const page = String(
        personPage({ shell, form: { ...formOf(), values }, matter, role: 'helper', helper } satisfies PersonView, t),
      );
      const label = /<label[^>]*for="[^"]*idNumber"[^>]*>(.*?)<\/label>/su.exec(page)?.[1] ?? '选填 no label';
      return { isOptional: label.includes('选填'), isTold: page.includes('举报要写姓名的，地址和证件现在就要写齐') };
    };
    assert.deepEqual(asked('complaint'), { isOptional: true, isTold: false });
    assert.deepEqual(asked('both'), { isOptional: true, isTold: true });
    assert.deepEqual(asked('both', { reportNamed: 'yes' }), { isOptional: false, isTold: true });
    assert.equal(asked('report', { named: 'yes' }).isOptional, false);
  });

  test('what the report carries is said before it is sent', () => {
    const { person } = sampleAnswers;
    assert.ok(person?.kind === 'named');
    const carries = (reportNamed: boolean) => checked({ ...sampleAnswers, person: { ...person, reportNamed } });
    assert.match(carries(true), /举报里有姓名、电话、地址、证件号码/);
    assert.match(carries(false), /没有姓名、电话、地址和证件号码/);
  });

  test('the receipt names the way news comes, and how to ask without a telephone', () => {
    const { person, ...rest } = sampleAnswers;
    assert.ok(person?.kind === 'named');
    const { phone: _phone, ...unreached } = person;
    const receipt = {
      kind: 'complaint',
      number: 'YUNQI-261129-MGT7BG-H',
      filedAt: new Date(0),
      contentHash: 'ab',
      evidenceCount: 0,
      bureau: { name: '临溪区市场监督管理局', phone: '0571-86000000' },
    } as const;
    const page = (answers: FilingAnswers): string => {
      const told = toldOf(answers);
      assert.ok(told);
      return String(receiptPage({ shell, receipts: [receipt], phone: '138****1234', told, ...shown }, t));
    };
    const letter = { ...person, telling: { toldBy: 'large-letter', electronic: false } } as const;
    const byLetter = page({ ...rest, person: letter });
    assert.match(byLetter, /大字信函到：云栖市临溪区桃源里/);
    assert.doesNotMatch(byLetter, /138\*\*\*\*/);
    assert.match(byLetter, /查看进度/, 'a telephone still opens the case');
    const noPhone = page({ ...rest, person: { ...unreached, telling: { toldBy: 'letter', electronic: false } } });
    assert.match(noPhone, /寄信到：云栖市临溪区桃源里/);
    assert.match(noPhone, /临溪区市场监督管理局的窗口，或者拨打 0571-86000000/);
    assert.doesNotMatch(noPhone, /查看进度|用编号和手机号|138\*/);
    const mail = { ...person, email: 'lin@example.org', telling: { toldBy: 'e-mail', electronic: true } } as const;
    assert.match(page({ ...rest, person: mail }), /邮件到 lin@example\.org/);
    const reminded = { ...person, telling: { toldBy: 'sms', electronic: false } } as const;
    assert.match(page({ ...rest, person: reminded }), /短信到 138\*\*\*\*1234。决定书等文书寄纸质信函到：云栖市/);
    assert.match(page({ ...rest, person: { ...person, phone: '0571-88001234' } }), /寄信到：云栖市/);
  });

  test('the limit of an upload is said by what it is, in whole numbers', () => {
    const words = evidenceWords({ bytes: usualLimits.bytes, files: 30 }, t);
    for (const limit of ['照片不超过 20 MB', 'PDF 不超过 20 MB', '录音不超过 50 MB', '视频不超过 200 MB'])
      assert.ok(words.replaceAll('\u00a0', ' ').includes(limit), words);
  });
});
