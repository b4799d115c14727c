import { FilePdfOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { dayOf } from '#kernel/day.ts';
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

const columns = ['paper', 'to', 'state', 'owedBy', 'made', 'case'] as const;

/** The post tray: what must be printed and sent, or came back. */
export const OwedPage = () => {
  const t = useTexts();
  useTitle(t('desk:owed.title'));
  const session = useSession();
  const owed = useQuery({
    queryKey: ['papers', 'owed'],
    queryFn: async ({ signal }) => (await read<{ rows: OwedRow[] }>('/papers/owed?limit=100', signal)).rows,
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
      {owed.data.length === 0 ? (
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
              {owed.data.map((row) => (
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
    </div>
  );
};
