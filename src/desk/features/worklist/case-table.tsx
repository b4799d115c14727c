import type { RefObject } from 'react';
import { Link } from 'react-router';
import type { Day } from '#kernel/day.ts';
import { moneyText } from '#kernel/money.ts';
import type { WorklistRow } from '#modules/complaints/worklist-contract.ts';
import { useCodeNames } from '../../kit/code-names.ts';
import { DueMark } from '../../kit/due-mark.tsx';
import { routes } from '../../kit/paths.ts';
import { StateTag } from '../../kit/state-tag.tsx';
import { useTexts } from '../../kit/texts.ts';

type TableProps = {
  readonly rows: readonly WorklistRow[];
  readonly today: Day;
  readonly chosen: ReadonlySet<string>;
  readonly onToggle: (number: string) => void;
  readonly onToggleAll: () => void;
  readonly body: RefObject<HTMLTableSectionElement | null>;
  readonly dimmed: boolean;
};

const columns = ['due', 'state', 'number', 'against', 'what', 'money', 'who', 'handler', 'flags'] as const;

export const CaseTable = ({ rows, today, chosen, onToggle, onToggleAll, body, dimmed }: TableProps) => {
  const t = useTexts();
  return (
    <div className="table-scroll">
      <table
        className={dimmed ? 'cases worklist dimmed' : 'cases worklist'}
        aria-label={t('desk:list.table')}
        aria-busy={dimmed}
      >
        <thead>
          <tr>
            <th scope="col" className="tick">
              <input
                type="checkbox"
                aria-label={t('desk:list.selectAll')}
                checked={chosen.size === rows.length}
                onChange={onToggleAll}
              />
            </th>
            {columns.map((column) => (
              <th key={column} scope="col" className={`col-${column}`}>
                {t(`desk:list.col.${column}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody ref={body}>
          {rows.map((row) => (
            <CaseRow
              key={row.number}
              row={row}
              today={today}
              chosen={chosen.has(row.number)}
              onToggle={() => onToggle(row.number)}
            />
          ))}
        </tbody>
      </table>
    </div>
  );
};

type RowProps = {
  readonly row: WorklistRow;
  readonly today: Day;
  readonly chosen: boolean;
  readonly onToggle: () => void;
};

const flagsOf = (row: WorklistRow): string[] => [
  ...(row.toEnd === null ? [] : [row.toEnd]),
  ...(row.settlementAsked ? ['settlementAsked'] : []),
  ...(row.untold ? ['untold'] : []),
  ...(row.food ? ['food'] : []),
  ...(row.online ? ['online'] : []),
  ...(row.incident === null ? [] : ['incident']),
  ...(row.possibleDuplicate ? ['duplicate'] : []),
  ...(row.provisional ? ['provisional'] : []),
];

const CaseRow = ({ row, today, chosen, onToggle }: RowProps) => {
  const t = useTexts();
  const codes = useCodeNames();
  const matter = [codes.object(row.objectCode), codes.problem(row.problemCode)].filter(Boolean).join(' · ');
  return (
    <tr className={chosen ? 'chosen' : undefined}>
      <td className="tick">
        <input
          type="checkbox"
          aria-label={t('desk:list.selectRow', { number: row.number })}
          checked={chosen}
          onChange={onToggle}
        />
      </td>
      <td className="col-due">
        <DueMark dueOn={row.dueOn} today={today} provisional={row.provisional} />
      </td>
      <td className="col-state">
        <StateTag phase={row.phase} />
      </td>
      <td className="col-number">
        <Link data-row to={routes.caseOf(row.number)}>
          {row.number}
        </Link>
      </td>
      <td className="col-against" title={row.respondent ?? undefined}>
        {row.respondent ?? <span className="quiet">{t('desk:list.unknownRespondent')}</span>}
      </td>
      <td className="col-what" title={matter === '' ? undefined : matter}>
        {matter}
      </td>
      <td className="col-money">{row.amountFen === null ? '' : moneyText(row.amountFen)}</td>
      <td className="col-who">{row.complainant}</td>
      <td className="col-handler">
        {row.handlerName ?? <span className="nobody">{t('desk:list.nobody')}</span>}
        {row.stationName !== null && <span className="quiet"> {row.stationName}</span>}
      </td>
      <td className="col-flags">
        {flagsOf(row).map((flag) => (
          <span key={flag} className="flag">
            {t(`desk:list.flag.${flag}`)}
          </span>
        ))}
      </td>
    </tr>
  );
};
