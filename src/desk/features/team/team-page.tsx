import './team.css';
import { Button, Select } from 'antd';
import { useState } from 'react';
import { Link, useSearchParams } from 'react-router';
import type { WorklistCounts } from '#modules/complaints/desk-contract.ts';
import { routes } from '../../kit/paths.ts';
import { useCounts, useSession } from '../../kit/questions.ts';
import { Empty, Failure, Loading } from '../../kit/states.tsx';
import { useTexts } from '../../kit/texts.ts';
import { useClear } from '../../kit/use-clear.tsx';
import { useTitle } from '../../kit/use-title.ts';
import { Covers } from './covers.tsx';
import { HandOver } from './hand-over.tsx';
import { Stations } from './stations.tsx';

type Load = WorklistCounts['load'][number];

/** Who has how much, what is late and what comes due; every number leads to the cases behind it. */
export const TeamPage = () => {
  const t = useTexts();
  const clear = useClear();
  useTitle(t('desk:team.title'));
  const [address, setAddress] = useSearchParams();
  const station = address.get('station') ?? undefined;
  const counts = useCounts(station);
  const session = useSession();
  const [from, setFrom] = useState<Load>();
  if (counts.data === undefined)
    return counts.isError ? <Failure error={counts.error} onRetry={() => void counts.refetch()} /> : <Loading />;
  const { load, stations, views } = counts.data;
  const inStation = station === undefined ? '' : `&station=${station}`;
  // An ended case whose parties are still to be told is late without being open.
  const most = Math.max(1, views.unassigned, ...load.map((one) => Math.max(one.open, one.overdue + one.dueSoon)));
  const isHead = session.data?.roles.includes('bureau-head') ?? false;
  // One's own desk is one's own; a colleague's is handed over by the head (the server says the same).
  const mayHandOver = (one: Load): boolean => isHead || one.account === session.data?.account;
  const offers = load.some(mayHandOver);
  const rows = [...load].sort((a, b) => b.overdue - a.overdue || b.dueSoon - a.dueSoon || b.open - a.open);
  return (
    <div className="page">
      <div className="page-head">
        <div>
          <h1>{t('desk:team.title')}</h1>
          <p className="quiet">{t('desk:team.intro')}</p>
        </div>
      </div>
      {stations.length > 0 && (
        <Select
          className="station-choice"
          aria-label={t('desk:list.station')}
          placeholder={t('desk:team.allStations')}
          allowClear={clear}
          popupMatchSelectWidth={false}
          value={station ?? null}
          options={[
            { value: 'none', label: t('desk:list.stationNone') },
            ...stations.map((one) => ({ value: one.station, label: one.name })),
          ]}
          onChange={(value?: string | null) => setAddress(value == null ? {} : { station: value }, { replace: true })}
        />
      )}
      <ul className="figures">
        {(['all-open', 'overdue', 'soon', 'unassigned'] as const).map((view) => (
          <li key={view} className={view === 'overdue' && views.overdue > 0 ? 'figure urgent' : 'figure'}>
            <Link to={`${routes.cases}?view=${view}${inStation}`}>
              <strong>{views[view]}</strong>
              <span>{t(`desk:view.${view}`)}</span>
            </Link>
          </li>
        ))}
      </ul>
      {rows.length === 0 && <Empty>{t('desk:team.empty')}</Empty>}
      {rows.length > 0 && (
        <div className="table-scroll">
          <table className="cases team" aria-label={t('desk:team.title')}>
            <thead>
              <tr>
                <th scope="col">{t('desk:team.person')}</th>
                <th scope="col" className="num">
                  {t('desk:team.overdue')}
                </th>
                <th scope="col" className="num">
                  {t('desk:team.dueSoon')}
                </th>
                <th scope="col" className="num">
                  {t('desk:team.open')}
                </th>
                <th scope="col" className="num">
                  {t('desk:view.closed-unarchived')}
                </th>
                <th scope="col" className="share">
                  {t('desk:team.share')}
                </th>
                {offers && <th scope="col">{t('desk:team.actions')}</th>}
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => (
                <PersonRow
                  key={row.account}
                  row={row}
                  most={most}
                  inStation={inStation}
                  offers={offers}
                  onHandOver={mayHandOver(row) ? () => setFrom(row) : undefined}
                />
              ))}
            </tbody>
          </table>
        </div>
      )}
      {station === undefined && stations.length > 0 && <Stations stations={stations} />}
      <Covers mayArrange={isHead} />
      {from !== undefined && <HandOver from={from} onClose={() => setFrom(undefined)} />}
    </div>
  );
};

type RowProps = {
  readonly row: Load;
  readonly most: number;
  /** Narrows every list behind a number to the station looked at. */
  readonly inStation: string;
  /** Whether the table has a column for it. */
  readonly offers: boolean;
  readonly onHandOver: (() => void) | undefined;
};

const PersonRow = ({ row, most, inStation, offers, onHandOver }: RowProps) => {
  const t = useTexts();
  const casesOf = (more: string): string => `${routes.cases}?handler=${row.account}${inStation}${more}`;
  const part = (count: number): string => `${(count / most) * 100}%`;
  return (
    <tr>
      <th scope="row">{row.name}</th>
      <td className="num">
        {row.overdue > 0 ? (
          <Link className="due-over" to={casesOf('&due=overdue')}>
            {row.overdue}
          </Link>
        ) : (
          0
        )}
      </td>
      <td className="num">{row.dueSoon > 0 ? <Link to={casesOf('&due=soon')}>{row.dueSoon}</Link> : 0}</td>
      <td className="num">
        <Link to={casesOf('&open=true')}>{row.open}</Link>
      </td>
      <td className="num">{row.ended > 0 ? <Link to={casesOf('&view=closed-unarchived')}>{row.ended}</Link> : 0}</td>
      <td className="share">
        <span className="load-bar" aria-hidden="true">
          <span className="load-over" style={{ width: part(row.overdue) }} />
          <span className="load-soon" style={{ width: part(row.dueSoon) }} />
          <span className="load-rest" style={{ width: part(Math.max(0, row.open - row.overdue - row.dueSoon)) }} />
        </span>
      </td>
      {offers && (
        <td>
          {onHandOver !== undefined && (
            <Button size="small" onClick={onHandOver}>
              {t('desk:team.handOver')}
            </Button>
          )}
        </td>
      )}
    </tr>
  );
};
