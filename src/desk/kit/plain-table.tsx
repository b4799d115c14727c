import './plain-table.css';
import type { ReactNode } from 'react';
import { Empty, Failure, Loading } from './states.tsx';
import { tableRoles } from './table-roles.ts';
import { useTexts } from './texts.ts';

export type PlainColumn<Row> = {
  /** Silent where the cells say themselves what they are. */
  readonly title?: string;
  readonly cell: (row: Row) => ReactNode;
  /** Its lines are not broken while there is room for columns. */
  readonly whole?: true;
};

/** What a question to the service has come to so far. */
type Asked<Row> = {
  readonly data: readonly Row[] | undefined;
  readonly isError: boolean;
  readonly error: unknown;
  readonly refetch: () => unknown;
};

type PlainTableProps<Row> = {
  readonly label: string;
  readonly rows: readonly Row[] | Asked<Row>;
  readonly keyOf: (row: Row) => string;
  readonly columns: readonly PlainColumn<Row>[];
  /** The column by which a row is called, from nought. */
  readonly named?: number;
  /** What may be done with the row, at its end. */
  readonly acts?: (row: Row) => ReactNode;
  readonly isPast?: (row: Row) => boolean;
  /** Said where there is no row. */
  readonly empty?: string;
};

const isKnown = <Row,>(rows: readonly Row[] | Asked<Row>): rows is readonly Row[] => Array.isArray(rows);

/** Few rows with what may be done with each; on a phone each stands as a block, its cells below one another with their titles. */
export const PlainTable = <Row,>({ rows, empty, ...table }: PlainTableProps<Row>) => {
  const known = isKnown(rows) ? rows : rows.data;
  const isHeaded = table.columns.some(({ title }) => title !== undefined);
  if (known === undefined)
    return !isKnown(rows) && rows.isError ? (
      <Failure error={rows.error} onRetry={() => void rows.refetch()} />
    ) : (
      <Loading rows={3} />
    );
  if (known.length > 0) return <Rows {...table} rows={known} isHeaded={isHeaded} />;
  if (empty === undefined) return null;
  return isHeaded ? <Empty>{empty}</Empty> : <p className="quiet">{empty}</p>;
};

type RowsProps<Row> = Omit<PlainTableProps<Row>, 'rows' | 'empty'> & {
  readonly rows: readonly Row[];
  readonly isHeaded: boolean;
};

const Rows = <Row,>({ label, rows, keyOf, columns, named = 0, acts, isPast, isHeaded }: RowsProps<Row>) => {
  const t = useTexts();
  return (
    <div className={isHeaded ? 'plain-scroll' : undefined}>
      <table {...tableRoles.table} className="plain-table" aria-label={label}>
        {isHeaded && (
          <thead {...tableRoles.group}>
            <tr {...tableRoles.row}>
              {columns.map(({ title }) => (
                <th key={title} {...tableRoles.column}>
                  {title}
                </th>
              ))}
              {acts !== undefined && (
                <th {...tableRoles.column}>
                  <span className="unseen">{t('desk:rowActs')}</span>
                </th>
              )}
            </tr>
          </thead>
        )}
        <tbody {...tableRoles.group}>
          {rows.map((row) => (
            <tr {...tableRoles.row} key={keyOf(row)} className={isPast?.(row) ? 'past' : undefined}>
              {columns.map((column, index) => (
                <Cell key={column.title ?? index} row={row} column={column} isName={index === named} />
              ))}
              {acts !== undefined && (
                <td {...tableRoles.cell} className="end">
                  {acts(row)}
                </td>
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
};

type CellProps<Row> = { readonly row: Row; readonly column: PlainColumn<Row>; readonly isName: boolean };

const Cell = <Row,>({ row, column: { title, cell, whole }, isName }: CellProps<Row>) => {
  const className = whole && 'whole';
  if (isName)
    return (
      <th {...tableRoles.name} className={className}>
        {cell(row)}
      </th>
    );
  return (
    <td {...tableRoles.cell} className={className} data-title={title}>
      {title === undefined ? cell(row) : <div className="cell">{cell(row)}</div>}
    </td>
  );
};
