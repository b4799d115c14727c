import type { Day } from '#kernel/day.ts';
import type { Translate } from '#kernel/translate.ts';
import type { ReportView } from '#modules/reports/contract.ts';
import { linkedWords } from '../../kit/linked-words.ts';
import { papersSaid } from '../../kit/papers-said.ts';
import type { Seen } from '../../kit/what-changed.ts';
import { dayOrText } from '../../kit/when.ts';

/** What an officer goes by who opens a form of a report: when a colleague changes it meanwhile, that is told. */
export const reportSeen = (view: ReportView, today: Day, t: Translate): Seen => {
  const clocks = view.clocks.map(({ rule, dueOn }) =>
    [rule, dueOn === null ? '' : dayOrText(dueOn, today, t)].filter(Boolean).join(' · '),
  );
  const papers = papersSaid(view.papers, today, t);
  return {
    version: view.version,
    shows: [
      { label: t('desk:reports.due'), text: clocks.join('\n') },
      { label: t('complaint:field.receivedOn'), text: dayOrText(view.receivedOn, today, t) },
      {
        label: t('desk:reports.transferredTo'),
        text: view.linkedTo === null ? (view.transferredTo ?? '') : linkedWords(view.linkedTo, t),
      },
      { label: t('desk:reports.papers'), text: papers.join('\n') },
    ],
  };
};
