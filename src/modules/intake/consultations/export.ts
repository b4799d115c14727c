import type { Actor } from '#kernel/actor.ts';
import { dayOf } from '#kernel/day.ts';
import { isRefusal, type Refusal } from '#kernel/refusal.ts';
import type { Translate } from '#kernel/translate.ts';
import { bookMaker, type ListNames, listNames } from '#modules/complaints/facade.ts';
import type { Tx } from '#platform/db.ts';
import { day, minute, text } from '#platform/lists/cells.ts';
import { coded, type FilterWords, filtersInWords, only, sought } from '#platform/lists/filter-words.ts';
import { bookOf, EXPORTED_AT_MOST, type ListBook, type ListColumn } from '#platform/lists/list-book.ts';
import type { ConsultationQuery, ConsultationRow } from './contract.ts';
import { consultationList } from './views.ts';

const columns = (names: ListNames): readonly ListColumn<ConsultationRow>[] => [
  { name: 'number', width: 24, cell: (row) => text(row.number) },
  { name: 'phase', width: 12, cell: (row, t) => text(t(`desk:questions.phase.${row.phase}`)) },
  { name: 'receivedOn', width: 12, cell: (row) => day(row.receivedOn) },
  { name: 'answeredOn', width: 12, cell: (row) => day(row.answeredOn) },
  { name: 'receivedAt', width: 17, cell: (row) => (row.receivedAt === null ? null : minute(row.receivedAt)) },
  { name: 'answeredAt', width: 17, cell: (row) => (row.answeredAt === null ? null : minute(row.answeredAt)) },
  { name: 'channel', width: 14, cell: (row, t) => text(t(`complaint:channel.${row.channel}`)) },
  { name: 'asker', width: 14, cell: (row) => text(row.asker) },
  { name: 'bureau', width: 26, cell: (row) => text(names.bureau(row.bureau)) },
  { name: 'food', width: 8, cell: (row, t) => text(row.food ? t('worklist:sheet.yes') : null) },
  { name: 'owed', width: 10, cell: (row) => text(row.owed === 0 ? null : String(row.owed)) },
  { name: 'filedAt', width: 17, cell: (row) => minute(row.filedAt) },
];

export const consultationFilterWords = (names: ListNames, t: Translate): FilterWords<ConsultationQuery> => ({
  q: sought(t),
  phase: coded('desk:questions.phaseName', 'desk:questions.phase', t),
  open: coded('worklist:filter.open', 'worklist:filter.openIs', t),
  owed: only('desk:questions.owedName', 'desk:questions.owed', t),
  channel: coded('desk:questions.channel', 'complaint:channel', t),
  bureau: { label: t('desk:list.bureau'), value: names.bureau },
  food: only('desk:list.flag.food', 'desk:list.foodOnly', t),
});

export const consultationBook = async (
  tx: Tx,
  actor: Actor,
  query: ConsultationQuery,
  at: Date,
  t: Translate,
): Promise<ListBook<ConsultationRow> | Refusal> => {
  const list = await consultationList(tx, actor, { ...query, limit: EXPORTED_AT_MOST });
  if (isRefusal(list)) return list;
  const names = await listNames(tx, actor, dayOf(at), t);
  const filters = filtersInWords(query, consultationFilterWords(names, t), t);
  const taken = {
    act: 'export-questions',
    words: 'worklist:questions',
    query,
    filters,
    list,
    columns: columns(names),
  };
  return await bookOf(tx, await bookMaker(tx, actor, at), taken);
};
