import type { Actor } from '#kernel/actor.ts';
import type { WorkCalendar } from '#kernel/calendar.ts';
import { dayOf } from '#kernel/day.ts';
import { dueDays } from '#kernel/due-soon.ts';
import { isRefusal, type Refusal } from '#kernel/refusal.ts';
import type { Translate } from '#kernel/translate.ts';
import type { Tx } from '#platform/db.ts';
import { filtersInWords } from '#platform/lists/filter-words.ts';
import { bookOf, EXPORTED_AT_MOST, type ListBook } from '#platform/lists/list-book.ts';
import { worklist } from '../views/worklist.ts';
import type { WorklistQuery, WorklistRow } from '../worklist-contract.ts';
import { caseFilterWords, filterNames } from './filter-words.ts';
import { bookMaker, listNames } from './list-names.ts';
import { worklistColumns } from './worklist-sheet.ts';

export type ExportQuery = Omit<WorklistQuery, 'cursor' | 'limit'>;

export const gatherBook = async (
  tx: Tx,
  actor: Actor,
  query: ExportQuery,
  { at, calendar }: { readonly at: Date; readonly calendar: WorkCalendar },
  t: Translate,
): Promise<ListBook<WorklistRow> | Refusal> => {
  const days = dueDays(dayOf(at), calendar);
  const list = await worklist(tx, actor, { ...query, limit: EXPORTED_AT_MOST }, days);
  if (isRefusal(list)) return list;
  const names = await listNames(tx, actor, days.today, t);
  const maker = await bookMaker(tx, actor, at);
  const words = caseFilterWords({ ...names, ...(await filterNames(tx, query, maker, days.today)) }, t);
  return await bookOf(tx, maker, {
    act: 'export-worklist',
    words: 'worklist:sheet',
    query,
    filters: filtersInWords(query, words, t),
    list,
    columns: worklistColumns(names),
  });
};
