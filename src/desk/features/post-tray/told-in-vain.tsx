import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import type { OwedList } from '#modules/complaints/post-tray/contract.ts';
import type { ConsultationList } from '#modules/intake/consultations/contract.ts';
import { read } from '../../kit/api.ts';
import { routes } from '../../kit/paths.ts';
import { useTexts } from '../../kit/texts.ts';
import { useToday } from '../../kit/use-today.ts';
import { instantText } from '../../kit/when.ts';

/** Messages beside the papers that did not arrive: each leads to the form that tells it another way. */
export const Notices = ({ rows }: { readonly rows: OwedList['notices'] }) => {
  const t = useTexts();
  const today = useToday();
  if (rows.length === 0) return null;
  return (
    <section>
      <h2>{t('desk:owed.notices')}</h2>
      <ul>
        {rows.map(({ number, notice, reason, since }) => (
          <li key={`${number} ${notice}`}>
            <Link to={`${routes.caseOf(number)}?act=send-again&notice=${notice}`}>{number}</Link>{' '}
            {t(`complaint:notice.${notice.replace(/-\d+$/u, '')}`)}
            {reason !== null && ` · ${t(`complaint:tellingReason.${reason}`)}`}{' '}
            <span className="quiet">{instantText(since, today, t)}</span>
          </li>
        ))}
      </ul>
    </section>
  );
};

/** Answers to questions that have not left, or came back; the list of questions shows all of them. */
export const QuestionLetters = () => {
  const t = useTexts();
  const found = useQuery({
    queryKey: ['questions', 'owed'],
    queryFn: ({ signal }) => read<ConsultationList>('/consultations?owed=true&limit=20', signal),
  });
  if (found.data === undefined || found.data.rows.length === 0) return null;
  return (
    <section>
      <h2>{t('desk:owed.questions')}</h2>
      <ul>
        {found.data.rows.map(({ number, asker, owed }) => (
          <li key={number}>
            <Link to={routes.questionOf(number)}>{number}</Link> {asker}{' '}
            <span className="flag">{t('desk:owed.questionPapers', { count: owed })}</span>
          </li>
        ))}
      </ul>
      {found.data.next !== null && <Link to={`${routes.questions}?owed=true`}>{t('desk:owed.allQuestions')}</Link>}
    </section>
  );
};
