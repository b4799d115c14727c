import type { Day } from '#kernel/day.ts';
import type { Translate } from '#kernel/translate.ts';
import type { Tx } from '#platform/db.ts';
import { coded, dayWord, type FilterWords, only, sought } from '#platform/lists/filter-words.ts';
import type { BookMaker } from '#platform/lists/list-book.ts';
import type { OwedQuery } from '../post-tray/contract.ts';
import { bodyName, staffFor } from '../reference.ts';
import type { OutcomeQuery } from '../register-contract.ts';
import type { WorklistQuery } from '../worklist-contract.ts';
import type { ListNames } from './list-names.ts';

type Named = {
  /** Undefined for somebody who is no official any more. */
  readonly handler: string | undefined;
  readonly station: string | undefined;
  readonly incident: string | undefined;
};

/** The names behind the ids a question holds: `me` is whoever takes the list along, to whoever reads it later. */
export const filterNames = async (
  tx: Tx,
  query: Pick<WorklistQuery, 'handler' | 'station' | 'incident'>,
  maker: BookMaker,
  today: Day,
): Promise<Named> => {
  const { handler, station, incident } = query;
  const title =
    incident === undefined
      ? undefined
      : await tx.maybe<{ title: string }>(
          'select title from incident where stream = $1 and tenant = any ($2::text[]) and bureau = any ($3::text[])',
          [incident, maker.actor.tenants, maker.actor.bureaus],
        );
  return {
    handler: handler === 'me' ? maker.name : (await staffFor(tx, handler ?? '', today))?.name,
    station: station === undefined ? undefined : await bodyName(tx, station, today),
    incident: title?.title,
  };
};

export const caseFilterWords = (names: ListNames & Named, t: Translate): FilterWords<WorklistQuery> => ({
  q: sought(t),
  phase: coded('desk:list.phase', 'complaint:phase', t),
  due: coded('desk:list.due', 'desk:list.dueIs', t),
  handler: {
    label: t('desk:list.handler'),
    value: (value) =>
      value === 'none' ? t('desk:list.handlerNone') : (names.handler ?? t('worklist:filter.handlerUnknown')),
  },
  bureau: { label: t('desk:list.bureau'), value: names.bureau },
  station: {
    label: t('desk:list.station'),
    value: (value) => (value === 'none' ? t('desk:list.stationNone') : (names.station ?? value)),
  },
  objectCode: { label: t('desk:list.object'), value: names.object },
  problemCode: { label: t('desk:list.problem'), value: names.problem },
  duplicates: only('desk:list.duplicates', 'desk:list.duplicatesOnly', t),
  incident: { label: t('worklist:filter.incident'), value: (value) => names.incident ?? value.slice(-6) },
  toEnd: only('worklist:filter.toEnd', 'worklist:filter.toEndOnly', t),
  open: coded('worklist:filter.open', 'worklist:filter.openIs', t),
  archived: coded('worklist:filter.archived', 'worklist:filter.archivedIs', t),
});

export const owedFilterWords = (names: ListNames, t: Translate): FilterWords<OwedQuery> => ({
  q: sought(t),
  due: coded('desk:owed.owedBy', 'desk:list.dueIs', t),
  state: coded('desk:owed.state', 'desk:owed', t),
  to: coded('desk:owed.to', 'complaint:recipient', t),
  printed: coded('desk:owed.printed', 'desk:owed.printedIs', t),
  largePrint: only('desk:owed.largePrint', 'desk:owed.largeOnly', t),
  bureau: { label: t('desk:list.bureau'), value: names.bureau },
});

export const outcomeFilterWords = (names: ListNames, t: Translate): FilterWords<OutcomeQuery> => ({
  q: sought(t),
  kind: coded('desk:outcomes.kind', 'complaint:bundlePurpose', t),
  result: coded('desk:outcomes.result', 'complaint:outcomeResult', t),
  from: dayWord('worklist:filter.from', t),
  to: dayWord('worklist:filter.to', t),
  bureau: { label: t('desk:list.bureau'), value: names.bureau },
});
