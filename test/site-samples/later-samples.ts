import type { Translate } from '#kernel/translate.ts';
import { qrShape } from '#platform/qr-shape.ts';
import { privacyPage } from '#site/account/account.page.ts';
import { enrolPage, ownPasswordPage } from '#site/account/first-sign-in.page.ts';
import { steppedUpPage, stepUpPage } from '#site/account/step-up.page.ts';
import { casesPage } from '#site/follow/find.page.ts';
import type { Shell } from '#site/kit/layout.ts';
import { questionPage } from '#site/questions/question.page.ts';
import { formOf, type Samples } from './sample-parts.ts';

const number = 'YUNQI-260415-7K3M9Q-4';
const bureau = '云栖市临溪区市场监督管理局';
const respondent = '云栖市强健健身服务有限公司';
const at = new Date('2026-04-21T06:30:00Z');

export function laterSamples(shell: Shell, t: Translate): Samples {
  const form = formOf();
  const staff = { ...shell, signedIn: { name: t('site:account.kind.staff'), kind: 'staff' } };
  const operator = { ...shell, signedIn: { name: t('site:account.kind.operator'), kind: 'operator' } };
  const asked = { kind: 'correct', madeAt: at, dueOn: '2026-05-21' as const, text: '名字写错了', basis: null };
  return {
    'staff-own-password': () =>
      ownPasswordPage({ shell, form: formOf({}, [{ field: 'again', says: 'account:fault.password-differs' }]) }, t),
    'staff-enrol': () =>
      enrolPage(
        {
          shell,
          form,
          qr: qrShape('otpauth://totp/Fangxin:zhou.ning?secret=JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP&issuer=Fangxin'),
          secret: 'JBSW Y3DP EHPK 3PXP JBSW Y3DP EHPK 3PXP',
        },
        t,
      ),
    'staff-step-up': () => stepUpPage({ shell: staff, form, to: '/desk/team', ways: ['code'] }, t),
    'staff-step-up-by-provider': () => stepUpPage({ shell: staff, form, to: '/desk/team', ways: ['provider'] }, t),
    'staff-step-up-by-either': () =>
      stepUpPage({ shell: staff, form, to: '/desk/team', ways: ['code', 'provider'] }, t),
    'staff-step-up-anew': () => stepUpPage({ shell: staff, form, to: '/desk/team', ways: ['sign-in'] }, t),
    'staff-stepped-up': () => steppedUpPage({ shell: staff, desk: '/desk/' }, t),
    'account-privacy-asked': () =>
      privacyPage(
        {
          shell,
          form,
          asked: [
            { ...asked, state: 'open', answer: null, isElsewhere: false, emptiedOn: null },
            {
              ...asked,
              kind: 'delete',
              state: 'refused',
              answer: '案卷依法保存三年。',
              isElsewhere: false,
              emptiedOn: null,
              basis: '个人信息保护法第四十七条',
            },
          ],
        },
        t,
      ),
    'operator-cases': () =>
      casesPage(
        {
          shell: operator,
          forOperator: true,
          cases: [
            {
              number,
              kind: 'complaint',
              respondent: `林** · ${respondent}`,
              state: { phase: 'accepted' },
              filedAt: at,
            },
          ],
          paging: { shown: 1, total: 1 },
        },
        t,
      ),
    'operator-cases-none': () =>
      casesPage({ shell: operator, forOperator: true, cases: [], paging: { shown: 0, total: 0 } }, t),
    question: () =>
      questionPage(
        {
          shell,
          number: 'YUNQI-Q260415-2Q8HT1-6',
          phase: 'answered',
          bureau,
          askedAt: at,
          question: '预付卡可以要求退余额吗？',
          answer: { text: '可以要求退还未消费的余额。', on: '2026-04-23', basis: ['消费者权益保护法第五十三条'] },
          papers: [],
        },
        t,
      ),
  };
}
