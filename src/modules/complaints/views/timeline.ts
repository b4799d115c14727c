import type { Actor } from '#kernel/actor.ts';
import { type Day, dayOf } from '#kernel/day.ts';
import type { Tx } from '#platform/db.ts';
import type { TimelineEntry } from '../case-contract.ts';
import type { ComplaintEvent, PaperMade } from '../complaint.ts';
import type { Place } from '../permits.ts';
import { bodyName, staffFor, unitsFor } from '../reference.ts';
import { takenBackIn } from '../taken-back.ts';
import { type ActedAs, partiesActing, sideOfParty } from '../who-acted.ts';
import { calledView, type Opened, receiverView, sealedIn } from './opened.ts';
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
  'ContactAttempted.number',
  'ContactAttempted.nth',
  'RespondentNotified.code',
  'RespondentNotified.phone',
  'PaperDelivered.number',
  'PaperDelivered.receiver',
  'ParticularsCompleted.purchase',
  'AgentNamed.person',
  'AgentEnded.person',
  'AgentConfirmed.person',
  'FraudHandedOver.person',
  'ComplainantLeft.successor',
  'RepresentativeEnded.successor',
]);

export type Audience = 'staff' | 'complainant' | 'respondent';

/** Whoever complains along reads as a complainant does, save what is another's own. */
export type Reader = Audience | 'joint' | 'helper';

export const readerOf = (actor: Actor, places: ReadonlySet<Place>): Reader => {
  if (actor.kind === 'staff' || actor.kind === 'system') return 'staff';
  if (places.has('complainant')) return 'complainant';
  if (places.has('joint')) return 'joint';
  return places.has('respondent') ? 'respondent' : 'helper';
};

/** Who helped with the filing stands for nobody: nothing that is one side's own is theirs to read. */
export const audienceOf = (reader: Reader): Audience =>
  reader === 'joint' ? 'complainant' : reader === 'helper' ? 'respondent' : reader;

/**
 * A party reads what is addressed to it, and each complainant what was registered of the complaint: form 1 holds the number
 * of a document, the telephone and the address of one, so that whoever complains along reads it with their own (PIPL art. 6).
 */
export const isPaperFor = (paper: Pick<PaperMade, 'code' | 'to'>, reader: Reader): boolean =>
  reader === 'staff' ||
  (reader !== 'helper' &&
    (paper.code === 'form-1' ? reader !== 'respondent' : (paper.to as readonly string[]).includes(audienceOf(reader))));

/** A party reads what is written down for it, field by field; who helped, what both sides read. */
const readBy = (type: ComplaintEvent['type'], reader: Exclude<Reader, 'staff'>): readonly string[] | null => {
  const { complainant, respondent }: Readonly<Record<'complainant' | 'respondent', readonly string[] | null>> =
    whatPartiesRead[type];
  if (reader === 'respondent') return respondent;
  if (reader !== 'helper') return complainant;
  return complainant === null || respondent === null ? null : complainant.filter((field) => respondent.includes(field));
};

const isVisible = (event: ComplaintEvent, reader: Reader): boolean => {
  if (reader === 'staff') return true;
  if (readBy(event.type, reader) === null) return false;
  if (event.type === 'PaperMade') return isPaperFor(event.payload, reader);
  if (event.type === 'PaperDelivered' || event.type === 'DeliveryTakenBack' || event.type === 'PaperOpened')
    return reader !== 'helper' && event.payload.to === audienceOf(reader);
  return true;
};

/** Officials read all but the means. */
const readsField = (event: ComplaintEvent, reader: Reader): ((field: string) => boolean) => {
  if (reader === 'staff') return (field) => !silentFields.has(`${event.type}.${field}`);
  const fields = readBy(event.type, reader) ?? [];
  return (field) => fields.includes(field);
};

/** What this audience may know to have happened. */
export const shownTo = (events: readonly DatedEvent[], reader: Reader): DatedEvent[] =>
  events.filter(({ event }) => isVisible(event, reader));

export type Told = {
  readonly tx: Tx;
  readonly tenant: string;
  readonly opened: Opened;
  readonly reader: Reader;
  readonly actor: Pick<Actor, 'account' | 'principals'>;
  readonly today: Day;
};

