import type { Actor } from '#kernel/actor.ts';
import type { Day } from '#kernel/day.ts';
import { type CaseView, countOperatorCases, operatorCases, scopeOf } from '#modules/complaints/facade.ts';
import type { Safe } from '#site/kit/html.ts';
import { seenByOperator } from '#site/visit/seen-by-operator.ts';
import type { SiteKit, Visit } from '#site/visit/visit.ts';
import { casesPage } from './find.page.ts';
import { followView } from './follow-view.ts';
import { operatorCasePage } from './operator-case.page.ts';

/** Events an operator is told of in other words than the complainant. */
const otherWords: ReadonlySet<string> = new Set([
  'ComplaintFiled',
  'ProofRequested',
  'OperatorAnswered',
  'RespondentNotified',
  'WithdrawalStated',
  'ComplaintWithdrawn',
  'ComplaintRated',
  'PersonErased',
]);

/** Cases of the operators this person acts for, once they were notified. */
export const operatorList = async (kit: SiteKit, visit: Visit, actor: Actor, page: Page): Promise<Safe> => {
  const limits = { limit: page.size, offset: (page.at - 1) * page.size };
  const { cases, total } = await kit.context.database.transact(scopeOf(actor), async (tx) => ({
    cases: await operatorCases(tx, actor.principals, limits),
    total: await countOperatorCases(tx, actor.principals),
  }));
  return casesPage(
    {
      shell: visit.shell,
      forOperator: true,
      cases: cases.map((one) => ({
        number: one.number,
        kind: 'complaint' as const,
        respondent: visit.t('follow:operator.line', {
          complainant: one.complainantMasked,
          respondent: one.respondent ?? visit.t('follow:cases.noName'),
        }),
        state: { phase: one.phase },
        filedAt: one.filedAt,
      })),
      paging: page.links(cases.length, total),
    },
    visit.t,
  );
};

export type Page = {
  readonly at: number;
  readonly size: number;
  readonly links: (shown: number, total: number) => Parameters<typeof casesPage>[0]['paging'];
};

/** The case page of an operator with an account. */
export const operatorCase = (visit: Visit, view: CaseView, today: Day, done: string | undefined): Safe => {
  const { t } = visit;
  const shown = followView(view, today, t);
  const types = [...view.timeline].reverse().map(({ type }) => type);
  return operatorCasePage(
    {
      shell: visit.shell,
      guards: visit.guards(view.version),
      number: view.number,
      phase: view.phase,
      seen: view,
      told: seenByOperator(view),
      evidence: shown.evidence,
      mayAnswer: view.acts.some(({ act }) => act === 'answer'),
      acts: shown.acts.filter((act) => act === 'add-evidence' || act === 'ask-recusal'),
      story: shown.story.map((entry, at) => {
        const type = types[at] ?? '';
        return otherWords.has(type) ? { ...entry, title: t(`follow:operator.story.${type}`) } : entry;
      }),
      papers: shown.papers,
      ...(done === undefined ? {} : { done }),
    },
    t,
  );
};
