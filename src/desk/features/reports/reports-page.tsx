import { useInfiniteQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { Link } from 'react-router';
import type { ReportList } from '#modules/reports/contract.ts';
import { queryText, read } from '../../kit/api.ts';
import { useCodeNames } from '../../kit/code-names.ts';
import { DueMark } from '../../kit/due-mark.tsx';
import { routes } from '../../kit/paths.ts';
import { Empty, Failure, Loading } from '../../kit/states.tsx';
import { useTexts } from '../../kit/texts.ts';
import { useTitle } from '../../kit/use-title.ts';
import { useToday } from '../../kit/use-today.ts';
import { dayOrText } from '../../kit/when.ts';

const columns = ['due', 'number', 'source', 'named', 'reported', 'received'] as const;

/** Reports and clues: only those of the reports desk ever get one here. */
export const ReportsPage = () => {
  const t = useTexts();
  const today = useToday();
  const codes = useCodeNames();
  useTitle(t('desk:reports.title'));
  const list = useInfiniteQuery({
    queryKey: ['reports'],
    queryFn: ({ pageParam, signal }) =>
      read<ReportList>(`/reports${queryText({ cursor: pageParam, limit: 50 })}`, signal),
    initialPageParam: '',
    getNextPageParam: (last) => last.next ?? undefined,
  });
  const rows = list.data?.pages.flatMap((page) => page.rows) ?? [];
  return (
    <div className="page">
      <div className="page-head">
        <div>
          <h1>{t('desk:reports.title')}</h1>
          <p className="quiet">{t('desk:reports.intro')}</p>
        </div>
      </div>
      {list.isPending && <Loading />}
      {list.isError && <Failure error={list.error} onRetry={() => void list.refetch()} />}
      {list.data !== undefined && rows.length === 0 && <Empty>{t('desk:reports.empty')}</Empty>}
      {rows.length > 0 && (
        <div className="table-scroll">
          <table className="cases" aria-label={t('desk:reports.title')}>
            <thead>
              <tr>
                {columns.map((column) => (
                  <th key={column} scope="col">
                    {t(`desk:reports.${column}`)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => (
                <tr key={row.number}>
                  <td>
                    <DueMark dueOn={row.dueOn} today={today} provisional={row.provisional} />
                  </td>
                  <td>
                    <Link to={routes.reportOf(row.number)}>{row.number}</Link>
                  </td>
                  <td>{t(`desk:reports.sourceIs.${row.source}`)}</td>
                  <td>{row.source === 'reporter' && t(`desk:reports.named${row.named ? 'Yes' : 'No'}`)}</td>
                  <td>
                    {row.reported} <span className="quiet">{codes.problem(row.problemCode)}</span>
                  </td>
                  <td>{dayOrText(row.receivedOn, today, t)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {list.hasNextPage && (
        <Button loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
          {t('desk:list.more')}
        </Button>
      )}
    </div>
  );
};
