import type { Actor } from '#kernel/actor.ts';
import type { Day } from '#kernel/day.ts';
import type { Tx } from '#platform/db.ts';
import type { TimelineEntry } from '../case-contract.ts';
import type { ComplaintEvent, PaperMade } from '../complaint.ts';
import type { Place } from '../permits.ts';
import { bodyName, staffFor, unitsFor } from '../reference.ts';
import { isRespondents } from '../who-acted.ts';
import { type Opened, sealedIn } from './opened.ts';
import { whatPartiesRead } from './what-parties-read.ts';

export type DatedEvent = {
  readonly version: number;
  readonly actor: string;
  readonly at: Date;
  readonly event: ComplaintEvent;
};

/** Values that are means and no words: the paper itself, the code that opens the case, where it was sent. */
const silentFields: ReadonlySet<string> = new Set([
  'PaperMade.data',
  'RespondentNotified.code',
  'RespondentNotified.phone',
  'PaperDelivered.number',
  'ParticularsCompleted.purchase',
  'AgentNamed.person',
  'AgentEnded.person',
  'AgentConfirmed.person',
  'ComplainantLeft.successor',
  'RepresentativeEnded.successor',
]);

export type Audience = 'staff' | 'complainant' | 'respondent';

/** Whoever complains along reads as a complainant does, save what is another's own. */
export type Reader = Audience | 'joint';

export const readerOf = (actor: Actor, places: ReadonlySet<Place>): Reader => {
  if (actor.kind === 'staff' || actor.kind === 'system') return 'staff';
  if (places.has('complainant')) return 'complainant';
  return places.has('joint') ? 'joint' : 'respondent';
};

export const audienceOf = (reader: Reader): Audience => (reader === 'joint' ? 'complainant' : reader);

/**
 * A party reads what is addressed to it, and each complainant what was registered of the complaint: form 1 holds the number
 * of a document, the telephone and the address of one, so that whoever complains along reads it with their own (PIPL art. 6).
 */
export const isPaperFor = (paper: Pick<PaperMade, 'code' | 'to'>, reader: Reader): boolean =>
  reader === 'staff' ||
  (paper.code === 'form-1' ? reader !== 'respondent' : (paper.to as readonly string[]).includes(audienceOf(reader)));

const isVisible = (event: ComplaintEvent, reader: Reader): boolean => {
  const audience = audienceOf(reader);
  if (audience === 'staff') return true;
  if (whatPartiesRead[event.type][audience] === null) return false;
  if (event.type === 'PaperMade') return isPaperFor(event.payload, reader);
  if (event.type === 'PaperDelivered' || event.type === 'DeliveryTakenBack' || event.type === 'PaperOpened')
    return event.payload.to === audience;
  return true;
};

/** Officials read all but the means; a party reads what is written down for it, field by field. */
const readsField = (event: ComplaintEvent, audience: Audience): ((field: string) => boolean) => {
  if (audience === 'staff') return (field) => !silentFields.has(`${event.type}.${field}`);
  const fields: readonly string[] = whatPartiesRead[event.type][audience] ?? [];
  return (field) => fields.includes(field);
};

/** What this audience may know to have happened. */
export const shownTo = (events: readonly DatedEvent[], reader: Reader): DatedEvent[] =>
  events.filter(({ event }) => isVisible(event, reader));

export const timelineOf = async (
  tx: Tx,
  tenant: string,
  events: readonly DatedEvent[],
  opened: Opened,
  reader: Reader,
  today: Day,
): Promise<TimelineEntry[]> => {
  const units = await unitsFor(tx, tenant, today);
  const audience = audienceOf(reader);
  const shown = shownTo(events, reader);
  return await Promise.all(
    shown.map(async ({ version, actor, at, event }) => {
      const member = actor.startsWith('system:') ? undefined : await staffFor(tx, actor, today);
      const reads = readsField(event, audience);
      return {
        version,
        type: event.type,
        at: at.toISOString(),
        actor: audience === 'staff' ? actor : '',
        actorName: member?.name ?? null,
        actorKind: actorKindOf(actor, member !== undefined, event),
        details: {
          ...(await detailsOf(tx, event, reads, units, today)),
          ...(audience === 'respondent' ? {} : whoIn(event, events, opened)),
        },
        texts: sealedIn(event)
          .filter(({ field }) => reads(field))
          .map(({ field, sealed }) => ({ field, text: opened.text(sealed) })),
      };
    }),
  );
};

const ofSeveral: ReadonlySet<ComplaintEvent['type']> = new Set([
  ...(['ConsentsStated', 'ComplainantLeft', 'RepresentativeNamed', 'RepresentativeEnded'] as const),
]);

/** One of those who complain together, masked as everywhere. */
const whoIn = (event: ComplaintEvent, events: readonly DatedEvent[], opened: Opened): { personName?: string } => {
  if (!('person' in event.payload) || !ofSeveral.has(event.type)) return {};
  const filed = events[0]?.event;
  const { person } = event.payload;
  const party =
    filed?.type === 'ComplaintFiled' ? filed.payload.parties.find((one) => one.person === person) : undefined;
  return { personName: (party === undefined ? null : opened.masked(party, 'name')) ?? '' };
};

const actorKindOf = (actor: string, isStaff: boolean, event: ComplaintEvent): TimelineEntry['actorKind'] => {
  if (actor.startsWith('system:')) return 'system';
  if (isStaff) return 'staff';
  return actor.startsWith('respondent:') || isRespondents(event) ? 'operator' : 'consumer';
};

type Plain = string | number | boolean | null;
const unitFields = new Set([
  'bureau',
  'unit',
  'intake',
  'competent',
  'rightBureau',
  'organisation',
  'rival',
  'superior',
  'body',
  'station',
]);
const accountFields = new Set(['contact', 'mediator', 'against', 'by', 'forOfficer']);

/** Plain values of the payload, with names beside ids; lists and sealed values are left to their own places. */
const detailsOf = async (
  tx: Tx,
  event: ComplaintEvent,
  reads: (field: string) => boolean,
  units: ReadonlyMap<string, { readonly name: string }>,
  today: Day,
): Promise<Record<string, Plain>> => {
  const details: Record<string, Plain> = {};
  for (const [name, value] of Object.entries(event.payload as Record<string, unknown>)) {
    if (!reads(name) || (value !== null && !['string', 'number', 'boolean'].includes(typeof value))) continue;
    details[name] = value as Plain;
    if (typeof value !== 'string') continue;
    const isUnit = unitFields.has(name) || ((name === 'to' || name === 'from') && units.has(value));
    if (isUnit) details[`${name}Name`] = units.get(value)?.name ?? (await bodyName(tx, value, today));
    const isAccount = accountFields.has(name) || (name === 'to' && event.type === 'ComplaintAssigned');
    if (isAccount) {
      const member = /^[0-9a-f-]{36}$/u.test(value) ? await staffFor(tx, value, today) : undefined;
      if (member !== undefined) details[`${name}Name`] = member.name;
    }
  }
  return details;
};
