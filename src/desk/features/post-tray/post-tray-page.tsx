import './post-tray.css';
import { MailOutlined, PrinterOutlined } from '@ant-design/icons';
import { Button, Segmented } from 'antd';
import { useMemo, useRef, useState } from 'react';
import { useNavigate, useSearchParams } from 'react-router';
import type { OwedList, OwedRow } from '#modules/complaints/post-tray/contract.ts';
import { addressWith, type Filter, queryOf } from '../../kit/list/filters.ts';
import { ListPage } from '../../kit/list/list-page.tsx';
import { onlyFilter, useBureauFilter, useDueFilter } from '../../kit/list/shared-filters.ts';
import { useChoice } from '../../kit/list/use-choice.ts';
import { useList } from '../../kit/list/use-list.ts';
import { useListKeys } from '../../kit/list/use-list-keys.ts';
import { routes } from '../../kit/paths.ts';
import { useTexts } from '../../kit/texts.ts';
import { keyOf } from './letters.ts';
import { QuestionLetters, RequestLetters } from './letters-beside.tsx';
import { MarkPosted } from './mark-posted.tsx';
import { PrintLetters } from './print-letters.tsx';
import { ReportLetters } from './report-letters.tsx';
import { TakeBack } from './take-back.tsx';
import { Notices } from './told-in-vain.tsx';
import { useOwedColumns } from './use-owed-columns.tsx';

const names = ['q', 'state', 'to', 'due', 'printed', 'largePrint', 'bureau'] as const;
const dues = ['overdue', 'today', 'soon', 'later'] as const;
const states = ['to-print', 'failed', 'unreached'] as const;
/** Still to be brought; posted and not known to have come; served by public notice. */
const tabs = ['owed', 'posted', 'noticed'] as const;
const stateOfTab = { posted: 'sent', noticed: 'noticed' } as const;
const wordsOfTab = { owed: '', posted: 'Posted', noticed: 'Noticed' } as const;
/** What one print and one mark take. */
const atOnce = 50;

type Doing = { readonly do: 'print' | 'mark' } | { readonly do: 'take-back'; readonly row: OwedRow };

/** The post tray: what must be printed and sent, or came back; printed and marked many at once. */
export const PostTrayPage = () => {
  const t = useTexts();
  const navigate = useNavigate();
  const [address, setAddress] = useSearchParams();
  const tab = tabs.find((one) => one === address.get('tab')) ?? 'owed';
  const isPosted = tab !== 'owed';
  const query = useMemo(
    () => (tab === 'owed' ? queryOf(address, names) : { ...queryOf(address, names), state: stateOfTab[tab] }),
    [address, tab],
  );
  const found = useList<OwedRow>({ path: '/papers/owed', key: ['papers', 'owed'], query });
  const { rows } = found;
  const notices = (found.list.data?.pages[0] as OwedList | undefined)?.notices ?? [];
  const keys = rows.map(keyOf);
  const choice = useChoice(keys, address.toString());
  const [doing, setDoing] = useState<Doing>();
  const searchField = useRef<HTMLInputElement>(null);
  const body = useListKeys({
    keys,
    choice: isPosted ? undefined : choice,
    searchField,
    open: (key) => void navigate(routes.caseOf(key.split(' ')[0] ?? '')),
  });
  const columns = useOwedColumns(isPosted, (row) => setDoing({ do: 'take-back', row }));
  const chosen = rows.filter((row) => choice.chosen.has(keyOf(row)));
  const due = useDueFilter(dues);
  const stateFilter: Filter = {
    name: 'state',
    label: t('desk:owed.state'),
    choices: states.map((value) => ({ value, label: t(`desk:owed.${value}`) })),
  };
  const filters: readonly Filter[] = [
    ...(isPosted ? [] : [due, stateFilter]),
    {
      name: 'to',
      label: t('desk:owed.to'),
      choices: (['complainant', 'respondent', 'bureau'] as const).map((value) => ({
        value,
        label: t(`complaint:recipient.${value}`),
      })),
    },
    {
      name: 'printed',
      label: t('desk:owed.printed'),
      choices: (['false', 'true'] as const).map((value) => ({ value, label: t(`desk:owed.printedIs.${value}`) })),
    },
    onlyFilter('largePrint', t('desk:owed.largeFilter'), t('desk:owed.largeOnly')),
    ...useBureauFilter(),
  ];
  const close = () => setDoing(undefined);
  return (
    <ListPage
      title={t('desk:owed.title')}
      hint={t(`desk:owed.intro${wordsOfTab[tab]}`)}
      list="papers"
      found={found}
      filters={filters}
      search={t('desk:owed.search')}
      searchField={searchField}
      exportPath="/papers/owed/export.xlsx"
      query={query}
      empty={t(`desk:owed.empty${wordsOfTab[tab]}`)}
      tabs={
        <Segmented
          className="list-tabs"
          aria-label={t('desk:owed.title')}
          value={tab}
          options={tabs.map((value) => ({ value, label: t(`desk:owed.tab.${value}`) }))}
          onChange={(value) => setAddress(addressWith(new URLSearchParams(), 'tab', value === 'owed' ? '' : value))}
        />
      }
      bulk={
        <>
          {!isPosted && chosen.length > 0 && (
            <section className="bulk" aria-live="polite">
              <strong>{t('desk:owed.chosen', { count: chosen.length })}</strong>
              <Button
                type="primary"
                icon={<PrinterOutlined aria-hidden />}
                disabled={chosen.length > atOnce}
                onClick={() => setDoing({ do: 'print' })}
              >
                {t('desk:owed.print')}
              </Button>
              <Button
                icon={<MailOutlined aria-hidden />}
                disabled={chosen.length > atOnce}
                onClick={() => setDoing({ do: 'mark' })}
              >
                {t('desk:owed.mark')}
              </Button>
              <Button type="text" onClick={choice.clear}>
                {t('desk:bulk.clear')}
              </Button>
              {chosen.length > atOnce && <span className="fault">{t('desk:owed.tooMany', { n: atOnce })}</span>}
            </section>
          )}
          {!isPosted && (
            <>
              <Notices rows={notices} />
              <QuestionLetters />
              <RequestLetters />
              <ReportLetters />
            </>
          )}
          {doing?.do === 'print' && <PrintLetters rows={chosen} onClose={close} />}
          {doing?.do === 'mark' && (
            <MarkPosted
              rows={chosen}
              onClose={close}
              onDone={() => {
                close();
                choice.clear();
              }}
            />
          )}
          {doing?.do === 'take-back' && <TakeBack row={doing.row} onClose={close} />}
        </>
      }
      table={{
        className: 'owed-papers',
        columns,
        keyOf,
        nameOf: (row) => `${row.number} ${row.title ?? t(`complaint:paper.${row.code}`)}`,
        choice: isPosted ? undefined : choice,
        body,
      }}
    />
  );
};
