import { textsFor } from '#platform/texts.ts';
import { accepted, accounts, filed, paperMade, people, sealed, stateAfter } from '#test/decided.ts';
import type { OrderedPaper, PaperDetails, PaperOrder } from '../paper-orders.ts';
import type { PaperDesk } from './paper-desk.ts';

export const zh = textsFor('zh-CN');
const reasons = sealed('理由在此');

/** One order of each paper that an act can make, as decisions give them. */
export const details: { readonly [Code in OrderedPaper]: PaperDetails[Code] } = {
  'form-1': {},
  'form-3': { to: 'yunqi-wangshan', reportBackOn: '2026-04-30' },
  'form-4': { dueOn: '2026-04-24', what: sealed('身份证正面照片\n身份证反面照片') },
  'form-5': { contact: accounts.handler },
  'form-6': {
    ground: 1,
    reasons,
    rightBureau: 'yunqi-wangshan',
    factors: ['shared-phone-or-address'],
    earlier: { handler: 'court', body: '临溪区人民法院', on: '2026-03-02' },
  },
  'form-7': {
    mediator: accounts.mediator,
    mode: 'video',
    at: '2026-04-24T01:30:00Z',
    recusalDays: 5,
    materials: ['trade-proof'],
    bring: sealed('健身卡\n到店记录'),
  },
  'form-8': { ground: 2, reasons },
  'form-9': { terms: sealed('退还 960 元。\n七日内付清。'), legalRepresentative: sealed('吴敏') },
  'identity-request': { dueOn: '2026-05-08', what: sealed('身份证正面照片') },
  'supplement-request': { dueOn: '2026-04-27', what: sealed('合同全文') },
  'respondent-notice': { answerBy: '2026-04-30', code: sealed('H7KM2-Q9XWD') },
  'platform-data-request': { platform: 'platform-1', dueOn: '2026-04-30' },
  'competence-request': { reasons, superior: '云栖市市场监督管理局', rival: 'yunqi-wangshan' },
  'competence-question': { rival: '别市某区市场监督管理局', arisenOn: '2026-04-20', reasons },
  'competence-notice': {
    how: 'designated',
    competent: 'yunqi-wangshan',
    superior: '云栖市市场监督管理局',
    document: '云市监指〔2026〕3号',
    since: '2026-04-21',
    reasons,
  },
  'competence-transfer': { how: 'agreed', competent: '别市某区市场监督管理局', reasons },
  'food-transfer-notice': { to: '望山县农业农村局', lack: 'duty', reasons },
  'food-transfer': { to: '望山县农业农村局', lack: 'duty' },
  'unregistered-notice': { reasons },
  'registration-reminder': { until: '2026-05-20', isLast: true },
  'other-path-notice': { path: 'letters-and-visits', reasons },
  entrustment: { organisation: 'linxi-association', name: '临溪区消费者协会', reportBackOn: '2026-06-16' },
  'entrustment-end': {
    organisation: 'linxi-association',
    name: '临溪区消费者协会',
    how: 'taken-back',
    reasons,
  },
  'appraisal-notice': { body: '云栖质检院', designated: false, from: '2026-04-20', costBorneBy: 'respondent' },
  'mediator-change': {
    mediator: accounts.handler,
    former: accounts.mediator,
    at: '2026-05-08T01:30:00Z',
    paper: 1,
    recusalDays: 3,
  },
  'session-off-notice': { at: '2026-05-08T01:30:00Z', why: 'recusal', paper: 1 },
  'recusal-decision': {
    applicant: 'respondent',
    granted: true,
    mediator: accounts.mediator,
    replacement: accounts.handler,
    reasons,
  },
  'mediation-record': {
    terms: sealed('退还 960 元。'),
    performed: true,
    statements: sealed('投诉人：要求退款。\n宣布纪律。'),
    agreedOn: '2026-04-21',
    begunAt: '2026-04-21T01:30:00Z',
    endedAt: '2026-04-21T02:45:00Z',
    present: [sealed('街道办李主任')],
  },
  'call-record': { paper: 1, to: 'complainant', at: '2026-04-21T07:20:00Z', reached: true, note: sealed('知道了。') },
  'public-notice': { paper: 1, to: 'complainant', on: '2026-04-21', until: '2026-05-21', dueOn: '2026-05-28' },
  'fraud-hand-over': { to: '临溪公安分局', reasons, acts: [] },
  'local-letter': {
    form: {
      ...{
        code: 'reminder',
        version: 2,
        title: '消费提示函',
        englishTitle: 'Consumer reminder',
        addressee: 'complainant',
      },
      ...{ series: '示函', from: '2026-01-01', to: null },
      wording: '{{complainant}}：我局{{receivedOn}}收到关于{{matter}}的投诉，请{{办法}}。\n{{办法}}',
      aid: '{{complainant}}: your complaint of {{receivedOn}} about {{matter}}.',
      notes: '本函不是决定。',
      fields: [{ label: '办法', required: true, long: true }],
    },
    answers: [sealed('保存票据\n联系门店')],
  },
  'annulment-notice': { decision: 'ComplaintAccepted', decidedOn: '2026-04-17', paper: 1, reasons },
  'correction-notice': {
    decision: 'ComplaintAccepted',
    decidedOn: '2026-04-17',
    paper: 1,
    reasons,
    corrections: [
      { field: 'ground', was: 2, is: 3 },
      { field: 'recoveredFen', was: null, is: 96_000 },
    ],
    particulars: {
      was: { competentBody: '临溪区卫生健康局' },
      is: {
        rightBureau: 'yunqi-wangshan',
        earlier: { handler: 'court', body: '临溪区人民法院', on: '2026-03-02' },
        factors: ['shared-phone-or-address'],
        settledOn: '2026-04-16',
        found: 'fraud',
        ended: 'respondent',
      },
    },
  },
};

