import { Alert } from 'antd';
import { Link } from 'react-router';
import type { Day } from '#kernel/day.ts';
import type { DecreeMoves } from '#modules/complaints/law-contract.ts';
import { routes } from '../../kit/paths.ts';
import { hasText, useTexts } from '../../kit/texts.ts';
import { dayOrText } from '../../kit/when.ts';

type MovesProps = { readonly moves: DecreeMoves; readonly today: Day };

/** Whose limits a change of the law would move, before anything is entered. */
export const Moves = ({ moves, today }: MovesProps) => {
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
      <Shifts moves={moves} today={today} />
      {moves.moves.length > 0 && <Cases moves={moves} today={today} />}
    </section>
  );
};

/** Rule, old and new day and how many in each unit: what tells a right notice from a mistyped one, and names no case. */
const Shifts = ({ moves, today }: MovesProps) => {
  const t = useTexts();
  return (
    <>
      <table className="cases shifts" aria-label={t('desk:law.shifts')}>
        <thead>
          <tr>
            <th scope="col">{t('desk:law.code')}</th>
            <th scope="col">{t('desk:law.moveFrom')}</th>
            <th scope="col">{t('desk:law.moveTo')}</th>
            <th scope="col">{t('desk:law.shiftUnit')}</th>
            <th scope="col">{t('desk:law.shiftCount')}</th>
          </tr>
        </thead>
        <tbody>
          {moves.shifts.map(({ bureau, name, kind, rule, from, to, count }) => (
            <tr key={[bureau, kind, rule, from, to].join(' ')}>
              <td>
                <span className="shift-rule">{rule}</span>
                {hasText(`law:rule.${rule}.title`) && (
                  <span className="quiet detail-line">{t(`law:rule.${rule}.title`)}</span>
                )}
              </td>
              <td>{dayOrText(from, today, t)}</td>
              <td>{dayOrText(to, today, t)}</td>
              <td>{name}</td>
              <td className="shift-rule">{`${t(`desk:law.shiftOf.${kind}`)} ${count}`}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {moves.shiftsLeftOut > 0 && (
        <p className="quiet">{t('desk:law.shiftsLeftOut', { count: moves.shiftsLeftOut })}</p>
      )}
    </>
  );
};

const Cases = ({ moves, today }: MovesProps) => {
  const t = useTexts();
  return (
    <>
      <h3>{t('desk:law.movesOwn')}</h3>
      <table className="cases" aria-label={t('desk:law.movesOwn')}>
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
    </>
  );
};
