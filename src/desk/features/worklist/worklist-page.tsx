import { Button } from 'antd';
import { useEffect, useMemo, useRef } from 'react';
import { useLocation, useNavigate, useSearchParams } from 'react-router';
import type { WorklistRow } from '#modules/complaints/worklist-contract.ts';
import { keyedActs } from '../../kit/act-keys.ts';
import { rememberList } from '../../kit/last-list.ts';
import { ListPage } from '../../kit/list/list-page.tsx';
import { useChoice } from '../../kit/list/use-choice.ts';
import { useList } from '../../kit/list/use-list.ts';
import { useListKeys } from '../../kit/list/use-list-keys.ts';
import { routes } from '../../kit/paths.ts';
import { keys } from '../../kit/questions.ts';
import { useTexts } from '../../kit/texts.ts';
import { queryFrom, viewOf } from '../../kit/views.ts';
import { BulkBar } from './bulk-bar.tsx';
import { useCaseColumns } from './use-case-columns.tsx';
import { useCaseFilters } from './use-case-filters.ts';

export const WorklistPage = () => {
  const t = useTexts();
  const navigate = useNavigate();
  const { search } = useLocation();
  const [address] = useSearchParams();
  const query = useMemo(() => queryFrom(address), [address]);
  const found = useList<WorklistRow>({ path: '/worklist', key: keys.worklist, query });
  const { rows } = found;
  const numbers = rows.map((row) => row.number);
  const shown = numbers.join(' ');
  const choice = useChoice(numbers, search);
  const searchField = useRef<HTMLInputElement>(null);
  const columns = useCaseColumns();
  const filters = useCaseFilters();
  const view = viewOf(address);

  useEffect(() => {
    if (shown !== '') rememberList({ address: `${routes.cases}${search}`, numbers: shown.split(' ') });
  }, [shown, search]);

  const body = useListKeys({
    keys: numbers,
    choice,
    searchField,
    open: (number) => void navigate(routes.caseOf(number)),
    acts: Object.fromEntries(
      keyedActs.map(({ act, key }) => [key, (number: string) => void navigate(`${routes.caseOf(number)}?act=${act}`)]),
    ),
  });
  return (
    <ListPage
      title={t(`desk:view.${view}`)}
      hint={t(`desk:viewHint.${view}`)}
      list="cases"
      found={found}
      filters={filters}
      search={t('desk:list.search')}
      searchField={searchField}
      exportPath="/worklist/export.xlsx"
      query={query}
      empty={t(`desk:list.empty.${view}`)}
      emptyAct={
        view === 'all-open' ? null : <Button href="/desk/cases?view=all-open">{t('desk:list.emptyAll')}</Button>
      }
      bulk={
        choice.chosen.size > 0 && (
          <BulkBar
            rows={rows.filter((row) => choice.chosen.has(row.number))}
            onClear={choice.clear}
            onKeep={choice.keep}
          />
        )
      }
      table={{ label: t('desk:list.table'), columns, keyOf: (row) => row.number, choice, body }}
    />
  );
};
