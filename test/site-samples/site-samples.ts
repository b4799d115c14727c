import type { Language, Translate } from '#kernel/translate.ts';
import { textsFor } from '#platform/texts.ts';
import { accountPage, privacyDonePage, privacyPage } from '#site/account/account.page.ts';
import { castMembers, castPage, mailboxPage } from '#site/account/demo.page.ts';
import { phoneCodePage, phonePage, staffCodePage, staffPage } from '#site/account/sign-in.page.ts';
import { announcementPage, announcementsPage } from '#site/announcements/announcements.page.ts';
import { publicNoticesPage } from '#site/announcements/public-notices.page.ts';
import { accessibilityPage, privacyNoticePage } from '#site/home/about.page.ts';
import { errorPage, errorStatuses } from '#site/home/error.page.ts';
import { homePage } from '#site/home/home.page.ts';
import type { Shell } from '#site/kit/layout.ts';
import { proofEntryPage, proofPage } from '#site/proof/proof.page.ts';
import { caseSamples } from './case-samples.ts';
import { filingSamples } from './filing-samples.ts';
import { laterSamples } from './later-samples.ts';
import { operatorSamples } from './operator-samples.ts';
import { formOf, guards, hashOf, type Samples } from './sample-parts.ts';

const bureau = '云栖市临溪区市场监督管理局';

