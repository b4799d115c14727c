import type { CellObject, SheetData } from 'write-excel-file/node';
import type { Day } from '#kernel/day.ts';
import type { Translate } from '#kernel/translate.ts';
import type { WorklistRow } from '../worklist-contract.ts';

/** Names beside the codes of a row, in the language of the sheet. */
export type SheetNames = {
  readonly bureau: (id: string) => string;
  readonly object: (code: string) => string;
  readonly problem: (code: string) => string;
};

export type SheetFacts = {
  readonly rows: readonly WorklistRow[];
  /** More rows answer the question than the sheet holds. */
  readonly isCut: boolean;
  readonly madeAt: Date;
  readonly madeBy: string;
  readonly filters: string;
};

/**
 * Typed as text and formatted as text: a cell that begins with = + - @ is shown as it stands, and stays text when somebody
 * edits it. Nothing is put in front, so what was written is what is read.
 */
const text = (value: string | null | undefined): CellObject | null =>
  value === null || value === undefined || value === '' ? null : { value, type: String, format: '@' };

const day = (value: string | null): CellObject | null =>
  value === null ? null : { value: new Date(`${value}T00:00:00Z`), type: Date, format: 'yyyy-mm-dd' };

const yuan = (fen: number | null): CellObject | null =>
  fen === null ? null : { value: fen / 100, type: Number, format: '#,##0.00' };

const heading = (value: string): CellObject => ({ value, type: String, format: '@', fontWeight: 'bold' });

const shanghaiMinute = (at: Date): string =>
  new Date(at.getTime() + 8 * 3_600_000).toISOString().slice(0, 16).replace('T', ' ');

type Column = {
  readonly name: string;
  readonly width: number;
  readonly cell: (row: WorklistRow, t: Translate, names: SheetNames) => CellObject | null;
};

const columns: readonly Column[] = [
  { name: 'number', width: 24, cell: (row) => text(row.number) },
  { name: 'phase', width: 14, cell: (row, t) => text(t(`complaint:phase.${row.phase}`)) },
  { name: 'dueOn', width: 12, cell: (row) => day(row.dueOn) },
  {
    name: 'dueRule',
    width: 20,
    cell: (row, t) => text(row.dueRule === null ? null : t(`law:rule.${row.dueRule}.title`)),
  },
  { name: 'provisional', width: 10, cell: (row, t) => text(row.provisional ? t('worklist:sheet.yes') : null) },
  { name: 'bureau', width: 26, cell: (row, _t, names) => text(names.bureau(row.bureau)) },
  { name: 'station', width: 16, cell: (row) => text(row.stationName) },
  { name: 'handler', width: 12, cell: (row) => text(row.handlerName) },
  { name: 'complainant', width: 12, cell: (row) => text(row.complainant) },
  { name: 'respondent', width: 30, cell: (row) => text(row.respondent) },
  { name: 'object', width: 18, cell: (row, _t, names) => text(row.objectCode && names.object(row.objectCode)) },
  { name: 'problem', width: 18, cell: (row, _t, names) => text(row.problemCode && names.problem(row.problemCode)) },
  { name: 'amount', width: 14, cell: (row) => yuan(row.amountFen) },
  { name: 'receivedOn', width: 12, cell: (row) => day(row.receivedOn) },
  { name: 'filedAt', width: 17, cell: (row) => text(shanghaiMinute(new Date(row.filedAt))) },
  { name: 'online', width: 8, cell: (row, t) => text(row.online ? t('worklist:sheet.yes') : null) },
  { name: 'food', width: 8, cell: (row, t) => text(row.food ? t('worklist:sheet.yes') : null) },
  { name: 'incident', width: 12, cell: (row, t) => text(row.incident === null ? null : t('worklist:sheet.yes')) },
];

export const listWidths = columns.map(({ width }) => ({ width }));

/** One line a case under bold headings; a cut list says so in its last line. */
export const listSheet = (facts: SheetFacts, t: Translate, names: SheetNames): SheetData => [
  columns.map(({ name }) => heading(t(`worklist:sheet.column.${name}`))),
  ...facts.rows.map((row) => columns.map(({ cell }) => cell(row, t, names))),
  ...(facts.isCut ? [[heading(t('worklist:sheet.cut', { n: facts.rows.length }))]] : []),
];

/** What the list was made from, when and for whom: an exported list travels without the system that explains it. */
export const aboutSheet = (facts: SheetFacts, today: Day, t: Translate): SheetData => {
  const line = (name: string, value: string): (CellObject | null)[] => [
    heading(t(`worklist:sheet.about.${name}`)),
    text(value),
  ];
  return [
    line('madeAt', shanghaiMinute(facts.madeAt)),
    line('madeBy', facts.madeBy),
    line('today', today),
    line('filters', facts.filters === '' ? t('worklist:sheet.noFilters') : facts.filters),
    line('rows', String(facts.rows.length)),
    ...(facts.isCut ? [line('cut', t('worklist:sheet.cut', { n: facts.rows.length }))] : []),
    line('masked', t('worklist:sheet.masked')),
  ];
};
