import type { Actor } from '#kernel/actor.ts';
import { dayOf } from '#kernel/day.ts';
import type { Context } from '#platform/context.ts';
import type { Tx } from '#platform/db.ts';
import { filesToHandOver } from '#platform/files/hand-over-files.ts';
import { sealParcel } from '#platform/hand-over.ts';
import { enqueue } from '#platform/jobs.ts';
import { openedValuesOf } from '#platform/opened-values.ts';
import type { Facts } from '../commands.ts';
import type { Complaint, ComplaintEvent, EvidenceItem, Party, PersonField, Sealed } from '../complaint.ts';
import { wordsToHandOver } from '../consents.ts';
import { agreedTogether } from '../decide/represented.ts';
import type { LinkedFrom } from '../filing-parts.ts';
import { receiptsToHandOver } from '../receipts.ts';
import { scopeOf } from '../scope.ts';
import type { LoadedComplaint } from '../store.ts';
import { storyRead } from '../story-left.ts';
import { linkedCaseJob } from './linked-case-job.ts';
import { linkedIds } from './linked-ids.ts';
import type { Parcel, ParcelParty } from './parcel.ts';

type HandOver = {
  readonly loaded: LoadedComplaint;
  /** The case with what the act itself added: a designation that was scanned goes where it says. */
  readonly after: Complaint;
  readonly actor: Actor;
  readonly events: readonly ComplaintEvent[];
  readonly to: Facts['namedUnit'];
  readonly at: Date;
};

/**
 * Where the act sends the case to another authority of the instance, all of it is laid down there in the act's own
 * transaction, sealed for that authority, with the order to make the case. Nothing of either body is read by the other.
 */
export const handOver = async (
  context: Context,
  tx: Tx,
  { loaded, after, actor, events, to, at }: HandOver,
): Promise<void> => {
  const out = transferOf(events);
  if (out?.payload.linked === undefined || to?.tenant === undefined) return;
  const { tenant } = to;
  const { stream, number } = linkedIds({ ...loaded, version: loaded.state.version }, tenant, dayOf(at));
  const there = { tenant, stream };
  await context.files.keys.load(tenant, tx);
  const linked = linkedFrom(loaded.state, events, out.payload);
  const parcel = await parcelOf(
    context,
    tx,
    { ...loaded, state: { ...loaded.state, evidence: after.evidence } },
    linked,
    there,
  );
  const { keyVersion, sealed } = sealParcel(context, 'case-hand-over', there, parcel);
  await tx.rescope(scopeOf(actor, [loaded.tenant, tenant]));
  await tx.run(
    `insert into case_hand_over (tenant, stream, bureau, number, key_version, sealed, sent_at)
     values ($1, $2, $3, $4, $5, $6, $7)`,
    [tenant, stream, to.id, number, keyVersion, sealed, at],
  );
  await enqueue(tx, linkedCaseJob, { stream }, { tenant, key: `linked-case:${stream}` });
  await tx.rescope(scopeOf(actor, [loaded.tenant]));
};

const transferOf = (events: readonly ComplaintEvent[]) =>
  events.find((event) => event.type === 'ComplaintTransferredOut');

/** Whether the act lays the case down at another authority of the instance. */
export const goesOnElsewhere = (events: readonly ComplaintEvent[]): boolean =>
  transferOf(events)?.payload.linked !== undefined;

type Out = Extract<ComplaintEvent, { type: 'ComplaintTransferredOut' }>['payload'];

const linkedFrom = (before: Complaint, events: readonly ComplaintEvent[], { on, basis }: Out): LinkedFrom => {
  const how = howSettled(before, events);
  return {
    number: before.number,
    bureau: before.bureau,
    on,
    basis,
    firstReceivedOn: before.firstReceivedOn,
    receipts: receiptsToHandOver(before),
    ...(how === undefined ? {} : { how }),
  };
};

const howSettled = (before: Complaint, events: readonly ComplaintEvent[]): LinkedFrom['how'] => {
  for (const event of events) {
    if (event.type === 'CompetenceAgreed') return 'agreed';
    if (event.type === 'CompetenceDecided')
      return event.payload.body === event.payload.competent ? 'taken-over' : 'designated';
  }
  // What was settled before it came here goes on with it only as long as nobody settled anything else.
  return before.linked === undefined ? undefined : before.settled?.how;
};

