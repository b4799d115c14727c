import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import { moneyText } from '#kernel/money.ts';
import type { IncidentView, VictimList } from '#modules/complaints/incidents/contract.ts';
import { read } from '../../kit/api.ts';
import { routes } from '../../kit/paths.ts';
import { Failure, Loading } from '../../kit/states.tsx';
import { useTexts } from '../../kit/texts.ts';

type Repeated = VictimList['rows'][number]['repeats'][number];

/** That its amount does not count, beside the number of a complaint that repeats another. */
const Repeat = ({ of }: { readonly of: Repeated | undefined }) => {
  const t = useTexts();
  if (of === undefined) return null;
  return (
    <span className="quiet">
      {' '}
      {of.amountFen === null
        ? t('desk:incidents.repeatsNothing')
        : t('desk:incidents.repeats', { amount: moneyText(of.amountFen) })}
    </span>
  );
};

/** Everybody concerned, each once however often they complained; asked for only when wanted. */
export const People = ({ view }: { readonly view: IncidentView }) => {
  const t = useTexts();
  const [wanted, setWanted] = useState(false);
  const list = useQuery({
    queryKey: ['incidents', view.id, 'victims', view.version],
    queryFn: ({ signal }) => read<VictimList>(`/incidents/${view.id}/victims`, signal),
    enabled: wanted,
  });
  return (
    <section>
      <h2>{t('desk:incidents.people')}</h2>
      {!wanted && (
        <Button size="small" onClick={() => setWanted(true)}>
          {t('desk:incidents.showPeople')}
        </Button>
      )}
      {wanted && list.isPending && <Loading rows={4} />}
      {list.isError && <Failure error={list.error} onRetry={() => void list.refetch()} />}
      {list.data !== undefined && (
        <>
          <p>
            {t('desk:incidents.peopleCount', {
              people: list.data.people,
              complaints: list.data.complaints,
              amount: moneyText(list.data.amountFen),
            })}
          </p>
          {list.data.rows.some(({ repeats }) => repeats.length > 0) && (
            <p className="quiet">{t('desk:incidents.peopleRepeated')}</p>
          )}
          {list.data.elsewhere > 0 && (
            <p className="quiet">{t('desk:incidents.peopleElsewhere', { complaints: list.data.elsewhere })}</p>
          )}
          <div className="table-scroll">
            <table className="cases" aria-label={t('desk:incidents.people')}>
              <thead>
                <tr>
                  <th scope="col">{t('desk:case.name')}</th>
                  <th scope="col">{t('desk:case.phone')}</th>
                  <th scope="col">{t('desk:incidents.cases')}</th>
                  <th scope="col" className="num">
                    {t('desk:incidents.amount')}
                  </th>
                </tr>
              </thead>
              <tbody>
                {list.data.rows.map((row) => (
                  <tr key={row.complaints[0] ?? row.phone}>
                    <td>{row.name}</td>
                    <td>{row.phone}</td>
                    <td>
                      {row.complaints.map((number) => (
                        <div key={number}>
                          <Link to={routes.caseOf(number)}>{number}</Link>
                          <Repeat of={row.repeats.find((one) => one.number === number)} />
                        </div>
                      ))}
                    </td>
                    <td className="num">{row.amountFen === null ? '' : moneyText(row.amountFen)}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
          {list.data.erased > 0 && <p>{t('desk:incidents.peopleErased', { complaints: list.data.erased })}</p>}
        </>
      )}
    </section>
  );
};
