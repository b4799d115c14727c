import type { ReactNode } from 'react';
import type { Day } from '#kernel/day.ts';
import type { UnitHistory } from '#modules/directory/upkeep-contract.ts';
import { useTexts } from '../../../kit/texts.ts';
import { dayOrText } from '../../../kit/when.ts';
import { basisWords, Part } from '../dated.tsx';

type SuperiorsProps = { readonly unit: UnitHistory; readonly today: Day; readonly act: ReactNode };

/** Everybody above a bureau today, and what was entered from which day on. */
export const Superiors = ({ unit, today, act }: SuperiorsProps) => {
  const t = useTexts();
  const named = (row: UnitHistory['superiors'][number]): string =>
    row.name ?? (row.bodies.length === 0 ? t('administration:units.superiorNobody') : row.bodies.join(' → '));
  return (
    <Part title={t('administration:units.superiors')} act={act}>
      {unit.above.length === 0 ? (
        <p className="quiet">{t('administration:units.superiorNone')}</p>
      ) : (
        <ol>
          {unit.above.map((one) => (
            <li key={one.unit ?? one.name}>
              {one.name} {one.unit === null && <span className="quiet">{t('administration:units.outside')}</span>}
            </li>
          ))}
        </ol>
      )}
      <ul>
        {unit.superiors.map((row) => (
          <li key={`${row.from} ${row.superior} ${row.bodies.join()} ${row.reason}`} className="detail-line">
            {t('administration:units.superiorLine', {
              from: dayOrText(row.from, today, t),
              superior: named(row),
              reason: basisWords(row.reason, t),
            })}
          </li>
        ))}
      </ul>
    </Part>
  );
};
