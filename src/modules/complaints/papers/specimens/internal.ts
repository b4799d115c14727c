import { reckon } from '#kernel/limit.ts';
import type { Reckoning } from '#kernel/reckoning.ts';
import type { PaperData } from '../../papers.ts';
import { caseNumber, head, matter } from './head.ts';

const basis = { text: 'order-121', article: '15' };
const limit = { unit: 'working-days', count: 7, rollOnHoliday: true, weekendsRoll: true } as const;
const holidays = { '2026-05-01': '劳动节', '2026-05-02': '劳动节', '2026-05-03': '劳动节' };
const calendar = { years: { 2026: { year: 2026, decree: '国务院办公厅通知', holidays, workdays: {} } } };
const reckoned = reckon(limit, '2026-04-20', calendar);
const clock: Reckoning = {
  ...reckoned,
  rule: 'CMP-01',
  basis: [basis],
  supportedBy: [],
  textVersion: 'order-121',
  startEvent: 'complaint-received',
  regimeOn: '2026-04-20',
  parts: [{ basis, reckoning: reckoned }],
  decrees: [{ year: 2026, decree: '国务院办公厅通知' }],
  soonFrom: '2026-04-24',
};

/** Receipt, records and lists. */
export const internalSpecimens: Pick<
  PaperData,
  | 'filing-receipt'
  | 'mediation-record'
  | 'call-record'
  | 'service-receipt'
  | 'case-sheet'
  | 'case-history'
  | 'case-statements'
  | 'service-record'
  | 'incident-fact-sheet'
  | 'incident-claimants'
