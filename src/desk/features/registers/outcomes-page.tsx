import { useMemo, useRef } from 'react';
import { Link, useNavigate, useSearchParams } from 'react-router';
import type { OutcomeRow } from '#modules/complaints/register-contract.ts';
import { bundlePurposes, outcomeResults } from '#modules/complaints/vocabulary.ts';
import { type Filter, queryOf } from '../../kit/list/filters.ts';
import { ListPage } from '../../kit/list/list-page.tsx';
import type { ListColumn } from '../../kit/list/list-table.tsx';
import { useBureauFilter } from '../../kit/list/shared-filters.ts';
import { useList } from '../../kit/list/use-list.ts';
import { useListKeys } from '../../kit/list/use-list-keys.ts';
import { routes } from '../../kit/paths.ts';
import { useTexts } from '../../kit/texts.ts';
import { useToday } from '../../kit/use-today.ts';
import { dayOrText } from '../../kit/when.ts';

const names = ['q', 'kind', 'result', 'bureau'] as const;
/** Years back from this one, as the register is looked through. */
const yearsBack = 5;

const keyOf = (row: OutcomeRow): string => `${row.number} ${row.version}`;

/** The register of what reviews and courts made of the decisions. */
export const OutcomesPage = () => {
  const t = useTexts();
  const today = useToday();
  const navigate = useNavigate();
  const [address] = useSearchParams();
  const year = address.get('year');
  const query = useMemo(
    () => ({
      ...queryOf(address, names),
      ...(year !== null && /^\d{4}$/u.test(year) ? { from: `${year}-01-01`, to: `${year}-12-31` } : {}),
    }),
    [address, year],
  );
  const found = useList<OutcomeRow>({ path: '/outcomes', key: ['outcomes'], query });
  const searchField = useRef<HTMLInputElement>(null);
  const body = useListKeys({
    keys: found.rows.map(keyOf),
    searchField,
    open: (key) => void navigate(routes.caseOf(key.split(' ')[0] ?? '')),
  });
  const thisYear = Number(today.slice(0, 4));
  const filters: readonly Filter[] = [
    {
      name: 'kind',
      label: t('desk:outcomes.kind'),
      choices: bundlePurposes.map((value) => ({ value, label: t(`complaint:bundlePurpose.${value}`) })),
    },
    {
      name: 'result',
      label: t('desk:outcomes.result'),
      choices: outcomeResults.map((value) => ({ value, label: t(`complaint:outcomeResult.${value}`) })),
    },
    {
      name: 'year',
      label: t('desk:outcomes.year'),
      choices: Array.from({ length: yearsBack }, (_, back) => String(thisYear - back)).map((value) => ({
        value,
        label: t('desk:outcomes.yearIs', { year: value }),
      })),
    },
    ...useBureauFilter(),
  ];
  const title = (name: string) => ({ name, title: t(`desk:outcomes.${name}`) });
  const columns: readonly ListColumn<OutcomeRow>[] = [
    { ...title('decidedOn'), cell: (row) => dayOrText(row.decidedOn, today, t) },
    { ...title('result'), cell: (row) => t(`complaint:outcomeResult.${row.result}`) },
    {
      ...title('case'),
      cell: (row) => (
        <Link data-row to={routes.caseOf(row.number)}>
          {row.number}
        </Link>
      ),
    },
    { ...title('kind'), cell: (row) => t(`complaint:bundlePurpose.${row.kind}`) },
    { ...title('reference'), cell: (row) => row.reference },
  ];
  return (
    <ListPage
      title={t('desk:outcomes.title')}
      hint={t('desk:outcomes.intro')}
      list="outcomes"
      found={found}
      filters={filters}
      search={t('desk:outcomes.search')}
      searchField={searchField}
      exportPath="/outcomes/export.xlsx"
      query={query}
      empty={t('desk:outcomes.empty')}
      table={{ columns, keyOf, body }}
    />
  );
};
