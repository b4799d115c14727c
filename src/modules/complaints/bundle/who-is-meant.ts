import type { ComplaintEvent } from '../complaint.ts';
import type { PaperDesk } from '../paper-data/paper-desk.ts';
import type { TogetherEvent } from '../together-events.ts';
import type { Opened } from '../views/opened.ts';

const ofSeveral: ReadonlySet<ComplaintEvent['type']> = new Set<TogetherEvent['type']>([
  'ConsentsStated',
  'ComplainantLeft',
  'RepresentativeNamed',
  'RepresentativeEnded',
]);

export const isOfSeveral = (event: ComplaintEvent): event is ComplaintEvent & TogetherEvent =>
  ofSeveral.has(event.type);

/** One of those who complain or did so once, by name: the bundle and the history are read by the bureau and by who reviews it. */
export const nameOf = (person: string, { state, t }: PaperDesk, opened: Pick<Opened, 'text'>): string => {
  const party = state.parties.find((one) => one.person === person);
  return opened.text(party?.fields.name) ?? t('papers:case-statements.erased');
};

/** Of an act of one of several: who it is about. */
export const whoIsMeant = (event: ComplaintEvent, desk: PaperDesk, opened: Pick<Opened, 'text'>): string | undefined =>
  isOfSeveral(event) ? nameOf(event.payload.person, desk, opened) : undefined;

/** Who stands first from then on. */
export const successorWords = (
  event: ComplaintEvent,
  desk: PaperDesk,
  opened: Pick<Opened, 'text'>,
): string | undefined => {
  if (!isOfSeveral(event) || !('successor' in event.payload) || event.payload.successor === undefined) return undefined;
  return desk.t('papers:case-statements.successor', { name: nameOf(event.payload.successor, desk, opened) });
};
