import type { ReactNode } from 'react';
import { basisText, isArticle } from '#kernel/article.ts';
import { type Day, isDay } from '#kernel/day.ts';
import { longDay } from '#kernel/day-text.ts';
import type { Translate } from '#kernel/translate.ts';
import { hasText, useTexts } from '../../kit/texts.ts';

/** `2019年1月1日起`, `…至…前`, or that it was entered in error: a row whose end is its beginning never held. */
export const DateRange = ({ from, to }: { readonly from: string; readonly to: string | null }) => {
  const t = useTexts();
  const begins = dayName(from, t);
  if (to === null) return <>{t('administration:dated.since', { from: begins })}</>;
  if (to === from) return <s>{t('administration:dated.never', { from: begins })}</s>;
  return <>{t('administration:dated.until', { from: begins, to: dayName(to, t) })}</>;
};

const dayName = (text: string, t: Translate): string => (isDay(text) ? longDay(text, t) : text);

export const holds = (row: { readonly from: string; readonly to: string | null }, today: Day): boolean =>
  row.from <= today && (row.to === null || row.to > today);

/** Ends on a day to come, or does not end. */
export const isOver = (row: { readonly to: string | null }, today: Day): boolean => row.to !== null && row.to <= today;

type PartProps = {
  readonly title: string;
  readonly act?: ReactNode;
  /** A part of the page itself, not of something chosen on it. */
  readonly wide?: boolean;
  readonly id?: string;
  readonly children: ReactNode;
};

/** A small table with its heading and what can be added to it. */
export const Part = ({ title, act, wide = false, id, children }: PartProps) => (
  <section className={wide ? 'admin-part wide' : 'admin-part'} {...(id === undefined ? {} : { id })}>
    <div className="admin-part-head">
      {wide ? <h2>{title}</h2> : <h3>{title}</h3>}
      {act}
    </div>
    {children}
  </section>
);

/** `order-121 4; order-121 13` as the program enters it is read as citations; what people typed stays as it is. */
export const basisWords = (basis: string, t: Translate): string => {
  const parts = basis.split('; ').map((part) => part.split(' '));
  const isCitation = parts.every(
    ([text = '', article = '', more]) =>
      more === undefined && article !== '' && isArticle(article) && hasText(`law:text.${text}`),
  );
  return isCitation
    ? basisText(
        parts.map(([text = '', article = '']) => ({ text, article })),
        t,
      )
    : basis;
};
