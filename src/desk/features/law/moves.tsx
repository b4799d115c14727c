import { Alert } from 'antd';
import { Link } from 'react-router';
import type { Day } from '#kernel/day.ts';
import type { DecreeMoves } from '#modules/complaints/law-contract.ts';
import { routes } from '../../kit/paths.ts';
import { useTexts } from '../../kit/texts.ts';
import { dayOrText } from '../../kit/when.ts';

/** Whose limits a change of the law would move, before anything is entered. */
export const Moves = ({ moves, today }: { readonly moves: DecreeMoves; readonly today: Day }) => {
  const t = useTexts();
  if (moves.total === 0 && moves.reports === 0) return <Alert type="info" title={t('desk:law.movesNone')} />;
  const headings = [
    ...(moves.total === 0 ? [] : [t('desk:law.moves', { count: moves.total })]),
    ...(moves.reports === 0 ? [] : [t('desk:law.movesReports', { count: moves.reports })]),
  ];
  return (
    <section aria-live="polite">
      <h3>{headings.join(t('desk:comma'))}</h3>
      <p className="quiet">
        {moves.byBureau
          .map((one) => t('desk:law.byBureau', { name: one.name, n: one.cases, reports: one.reports }))
          .join(t('desk:semicolon'))}
      </p>
      {moves.moves.length > 0 && (
        <table className="cases" aria-label={t('desk:law.moves', { count: moves.total })}>
          <thead>
            <tr>
              <th scope="col">{t('desk:list.col.number')}</th>
              <th scope="col">{t('desk:law.code')}</th>
              <th scope="col">{t('desk:law.moveFrom')}</th>
              <th scope="col">{t('desk:law.moveTo')}</th>
            </tr>
          </thead>
          <tbody>
            {moves.moves.map((move) => (
              <tr key={`${move.number} ${move.rule}`}>
                <td>
                  <Link to={routes.caseOf(move.number)}>{move.number}</Link>
                </td>
                <td>{move.rule}</td>
                <td>{dayOrText(move.from, today, t)}</td>
                <td>{dayOrText(move.to, today, t)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
};
