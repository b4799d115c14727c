import { dayOf } from '#kernel/day.ts';
import type { Context } from '#platform/context.ts';
import type { Tx } from '#platform/db.ts';
import { eventsOf } from '#platform/events.ts';
import type { CaseEvents, CaseEventsQuery } from '../case-contract.ts';
import type { ComplaintEvent } from '../complaint.ts';
import { placesOf } from '../permits.ts';
import { readComplaint } from '../store.ts';
import type { Look } from './case-view.ts';
import { openFor } from './opened.ts';
import { type DatedEvent, readerOf, shownTo, timelineOf } from './timeline.ts';

const AT_ONCE = 100;

/** One page of what happened in the case, as this person may see it; undefined when out of scope or unknown. */
export const caseEvents = async (
  context: Context,
  tx: Tx,
  number: string,
  { actor, at }: Look,
  page: CaseEventsQuery,
): Promise<(CaseEvents & { readonly version: number }) | undefined> => {
  const loaded = await readComplaint(tx, context.vault, number);
  if (loaded === undefined) return undefined;
  const { state, tenant } = loaded;
  const reader = readerOf(actor, placesOf(actor, state, tenant));
  const stored = (await eventsOf(tx, loaded)).map(
    ({ version, actor: who, at: on, type, payload }): DatedEvent => ({
      version,
      actor: who,
      at: on,
      event: { type, payload } as ComplaintEvent,
    }),
  );
  const after = Number(page.cursor ?? 0);
  const left = shownTo(stored, reader).filter(({ version }) => version > after);
  const events = left.slice(0, page.limit ?? AT_ONCE);
  const opened = await openFor(
    context,
    tx,
    loaded,
    state,
    events.map(({ event }) => event),
  );
  return {
    version: state.version,
    events: await timelineOf({ tx, tenant, opened, reader, actor, today: dayOf(at) }, stored, events),
    next: events.length < left.length ? String(events.at(-1)?.version ?? after) : null,
  };
};
