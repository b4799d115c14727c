import { compareDays, type Day } from '#kernel/day.ts';
import type { Complaint, ComplaintEvent } from './complaint.ts';
import { noticeOn } from './delivery-state.ts';
import { evolve } from './evolve.ts';
import type { Side } from './filing-parts.ts';
import type { NoticesEnded } from './notices-ended.ts';

/** Public notice rests on who was not found where; once somebody else is the side, or is elsewhere, that is to be tried again. */

type Known = { readonly today: Day; readonly sameAddress?: ReadonlyMap<string, ReadonlySet<string>> };

const sides: readonly Side[] = ['complainant', 'respondent'];

const hasTried = ({ inVain, foundBy, noticed, overtaken }: Complaint, side: Side): boolean =>
  inVain.some((one) => one.side === side) || [...foundBy, ...noticed, ...overtaken].some(({ to }) => to === side);

const placeOf = ({ parties }: Complaint, side: Side) => {
  const party = parties.find(({ kind }) => kind === side);
  return { person: party?.person, address: party?.fields.address?.entry };
};

const isMoved = (before: Complaint, after: Complaint, side: Side, { sameAddress }: Known): boolean => {
  const [was, is] = [placeOf(before, side), placeOf(after, side)];
  if (was.person !== is.person) return true;
  return (
    is.address !== undefined &&
    is.address !== was.address &&
    sameAddress?.get(is.address)?.has(was.address ?? '') !== true
  );
};

/** What this act and the next say of it; a notice whose days are over has served its paper. */
export const withNoticesEnded = (
  events: readonly ComplaintEvent[],
  before: Complaint,
  known: Known,
): readonly ComplaintEvent[] => {
  if (!sides.some((side) => hasTried(before, side))) return events;
  let state = before;
  return events.map((event) => {
    const was = state;
    state = evolve(was, event);
    const after = state;
    const side = sides.find((one) => hasTried(after, one) && isMoved(was, after, one, known));
    if (side === undefined) return event;
    const owed = after.noticed
      .filter(({ n, to }) => to === side && isRunning(after, n, to, known) && after.delivered.includes(`${n}:${to}`))
      .map(({ n }) => n);
    const ended = endedBy(event, { side, owed });
    state = evolve(was, ended);
    return ended;
  });
};

const endedBy = (event: ComplaintEvent, noticesEnded: NoticesEnded): ComplaintEvent => {
  const payload: object = { ...event.payload, noticesEnded };
  return { ...event, payload } as ComplaintEvent;
};

const isRunning = (state: Complaint, n: number, to: Side, { today }: Known): boolean => {
  const until = noticeOn(state, n, to);
  return until !== null && compareDays(today, until) < 0;
};