> = {
  'filing-receipt': {
    number: caseNumber,
    authority: head.authority,
    filedOn: '2026-04-20',
    filedTime: '21:07',
    respondent: '云栖市强健健身服务有限公司',
    matter,
    amount: 96_000,
    evidenceItems: 6,
    contentHash: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
    standing: 'published-channel',
    clock,
    followUrl: 'http://localhost:8315/follow',
    proof: head.proof,
  },
  'mediation-record': {
    caseNumber,
    authority: head.authority,
    heldOn: '2026-05-12',
    from: '09:30',
    until: '10:50',
    mode: 'on-site',
    place: '城东所二楼调解室',
    mediators: ['何静', '陈一鸣'],
    recorder: '孙悦',
    complainant: '林晓禾',
    respondent: '云栖市强健健身服务有限公司',
    othersPresent: ['吴敏（被投诉人委托代理人）'],
    recusalAnswer: '双方均不申请回避。',
    statements: [
      { speaker: '调解人员', text: '宣布调解纪律，告知双方权利义务。请投诉人陈述。' },
      { speaker: '投诉人', text: '我一月办的年卡，四月就关门了，要求退还剩余的 ¥960.00。' },
      { speaker: '被投诉人', text: '总部资金紧张，愿意分两次退。' },
    ],
    outcome: '双方同意：被投诉人于2026年5月20日前（含当日）一次退还 ¥960.00。',
  },
  'call-record': {
    caseNumber,
    authority: head.authority,
    calledOn: '2026-04-24',
    time: '15:20',
    caller: '陈一鸣',
    callee: '林晓禾（投诉人）',
    phone: '138 0000 0001',
    paperTitle: '投诉受理决定书',
    paperNumber: head.number,
    said: '告知其投诉已于2026年4月24日受理，联系人陈一鸣，电话 0000-8100 0315，文书可以在平台查看下载。',
    answer: '已知悉，同意电子送达。',
    outcome: 'reached',
  },
  'service-receipt': {
    number: '云临市监消送〔2026〕第9号',
    authority: head.authority,
    caseNumber,
    recipient: '云栖市强健健身服务有限公司',
    address: '云栖市临溪区中山路 88 号二层',
    way: '直接送达',
    papers: [{ title: '投诉调解通知书', number: head.number, copies: 1 }],
    server: '陈一鸣、孙悦',
  },
  'case-sheet': {
    number: caseNumber,
    channel: '公众网站',
    receivedAt: '2026年4月20日 21:07',
    complainant: '林晓禾',
    phone: '138 0000 0001',
    idKind: '居民身份证',
    idNumber: '330000 19900101 0000',
    address: '云栖市临溪区桂花路 12 号 3 单元 502 室',
    specialGroup: '',
    respondent: '云栖市强健健身服务有限公司',
    creditCode: '91330000MA0000000A',
    respondentPhone: '0000-8100 0002',
    respondentAddress: '云栖市临溪区中山路 88 号二层',
    goods: '健身年卡',
    objectCategory: '服务 / 文化、娱乐、体育服务 / 健身服务',
    brand: '强健',
    quantity: '1',
    amount: 128_000,
    purchasedOn: '2026-01-10',
    harmedOn: '2026-04-12',
    online: false,
    platform: '',
    shopLink: '',
    orderNumber: '',
    logisticsNumber: '',
    problemType: '预付费消费 / 停业关门',
    narrative: '2026年1月10日办理健身年卡，支付 ¥1,280.00。2026年4月12日起该店停止营业，店内电话无人接听。',
    claim: '退还未使用部分费用 ¥960.00。',
    publicity: true,
    entrusted: false,
    evidence: ['合同照片 2 张', '付款记录 1 份', '现场照片 3 张'],
  },
  'case-statements': {
    caseNumber: 'YQ-20260420-7K3M9-X',
    authority: '云栖市临溪区市场监督管理局',
    rows: [
      {
        at: { day: '2026-04-23', time: '10:05' },
        matter: '联系当事人',
        party: '被投诉人',
        content: '方式：电话\n结果：无人接听',
      },
      {
        at: { day: '2026-04-26', time: '15:40' },
        matter: '被投诉人答复',
        party: '被投诉人',
        content: '同意调解\n愿意按剩余月份退费，请求分两次支付。',
      },
    ],
  },
  'case-history': {
    caseNumber,
    authority: head.authority,
    events: [
      {
        version: 1,
        at: { day: '2026-04-20', time: '21:07' },
        type: 'ComplaintFiled',
        by: '投诉人',
        hash: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
      },
      {
        version: 2,
        at: { day: '2026-04-24', time: '10:00' },
        type: 'ComplaintAccepted',
        by: '陈一鸣',
        hash: '60303ae22b998861bce3b28f33eec1be758a213c86c93c076dbe9f558c11c752',
      },
      {
        version: 3,
        at: { day: '2026-04-24', time: '10:01' },
        type: 'PaperDelivered',
        about: '投诉人（互联网）：已送达',
        paper: `投诉受理决定书\n${head.number}`,
        by: '系统',
        hash: '9c56cc51b374c3ba189210d5b6d4bf57790d351c96c47c02190ecf1e430635ab',
      },
    ],
  },
  'service-record': {
    caseNumber,
    authority: head.authority,
    papers: [
      {
        title: '投诉受理决定书',
        number: head.number,
        to: 'complainant',
        channel: 'internet',
        outcome: 'delivered',
        at: { day: '2026-04-24', time: '10:01' },
        proof: ['消息（138****0001）2026-04-24 10:01 发出，编号 77；回执 2026-04-24 10:02：已送达'],
      },
      { title: '投诉情况告知书', number: '', to: 'respondent', channel: '', outcome: 'waiting', proof: [] },
      {
        title: '移送公安机关函',
        number: '云临市监投移公〔2026〕第2号',
        to: 'bureau',
        channel: 'letter',
        outcome: 'delivered',
        at: { day: '2026-04-25', time: '15:30' },
        proof: ['签收人：临溪公安分局收发室', '凭证：EMS 1234567890123'],
      },
    ],
  },
  'incident-fact-sheet': {
    incident: '强健健身馆停业',
    authority: head.authority,
    operator: '云栖市强健健身服务有限公司',
    asOf: '2026-04-23',
    cases: 812,
    claimants: 806,
    amount: 103_680_000,
    facts: ['该公司三家门店均于2026年4月12日停止营业。', '会员合同均约定有效期内可以退还未使用部分费用。'],
    verification: '2026年4月14日现场检查，门店已关门，登记的联系电话无人接听。',
    measures: '已列入预付费消费重点监测名单，已通知公司法定代表人接受约谈。',
  },
  'incident-claimants': {
    incident: '强健健身馆停业',
    authority: head.authority,
    asOf: '2026-04-23',
    claimants: [
      {
        ...{ caseNumber, repeats: ['YQ-20260422-5K3PD-1'] },
        ...{ name: '林晓禾', phone: '138 **** 0001', amount: 96_000, claim: '退还未使用部分费用' },
      },
      { caseNumber: 'YQ-20260421-2M8QT-4', name: '许文', phone: '139 **** 0004', amount: null, claim: '退卡' },
    ],
  },
};