/** Papers on how it was told are of this body's own handling; whoever acts for a party no more is left out. */
const goesAlong = (item: EvidenceItem, persons: ReadonlySet<string>): boolean =>
  item.purpose !== 'telling' && (item.person === undefined || persons.has(item.person));

const isCarried = ({ kind, endedOn }: Party): boolean => kind !== 'respondent-agent' && endedOn === undefined;

const parcelOf = async (
  context: Context,
  tx: Tx,
  { tenant, stream, state, erased }: LoadedComplaint,
  linked: LinkedFrom,
  to: { readonly tenant: string; readonly stream: string },
): Promise<Parcel> => {
  const parties = state.parties.filter((party) => isCarried(party) && !erased.has(party.person));
  const sealed = [
    state.facts,
    state.claimText,
    state.sourceRemarks,
    state.purchase,
    ...parties.flatMap((party) => Object.values(party.fields)),
  ];
  const entries = sealed.flatMap((one) => (one === undefined ? [] : [one.entry]));
  const opened = await context.vault.openEntries(tx, { tenant, stream }, entries);
  const values = openedValuesOf(opened);
  const text = (one: Sealed | undefined): string | undefined => {
    const value = one === undefined ? undefined : values.get(one.entry);
    return typeof value === 'string' ? value : undefined;
  };
  const claimText = text(state.claimText);
  const sourceRemarks = text(state.sourceRemarks);
  const purchase = state.purchase === undefined ? undefined : values.get(state.purchase.entry);
  const persons = new Set(parties.map(({ person }) => person));
  const evidence = state.evidence.filter((item) => goesAlong(item, persons));
  const names = evidence.map(({ file }) => file);
  return {
    fromTenant: tenant,
    linked,
    filing: filingIn(state, evidence),
    parties: parties.map((party) => partyOf(party, text)),
    facts: storyRead(context, text(state.facts) ?? '', context.texts('zh-CN')),
    ...(claimText === undefined ? {} : { claimText }),
    ...(sourceRemarks === undefined ? {} : { sourceRemarks }),
    ...(typeof purchase === 'object' && purchase !== null && !Array.isArray(purchase)
      ? { purchase: purchase as NonNullable<Parcel['purchase']> }
      : {}),
    files: names.length === 0 ? [] : await filesToHandOver(context.files, tx, { tenant, stream }, to, names),
  };
};

const partyOf = (party: Party, text: (one: Sealed) => string | undefined): ParcelParty => {
  const fields: Partial<Record<PersonField, string>> = {};
  for (const [name, sealed] of Object.entries(party.fields) as [PersonField, Sealed][]) {
    const value = text(sealed);
    if (value !== undefined) fields[name] = value;
  }
  return { ...party, fields };
};

const numbersHere = ({
  channel,
  externalNumber,
  registration,
}: Complaint): Pick<Parcel['filing'], 'externalNumber' | 'nationalNumber'> => {
  // The hotline asks for its order by the number it gave, whatever became of it at 12315.
  if (channel === 'hotline-12345' && externalNumber !== undefined && registration !== null)
    return { externalNumber, nationalNumber: registration.number };
  const number = registration?.number ?? externalNumber;
  return number === undefined ? {} : { externalNumber: number };
};

const kept = [
  'channel',
  'hotlineReceivedOn',
  'respondent',
  'online',
  'objectCode',
  'problemCode',
  'amountFen',
  'purchasedOn',
  'claims',
  'consents',
  'storyWritten',
  'knewOn',
  'jointAgreed',
  'together',
  'largePrint',
  'tellBy',
  'electronic',
  'food',
  'notInSource',
  'language',
] as const satisfies readonly (keyof Parcel['filing'])[];

const filingIn = (state: Complaint, evidence: readonly EvidenceItem[]): Parcel['filing'] => {
  const now = { ...state, ...wordsToHandOver(state), jointAgreed: agreedTogether(state) };
  const said = kept.flatMap((name) => (now[name] === undefined ? [] : [[name, now[name]] as const]));
  return { ...Object.fromEntries(said), ...numbersHere(state), evidence } as Parcel['filing'];
};
