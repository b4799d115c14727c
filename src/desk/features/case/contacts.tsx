import type { Day } from '#kernel/day.ts';
import type { ContactAttempts } from '#modules/complaints/attempts-contract.ts';
import type { CaseView } from '#modules/complaints/case-contract.ts';
import { useTexts } from '../../kit/texts.ts';
import { instantText } from '../../kit/when.ts';
import { CalledNumber } from './called-number.tsx';

type Count = ContactAttempts['absence'];
type Attempt = ContactAttempts['attempts'][number];

/** Attempts to reach the respondent that led nowhere: which count for what, and why the others do not. */
export const Contacts = ({ view, today }: { readonly view: CaseView; readonly today: Day }) => {
  const t = useTexts();
  const { contacts } = view;
  if (contacts === null) return null;
  const { absence, shown, attempts } = contacts;
  const sum = (of: 'absence' | 'shown', { counted, needed }: Count): string =>
    t(`desk:contacts.${of}`, { counted, needed });
  const apart = [absence, ...(shown === null ? [] : [shown])].map(({ hoursApart }) => hoursApart);
  return (
    <section aria-labelledby="contacts" className="contacts">
      <h2 id="contacts">{t('desk:contacts.title')}</h2>
      <p>{sum('absence', absence)}</p>
      {shown !== null && <p>{sum('shown', shown)}</p>}
      <ol>
        {attempts.map((one) => (
          <li key={one.version}>
            <time dateTime={one.at}>{instantText(one.at, today, t)}</time>{' '}
            {t(`complaint:contactChannel.${one.channel}`)} ·{' '}
            {one.number === null ? (
              <span className="quiet">{t('desk:contacts.unknown')}</span>
            ) : (
              <CalledNumber view={view} version={one.version} party="respondent" masked={one.number.masked ?? ''} />
            )}{' '}
            · {t(`complaint:contactOutcome.${one.outcome}`)}
            <Verdict of="absence" verdict={one.absence} hours={absence.hoursApart} named={shown !== null} />
            {one.shown !== null && shown !== null && (
              <Verdict of="shown" verdict={one.shown} hours={shown.hoursApart} named />
            )}
          </li>
        ))}
      </ol>
      {apart.some((hours) => hours > 0) && <p className="quiet">{t('desk:contacts.decided')}</p>}
    </section>
  );
};

type VerdictProps = {
  readonly of: 'absence' | 'shown';
  readonly verdict: Attempt['absence'];
  readonly hours: number;
  /** Two questions stand side by side: each says which it is. */
  readonly named: boolean;
};

const Verdict = ({ of, verdict, hours, named }: VerdictProps) => {
  const t = useTexts();
  const said = t(`desk:contacts.verdict.${verdict}`, { count: hours });
  return (
    <div className={verdict === 'counts' ? undefined : 'quiet'}>
      {named ? t('desk:contacts.of', { question: t(`desk:contacts.question.${of}`), said }) : said}
    </div>
  );
};
