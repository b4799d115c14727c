import type { Translate } from '#kernel/translate.ts';
import { type Phase, phases } from '#modules/complaints/vocabulary.ts';
import { usualLimits } from '#platform/files/limits.ts';
import {
  answerAgentPage,
  answerCheckPage,
  answerDonePage,
  answerEvidencePage,
  answerMediationPage,
  noticeCodePage,
  statementPage,
} from '#site/answer/answer.page.ts';
import {
  addEvidencePage,
  consentsPage,
  endAgentPage,
  nameAgentPage,
  ownPartPage,
  ratePage,
  recusalPage,
  settlementPage,
  supplyPage,
  takeBackPage,
  tellingPage,
  withdrawPage,
} from '#site/follow/acts.page.ts';
import { casePage, type FollowView } from '#site/follow/case.page.ts';
import { asClaimed, claimsCheckPage, claimsPage } from '#site/follow/claims.page.ts';
import { casesPage, findPage, reportAskedPage } from '#site/follow/find.page.ts';
import { papersPage } from '#site/follow/papers.page.ts';
import type { Shell } from '#site/kit/layout.ts';
import { sampleFiles } from './filing-samples.ts';
import { cardOf, formOf, type Samples } from './sample-parts.ts';

const number = 'YQ-20260415-7K3M9-4';
const filedAt = new Date('2026-04-15T02:21:00Z');
const bureau = '云栖市临溪区市场监督管理局';
const respondent = '云栖市临溪区家和电器商行';

const papers = [
  {
    address: '#2',
    title: '投诉调解通知书',
    number: '云临市监调〔2026〕第18号',
    madeAt: new Date('2026-04-28T03:00:00Z'),
    openedAt: null,
  },
  {
    address: '#1',
    title: '投诉受理决定书',
    number: '云临市监受〔2026〕第41号',
    madeAt: new Date('2026-04-21T06:30:00Z'),
    openedAt: new Date('2026-04-21T07:00:00Z'),
  },
];

const viewOf = (shell: Shell, phase: Phase, more: Partial<FollowView> = {}): FollowView => ({
  shell,
  number,
  phase,
  respondent,
  bureau,
  filedAt,
  asked: [],
  clocks: [],
  pastClocks: [
    { title: '受理决定期限', basis: '办法第十五条', state: 'met', dueOn: '2026-04-24', metOn: '2026-04-21' },
    { title: '调解期限', basis: '办法第二十三条', state: 'lapsed' },
  ],
  evidence: [
    { id: 'a', name: '收据.jpg', bytes: 120_000, kind: 'image', address: '#a', by: 'complainant', purpose: 'evidence' },
    {
      id: 'b',
      name: '身份证.jpg',
      bytes: 90_000,
      kind: 'image',
      address: '#b',
      by: 'complainant',
      purpose: 'identity',
    },
    { id: 'c', name: '材料 3', bytes: 60_000, kind: 'pdf', address: '#c', by: 'respondent', purpose: 'evidence' },
  ],
  acts: ['add-evidence', 'withdraw'],
  story: [
    { title: '通知商家', at: new Date('2026-04-22T01:10:00Z') },
    { title: '决定受理', at: new Date('2026-04-21T06:30:00Z'), text: '承办人员已电话告知。' },
    { title: '分送到承办机关', at: new Date('2026-04-15T03:05:00Z') },
    { title: '提交投诉', at: filedAt },
  ],
  papers,
  people: [
    { role: 'bureau', name: bureau, phone: '0571-88001234' },
    { role: 'handler', name: '周宁' },
    { role: 'respondent', name: respondent },
    { role: 'you', name: '林晓' },
  ],
  ...more,
});