/** `shown` are those of the case's events that are wanted: who acted as what, the whole case says. */
export const timelineOf = async (
  { tx, tenant, opened, reader, actor: looking, today }: Told,
  events: readonly DatedEvent[],
  shown: readonly DatedEvent[] = shownTo(events, reader),
): Promise<TimelineEntry[]> => {
  const units = await unitsFor(tx, tenant, today);
  const audience = audienceOf(reader);
  const story = events.findLast(
    ({ event }) => event.type === 'ParticularsCompleted' && event.payload.facts !== undefined,
  )?.version;
  const back = takenBackIn(events);
  const acted = partiesActing(events);
  const actedIn = new Map(events.map(({ version }, place) => [version, acted[place]]));
  return await Promise.all(
    shown.map(async ({ version, actor, at, event }) => {
      const isSystem = actor.startsWith('system:');
      const party = actedIn.get(version);
      const own = (actor === looking.account || looking.principals.includes(actor)) && party?.forAnother !== true;
      const member = isSystem ? undefined : await officialFor(tx, actor, { today, thatDay: dayOf(at), party });
      const as = isSystem || member !== undefined ? undefined : seenAs(party, own ? 'staff' : audience);
      const reads = readsField(event, reader);
      return {
        version,
        type: event.type,
        at: at.toISOString(),
        actor: audience === 'staff' ? actor : '',
        actorName: member?.name ?? null,
        actorKind: isSystem ? 'system' : as === undefined ? 'staff' : kindOfSide[sideOfParty(as.kind)],
        actorParty: as?.kind ?? null,
        actorRelation: as?.relation ?? null,
        own,
        details: {
          ...(await detailsOf(tx, event, reads, units, today)),
          ...takenBackOf(back.get(version)),
          ...(audience === 'respondent' ? {} : whoIn(event, events, opened)),
          ...(audience === 'staff'
            ? { ...calledIn(event, opened), ...takenIn(event, opened), ...paperIn(event, events) }
            : {}),
        },
        texts: sealedIn(event)
          // The story as it is now stands on the case itself; what an officer wrote before stays to be read.
          .filter(({ field }) => reads(field) && !(field === 'facts' && version === story))
          .map(({ field, sealed }) => ({ field, text: opened.text(sealed) })),
      };
    }),
  );
};

/** A mark that no longer holds says so where it stands, not only where it was taken back. */
const takenBackOf = (step: DatedEvent | undefined): { takenBackOn?: string } =>
  step?.event.type === 'DeliveryTakenBack' ? { takenBackOn: step.event.payload.on } : {};

const ofSeveral: ReadonlySet<ComplaintEvent['type']> = new Set([
  ...(['ConsentsStated', 'ComplainantLeft', 'RepresentativeNamed', 'RepresentativeEnded'] as const),
]);

/** Who has left since is no party of the case: such an official was one on the day of the act. */
const officialFor = async (
  tx: Tx,
  account: string,
  { today, thatDay, party }: { readonly today: Day; readonly thatDay: Day; readonly party: ActedAs | undefined },
) =>
  (await staffFor(tx, account, today)) ?? (party?.unnamed === true ? await staffFor(tx, account, thatDay) : undefined);

const kindOfSide = { complainant: 'consumer', respondent: 'operator' } as const;

/** Who helped the complainant is nothing the other side reads. */
const seenAs = (as: ActedAs = { kind: 'complainant' }, audience: Audience): ActedAs =>
  audience === 'respondent' && as.kind === 'helper' ? { kind: 'complainant' } : as;

/** One of those who complain together, masked as everywhere. */
const whoIn = (
  event: ComplaintEvent,
  events: readonly DatedEvent[],
  opened: Opened,
): { personName?: string; helperName?: string } => {
  if (event.type === 'ComplaintFiled') {
    const helper = event.payload.parties.find(({ kind }) => kind === 'helper');
    return helper === undefined ? {} : { helperName: opened.masked(helper, 'name') ?? '' };
  }
  if (!('person' in event.payload) || !ofSeveral.has(event.type)) return {};
  const filed = events[0]?.event;
  const { person } = event.payload;
  const party =
    filed?.type === 'ComplaintFiled' ? filed.payload.parties.find((one) => one.person === person) : undefined;
  return { personName: (party === undefined ? null : opened.masked(party, 'name')) ?? '' };
};

/** By what a party was tried, masked; empty once erased. */
const calledIn = (event: ComplaintEvent, opened: Opened): { called?: string } => {
  const called = event.type === 'ContactAttempted' ? calledView(event.payload, opened) : null;
  return called === null ? {} : { called: called.masked ?? '' };
};

/** Who took a paper, masked where it was a party's; empty once erased. */
const takenIn = (event: ComplaintEvent, opened: Opened): { receiver?: string } =>
  event.type === 'PaperDelivered' && event.payload.receiver !== undefined
    ? { receiver: receiverView(event.payload, opened) ?? '' }
    : {};

const ofOnePaper: ReadonlySet<ComplaintEvent['type']> = new Set([
  ...(['PaperDelivered', 'PaperOpened', 'DeliveryTakenBack', 'SentAgain'] as const),
]);

/** Which paper it was: the case has many. */
const paperIn = (event: ComplaintEvent, events: readonly DatedEvent[]): Record<string, Plain> => {
  if (!ofOnePaper.has(event.type) || !('n' in event.payload)) return {};
  const { n } = event.payload;
  const made = events.flatMap((one) =>
    one.event.type === 'PaperMade' && one.event.payload.n === n ? [one.event] : [],
  );
  if (made[0] === undefined) return {};
  const { code, number, title = null, englishTitle = null, copy = null } = made[0].payload;
  return { paperCode: code, paperNumber: number, title, englishTitle, copy };
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
    // Which they are stands on the case itself.
    if (name === 'claims' && event.type === 'ProofSupplied' && reads(name)) details[name] = true;
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
