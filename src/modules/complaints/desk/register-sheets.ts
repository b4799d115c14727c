import { day, minute, text } from '#platform/lists/cells.ts';
import type { ListColumn } from '#platform/lists/list-book.ts';
import type { OwedRow } from '../post-tray/contract.ts';
import type { OutcomeRow } from '../register-contract.ts';
import type { ListNames } from './list-names.ts';

export const outcomeColumns = (names: ListNames): readonly ListColumn<OutcomeRow>[] => [
  { name: 'decidedOn', width: 12, cell: (row) => day(row.decidedOn) },
  { name: 'kind', width: 14, cell: (row, t) => text(t(`complaint:bundlePurpose.${row.kind}`)) },
  { name: 'reference', width: 30, cell: (row) => text(row.reference) },
  { name: 'result', width: 20, cell: (row, t) => text(t(`complaint:outcomeResult.${row.result}`)) },
  { name: 'number', width: 24, cell: (row) => text(row.number) },
  { name: 'bureau', width: 26, cell: (row) => text(names.bureau(row.bureau)) },
  { name: 'recordedAt', width: 17, cell: (row) => minute(row.recordedAt) },
];

export const owedColumns = (names: ListNames): readonly ListColumn<OwedRow>[] => [
  { name: 'owedBy', width: 12, cell: (row) => day(row.owedBy) },
  { name: 'paper', width: 28, cell: (row, t) => text(row.title ?? t(`complaint:paper.${row.code}`)) },
  { name: 'paperNumber', width: 30, cell: (row) => text(row.paperNumber) },
  { name: 'to', width: 14, cell: (row, t) => text(t(`complaint:recipient.${row.to}`)) },
  { name: 'state', width: 24, cell: (row, t) => text(t(`complaint:owedState.${row.state}`)) },
  { name: 'countsOn', width: 12, cell: (row) => day(row.countsOn) },
  {
    name: 'reason',
    width: 24,
    cell: (row, t) => text(row.reason === null ? null : t(`complaint:tellingReason.${row.reason}`)),
  },
  { name: 'number', width: 24, cell: (row) => text(row.number) },
  { name: 'bureau', width: 26, cell: (row) => text(names.bureau(row.bureau)) },
  { name: 'madeAt', width: 17, cell: (row) => minute(row.madeAt) },
  { name: 'printedAt', width: 17, cell: (row) => (row.printedAt === null ? null : minute(row.printedAt)) },
  { name: 'largePrint', width: 8, cell: (row, t) => text(row.largePrint ? t('worklist:sheet.yes') : null) },
];
