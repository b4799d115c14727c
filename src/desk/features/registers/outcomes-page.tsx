import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { dayOf } from '#kernel/day.ts';
import { read } from '../../kit/api.ts';
import { routes } from '../../kit/paths.ts';
import { useSession } from '../../kit/questions.ts';
import { Empty, Failure, Loading } from '../../kit/states.tsx';
import { useTexts } from '../../kit/texts.ts';
import { useTitle } from '../../kit/use-title.ts';
import { asDay, dayOrText } from '../../kit/when.ts';

type OutcomeRow = {
  readonly number: string;
  readonly version: number;
  readonly kind: string;
  readonly reference: string;
  readonly decidedOn: string;
  readonly result: string;
};

const columns = ['decidedOn', 'kind', 'reference', 'result', 'case'] as const;

/** The register of what reviews and courts made of the decisions. */
export const OutcomesPage = () => {
  const t = useTexts();
  useTitle(t('desk:outcomes.title'));
  const session = useSession();
  const outcomes = useQuery({
    queryKey: ['outcomes'],
    queryFn: async ({ signal }) => (await read<{ rows: OutcomeRow[] }>('/outcomes?limit=100', signal)).rows,
  });
  if (outcomes.data === undefined)
    return outcomes.isError ? <Failure error={outcomes.error} onRetry={() => void outcomes.refetch()} /> : <Loading />;
  const today = asDay(session.data?.today) ?? dayOf(new Date(outcomes.dataUpdatedAt));
  return (
    <div className="page">
      <div className="page-head">
        <div>
          <h1>{t('desk:outcomes.title')}</h1>
          <p className="quiet">{t('desk:outcomes.intro')}</p>
        </div>
      </div>
      {outcomes.data.length === 0 ? (
        <Empty>{t('desk:outcomes.empty')}</Empty>
      ) : (
        <div className="table-scroll">
          <table className="cases" aria-label={t('desk:outcomes.title')}>
            <thead>
              <tr>
                {columns.map((column) => (
                  <th key={column} scope="col">
                    {t(`desk:outcomes.${column}`)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {outcomes.data.map((row) => (
                <tr key={`${row.number} ${row.version}`}>
                  <td>{dayOrText(row.decidedOn, today, t)}</td>
                  <td>{t(`complaint:bundlePurpose.${row.kind}`)}</td>
                  <td>{row.reference}</td>
                  <td>{t(`complaint:outcomeResult.${row.result}`)}</td>
                  <td>
                    <Link to={routes.caseOf(row.number)}>{row.number}</Link>
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
