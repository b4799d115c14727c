import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { canonicalJson } from '#kernel/canonical.ts';
import { textsFor } from '#platform/texts.ts';
import { accounts, sealed } from '#test/decided.ts';
import { disputeWords } from './paper-data/dispute.ts';
import { at, desk, details, orderOf } from './paper-data/fixtures.ts';
import type { PaperDesk } from './paper-data/paper-desk.ts';
import { paperOf } from './paper-data.ts';
import type { OrderedPaper, PaperOrder } from './paper-orders.ts';
import type { FoodLack } from './papers/local-letters.ts';
import { type CanonicalPaper, composePaper } from './papers.ts';
import { specimens } from './papers-specimens.ts';

const wordsOf = (paper: CanonicalPaper): string => JSON.stringify(paper).replaceAll(/[{}"]|value|:|,/gu, '');

const mustSay: Readonly<Partial<Record<OrderedPaper, readonly string[]>>> = {
  'form-1': ['林晓禾', '办卡后停业。', '退还货款和服务费用 ¥960.00', '陈一鸣'],
  'form-3': ['云栖市望山县市场监督管理局', '2026年4月30日'],
  'form-4': ['身份证反面照片', '人民路 1 号'],
  'form-5': ['陈一鸣', '强健健身预付费停业'],
  'form-6': [
    '云栖市望山县市场监督管理局',
    '理由在此',
    '多人使用同一手机号码',
    '已由临溪区人民法院于2026年3月2日受理或者处理',
  ],
  'form-7': [
    '2026年4月24日9时30分',
    '视频',
    '何静',
    '1. 身份证明材料；2. 合同、票据、付款记录等交易凭证；3. 健身卡；4. 到店记录',
  ],
  'form-9': ['吴敏', '七日内付清。'],
  'respondent-notice': ['H7KM2-Q9XWD', '退还货款和服务费用 ¥960.00'],
  'platform-data-request': ['澜川好物网络', '晴天小家电', '未能查明'],
  'competence-request': ['云栖市市场监督管理局', '云栖市望山县市场监督管理局'],
  'competence-question': ['别市某区市场监督管理局', '强健健身', '2026年4月20日', '理由在此'],
  'competence-notice': ['云栖市望山县市场监督管理局', '云栖市市场监督管理局', '云市监指〔2026〕3号', '理由在此'],
  'competence-transfer': ['别市某区市场监督管理局', '林晓禾'],
  'food-transfer': ['望山县农业农村局', '林晓禾'],
  'unregistered-notice': ['12315', '理由在此'],
  'registration-reminder': ['尚不是正式投诉', '12315', '第二次', '2026年5月20日'],
  'other-path-notice': ['信访工作机构', '0000-8100 0315'],
  'local-letter': ['林晓禾', '2026年4月15日', '保存票据 联系门店', '联系门店', '消费提示函', '本函不是决定'],
  entrustment: ['临溪区消费者协会', '2026年6月16日'],
  'entrustment-end': ['临溪区消费者协会', '现自2026年4月21日起终止该委托', '理由在此'],
  'mediator-change': ['2026年5月8日9时30分', '调解人员由何静变更为陈一鸣', '3日内'],
  'session-off-notice': ['2026年5月8日9时30分', '回避申请'],
  'recusal-decision': ['强健健身', '何静', '陈一鸣'],
  'mediation-record': [
    ...['要求退款。', '宣布纪律。', '协议已经即时履行。', '街道办李主任'],
    ...['2026年4月21日9时30分', '2026年4月21日10时45分', '双方未申请回避。'],
  ],
  'call-record': ['13800000001', '投诉受理决定书', '知道了。'],
  'public-notice': ['林**', '投诉受理决定书', '2026年5月21日', '满30日', '2026年5月28日'],
  'fraud-hand-over': ['林晓禾', '第四十二条所列'],
  'annulment-notice': ['投诉受理决定书', '第1号', '理由在此，我局决定撤销'],
  'correction-notice': [
    ...['第（2）项', '第（3）项', '¥960.00', '未提供', '临溪区卫生健康局', '云栖市望山县市场监督管理局'],
    ...['临溪区人民法院（2026年3月2日）', '多人使用同一手机号码', '2026年4月16日', '第四十二条', '强健健身'],
  ],
};

describe('every paper an act orders', () => {
  for (const code of Object.keys(details) as OrderedPaper[]) {
    test(`${code} says what the case and the act know`, () => {
      const paper = paperOf(orderOf(code), desk, at);
      const said = wordsOf(paper);
      for (const words of mustSay[code] ?? []) {
        assert.ok(said.includes(words.replaceAll(/[{}"]|value|:|,/gu, '')), `${code} does not say ${words}: ${said}`);
      }
      assert.ok(!/undefined|NaN|\{\{/u.test(JSON.stringify(paper)), code);
      if (paper.layout === 'letter') assert.equal(paper.seal?.authority, '云栖市临溪区市场监督管理局');
    });

    test(`${code} carries a reading aid for who reads English`, () => {
      const paper = paperOf(orderOf(code), desk, at, textsFor('en'));
      assert.equal(paper.readingAid?.language, 'en');
      assert.ok(!/undefined|NaN|\{\{/u.test(JSON.stringify(paper.readingAid)), code);
    });
  }

  test('annulment-notice: to the business it is not its complaint that goes on', () => {
    const said = (to: 'complainant' | 'respondent') =>
      wordsOf(paperOf(orderOf('annulment-notice'), desk, { ...at, to: [to] }));
    assert.match(said('complainant'), /继续处理你的投诉/u);
    assert.match(said('respondent'), /继续处理该投诉/u);
    assert.doesNotMatch(said('respondent'), /你的投诉/u);
  });

  test('annulment-notice: of a case that is over it does not say that it goes on, nor of a withdrawal that it was a decision', () => {
    const order = orderOf('annulment-notice');
    assert.ok(order.code === 'annulment-notice');
    const saying = (more: Partial<typeof order.details>, language: 'zh-CN' | 'en' = 'zh-CN') => {
      const paper = paperOf({ ...order, details: { ...order.details, ...more } }, desk, at, textsFor('en'));
      return JSON.stringify(language === 'en' ? paper.readingAid : { ...paper, readingAid: undefined });
    };
    for (const how of ['withdrawn', 'otherwise'] as const) {
      const closed = { on: '2026-04-20', how } as const;
      assert.match(saying({ closed }), /自始不发生效力.*2026年4月20日.*办结/u);
      assert.doesNotMatch(saying({ closed }), /继续处理/u);
      assert.doesNotMatch(saying({ closed }, 'en'), /go on/u);
    }
    const withdrawal = saying({ decision: 'ComplaintWithdrawn', paper: null });
    assert.match(withdrawal, /按撤回投诉办结.*继续处理你的投诉/u);
    assert.doesNotMatch(withdrawal, /《|自始/u);
    assert.match(saying({ decision: 'ComplaintWithdrawn', paper: null }, 'en'), /closed the complaint/u);
  });

  test('recusal-decision: the other side is not told who complained in full', () => {
    const order = orderOf('recusal-decision');
    assert.ok(order.code === 'recusal-decision');
    const asked = { ...order, details: { ...order.details, applicant: 'complainant' as const } };
    const said = (to: 'complainant' | 'respondent') => wordsOf(paperOf(asked, desk, { ...at, to: [to] }));
    assert.match(said('complainant'), /林晓禾/u);
    assert.doesNotMatch(said('respondent'), /晓禾/u);
    assert.match(said('respondent'), /林/u);
  });

  const withFiles = (...pages: readonly (number | undefined)[]): PaperDesk => ({
    ...desk,
    state: {
      ...desk.state,
      evidence: pages.map((count, n) => ({
        ...{ file: `${n}`, sha256: '', mediaType: 'application/pdf', bytes: 1, by: 'complainant' as const },
        ...(count === undefined ? {} : { pages: count }),
      })),
    },
  });

  for (const code of ['form-3', 'food-transfer', 'entrustment'] as const) {
    test(`${code} counts the pages of what goes along, and says none where one is not counted`, () => {
      const said = (of: PaperDesk) => wordsOf(paperOf(orderOf(code), of, at));
      assert.match(said(withFiles(9, 1)), /附：相关材料3份，共11页。/u);
      assert.match(said(withFiles(9, undefined)), /附：相关材料3份。/u);
      assert.match(said({ ...withFiles(9), facts: '字'.repeat(2000) }), /附：相关材料2份。/u);
    });
  }

  for (const code of ['food-transfer-notice', 'food-transfer'] as const) {
    test(`${code}: JUR-09 where only the territory is another's, the duty is not denied; in an older paper it is as it was`, () => {
      const saidOf = (lack: FoodLack | undefined, aid: 'zh-CN' | 'en') => {
        const data = { ...specimens[code] };
        const { lack: _lack, ...older } = data;
        const paper = { ...older, ...(lack === undefined ? {} : { lack }) } as typeof data;
        return canonicalJson(composePaper(code, paper, textsFor(aid)).blocks);
      };
      assert.match(saidOf('territory', 'zh-CN'), /属于市场监督管理部门职责，但不属于我局管辖/u);
      assert.doesNotMatch(saidOf('territory', 'zh-CN'), /不属于我局职责/u);
      assert.match(saidOf('territory', 'en'), /within the duties of market regulation, but outside our jurisdiction/u);
      for (const lack of ['duty', undefined] as const) {
        assert.match(saidOf(lack, 'zh-CN'), /该事项不属于我局职责/u);
        assert.match(saidOf(lack, 'en'), /It is outside our duties/u);
      }
      const order = { ...orderOf(code), details: { ...details[code], lack: 'territory' } } as PaperOrder;
      assert.match(wordsOf(paperOf(order, desk, at)), /不属于我局管辖/u);
    });
  }

  test('forms 1 and 5 to 8 and the notice: what the matter is stands in English in the reading aid; the paper says what it said', () => {
    const matter = { ...desk, englishProblem: 'prepaid service, business closed' };
    const said = desk.problem ?? '';
    assert.notEqual(said, '');
    for (const code of ['form-5', 'form-6', 'form-7', 'form-8', 'respondent-notice', 'session-off-notice'] as const) {
      const paper = paperOf(orderOf(code), matter, at, textsFor('en'));
      assert.ok(wordsOf(paper).includes(`${desk.respondent.name}${said}`), code);
      assert.deepEqual(paper.blocks, paperOf(orderOf(code), desk, at).blocks, code);
      const aid = canonicalJson(paper.readingAid?.blocks ?? []);
      assert.ok(aid.includes(`${desk.respondent.name} (prepaid service, business closed)`), code);
      assert.ok(!aid.includes(said), code);
    }
    const claims = [{ kind: 'refund', amountFen: 96_000 }] as const;
    const claiming = { ...matter, claim: '', state: { ...desk.state, claims } };
    for (const code of ['form-1', 'respondent-notice'] as const) {
      const aid = canonicalJson(paperOf(orderOf(code), claiming, at, textsFor('en')).readingAid?.blocks ?? []);
      assert.doesNotMatch(aid, /退还货款/u, code);
    }
  });

  test('form 7: the reading aid is in one language, those who assist and the channel too', () => {
    const order = {
      ...orderOf('form-7'),
      details: { ...details['form-7'], assistants: [sealed('张专家')], place: undefined },
    } as unknown as PaperOrder;
    const paper = paperOf(order, desk, at, textsFor('en'));
    assert.match(wordsOf(paper), /何静、张专家（协助调解）/u);
    const aid = canonicalJson(paper.readingAid?.blocks ?? []);
    assert.match(aid, /张专家 \(assisting\)/u);
    assert.doesNotMatch(aid, /协助调解|视频/u);
  });

  test('form 1, form 9 and the notice claim every box ticked with its amount, then what was added', () => {
    const state = {
      ...desk.state,
      claims: [
        { kind: 'refund', amountFen: 128_000 },
        { kind: 'damages', amountFen: 30_000 },
      ],
    } as const;
    for (const code of ['form-1', 'form-9', 'respondent-notice'] as const) {
      const claimed = (claim: string) => canonicalJson(paperOf(orderOf(code), { ...desk, state, claim }, at).blocks);
      const ticked = '退还货款和服务费用 ¥1,280.00、赔偿损失 ¥300.00';
      assert.ok(claimed('希望商家道歉').includes(`${ticked}。希望商家道歉`), code);
      assert.ok(claimed('').includes(ticked), code);
      const written = canonicalJson(
        paperOf(orderOf(code), { ...desk, state: { ...state, claims: [] }, claim: '希望商家道歉' }, at).blocks,
      );
      assert.ok(written.includes('希望商家道歉') && !written.includes('未提供'), code);
    }
  });

  const bought: PaperDesk = {
    ...desk,
    state: {
      ...desk.state,
      online: true,
      amountFen: 128_000,
      purchasedOn: '2026-01-10',
      knewOn: '2026-04-12',
      evidence: [
        { file: 'a', sha256: '', mediaType: 'application/pdf', bytes: 1, by: 'complainant' },
        { file: 'b', sha256: '', mediaType: 'image/jpeg', bytes: 1, by: 'complainant' },
        { file: 'c', sha256: '', mediaType: 'image/jpeg', bytes: 1, by: 'complainant', purpose: 'identity' },
        { file: 'd', sha256: '', mediaType: 'image/jpeg', bytes: 1, by: 'respondent' },
      ],
    },
    purchase: {
      goods: '空气炸锅 {{day}} $t(papers:yes)',
      brand: '晴天',
      quantity: '2 台',
      platformName: '好物网',
      orderNumber: 'A100',
      logisticsNumber: 'SF200',
      place: '桂花路 12 号',
      shopLink: 'https://shop.example/1',
    },
    evidenceNames: new Map([
      ['a', '合同.pdf'],
      ['c', '身份证.jpg'],
    ]),
  };

  test('form 1 says time, place, what, how much and the proof before the complainant’s own words (its note 3)', () => {
    const [sheet] = paperOf(orderOf('form-1'), bought, at).blocks;
    assert.ok(sheet?.kind === 'sheet');
    assert.deepEqual(sheet.groups[2]?.text?.value.split('\n'), [
      '2026年1月10日，投诉人通过网络平台“好物网”在桂花路 12 号购买商品或者接受服务：空气炸锅 {{day}} $t(papers:yes)（品牌：晴天；数量：2 台），涉及金额 ¥1,280.00，订单号 A100，物流单号 SF200，店铺或者商品链接 https://shop.example/1 。投诉人于2026年4月12日知道权益受到侵害。',
      '办卡后停业。',
      '证明材料（2件）：合同.pdf、照片或者图片。',
    ]);
    // Our own words are English in the reading aid; what people typed stays as they typed it.
    const aid = paperOf(orderOf('form-1'), bought, at, textsFor('en')).readingAid?.blocks[0];
    assert.ok(aid?.kind === 'sheet');
    assert.deepEqual(aid.groups[2]?.text?.value.split('\n'), [
      'On 10 Jan 2026 the complainant bought goods or a service: 空气炸锅 {{day}} $t(papers:yes) (brand: 晴天; quantity: 2 台) on the platform “好物网” at 桂花路 12 号, for ¥1,280.00, order A100, parcel SF200, shop or goods link https://shop.example/1 . The complainant has known of the harm since 12 Apr 2026.',
      '办卡后停业。',
      'Proof (2): 合同.pdf, picture.',
    ]);
    assert.doesNotMatch(aid.groups[3]?.text?.value ?? '', /退还/u);
    const little = { ...bought, state: { ...desk.state, amountFen: 100, evidence: [] }, purchase: {} };
    const [bare] = paperOf(orderOf('form-1'), little, at).blocks;
    assert.ok(bare?.kind === 'sheet');
    assert.equal(bare.groups[2]?.text?.value, '投诉人购买商品或者接受服务，涉及金额 ¥1.00。\n办卡后停业。');
  });

  test('form 9 says what was bought, the dispute and the claim', () => {
    const said = canonicalJson(paperOf(orderOf('form-9'), bought, at).blocks);
    for (const words of ['空气炸锅', '订单号 A100', '办卡后停业。', '投诉请求：退还货款和服务费用 ¥960.00。'])
      assert.ok(said.includes(words), words);
    // The claim ends with its full stop, whatever the complainant wrote, and never with two.
    const endOf = (claim: string) =>
      disputeWords({ ...bought, claim })
        .split('\n')
        .at(-1);
    assert.equal(endOf('分两次付清'), '投诉请求：退还货款和服务费用 ¥960.00。分两次付清。');
    assert.equal(endOf('分两次付清。'), endOf('分两次付清'));
    assert.match(endOf('他说“马上付清。”') ?? '', /他说“马上付清。”$/u);
  });

  const beside = (count: number): PaperDesk => ({
    ...desk,
    along: Array.from({ length: count }, (_, n) => ({
      name: `共同${n + 1}`,
      phone: `1390000000${n}`,
      address: n === 0 ? '' : '梅花路 3 号',
      speaks: n === 1,
    })),
  });

  for (const code of ['form-1', 'form-9'] as const) {
    test(`${code}: those represented are parties to it, named in it or on its further page (Order 121 art. 12)`, () => {
      const few = paperOf(orderOf(code), beside(2), at, textsFor('en'));
      assert.ok(
        canonicalJson(few.blocks).includes('"林晓禾（代表人）、共同2（代表人）、共同1"'),
        canonicalJson(few.blocks),
      );
      assert.ok(JSON.stringify(few.readingAid).includes('共同2 (representative), 共同1'));
      assert.equal(few.annex === undefined, code === 'form-9');
      const many = paperOf(orderOf(code), beside(9), at);
      assert.ok(canonicalJson(many.blocks).includes('"林晓禾（代表人）、共同2（代表人）等10人（名单附后）"'));
      const [table] = many.annex?.blocks ?? [];
      assert.ok(table?.kind === 'table' && many.annex?.of.includes(at.number));
      assert.deepEqual(
        table.rows.map(([, name]) => name),
        ['林晓禾', '共同2', '共同1', ...[3, 4, 5, 6, 7, 8, 9].map((n) => `共同${n}`)],
      );
      const said = canonicalJson(table);
      assert.ok(said.includes('被代表的投诉人'));
      // The other side has a copy of form 9.
      assert.equal(said.includes('13900000003'), code === 'form-1');
      assert.equal(paperOf(orderOf(code), desk, at).annex, undefined);
    });
  }

  for (const code of ['form-3', 'competence-transfer', 'food-transfer', 'fraud-hand-over'] as const)
    test(`${code}: to another body, about everybody who complains together, named or listed (art. 12)`, () => {
      const few = paperOf(orderOf(code), beside(2), at, textsFor('en'));
      assert.ok(
        canonicalJson(few.blocks).includes('林晓禾（代表人）、共同2（代表人）、共同1'),
        canonicalJson(few.blocks),
      );
      assert.equal(few.annex, undefined);
      const many = paperOf(orderOf(code), beside(9), at, textsFor('en'));
      assert.ok(canonicalJson(many.blocks).includes('林晓禾（代表人）、共同2（代表人）等10人（名单附后）'));
      const [table] = many.annex?.blocks ?? [];
      assert.ok(table?.kind === 'table' && table.rows.length === 10 && many.annex?.of.includes(at.number));
      assert.ok(!JSON.stringify(many).includes('13900000'), 'how they are reached stands in the file that goes along');
      assert.equal(paperOf(orderOf(code), desk, at).annex, undefined);
    });

  test('local-letter: the respondent and another body read of those who complain no more than a family name, and nothing of how they are reached', () => {
    const told: PaperDesk = {
      ...beside(1),
      facts: '我叫林晓禾（电话13800000001，住桂花路 12 号），和共同1一起办卡。',
      claim: '退给林晓禾',
    };
    const form = { ...details['local-letter'].form, wording: '{{complainant}}\n{{facts}}\n{{claims}}\n{{办法}}' };
    const saidTo = (to: 'complainant' | 'respondent' | 'bureau') => {
      const order = { code: 'local-letter', to: [to], details: { ...details['local-letter'], form, body: '协会' } };
      return JSON.stringify(paperOf(order as unknown as PaperOrder, told, { ...at, to: [to] }, textsFor('en')));
    };
    for (const words of ['林晓禾（代表人）、共同1', '13800000001', '桂花路 12 号', '退给林晓禾'])
      assert.ok(saidTo('complainant').includes(words), words);
    for (const to of ['respondent', 'bureau'] as const) {
      const said = saidTo(to);
      assert.doesNotMatch(said, /林晓禾|共同1|13800000001|桂花路 12 号/u, to);
      for (const words of ['林**（代表人）、共**', '138****0001', '退给林**'])
        assert.ok(said.includes(words), `${to} ${words}`);
    }
  });

  for (const code of ['form-5', 'form-6', 'form-7', 'form-8'] as const)
    test(`${code}: for everybody who complains together, named or listed; the other side’s copy names it alone (art. 12)`, () => {
      const addressed = (of: PaperDesk, to: PaperOrder['to'] = ['complainant']) =>
        paperOf({ ...orderOf(code), to } as PaperOrder, of, { ...at, to });
      const { addressee, annex } = addressed(beside(4));
      assert.equal(addressee, '林晓禾（代表人）、共同2（代表人）等5人（名单附后）：');
      assert.match(canonicalJson(annex?.blocks ?? []), /^(?!.*1390000000).*共同4/u);
      assert.equal(addressed(beside(2)).addressee, '林晓禾（代表人）、共同2（代表人）、共同1：');
      assert.equal(addressed(beside(4), ['respondent']).addressee, `${desk.respondent.name}：`);
    });

  test('the record of an agreement without form 9 names everybody it binds', () => {
    const said = wordsOf(paperOf(orderOf('mediation-record'), beside(3), at));
    assert.ok(said.includes('林晓禾（代表人）、共同2（代表人）、共同1、共同3'), said);
  });

  test('the record says only what was said and when: nothing stands in for what nobody wrote', () => {
    const bare = {
      code: 'mediation-record',
      to: ['file'],
      details: { terms: sealed('退还 960 元。'), performed: true, agreedOn: '2026-04-20' },
    } as const;
    const record = JSON.stringify(paperOf(bare, desk, at));
    assert.ok(!record.includes('组织双方当事人调解') && !record.includes('"调解情况"'));
    assert.ok(record.includes('"调解方式","value":""'));
    for (const label of ['开始时间', '结束时间'])
      assert.ok(record.includes(`"${label}","value":"2026年4月20日　　时　　分"`), 'the hour is left to the hand');
    assert.ok(record.includes('[{"value":"退还 960 元。"}]') && record.includes('[{"value":"协议已经即时履行。"}]'));
    const recused = {
      ...desk.state,
      recusals: [{ by: 'respondent', against: accounts.mediator, granted: true }],
    } as const;
    const told = JSON.stringify(paperOf(bare, { ...desk, state: recused }, at));
    assert.ok(told.includes('强健健身申请何静回避，决定回避。') && !told.includes('双方未申请回避'));
  });

  test('every kind of event has a word in the history of a bundle, in both languages', () => {
    const source = readFileSync(new URL('./complaint.ts', import.meta.url), 'utf8');
    const types = [...source.matchAll(/\bAct<\s*'([A-Za-z]+)'/gu)].map((match) => match[1] ?? '');
    assert.ok(types.length > 40);
    for (const language of ['zh-CN', 'en'] as const) {
      const t = textsFor(language);
      for (const type of types) assert.ok(t(`papers:case-history.type.${type}`) !== '', type);
    }
  });
});
