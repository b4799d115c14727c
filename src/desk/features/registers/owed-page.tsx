import { FilePdfOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { type Day, dayOf } from '#kernel/day.ts';
import type { ConsultationList } from '#modules/intake/consultations/contract.ts';
import { read } from '../../kit/api.ts';
import { DueMark } from '../../kit/due-mark.tsx';
import { routes } from '../../kit/paths.ts';
import { useSession } from '../../kit/questions.ts';
import { Empty, Failure, Loading } from '../../kit/states.tsx';
import { useTexts } from '../../kit/texts.ts';
import { useTitle } from '../../kit/use-title.ts';
import { asDay, instantText } from '../../kit/when.ts';

type OwedRow = {
  readonly number: string;
  readonly n: number;
  readonly code: string;
  readonly paperNumber: string | null;
  readonly to: 'complainant' | 'respondent' | 'bureau';
  readonly state: 'to-print' | 'failed' | 'unreached';
  readonly reason: string | null;
  readonly owedBy: string | null;
  readonly madeAt: string;
  readonly largePrint: boolean;
  readonly url: string;
};

type OwedNotice = {
  readonly number: string;
  readonly notice: string;
  readonly reason: string | null;
  readonly since: string;
};

const columns = ['paper', 'to', 'state', 'owedBy', 'made', 'case'] as const;

/** The post tray: what must be printed and sent, or came back. */
export const OwedPage = () => {
  const t = useTexts();
  useTitle(t('desk:owed.title'));
  const session = useSession();
  const owed = useQuery({
    queryKey: ['papers', 'owed'],
    queryFn: ({ signal }) => read<{ rows: OwedRow[]; notices: OwedNotice[] }>('/papers/owed?limit=100', signal),
  });
  if (owed.data === undefined)
    return owed.isError ? <Failure error={owed.error} onRetry={() => void owed.refetch()} /> : <Loading />;
  const today = asDay(session.data?.today) ?? dayOf(new Date(owed.dataUpdatedAt));
  return (
    <div className="page">
      <div className="page-head">
        <div>
          <h1>{t('desk:owed.title')}</h1>
          <p className="quiet">{t('desk:owed.intro')}</p>
        </div>
      </div>
      {owed.data.rows.length === 0 ? (
        <Empty>{t('desk:owed.empty')}</Empty>
      ) : (
        <div className="table-scroll">
          <table className="cases" aria-label={t('desk:owed.title')}>
            <thead>
              <tr>
                {columns.map((column) => (
                  <th key={column} scope="col">
                    {t(`desk:owed.${column}`)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {owed.data.rows.map((row) => (
                <tr key={`${row.number} ${row.n} ${row.to}`}>
                  <td>
                    <a href={row.url} target="_blank" rel="noreferrer">
                      <FilePdfOutlined aria-hidden /> {t(`complaint:paper.${row.code}`)}
                    </a>{' '}
                    <span className="quiet">{row.paperNumber}</span>{' '}
                    {row.largePrint && <span className="flag">{t('desk:owed.largePrint')}</span>}
                  </td>
                  <td>{t(`complaint:recipient.${row.to}`)}</td>
                  <td className={row.state === 'failed' ? 'due-over' : ''}>
                    {t(`desk:owed.${row.state}`)}
                    {row.state !== 'to-print' && row.to !== 'bureau' && (
                      <p>
                        <Link to={`${routes.caseOf(row.number)}?act=send-again&paper=${row.n}&to=${row.to}`}>
                          {t('desk:owed.sendAgain')}
                        </Link>
                      </p>
                    )}
                    {row.reason !== null && <p className="quiet">{t(`complaint:tellingReason.${row.reason}`)}</p>}
                  </td>
                  <td>{row.owedBy !== null && <DueMark dueOn={row.owedBy} today={today} provisional={false} />}</td>
                  <td>{instantText(row.madeAt, today, t)}</td>
                  <td>
                    <Link to={`${routes.caseOf(row.number)}?act=deliver&paper=${row.n}&to=${row.to}`}>
                      {row.number}
                    </Link>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      <Notices rows={owed.data.notices} today={today} />
      <QuestionLetters />
    </div>
  );
};

/** Messages beside the papers that did not arrive: each leads to the form that tells it another way. */
const Notices = ({ rows, today }: { readonly rows: readonly OwedNotice[]; readonly today: Day }) => {
  const t = useTexts();
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

/** Answers to questions that have not left, or came back. */
const QuestionLetters = () => {
  const t = useTexts();
  const found = useQuery({
    queryKey: ['questions', 'owed'],
    queryFn: async ({ signal }) => (await read<ConsultationList>('/consultations?owed=true&limit=100', signal)).rows,
  });
  if (found.data === undefined || found.data.length === 0) return null;
  return (
    <section>
      <h2>{t('desk:owed.questions')}</h2>
      <ul>
        {found.data.map(({ number, asker, owed }) => (
          <li key={number}>
            <Link to={routes.questionOf(number)}>{number}</Link> {asker}{' '}
            <span className="flag">{t('desk:owed.questionPapers', { count: owed })}</span>
          </li>
        ))}
      </ul>
    </section>
  );
};
