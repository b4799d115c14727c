import type { Day } from '#kernel/day.ts';
import { useTexts } from './texts.ts';
import { dayOrText } from './when.ts';

type Paper = {
  readonly n: number;
  readonly code: string;
  readonly number: string;
  readonly url: string;
  readonly owed: boolean;
  /** Number of the paper that took its place. */
  readonly replacedBy?: string | null;
  readonly told: readonly { readonly channel: string; readonly outcome: string; readonly on: string }[];
};

type LinkedPapersProps = {
  readonly papers: readonly Paper[];
  readonly linkedTo: { readonly on: string } | null;
  readonly today: Day;
  /** Texts of the list these papers belong to. */
  readonly of: 'questions' | 'reports';
};

/** Papers of what is no complaint: how each left, attempt by attempt; one that is owed says so. */
export const LinkedPapers = ({ papers, linkedTo, today, of }: LinkedPapersProps) => {
  const t = useTexts();
  if (papers.length === 0) return null;
  const told = (paper: Paper): string =>
    [
      ...(['food-transfer', 'form-3'].includes(paper.code) && linkedTo !== null
        ? [t(`desk:${of}.handedInside`, { day: dayOrText(linkedTo.on, today, t) })]
        : []),
      ...paper.told.map(({ channel, outcome, on }) =>
        t('desk:questions.tellingLine', {
          day: dayOrText(on, today, t),
          channel: t(`complaint:contactChannel.${channel}`),
          outcome: t(`complaint:deliveryOutcome.${outcome}`),
        }),
      ),
      ...(paper.replacedBy == null ? [] : [t('desk:questions.replacedBy', { number: paper.replacedBy })]),
      ...(paper.owed ? [t(`desk:${of}.owed`)] : []),
    ].join(t('desk:separator'));
  return (
    <section>
      <h2>{t(`desk:${of}.papers`)}</h2>
      <ul>
        {papers.map((paper) => (
          <li key={paper.n}>
            <a href={paper.url} target="_blank" rel="noreferrer">
              {t(`complaint:paper.${paper.code}`)} {paper.number}
            </a>{' '}
            <span className={paper.owed ? 'flag' : 'quiet'}>{told(paper)}</span>
          </li>
        ))}
      </ul>
    </section>
  );
};
