import type { Day } from '#kernel/day.ts';
import { useTexts } from './texts.ts';
import { dayOrText } from './when.ts';

type Correction = {
  readonly was: string | null;
  readonly receivedOn: string;
  readonly on: string;
  readonly by: string;
  readonly reasons: string | null;
};

/** What the day of receipt was before, who approved that it is another, and why. */
export const ReceiptCorrections = ({ list, today }: { readonly list: readonly Correction[]; readonly today: Day }) => {
  const t = useTexts();
  if (list.length === 0) return null;
  return (
    <section>
      <h2>{t('desk:receiptDay.corrected')}</h2>
      <ul>
        {list.map(({ was, receivedOn, on, by, reasons }) => (
          <li key={`${on} ${was} ${receivedOn}`}>
            {t(was === null ? 'desk:receiptDay.lineNew' : 'desk:receiptDay.line', {
              was: was === null ? '' : dayOrText(was, today, t),
              is: dayOrText(receivedOn, today, t),
              on: dayOrText(on, today, t),
              by,
            })}{' '}
            <span className="quiet">{reasons}</span>
          </li>
        ))}
      </ul>
    </section>
  );
};