function otherSamples(shell: Shell, t: Translate): Samples {
  const form = formOf();
  const paper = {
    title: '投诉受理决定书',
    number: '云临市监受〔2026〕第41号',
    bureau,
    madeOn: '2026-04-21' as const,
    fileHash: hashOf('file'),
    dataHash: hashOf('data'),
    standing: 'in-force' as const,
  };
  const noticed = {
    ...{ number: '云临市监投公〔2026〕第1号', addressee: '林**', paper: '投诉受理决定书' },
    ...{ paperNumber: '云临市监投受〔2026〕第7号', authority: bureau, phone: '0000-8100 0315', proof: 'H7KM2-Q9XWD' },
    ...({ publishedOn: '2026-04-21', countsOn: '2026-05-21', dueOn: '2026-05-28' } as const),
  };
  const announced = {
    incident: '019a1866-ec3c-7f8d-83a1-cfa2efff876b',
    number: '云临市监消告〔2026〕第3号',
    title: '强健健身（桂花路店）停业退费事件',
    operator: '云栖市强健健身有限公司',
    authority: bureau,
    publishedOn: '2026-04-21' as const,
    verified: ['2026年4月10日起停业，预收款没有退还。', '法定代表人下落不明，已列入经营异常名录。'],
    steps: ['保留办卡合同和付款凭证。', '2026年5月31日前（含当日）可以登记，已投诉的不用再登记。'],
    phone: '0990-12315',
    proof: 'A1B2C3',
    correctedOn: '2026-05-06' as const,
    ...{ withdrawnOn: null, withdrawnFor: null },
  };
  const takenBack = {
    ...announced,
    ...{ title: '', operator: null, verified: [], steps: [], correctedOn: null },
    ...{ withdrawnOn: '2026-05-08' as const, withdrawnFor: '公告的停业日期与核查结果不符。' },
  };
  const errors = Object.fromEntries(
    errorStatuses.map((status) => [`error-${status}`, () => errorPage({ shell, status, reference: '7K3M9Q2T' }, t)]),
  );
  return {
    'error-case': () => errorPage({ shell, status: 404, about: 'case', reference: '7K3M9Q2T' }, t),
    home: () => homePage({ shell, draftDays: 30 }, t),
    'home-draft': () =>
      homePage(
        {
          shell: { ...shell, companion: true, signedIn: { name: '林晓', kind: 'consumer' } },
          draftDays: 30,
          draft: { resume: '/file/facts' },
        },
        t,
      ),
    'about-privacy': () =>
      privacyNoticePage(
        {
          shell,
          contact: { name: '云栖市市场监督管理局投诉举报中心', phone: '0990-12315', address: '云栖市人民路 1 号' },
          years: { complaint: 10, report: 10, question: 3, request: 3 },
          draftDays: 30,
          receiptMinutes: 15,
          logMonths: 6,
        },
        t,
      ),
    'about-accessibility': () => accessibilityPage({ shell }, t),
    ...errors,
    announcements: () => announcementsPage({ shell, page: 2, more: true, rows: [announced] }, t),
    'public-notices': () => publicNoticesPage({ shell, page: 2, more: true, rows: [noticed] }, t),
    'public-notices-none': () => publicNoticesPage({ shell, page: 1, more: false, rows: [] }, t),
    'announcements-none': () => announcementsPage({ shell, page: 1, more: false, rows: [] }, t),
    announcement: () => announcementPage({ shell, ...announced, earlier: [announced] }, t),
    'announcement-withdrawn': () => announcementPage({ shell, ...takenBack, earlier: [announced, takenBack] }, t),
    'announcements-withdrawn': () =>
      announcementsPage({ shell, page: 1, more: false, rows: [takenBack, announced] }, t),
    'proof-found': () => proofPage({ shell, code: 'A1B2C3', paper }, t),
    'proof-annulled': () => proofPage({ shell, code: 'A1B2C3', paper: { ...paper, standing: 'annulled' } }, t),
    'proof-unknown': () => proofPage({ shell, code: '"><script>alert(1)</script>' }, t),
    'proof-entry': () => proofEntryPage({ shell, form }, t),
    'account-phone': () => phonePage({ shell, form }, t),
    'account-code': () =>
      phoneCodePage(
        {
          shell,
          form: formOf({ code: '12' }, [{ field: 'code', says: 'account:fault.code-shape' }]),
          action: '/account/code',
          back: '/account/login',
          phone: '138****1234',
          minutes: 10,
          two: false,
        },
        t,
      ),
    'account-two-codes': () =>
      phoneCodePage(
        {
          shell,
          form: formOf({}, [{ field: 'other', says: 'account:fault.other-code' }]),
          action: '/account/code',
          back: '/account/login',
          phone: '138****1234',
          minutes: 10,
          two: true,
        },
        t,
      ),
    'account-staff': () =>
      staffPage({ shell, form, provider: { name: '云栖市统一认证', address: '/account/oidc' } }, t),
    'account-staff-code': () => staffCodePage({ shell, form }, t),
    'account-own': () =>
      accountPage(
        {
          shell: { ...shell, signedIn: { name: '林晓', kind: 'consumer' } },
          guards,
          forOperator: false,
          name: '林晓',
          phone: '138****1234',
          sessions: [
            { id: 's1', device: 'Android · Chrome', since: new Date('2026-04-21T06:30:00Z'), own: true },
            { id: 's2', device: 'Windows · Edge', since: new Date('2026-04-15T02:30:00Z'), own: false },
          ],
        },
        t,
      ),
    'account-privacy': () => privacyPage({ shell, form }, t),
    'account-privacy-done': () => privacyDonePage({ shell, number: 'GR-20260421-3', answerBy: '2026-05-12' }, t),
    'demo-cast': () =>
      castPage({ shell, guards, cast: castMembers.map((member) => ({ member, name: '林晓', place: bureau })) }, t),
    'demo-mailbox': () =>
      mailboxPage(
        {
          shell,
          total: 1,
          letters: [
            {
              channel: 'sms',
              to: '138****1234',
              at: new Date('2026-04-21T06:30:00Z'),
              text: '【放心】验证码 480213，10 分钟内有效。',
              attachments: [],
              arrived: true,
            },
          ],
        },
        t,
      ),
    'demo-mailbox-none': () => mailboxPage({ shell, total: 0, letters: [] }, t),
  };
}

export type SampleLook = { readonly language: Language; readonly largePrint: boolean };

/** Every page of the site with something on it, for looking at and for testing. */
export function siteSamples({ language, largePrint }: SampleLook, assets: Shell['assets']): Samples {
  const t = textsFor(language, 'throw');
  const shell: Shell = {
    assets,
    address: '/sample?a=1',
    largePrint,
    authority: language === 'en' ? 'Yunqi Market Regulation Bureau' : '云栖市市场监督管理局',
    demo: true,
    companion: false,
  };
  return {
    ...otherSamples(shell, t),
    ...filingSamples(shell, t),
    ...caseSamples(shell, t),
    ...laterSamples(shell, t),
    ...operatorSamples(shell, t),
  };
}
