import { Link } from 'react-router';
import type { WorklistCounts } from '#modules/complaints/desk-contract.ts';
import { routes } from '../../kit/paths.ts';
import { useTexts } from '../../kit/texts.ts';

type Load = WorklistCounts['stations'][number];

/** How much lies with each station; every number leads to the cases behind it. */
export const Stations = ({ stations }: { readonly stations: readonly Load[] }) => {
  const t = useTexts();
  return (
    <section aria-labelledby="stations">
      <h2 id="stations">{t('desk:team.stations')}</h2>
      <div className="table-scroll">
        <table className="cases stations" aria-labelledby="stations">
          <thead>
            <tr>
              <th scope="col">{t('desk:list.station')}</th>
              {(['overdue', 'dueSoon', 'unassigned', 'open'] as const).map((name) => (
                <th key={name} scope="col" className="num">
                  {t(`desk:team.${name}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {stations.map((row) => (
              <StationRow key={row.station} row={row} />
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
};

const StationRow = ({ row }: { readonly row: Load }) => {
  const casesOf = (more: string): string => `${routes.cases}?station=${row.station}${more}`;
  const number = (count: number, more: string, className?: string) => (
    <td className="num">
      {count > 0 ? (
        <Link {...(className === undefined ? {} : { className })} to={casesOf(more)}>
          {count}
        </Link>
      ) : (
        0
      )}
    </td>
  );
  return (
    <tr>
      <th scope="row">{row.name}</th>
      {number(row.overdue, '&due=overdue', 'due-over')}
      {number(row.dueSoon, '&due=soon')}
      {number(row.unassigned, '&handler=none&open=true')}
      {number(row.open, '&open=true')}
    </tr>
  );
};
