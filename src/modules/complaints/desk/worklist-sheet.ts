import { day, minute, text, yuan } from '#platform/lists/cells.ts';
import type { ListColumn } from '#platform/lists/list-book.ts';
import type { WorklistRow } from '../worklist-contract.ts';
import type { ListNames } from './list-names.ts';

export const worklistColumns = (names: ListNames): readonly ListColumn<WorklistRow>[] => [
  { name: 'number', width: 24, cell: (row) => text(row.number) },
  { name: 'phase', width: 14, cell: (row, t) => text(t(`complaint:phase.${row.phase}`)) },
  { name: 'dueOn', width: 12, cell: (row) => day(row.dueOn) },
  {
    name: 'dueRule',
    width: 20,
    cell: (row, t) => text(row.dueRule === null ? null : t(`law:rule.${row.dueRule}.title`)),
  },
  { name: 'provisional', width: 10, cell: (row, t) => text(row.provisional ? t('worklist:sheet.yes') : null) },
  { name: 'bureau', width: 26, cell: (row) => text(names.bureau(row.bureau)) },
  { name: 'station', width: 16, cell: (row) => text(row.stationName) },
  { name: 'handler', width: 12, cell: (row) => text(row.handlerName) },
  { name: 'complainant', width: 12, cell: (row) => text(row.complainant) },
  { name: 'respondent', width: 30, cell: (row) => text(row.respondent) },
  { name: 'object', width: 18, cell: (row) => text(row.objectCode && names.object(row.objectCode)) },
  { name: 'problem', width: 18, cell: (row) => text(row.problemCode && names.problem(row.problemCode)) },
  { name: 'amount', width: 14, cell: (row) => yuan(row.amountFen) },
  { name: 'receivedOn', width: 12, cell: (row) => day(row.receivedOn) },
  { name: 'filedAt', width: 17, cell: (row) => minute(row.filedAt) },
  {
    name: 'online',
    width: 8,
    cell: (row, t) => text(row.online === false ? null : t(`worklist:sheet.${row.online ? 'yes' : 'onlineOpen'}`)),
  },
  { name: 'food', width: 8, cell: (row, t) => text(row.food ? t('worklist:sheet.yes') : null) },
  { name: 'incident', width: 12, cell: (row, t) => text(row.incident === null ? null : t('worklist:sheet.yes')) },
];
