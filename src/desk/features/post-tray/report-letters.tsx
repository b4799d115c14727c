import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import type { OwedLetters } from '#modules/reports/contract.ts';
import { read } from '../../kit/api.ts';
import { DueMark } from '../../kit/due-mark.tsx';
import { routes } from '../../kit/paths.ts';
import { useSession } from '../../kit/questions.ts';
import { useTexts } from '../../kit/texts.ts';
import { useToday } from '../../kit/use-today.ts';
import { holdsReports } from '../../kit/views.ts';

/** Letters about reports, for whoever holds the reports desk and nobody else; how one left is told on the report itself. */
export const ReportLetters = () => {
  const t = useTexts();
  const today = useToday();
  const session = useSession();
  const found = useQuery({
    queryKey: ['reports', 'owed'],
    queryFn: ({ signal }) => read<OwedLetters>('/reports/letters/owed', signal),
    enabled: session.data !== undefined && holdsReports(session.data),
  });
  const { rows = [], more = false } = found.data ?? {};
  if (rows.length === 0) return null;
  return (
    <section>
      <h2>{t('desk:owed.reports')}</h2>
      <p className="quiet">{t('desk:owed.reportsNote')}</p>
      <ul className="beside-letters">
        {rows.map(({ number, n, code, paperNumber, owedBy, rule, failed, url }) => (
          <li key={`${number} ${n}`}>
            <DueMark dueOn={owedBy} today={today} provisional={false} />{' '}
            <a href={url} target="_blank" rel="noreferrer">
              {t(`complaint:paper.${code}`)} {paperNumber}
            </a>{' '}
            <Link to={routes.reportOf(number)}>{number}</Link>{' '}
            <span className="quiet">{t(`desk:owed.reportBy.${rule}`)}</span>{' '}
            {failed && <span className="flag">{t('desk:owed.failed')}</span>}
          </li>
        ))}
      </ul>
      {more && <Link to={routes.reports}>{t('desk:owed.allReports')}</Link>}
    </section>
  );
};
