import type { ReactNode } from 'react';
import type { Day } from '#kernel/day.ts';
import { useTexts } from '../../kit/texts.ts';
import { dayOrText } from '../../kit/when.ts';

/** `2019年1月1日 起`, `… 至 …`, or that it was entered in error: a row whose end is its beginning never held. */
export const DateRange = ({
  from,
  to,
  today,
}: {
  readonly from: string;
  readonly to: string | null;
  readonly today: Day;
}) => {
  const t = useTexts();
  const begins = dayOrText(from, today, t);
  if (to === null) return <>{t('administration:dated.since', { from: begins })}</>;
  if (to === from) return <s>{t('administration:dated.never', { from: begins })}</s>;
  return <>{t('administration:dated.until', { from: begins, to: dayOrText(to, today, t) })}</>;
};

export const holds = (row: { readonly from: string; readonly to: string | null }, today: Day): boolean =>
  row.from <= today && (row.to === null || row.to > today);

/** Ends on a day to come, or does not end. */
export const isOver = (row: { readonly to: string | null }, today: Day): boolean => row.to !== null && row.to <= today;

/** A small table with its heading and what can be added to it. */
export const Part = ({
  title,
  act,
  children,
}: {
  readonly title: string;
  readonly act?: ReactNode;
  readonly children: ReactNode;
}) => (
  <section className="admin-part">
    <div className="admin-part-head">
      <h3>{title}</h3>
      {act}
    </div>
    {children}
  </section>
);