export function caseSamples(shell: Shell, t: Translate): Samples {
  const act = { shell, form: formOf(), number };
  const claimsOpen = {
    ...{ ...act, leftOn: '2026-05-06' as const, joint: true },
    claims: [{ kind: 'refund', amountFen: 96_000 }, { kind: 'repair' }],
  } as const;
  const answer = { shell, form: formOf(), number };
  const fromPhases = Object.fromEntries(
    phases.map((phase) => [`case-${phase}`, () => casePage(viewOf(shell, phase), t)]),
  );
  return {
    ...fromPhases,
    'case-under-review': () =>
      casePage(
        viewOf(shell, 'under-review', {
          receipts: { first: '2026-04-15', own: '2026-04-17' },
          clocks: [cardOf('CMP-01', '2026-04-15', '2026-04-21', t)],
          acts: ['supply', 'add-evidence', 'withdraw'],
          asked: [
            {
              kind: 'identity',
              what: '请提供身份证正反面照片。',
              dueOn: '2026-04-22',
              inMediation: false,
              passed: false,
            },
            { kind: 'voluntary', what: '合同全文。', dueOn: '2026-04-20', inMediation: false, passed: true },
          ],
          papers: [],
        }),
        t,
      ),
    'case-mediating': () =>
      casePage(
        viewOf(shell, 'mediating', {
          clocks: [cardOf('CMP-02', '2026-04-21', '2026-05-07', t)],
          settlement: { on: '2026-05-06', answer: null },
          acts: ['add-evidence', 'ask-recusal', 'withdraw'],
          mediation: { mode: 'on-site', at: new Date('2026-05-11T06:00:00Z'), place: '临溪区市场监督管理局三楼调解室' },
        }),
        t,
      ),
    'case-overdue': () =>
      casePage(viewOf(shell, 'mediating', { clocks: [cardOf('CMP-02', '2026-04-21', '2026-06-25', t)] }), t),
    'case-agreed': () =>
      casePage(viewOf(shell, 'agreed', { recovered: 128_000, acts: ['rate'], done: t('follow:act.rate.link') }), t),
    'case-agreed-record': () =>
      casePage(
        viewOf(shell, 'agreed', {
          agreed: 'record',
          papers: papers.map((paper, at) => ({ ...paper, fell: at === 0 ? 'annulled' : 'corrected' })),
        }),
        t,
      ),
    'case-withdrawal-stated': () =>
      casePage(viewOf(shell, 'accepted', { withdrawn: true, acts: ['choose-telling'] }), t),
    'case-withdrawal-open': () =>
      casePage(viewOf(shell, 'accepted', { withdrawn: true, acts: ['take-back-withdrawal'] }), t),
    'case-settled-by-others': () =>
      casePage(viewOf(shell, 'mediating', { settlement: { on: '2026-05-06', answer: true, byOthers: true } }), t),
    'case-withdrawn-by-others': () => casePage(viewOf(shell, 'withdrawn', { byOthers: true }), t),
    'case-agreed-performed': () => casePage(viewOf(shell, 'agreed', { agreed: 'performed', recovered: 128_000 }), t),
    'case-refused': () =>
      casePage(
        viewOf(shell, 'refused', {
          reason: '经审查，您购买该商品用于店铺经营，不是为生活消费需要。\n依据第十六条第三项，不予受理。',
          acts: ['rate'],
        }),
        t,
      ),
    'follow-find': () => findPage({ shell, form: formOf() }, t),
    'follow-report': () => reportAskedPage({ shell, number: 'YUNQI-R261129-M65WQP-S' }, t),
    'follow-cases': () =>
      casesPage(
        {
          shell,
          cases: [
            { number, kind: 'complaint', respondent, state: { phase: 'mediating' }, filedAt },
            {
              number: 'YQ-20260302-9H2LP-7',
              kind: 'complaint',
              respondent: '澜川市某健身馆',
              state: { phase: 'under-review' },
              filedAt: new Date('2026-03-02T08:00:00Z'),
              waits: t('follow:act.supply.link'),
            },
            { number: 'YQ-20260415-2Q8HT-1', kind: 'question', respondent: '', state: { words: '已收到' }, filedAt },
          ],
          paging: { shown: 3, total: 12, next: '/cases?after=3' },
        },
        t,
      ),
    'follow-cases-none': () => casesPage({ shell, cases: [], paging: { shown: 0, total: 0 } }, t),
    'follow-cases-left': () =>
      casesPage(
        { shell, cases: [], paging: { shown: 0, total: 0 }, left: t('follow:left.leave-joint', { number }) },
        t,
      ),
    'follow-address-owed': () => casePage(viewOf(shell, 'under-review', { addressOwed: true }), t),
    'follow-telling-owed': () => tellingPage({ ...act, addressOwed: true }, t),
    'follow-papers': () => papersPage({ shell, number, papers }, t),
    'follow-supply': () =>
      supplyPage(
        {
          ...act,
          purposes: ['evidence', 'identity'],
          asked: [
            { kind: 'identity', what: '身份证正反面照片', dueOn: '2026-04-22', inMediation: false, passed: false },
            { kind: 'voluntary', what: '合同全文', dueOn: '2026-04-22', inMediation: false, passed: false },
          ],
        },
        t,
      ),
    'follow-add-evidence': () =>
      addEvidencePage(
        {
          ...act,
          purposes: ['evidence', 'identity', 'power-of-attorney'],
          form: formOf({}, [{ field: 'files', says: 'follow:fault.no-file' }]),
        },
        t,
      ),
    'follow-withdraw': () => withdrawPage(act, t),
    'follow-withdraw-accepted': () => withdrawPage({ ...act, endsMediation: bureau }, t),
    'follow-recusal': () => recusalPage({ ...act, mediator: '陈平', assistants: ['赵律师'] }, t),
    'follow-telling': () =>
      tellingPage({ ...act, email: 'l***@example.org', form: formOf({ toldBy: 'e-mail', electronic: 'yes' }) }, t),
    'follow-telling-agent': () => tellingPage({ ...act, isAgent: true }, t),
    'follow-settlement': () => settlementPage({ ...act, day: '2026-05-06', respondent }, t),
    'follow-settlement-no': () => settlementPage({ ...act, day: '2026-05-06', respondent, onlyNo: true }, t),
    'follow-claims': () => claimsPage({ ...claimsOpen, form: formOf(asClaimed(claimsOpen.claims)) }, t),
    'follow-claims-check': () =>
      claimsCheckPage(
        { ...claimsOpen, standing: [{ kind: 'refund', amountFen: 50_000 }], sent: { claims: ['refund'] } },
        t,
      ),
    'follow-rate': () => ratePage(act, t),
    'follow-name-agent': () => nameAgentPage({ ...act, agent: '吴**' }, t),
    'follow-own-power': () => nameAgentPage({ ...act, own: { phone: '13800000002', general: true } }, t),
    'follow-end-agent': () => endAgentPage({ ...act, agent: '吴**' }, t),
    'follow-take-back': () => takeBackPage(act, t),
    'follow-consents': () =>
      consentsPage(
        { ...act, asked: ['joint', 'publicity', 'entrust'], others: true, form: formOf({ publicity: 'no' }) },
        t,
      ),
    'follow-leave-joint': () => ownPartPage({ ...act, act: 'leave-joint', first: true }, t),
    'follow-end-representative': () => ownPartPage({ ...act, act: 'end-representative', first: false }, t),
    'answer-code': () => noticeCodePage({ shell, form: formOf(), open: number, hasAccount: true }, t),
    'answer-statement': () => statementPage(answer, t),
    'answer-evidence': () =>
      answerEvidencePage({ ...answer, files: sampleFiles, limits: { bytes: usualLimits.bytes, files: 30 } }, t),
    'answer-mediation': () => answerMediationPage({ ...answer, form: formOf({ mediation: 'yes' }) }, t),
    'answer-agent': () =>
      answerAgentPage(
        { ...answer, represented: true, papers: ['委托书.jpg'], form: formOf({ name: '罗维', powers: 'general' }) },
        t,
      ),
    'answer-check': () =>
      answerCheckPage(
        {
          ...answer,
          bureau,
          statement: '愿意退货退款。',
          files: sampleFiles,
          mediation: true,
          entrust: false,
          wishedTimes: '周一至周三下午',
          represented: true,
          agent: '罗维 · 一般代理',
        },
        t,
      ),
    'answer-done': () =>
      answerDonePage({ shell, number, bureau, sentAt: new Date('2026-04-27T07:12:00Z'), mediation: true }, t),
  };
}