export const desk: PaperDesk = {
  unit: {
    id: 'yunqi-linxi',
    kind: 'bureau',
    name: '云栖市临溪区市场监督管理局',
    parent: 'yunqi-city',
    address: '人民路 1 号',
    phone: '0000-8100 0315',
    documentPrefix: '云临市监',
  },
  units: new Map([
    ['yunqi-city', { name: '云栖市市场监督管理局' }],
    ['yunqi-wangshan', { name: '云栖市望山县市场监督管理局' }],
    ['linxi-association', { name: '临溪区消费者协会' }],
  ]),
  authority: '云栖市市场监督管理局',
  state: stateAfter([filed(), accepted(), paperMade(1, 'form-5', 'complainant')]),
  order: 'order-121',
  mediationLimit: 'sixty-days',
  today: '2026-04-21',
  complainantPerson: 'p',
  complainant: { name: '林晓禾', phone: '13800000001', address: '桂花路 12 号', contact: '' },
  respondent: { name: '强健健身', phone: '0000-8100 0002', address: '中山路 88 号', contact: '吴敏' },
  facts: '办卡后停业。',
  claim: '',
  along: [],
  purchase: {},
  platform: undefined,
  evidenceNames: new Map(),
  problem: '预付费停业',
  shop: '晴天小家电',
  staff: new Map([
    [accounts.handler, { name: '陈一鸣', phone: '0000-8100 0001' }],
    [accounts.mediator, { name: '何静', phone: '0000-8100 0003' }],
  ]),
  operators: new Map([['platform-1', { name: '澜川好物网络' }]]),
  actor: people.handler.account,
  agentOn: () => undefined,
  answerUrl: 'http://localhost:8315/answer',
  t: zh,
  plain: (one) => one?.entry ?? '',
};

export const at = {
  number: '云临市监投〔2026〕第1号',
  to: ['complainant'] as const,
  proof: { url: 'http://localhost:8315/proof/x', code: 'x' },
};

export const orderOf = <Code extends OrderedPaper>(code: Code): PaperOrder =>
  ({ code, to: ['complainant'], details: details[code] }) as PaperOrder;
