import { useInfiniteQuery } from '@tanstack/react-query';
import { Button, Checkbox, Input } from 'antd';
import { Link, useSearchParams } from 'react-router';
import type { ConsultationList } from '#modules/intake/consultations/contract.ts';
import { queryText, read } from '../../kit/api.ts';
import { routes } from '../../kit/paths.ts';
import { Empty, Failure, Loading } from '../../kit/states.tsx';
import { useTexts } from '../../kit/texts.ts';
import { useTitle } from '../../kit/use-title.ts';
import { useToday } from '../../kit/use-today.ts';
import { dayOrText } from '../../kit/when.ts';

const columns = ['received', 'phaseName', 'number', 'asker', 'channel'] as const;

/** Questions that came as questions, or as complaints that were none. */
export const QuestionsPage = () => {
  const t = useTexts();
  const today = useToday();
  useTitle(t('desk:questions.title'));
  const [address, setAddress] = useSearchParams();
  const openOnly = address.get('all') === null;
  const owed = address.get('owed') !== null;
  const sought = address.get('q') ?? '';
  const change = (name: 'all' | 'owed' | 'q', value: string | undefined): void => {
    const next = new URLSearchParams(address);
    if (value === undefined) next.delete(name);
    else next.set(name, value);
    setAddress(next, { replace: name === 'q' });
  };
  const list = useInfiniteQuery({
    queryKey: ['questions', openOnly, owed, sought],
    queryFn: ({ pageParam, signal }) =>
      read<ConsultationList>(
        `/consultations${queryText({ open: openOnly, owed: owed || undefined, q: sought || undefined, cursor: pageParam, limit: 50 })}`,
        signal,
      ),
    initialPageParam: '',
    getNextPageParam: (last) => last.next ?? undefined,
  });
  const rows = list.data?.pages.flatMap((page) => page.rows) ?? [];
  return (
    <div className="page">
      <div className="page-head">
        <div>
          <h1>{t('desk:questions.title')}</h1>
          <p className="quiet">{t('desk:questions.intro')}</p>
        </div>
        <div className="page-acts">
          <Input.Search
            allowClear
            defaultValue={sought}
            aria-label={t('desk:questions.search')}
            placeholder={t('desk:questions.search')}
            onSearch={(text) => change('q', text.trim() === '' ? undefined : text.trim())}
          />
          <Checkbox checked={owed} onChange={() => change('owed', owed ? undefined : '')}>
            {t('desk:questions.owedOnly')}
          </Checkbox>
          <Checkbox checked={openOnly} onChange={() => change('all', openOnly ? '' : undefined)}>
            {t('desk:questions.openOnly')}
          </Checkbox>
        </div>
      </div>
      {list.isPending && <Loading />}
      {list.isError && <Failure error={list.error} onRetry={() => void list.refetch()} />}
      {list.data !== undefined && rows.length === 0 && <Empty>{t('desk:questions.empty')}</Empty>}
      {rows.length > 0 && (
        <div className="table-scroll">
          <table className="cases" aria-label={t('desk:questions.title')}>
            <thead>
              <tr>
                {columns.map((column) => (
                  <th key={column} scope="col">
                    {t(`desk:questions.${column}`)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => (
                <tr key={row.number}>
                  <td>{row.receivedOn === null ? '' : dayOrText(row.receivedOn, today, t)}</td>
                  <td>
                    {t(`desk:questions.phase.${row.phase}`)}{' '}
                    {row.owed > 0 && <span className="flag">{t('desk:questions.owed')}</span>}
                  </td>
                  <td>
                    <Link to={routes.questionOf(row.number)}>{row.number}</Link>
                  </td>
                  <td>{row.asker}</td>
                  <td>
                    {t(`complaint:channel.${row.channel}`)}{' '}
                    {row.food && <span className="flag">{t('desk:list.flag.food')}</span>}
                  </td>
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
