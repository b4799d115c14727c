import { useMemo, useRef } from 'react';
import { Link, useNavigate, useSearchParams } from 'react-router';
import type { ReportRow } from '#modules/reports/contract.ts';
import { problemSystem, useCodeNames } from '../../kit/code-names.ts';
import { DueMark } from '../../kit/due-mark.tsx';
import { type Filter, queryOf } from '../../kit/list/filters.ts';
import { ListPage } from '../../kit/list/list-page.tsx';
import type { ListColumn } from '../../kit/list/list-table.tsx';
import { onlyFilter, useBureauFilter, useDueFilter } from '../../kit/list/shared-filters.ts';
import { useList } from '../../kit/list/use-list.ts';
import { useListKeys } from '../../kit/list/use-list-keys.ts';
import { routes } from '../../kit/paths.ts';
import { useCodes } from '../../kit/questions.ts';
import { useTexts } from '../../kit/texts.ts';
import { useToday } from '../../kit/use-today.ts';
import { dayOrText } from '../../kit/when.ts';

const names = ['q', 'due', 'source', 'named', 'bureau', 'food', 'problemCode'] as const;
const dues = ['overdue', 'soon', 'later', 'provisional'] as const;

/** Reports and clues: only those of the reports desk ever get one here. */
export const ReportsPage = () => {
  const t = useTexts();
  const today = useToday();
  const codes = useCodeNames();
  const problems = useCodes(problemSystem);
  const navigate = useNavigate();
  const [address] = useSearchParams();
  const query = useMemo(() => queryOf(address, names), [address]);
  const found = useList<ReportRow>({ path: '/reports', key: ['reports', 'list'], query });
  const searchField = useRef<HTMLInputElement>(null);
  const body = useListKeys({
    keys: found.rows.map((row) => row.number),
    searchField,
    open: (number) => void navigate(routes.reportOf(number)),
  });
  const filters: readonly Filter[] = [
    useDueFilter(dues),
    {
      name: 'source',
      label: t('desk:reports.source'),
      choices: (['reporter', 'mediation'] as const).map((value) => ({
        value,
        label: t(`desk:reports.sourceIs.${value}`),
      })),
    },
    {
      name: 'named',
      label: t('desk:reports.named'),
      choices: [
        { value: 'true', label: t('desk:reports.namedYes') },
        { value: 'false', label: t('desk:reports.namedNo') },
      ],
    },
    {
      name: 'problemCode',
      label: t('desk:list.problem'),
      choices: (problems.data ?? []).map((item) => ({
        value: item.code,
        label: t.language === 'en' ? item.titleEn : item.titleZh,
      })),
    },
    ...useBureauFilter(),
    onlyFilter('food', t('desk:list.flag.food'), t('desk:list.foodOnly')),
  ];
  const title = (name: string) => ({ name, title: t(`desk:reports.${name}`) });
  const columns: readonly ListColumn<ReportRow>[] = [
    {
      ...title('due'),
      cell: (row) =>
        row.phase === 'transferred' ? (
          <span className="quiet">{t('desk:reports.phase.transferred')}</span>
        ) : (
          <DueMark dueOn={row.dueOn} today={today} provisional={row.provisional} />
        ),
    },
    { ...title('source'), cell: (row) => t(`desk:reports.sourceIs.${row.source}`) },
    {
      ...title('number'),
      cell: (row) => (
        <Link data-row to={routes.reportOf(row.number)}>
          {row.number}
        </Link>
      ),
    },
    {
      ...title('reported'),
      hint: (row) => row.reported ?? undefined,
      cell: (row) => row.reported ?? <span className="quiet">{t('desk:list.unknownRespondent')}</span>,
    },
    { name: 'what', title: t('desk:list.col.what'), only: 'wide', cell: (row) => codes.problem(row.problemCode) },
    {
      ...title('named'),
      only: 'middle',
      cell: (row) => (row.source === 'reporter' ? t(`desk:reports.named${row.named ? 'Yes' : 'No'}`) : ''),
    },
    { ...title('received'), only: 'middle', cell: (row) => dayOrText(row.receivedOn, today, t) },
    {
      name: 'flags',
      title: t('desk:list.col.flags'),
      only: 'wide',
      cell: (row) => (
        <>
          {row.food && <span className="flag">{t('desk:list.flag.food')}</span>}
          {row.owed > 0 && <span className="flag">{t('desk:reports.owedFlag')}</span>}
        </>
      ),
    },
  ];
  return (
    <ListPage
      title={t('desk:reports.title')}
      hint={t('desk:reports.intro')}
      list="reports"
      found={found}
      filters={filters}
      search={t('desk:list.searchNumber')}
      searchField={searchField}
      exportPath="/reports/export.xlsx"
      query={query}
      empty={t('desk:reports.empty')}
      table={{ columns, keyOf: (row) => row.number, body }}
    />
  );
};
