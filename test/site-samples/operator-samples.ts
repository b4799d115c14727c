import type { Translate } from '#kernel/translate.ts';
import type { Phase } from '#modules/complaints/vocabulary.ts';
import { operatorActPage } from '#site/answer/act.page.ts';
import { operatorActs } from '#site/answer/act-forms.ts';
import { type OperatorCaseView, operatorCasePage } from '#site/answer/case.page.ts';
import { casesPage } from '#site/follow/find.page.ts';
import type { Shell } from '#site/kit/layout.ts';
import { cardOf, formOf, guards, type Samples } from './sample-parts.ts';

const number = 'YUNQI-260415-7K3M9Q-4';
const bureau = '云栖市临溪区市场监督管理局';
const respondent = '云栖市强健健身服务有限公司';
const at = new Date('2026-04-21T06:30:00Z');

const viewOf = (shell: Shell, phase: Phase, t: Translate, more: Partial<OperatorCaseView> = {}) =>
  operatorCasePage(
    {
      shell,
      guards,
      number,
      phase,
      bureau,
      respondent,
      filedAt: at,
      overdue: false,
      clocks: [],
      pastClocks: [{ title: '受理决定期限', basis: '办法第十五条', state: 'met', dueOn: '2026-04-24' }],
      acts: [],
      told: {
        complainant: '林**',
        goods: '健身年卡',
        orderNumber: 'QJ-2026-0117',
        amount: 128_000,
        facts: '2026 年 1 月办理健身年卡 1280 元，4 月停业，拒退余额。',
        claims: [{ kind: 'refund', amountFen: 96_000 }],
      },
      evidence: [
        {
          id: 'a',
          name: '材料 1',
          bytes: 120_000,
          kind: 'image',
          address: '#a',
          by: 'complainant',
          purpose: 'evidence',
        },
        {
          id: 'b',
          name: '执照.jpg',
          bytes: 90_000,
          kind: 'image',
          address: '#b',
          by: 'respondent',
          purpose: 'identity',
        },
      ],
      story: [{ title: t('follow:operator.story.RespondentNotified'), at }],
      papers: [
        { address: '#2', title: '投诉告知书', madeAt: at, openedAt: at },
        { address: '#1', title: '投诉调解通知书', number: '云临市监调〔2026〕第18号', madeAt: at, openedAt: null },
      ],
      people: [
        { role: 'bureau', name: bureau, phone: '0990-8231500' },
        { role: 'mediator', name: '何静' },
        { role: 'respondentAgent', name: '罗**', note: t('answer:case.agentStanding.without-paper') },
        { role: 'complainant', name: '林**' },
      ],
      byCode: true,
      ...more,
    },
    t,
  );

/** The operator's side of a case as it goes, by code and with an account. */
export function operatorSamples(shell: Shell, t: Translate): Samples {
  const operator = { ...shell, signedIn: { name: t('site:account.kind.operator'), kind: 'operator' } };
  const acts = Object.fromEntries(
    operatorActs.map((act) => [
      `operator-${act}`,
      () =>
        operatorActPage(
          { shell, number, form: formOf(), mediator: '何静', assistants: ['赵律师'], agent: '罗**' },
          act,
          t,
        ),
    ]),
  );
  return {
    ...acts,
    'operator-case-withdrawn': () =>
      viewOf(shell, 'accepted', t, { withdrawn: true, acts: ['add-evidence'], done: t('answer:case.tooLate') }),
    'operator-case-answered': () => viewOf(shell, 'accepted', t, { answer: 'given', acts: ['add-statement'] }),
    'operator-case': () =>
      viewOf(shell, 'accepted', t, {
        answer: 'open',
        answerBy: '2026-04-29',
        acts: ['add-evidence', 'settled'],
        clocks: [cardOf('CMP-02', '2026-04-21', '2026-04-22', t)],
      }),
    'operator-case-late': () => viewOf(shell, 'accepted', t, { answer: 'open', answerBy: '2026-04-20', overdue: true }),
    'operator-case-mediating': () =>
      viewOf(operator, 'mediating', t, {
        byCode: false,
        answer: 'given',
        acts: ['add-statement', 'add-evidence', 'ask-recusal', 'settled'],
        meeting: {
          mode: 'on-site',
          at: new Date('2026-05-11T06:00:00Z'),
          place: '临溪区市场监督管理局三楼调解室',
          mediator: '何静',
          recusalDays: 3,
        },
        clocks: [cardOf('CMP-02', '2026-04-21', '2026-05-07', t)],
        done: t('answer:act.add-statement.done'),
      }),
    'operator-case-terminated': () =>
      viewOf(shell, 'terminated', t, { reason: '经调解，双方不能达成一致。', papers: [], evidence: [] }),
    'operator-cases-beside': () => casesPage({ shell, cases: [], ofOperator: 2, paging: { shown: 0, total: 0 } }, t),
  };
}
