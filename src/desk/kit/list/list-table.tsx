import type { ReactNode, RefObject } from 'react';
import { tableRoles } from '../table-roles.ts';
import { useTexts } from '../texts.ts';
import type { Choice } from './use-choice.ts';

export type ListColumn<Row> = {
  /** Also the class of its cells, as `col-<name>`. */
  readonly name: string;
  readonly title: string;
  readonly cell: (row: Row) => ReactNode;
  /** Said in full when the cell is too narrow for it. */
  readonly hint?: (row: Row) => string | undefined;
  /** Left out below this width: `wide` 1100 pixels, `middle` 800. */
  readonly only?: 'wide' | 'middle';
};

export type TableProps<Row> = {
  readonly label: string;
  readonly className?: string;
  readonly columns: readonly ListColumn<Row>[];
  readonly rows: readonly Row[];
  readonly keyOf: (row: Row) => string;
  /** What is read of a row where it can be ticked. */
  readonly nameOf?: (row: Row) => string;
  readonly choice?: Choice | undefined;
  readonly body: RefObject<HTMLTableSectionElement | null>;
  readonly dimmed: boolean;
};

const classOf = <Row,>({ name, only }: ListColumn<Row>): string =>
  only === undefined ? `col-${name}` : `col-${name} only-${only}`;

/** One row a thing; the link of a row bears `data-row`, and j and k move from one to the next. */
export const ListTable = <Row,>({
  label,
  className = '',
  columns,
  rows,
  keyOf,
  nameOf = keyOf,
  choice,
  body,
  dimmed,
}: TableProps<Row>) => {
  const t = useTexts();
  return (
    <div className="table-scroll">
      <table
        {...tableRoles.table}
        className={['cases worklist', className, dimmed ? 'dimmed' : '', choice === undefined ? 'no-tick' : '']
          .filter(Boolean)
          .join(' ')}
        aria-label={label}
        aria-busy={dimmed}
      >
        <thead {...tableRoles.group}>
          <tr {...tableRoles.row}>
            {choice !== undefined && (
              <th {...tableRoles.column} className="tick">
                <input
                  type="checkbox"
                  aria-label={t('desk:list.selectAll')}
                  checked={rows.length > 0 && choice.chosen.size === rows.length}
                  onChange={choice.toggleAll}
                />
              </th>
            )}
            {columns.map((column) => (
              <th key={column.name} {...tableRoles.column} className={classOf(column)}>
                {column.title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody {...tableRoles.group} ref={body}>
          {rows.map((row) => {
            const key = keyOf(row);
            return (
              <tr {...tableRoles.row} key={key} className={choice?.chosen.has(key) ? 'chosen' : undefined}>
                {choice !== undefined && (
                  <td {...tableRoles.cell} className="tick">
                    <input
                      type="checkbox"
                      aria-label={t('desk:list.selectRow', { number: nameOf(row) })}
                      checked={choice.chosen.has(key)}
                      onChange={() => choice.toggle(key)}
                    />
                  </td>
                )}
                {columns.map((column) => (
                  <td {...tableRoles.cell} key={column.name} className={classOf(column)} title={column.hint?.(row)}>
                    {column.cell(row)}
                  </td>
                ))}
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
};
