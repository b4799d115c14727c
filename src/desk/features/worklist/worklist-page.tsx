import './worklist.css';
import { DownloadOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useEffect, useMemo, useRef, useState } from 'react';
import { useLocation, useNavigate, useSearchParams } from 'react-router';
import { dayOf } from '#kernel/day.ts';
import { keyedActs } from '../../kit/act-keys.ts';
import { exportAddress, queryText } from '../../kit/api.ts';
import { rememberList } from '../../kit/last-list.ts';
import { routes } from '../../kit/paths.ts';
import { mostRows, useSession, useWorklist } from '../../kit/questions.ts';
import { Empty, Failure, Loading, StaleNotice } from '../../kit/states.tsx';
import { useTexts } from '../../kit/texts.ts';
import { useKeys } from '../../kit/use-keys.ts';
import { useTitle } from '../../kit/use-title.ts';
import { queryFrom, viewOf } from '../../kit/views.ts';
import { asDay, instantText } from '../../kit/when.ts';
import { BulkBar } from './bulk-bar.tsx';
import { CaseTable } from './case-table.tsx';
import { FilterBar } from './filter-bar.tsx';
import { SaveView } from './save-view.tsx';
import { useRowCursor } from './use-row-cursor.ts';

export const WorklistPage = () => {
  const t = useTexts();
  const navigate = useNavigate();
  const { search } = useLocation();
  const [address] = useSearchParams();
  const query = useMemo(() => queryFrom(address), [address]);
  const list = useWorklist(query);
  const session = useSession();
  const today = asDay(session.data?.today) ?? dayOf(new Date(list.dataUpdatedAt));
  const rows = useMemo(() => list.data?.pages.flatMap((page) => page.rows) ?? [], [list.data]);
  const numbers = useMemo(() => rows.map((row) => row.number), [rows]);
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const searchField = useRef<HTMLInputElement>(null);
  const cursor = useRowCursor(numbers.length);
  const view = viewOf(address);
  const title = t(`desk:view.${view}`);
  useTitle(title);

  useEffect(() => {
    if (numbers.length > 0) rememberList({ address: `${routes.cases}${search}`, numbers });
  }, [numbers, search]);
  // Another question, another choice: what was ticked is no longer on screen.
  useEffect(() => {
    if (search !== undefined) setChosen(new Set());
  }, [search]);

  const toggle = (number: string) =>
    setChosen((before) => {
      const after = new Set(before);
      if (!after.delete(number)) after.add(number);
      return after;
    });
  const here = (): string | undefined => numbers[cursor.at()];
  const actKeys = Object.fromEntries(
    keyedActs.map(({ act, key }) => [
      key,
      () => {
        const number = here();
        if (number !== undefined) void navigate(`${routes.caseOf(number)}?act=${act}`);
      },
    ]),
  );
  useKeys({
    ...actKeys,
    j: () => cursor.move(1),
    k: () => cursor.move(-1),
    x: () => {
      const number = here();
      if (number !== undefined) toggle(number);
    },
    enter: () => {
      const number = here() ?? numbers[0];
      if (number !== undefined) void navigate(routes.caseOf(number));
    },
    '/': () => searchField.current?.focus(),
    escape: () => setChosen(new Set()),
  });

  return (
    <div className="page">
      <div className="page-head">
        <div>
          <h1>{title}</h1>
          <p className="quiet">{t(`desk:viewHint.${view}`)}</p>
        </div>
        <div className="page-acts">
          <SaveView query={address.toString()} disabled={address.size === 0} />
          <Button icon={<DownloadOutlined aria-hidden />} href={exportAddress(queryText(query))} download>
            {t('desk:list.export')}
          </Button>
        </div>
      </div>
      <FilterBar searchField={searchField} />
      {list.isError && list.data !== undefined && (
        <StaleNotice
          text={t('desk:list.stale', { time: instantText(new Date(list.dataUpdatedAt).toISOString(), today, t) })}
          onRetry={() => void list.refetch()}
        />
      )}
      {list.isPending && <Loading rows={12} />}
      {list.isError && list.data === undefined && <Failure error={list.error} onRetry={() => void list.refetch()} />}
      {list.data !== undefined && rows.length === 0 && (
        <Empty
          action={
            view === 'all-open' ? null : <Button href="/desk/cases?view=all-open">{t('desk:list.emptyAll')}</Button>
          }
        >
          {t(`desk:list.empty.${view}`)}
        </Empty>
      )}
      {rows.length > 0 && (
        <>
          <CaseTable
            rows={rows}
            today={today}
            chosen={chosen}
            onToggle={toggle}
            onToggleAll={() => setChosen(chosen.size === rows.length ? new Set() : new Set(numbers))}
            body={cursor.body}
            dimmed={list.isPlaceholderData}
          />
          <div className="list-foot">
            <span className="quiet">
              {t('desk:list.shown', { count: rows.length })}
              {list.hasNextPage && t('desk:list.shownMore')}
            </span>
            {list.hasNextPage && (
              <Button onClick={() => void list.fetchNextPage()} loading={list.isFetchingNextPage}>
                {t('desk:list.more')}
              </Button>
            )}
            {rows.length >= mostRows && <span>{t('desk:list.tooMany', { n: rows.length })}</span>}
          </div>
        </>
      )}
      {chosen.size > 0 && (
        <BulkBar
          rows={rows.filter((row) => chosen.has(row.number))}
          onClear={() => setChosen(new Set())}
          onKeep={(kept) => setChosen(new Set(kept))}
        />
      )}
    </div>
  );
};
