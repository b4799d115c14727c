import { useMemo, useRef } from 'react';
import { Link, useNavigate, useSearchParams } from 'react-router';
import { type ConsultationRow, consultationChannels } from '#modules/intake/consultations/contract.ts';
import { type Filter, queryOf } from '../../kit/list/filters.ts';
import { ListPage } from '../../kit/list/list-page.tsx';
import type { ListColumn } from '../../kit/list/list-table.tsx';
import { onlyFilter, useBureauFilter } from '../../kit/list/shared-filters.ts';
import { useList } from '../../kit/list/use-list.ts';
import { useListKeys } from '../../kit/list/use-list-keys.ts';
import { routes } from '../../kit/paths.ts';
import { useTexts } from '../../kit/texts.ts';
import { useToday } from '../../kit/use-today.ts';
import { dayOrText } from '../../kit/when.ts';

const phases = ['asked', 'answered', 'transferred', 'closed', 'retired'] as const;
const names = ['q', 'phase', 'open', 'owed', 'bureau', 'channel', 'food'] as const;

/** Questions that came as questions, or as complaints that were none. */
export const QuestionsPage = () => {
  const t = useTexts();
  const today = useToday();
  const navigate = useNavigate();
  const [address] = useSearchParams();
  const query = useMemo(() => queryOf(address, names), [address]);
  const found = useList<ConsultationRow>({ path: '/consultations', key: ['questions'], query });
  const searchField = useRef<HTMLInputElement>(null);
  const body = useListKeys({
    keys: found.rows.map((row) => row.number),
    searchField,
    open: (number) => void navigate(routes.questionOf(number)),
  });
  const filters: readonly Filter[] = [
    {
      name: 'phase',
      label: t('desk:questions.phaseName'),
      choices: phases.map((value) => ({ value, label: t(`desk:questions.phase.${value}`) })),
    },
    { name: 'open', label: t('desk:list.open'), choices: [{ value: 'false', label: t('desk:questions.all') }] },
    onlyFilter('owed', t('desk:questions.owedName'), t('desk:questions.owed')),
    {
      name: 'channel',
      label: t('desk:questions.channel'),
      choices: consultationChannels.map((value) => ({ value, label: t(`complaint:channel.${value}`) })),
    },
    ...useBureauFilter(),
    onlyFilter('food', t('desk:list.flag.food'), t('desk:list.foodOnly')),
  ];
  const title = (name: string) => ({ name, title: t(`desk:questions.${name}`) });
  const columns: readonly ListColumn<ConsultationRow>[] = [
    { ...title('received'), cell: (row) => (row.receivedOn === null ? '' : dayOrText(row.receivedOn, today, t)) },
    {
      ...title('phaseName'),
      cell: (row) => (
        <>
          {t(`desk:questions.phase.${row.phase === 'closed' && row.handedOn !== null ? 'handedOver' : row.phase}`)}{' '}
          {row.owed > 0 && (
            <span className="flag">{t(row.inVain ? 'desk:questions.untold' : 'desk:questions.owed')}</span>
          )}
        </>
      ),
    },
    {
      ...title('number'),
      cell: (row) => (
        <Link data-row to={routes.questionOf(row.number)}>
          {row.number}
        </Link>
      ),
    },
    { ...title('asker'), cell: (row) => row.asker },
    {
      ...title('channel'),
      only: 'middle',
      cell: (row) => (
        <>
          {t(`complaint:channel.${row.channel}`)} {row.food && <span className="flag">{t('desk:list.flag.food')}</span>}
        </>
      ),
    },
    {
      ...title('answered'),
      only: 'wide',
      cell: (row) => (row.answeredOn === null ? '' : dayOrText(row.answeredOn, today, t)),
    },
  ];
  return (
    <ListPage
      title={t('desk:questions.title')}
      hint={t('desk:questions.intro')}
      list="questions"
      found={found}
      filters={filters}
      search={t('desk:questions.search')}
      searchField={searchField}
      exportPath="/consultations/export.xlsx"
      query={query}
      empty={t('desk:questions.empty')}
      table={{ columns, keyOf: (row) => row.number, body }}
    />
  );
};
