import { dayOf } from '#kernel/day.ts';
import { dueDays } from '#kernel/due-soon.ts';
import type { OwedList } from '#modules/complaints/post-tray/contract.ts';
import { owedPapers } from '#modules/complaints/post-tray/owed-papers.ts';
import { packagedCalendar } from '#modules/directory/packaged-calendar.ts';
import { now } from '#platform/clock.ts';
import type { Tx } from '#platform/db.ts';
import { orRefuse } from '#platform/http/errors.ts';
import { textsFor } from '#platform/texts.ts';

const trayIn = async (tx: Tx, tenants: readonly string[]): Promise<OwedList> => {
  const at = now();
  return orRefuse(
    await owedPapers(
      tx,
      { tenants },
      { limit: 100 },
      { at, t: textsFor('zh-CN'), ...dueDays(dayOf(at), packagedCalendar()) },
    ),
  );
};

/** The whole post tray of the tenants, as far as one page of it goes. */
export const owedIn = async (tx: Tx, tenants: readonly string[]): Promise<OwedList['rows']> =>
  (await trayIn(tx, tenants)).rows;

export const noticesIn = async (tx: Tx, tenants: readonly string[]): Promise<OwedList['notices']> =>
  (await trayIn(tx, tenants)).notices;
