import type { Day } from '#kernel/day.ts';
import type { ReportView } from '#modules/reports/contract.ts';
import { useTexts } from '../../kit/texts.ts';
import { dayOrText } from '../../kit/when.ts';

type Props = { readonly list: ReportView['reckonedAnew']; readonly today: Day };

/** What notices on days off, decisions of the authority and rules put right did to the limits of the report. */
export const ReckonedAnew = ({ list, today }: Props) => {
  const t = useTexts();
  if (list.length === 0) return null;
  const day = (text: string): string => dayOrText(text, today, t);
  return (
    <section>
      <h2>{t('desk:reports.reckoned')}</h2>
      <ul>
        {list.map(({ on, year, rule, decided, moved, confirmed }) => {
          const told = [
            ...moved.map((one) =>
              t('desk:reports.reckonedMoved', { rule: one.rule, from: day(one.from), to: day(one.to) }),
            ),
            ...confirmed.map((one) => t('desk:reports.reckonedSure', { rule: one })),
          ];
          return (
            <li key={`${on} ${year} ${rule} ${told.join()}`}>
              {year === null
                ? t(`desk:reports.${decided ? 'reckonedByRule' : 'reckonedByRelease'}`, {
                    on: day(on),
                    rule: rule ?? '',
                  })
                : t('desk:reports.reckonedByYear', { on: day(on), year: String(year) })}
              {t('desk:colon')}
              {told.length === 0 ? t('desk:reports.reckonedSame') : told.join(t('desk:semicolon'))}
            </li>
          );
        })}
      </ul>
    </section>
  );
};
