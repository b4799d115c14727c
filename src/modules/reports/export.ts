import { dayOf } from '#kernel/day.ts';
import { isRefusal, type Refusal } from '#kernel/refusal.ts';
import type { Translate } from '#kernel/translate.ts';
import { bookMaker, type ListNames, listNames } from '#modules/complaints/facade.ts';
import type { Context } from '#platform/context.ts';
import type { Tx } from '#platform/db.ts';
import { day, minute, text } from '#platform/lists/cells.ts';
import { coded, type FilterWords, filtersInWords, only, sought } from '#platform/lists/filter-words.ts';
import { bookOf, type ListBook, type ListColumn } from '#platform/lists/list-book.ts';
import type { ReportQuery, ReportRow } from './contract.ts';
import { type Look, reportList } from './views.ts';

/** Every one is opened and written down as seen. */
export const REPORTS_EXPORTED_AT_MOST = 1_000;

const columns = (names: ListNames): readonly ListColumn<ReportRow>[] => [
  { name: 'number', width: 24, cell: (row) => text(row.number) },
  { name: 'source', width: 14, cell: (row, t) => text(t(`desk:reports.sourceIs.${row.source}`)) },
  {
    name: 'named',
    width: 10,
    cell: (row, t) => text(row.source === 'reporter' ? t(`desk:reports.named${row.named ? 'Yes' : 'No'}`) : null),
  },
  { name: 'dueOn', width: 12, cell: (row) => day(row.dueOn) },
  { name: 'provisional', width: 10, cell: (row, t) => text(row.provisional ? t('worklist:sheet.yes') : null) },
  { name: 'reported', width: 30, cell: (row) => text(row.reported) },
  { name: 'problem', width: 18, cell: (row) => text(row.problemCode && names.problem(row.problemCode)) },
  { name: 'bureau', width: 26, cell: (row) => text(names.bureau(row.bureau)) },
  { name: 'food', width: 8, cell: (row, t) => text(row.food ? t('worklist:sheet.yes') : null) },
  { name: 'receivedOn', width: 12, cell: (row) => day(row.receivedOn) },
  { name: 'filedAt', width: 17, cell: (row) => minute(row.filedAt) },
];

export const reportFilterWords = (names: ListNames, t: Translate): FilterWords<ReportQuery> => ({
  q: sought(t),
  due: coded('desk:reports.due', 'desk:list.dueIs', t),
  source: coded('desk:reports.source', 'desk:reports.sourceIs', t),
  named: {
    label: t('desk:reports.named'),
    value: (value) => t(value === 'true' ? 'desk:reports.namedYes' : 'desk:reports.namedNo'),
  },
  problemCode: { label: t('desk:list.problem'), value: names.problem },
  bureau: { label: t('desk:list.bureau'), value: names.bureau },
  food: only('desk:list.flag.food', 'desk:list.foodOnly', t),
});

/** Names of reporters are not in it; in the scope of the desk, as every look. */
export const reportBook = async (
  context: Context,
  tx: Tx,
  query: ReportQuery,
  look: Look,
  t: Translate,
): Promise<ListBook<ReportRow> | Refusal> => {
  const list = await reportList(context, tx, { ...query, limit: REPORTS_EXPORTED_AT_MOST }, look);
  if (isRefusal(list)) return list;
  const names = await listNames(tx, look.actor, dayOf(look.at), t);
  const filters = filtersInWords(query, reportFilterWords(names, t), t);
  const taken = { act: 'export-reports', words: 'worklist:reports', query, filters, list, columns: columns(names) };
  return await bookOf(tx, await bookMaker(tx, look.actor, look.at), taken);
};
