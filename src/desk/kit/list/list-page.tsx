import './list.css';
import { DownloadOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import type { ReactNode, RefObject } from 'react';
import { useLocation, useSearchParams } from 'react-router';
import type { DeskList } from '#modules/complaints/desk-contract.ts';
import { apiAddress, problemOf, queryText } from '../api.ts';
import { Empty, Failure, Loading, StaleNotice } from '../states.tsx';
import { useTexts } from '../texts.ts';
import { useTitle } from '../use-title.ts';
import { useToday } from '../use-today.ts';
import { instantText } from '../when.ts';
import { FilterBar } from './filter-bar.tsx';
import type { Filter } from './filters.ts';
import { ListTable, type TableProps } from './list-table.tsx';
import { mostRows } from './most-rows.ts';
import { SaveView } from './save-view.tsx';
import { strangeFilters } from './strange-filters.ts';
import { type ListFound, totalText } from './use-list.ts';

type PageProps<Row> = {
  readonly title: string;
  readonly hint: string;
  /** Under which list a kept view is found again. */
  readonly list: DeskList;
  readonly found: ListFound<Row>;
  readonly filters: readonly Filter[];
  readonly search?: string;
  readonly searchField: RefObject<HTMLInputElement | null>;
  /** Of the API, below its root; the question goes along. */
  readonly exportPath: string;
  readonly query: Readonly<Record<string, string>>;
  /** Said when there is nothing at all, and when the filters leave nothing. */
  readonly empty: string;
  readonly emptyAct?: ReactNode;
  /** Over the filters: tabs of the list. */
  readonly tabs?: ReactNode;
  readonly acts?: ReactNode;
  /** Its rows are those found; called as the page is when it has no name of its own. */
  readonly table: Omit<TableProps<Row>, 'rows' | 'dimmed' | 'label'> & { readonly label?: string };
  /** Below the rows: what is done with the chosen ones. */
  readonly bulk?: ReactNode;
};

/** A long code table is not written out. */
const NAMED_CHOICES = 20;

/** The frame every list of the desk stands in: filters, views, export, and what is said when there is nothing or too much. */
export const ListPage = <Row,>(props: PageProps<Row>) => {
  const { title, hint, list, found, filters, search, searchField, exportPath, query, empty, emptyAct, table } = props;
  const t = useTexts();
  const today = useToday();
  const [address] = useSearchParams();
  useTitle(title);
  const asked = found.list;
  const { rows } = found;
  const total = totalText(found);
  // What the address asks for is no question: tried again it is none either.
  const isUnreadable = [400, 422].includes(problemOf(asked.error)?.status ?? 0);
  const strange = strangeFilters(filters, address);
  const isFiltered = ['q', ...filters.map(({ name }) => name)].some((name) => address.has(name));
  return (
    <div className="page">
      <div className="page-head">
        <div>
          <h1>
            {title}
            {total !== undefined && <small className="head-count">{total}</small>}
          </h1>
          <p className="quiet">{hint}</p>
        </div>
        <div className="page-acts">
          {props.acts}
          <SaveView list={list} query={address.toString()} disabled={address.size === 0} />
          <Button
            icon={<DownloadOutlined aria-hidden />}
            href={apiAddress(`${exportPath}${queryText(query)}`)}
            download
          >
            {t('desk:list.export')}
          </Button>
        </div>
      </div>
      {props.tabs}
      <FilterBar filters={filters} search={search} searchField={searchField} />
      {asked.isError && asked.data !== undefined && (
        <StaleNotice
          text={t('desk:list.stale', { time: instantText(new Date(asked.dataUpdatedAt).toISOString(), today, t) })}
          onRetry={() => void asked.refetch()}
        />
      )}
      {asked.isPending && <Loading rows={12} />}
      {asked.isError && asked.data === undefined && !isUnreadable && (
        <Failure error={asked.error} onRetry={() => void asked.refetch()} />
      )}
      {asked.isError && asked.data === undefined && isUnreadable && (
        <Empty action={<ClearFilters />}>
          {strange.length === 0
            ? t('desk:list.strange')
            : strange.map(({ label, choices }) => (
                <span key={label} className="strange-filter">
                  {t('desk:list.strangeFilter', {
                    filter: label,
                    choices: choices
                      .slice(0, NAMED_CHOICES)
                      .map((choice) => choice.label)
                      .join(t('desk:separator')),
                  })}
                </span>
              ))}
        </Empty>
      )}
      {asked.data !== undefined && rows.length === 0 && (
        <Empty action={isFiltered ? <ClearFilters /> : emptyAct}>
          {isFiltered ? t('desk:list.emptyFiltered') : empty}
        </Empty>
      )}
      {rows.length > 0 && (
        <>
          <ListTable label={title} {...table} rows={rows} dimmed={asked.isPlaceholderData} />
          <div className="list-foot">
            <span className="quiet">
              {t('desk:list.shown', { count: rows.length })}
              {asked.hasNextPage && t('desk:list.shownMore')}
            </span>
            {asked.hasNextPage && (
              <Button onClick={() => void asked.fetchNextPage()} loading={asked.isFetchingNextPage}>
                {t('desk:list.more')}
              </Button>
            )}
            {rows.length >= mostRows && <span>{t('desk:list.tooMany', { n: rows.length })}</span>}
          </div>
        </>
      )}
      {props.bulk}
    </div>
  );
};

const ClearFilters = () => {
  const t = useTexts();
  const { pathname } = useLocation();
  const [, setAddress] = useSearchParams();
  return (
    <Button key={pathname} onClick={() => setAddress({})}>
      {t('desk:list.clear')}
    </Button>
  );
};
