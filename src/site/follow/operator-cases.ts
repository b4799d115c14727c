import type { Actor } from '#kernel/actor.ts';
import { countOperatorCases, operatorCases } from '#modules/complaints/facade.ts';
import { scopeOf } from '#platform/actor-scope.ts';
import type { Safe } from '#site/kit/html.ts';
import type { SiteKit, Visit } from '#site/visit/visit.ts';
import { casesPage } from './find.page.ts';

/** Beside their own account: operators they may speak for. */
export const actsForOthers = ({ principals }: Actor): boolean => principals.length > 1;

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
      hasOwn: actor.kind === 'consumer',
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
