import type { Actor } from '#kernel/actor.ts';
import type { WorkCalendar } from '#kernel/calendar.ts';
import { dayOf } from '#kernel/day.ts';
import { dueDays } from '#kernel/due-soon.ts';
import { isRefusal, type Refusal } from '#kernel/refusal.ts';
import type { Translate } from '#kernel/translate.ts';
import type { Tx } from '#platform/db.ts';
import { bookOf, EXPORTED_AT_MOST, type ListBook } from '#platform/lists/list-book.ts';
import { worklist } from '../views/worklist.ts';
import type { WorklistQuery, WorklistRow } from '../worklist-contract.ts';
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
  return await bookOf(tx, await bookMaker(tx, actor, at), {
    act: 'export-worklist',
    words: 'worklist:sheet',
    query,
    list,
    columns: worklistColumns(await listNames(tx, actor, days.today, t)),
  });
};
