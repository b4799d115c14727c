import type { Day } from '#kernel/day.ts';
import type { Translate } from '#kernel/translate.ts';
import type { CaseCompetence } from '#modules/complaints/competence-contract.ts';
import { useTexts } from '../../kit/texts.ts';
import { dayOrText } from '../../kit/when.ts';

const disputeText = (dispute: NonNullable<CaseCompetence['dispute']>, today: Day, t: Translate): string =>
  [
    dispute.rivalName !== null &&
      t('desk:case.disputedWith', { rival: dispute.rivalName, since: dayOrText(dispute.since, today, t) }),
    dispute.answer !== null &&
      t(dispute.answer.takes ? 'desk:case.rivalTakes' : 'desk:case.rivalDeclines', {
        on: dayOrText(dispute.answer.on, today, t),
      }),
    dispute.askedName !== null && t('desk:case.superiorAsked', { superior: dispute.askedName }),
  ]
    .filter(Boolean)
    .join(' ');

/** Who has the power, by which article, as the file stands now: what routing and refusing on ground 1 rest on. */
export const Competence = ({ found, today }: { readonly found: CaseCompetence; readonly today: Day }) => {
  const t = useTexts();
  return (
    <section aria-labelledby="competence" className="competence">
      <h2 id="competence">{t('desk:case.competence')}</h2>
      {found.competent.length === 0 ? (
        <p className="flag-line">{t('desk:case.competentNone')}</p>
      ) : (
        <ul>
          {found.competent.map((one) => (
            <li key={one.bureau}>
              <strong>{one.name}</strong>{' '}
              <span className="quiet">
                {one.ground}
                {one.own && ` · ${t('desk:case.competentOwn')}`}
              </span>
            </li>
          ))}
        </ul>
      )}
      {found.waitsForOnline && <p className="flag-line">{t('desk:case.waitsForOnline')}</p>}
      {found.receipts.length > 0 && (
        <p className="quiet">
          {t('desk:case.receipts')}
          {found.receipts
            .map((one) => t('desk:case.receivedBy', { bureau: one.bureauName, day: dayOrText(one.filedOn, today, t) }))
            .join(t('desk:separator'))}
        </p>
      )}
      {found.dispute !== null && found.settled === null && (
        <p className="flag-line">{disputeText(found.dispute, today, t)}</p>
      )}
      {found.settled !== null && (
        <p className="quiet">
          {t(`desk:case.settled.${found.settled.how}`, { on: dayOrText(found.settled.on, today, t) })}
        </p>
      )}
      {found.superiors.length > 0 && (
        <p className="quiet">
          {t('desk:case.superiors', { names: found.superiors.map((one) => one.name).join(' → ') })}
        </p>
      )}
      <details>
        <summary>{t('desk:case.competenceWhy')}</summary>
        <ol>
          {found.steps.map((step) => (
            <li key={`${step.rule} ${step.sentence}`}>
              {step.sentence} <span className="quiet">{[step.articleText, step.rule].filter(Boolean).join(' · ')}</span>
            </li>
          ))}
        </ol>
      </details>
    </section>
  );
};
