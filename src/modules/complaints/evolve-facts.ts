import { compareDays, type Day, dayOf } from '#kernel/day.ts';
import type { Complaint, ComplaintEvent, Filing, Registration, Unwilling } from './complaint.ts';
import { inVainAfterContact } from './served-by-notice.ts';
import { unreachedAfter } from './shown-way.ts';
import { type Called, wayKindOf } from './tried.ts';

/** What a contact or a correction changes about a case. */

export const contacted = (
  state: Complaint,
  attempt: Extract<ComplaintEvent, { type: 'ContactAttempted' }>['payload'],
): Complaint => {
  const { at, channel, party, outcome, nth } = attempt;
  const before = {
    ...state,
    called: calledAfter(state, attempt),
    ...inVainAfterContact(state, attempt),
  };
  const known =
    party === 'complainant'
      ? before
      : {
          ...before,
          failedContacts: failedAfter(state, outcome),
          unreachedAsShown: unreachedAfter(state, attempt),
        };
  if (outcome === 'reached') return { ...known, ...heard(state, party, at) };
  const how = howUnwilling(party, outcome);
  if (how === undefined || isBeforeReceipt(at, state) || isBefore(at, state.heardAt[party])) return known;
  return {
    ...known,
    unwilling: [...state.unwilling, { party, how, at, channel, ...(nth === undefined ? {} : { nth }) }],
  };
};

const calledAfter = (
  { called, version }: Complaint,
  { party, channel, outcome, number, nth }: Parameters<typeof contacted>[1],
): readonly Called[] => {
  const kind = wayKindOf[channel as keyof typeof wayKindOf];
  return number === undefined || nth === undefined || kind === undefined
    ? called
    : [...called, { version, party, kind, nth, number, outcome }];
};

const failedAfter = ({ failedContacts }: Complaint, outcome: string): number => {
  if (outcome === 'refused' || outcome === 'absent') return failedContacts;
  return outcome === 'reached' ? 0 : failedContacts + 1;
};

/** Order 20 lets the respondent alone refuse, yet either party stay away: the two are never one fact. */
const howUnwilling = (party: Unwilling['party'], outcome: string): Unwilling['how'] | undefined => {
  if (outcome === 'refused' || outcome === 'absent') return outcome;
  // A wrong number says nothing of what anybody wants, and of the complainant the complaint itself does.
  return outcome === 'wrong-number' || party === 'complainant' ? undefined : 'unanswered';
};

const isBefore = (at: string, moment: string | undefined): boolean =>
  moment !== undefined && new Date(at).getTime() < new Date(moment).getTime();

/** The day it came in at all, also where the day of receipt in law is a later one. */
export const cameInOn = ({ arrivedOn, firstReceivedOn }: Complaint): Day | null =>
  arrivedOn === undefined || (firstReceivedOn !== null && compareDays(firstReceivedOn, arrivedOn) < 0)
    ? firstReceivedOn
    : arrivedOn;

export const isBeforeReceipt = (at: string, state: Complaint): boolean => {
  const since = cameInOn(state);
  return since !== null && compareDays(dayOf(new Date(at)), since) < 0;
};

/** Who is reached, answers or consents no longer refuses or stays away: what came later stands. */
export const heard = (
  { unwilling, heardAt }: Complaint,
  party: Unwilling['party'],
  at?: string,
): Pick<Complaint, 'unwilling' | 'heardAt'> => ({
  unwilling: unwilling.filter((sign) => sign.party !== party || (at !== undefined && isBefore(at, sign.at))),
  heardAt: at === undefined || isBefore(at, heardAt[party]) ? heardAt : { ...heardAt, [party]: at },
});

/** Another telephone number is another way in: the account of the old one no longer stands for this person. */
export const putRight = (
  { account: before, ...party }: Complaint['parties'][number],
  { fields, account = before }: Extract<ComplaintEvent, { type: 'PersonCorrected' }>['payload'],
): Complaint['parties'][number] => ({
  ...party,
  fields: { ...party.fields, ...fields },
  ...(account == null ? {} : { account }),
});

/** What a source had not held and is now on file is no longer missing. */
export const stillMissing = (
  state: Complaint,
  supplied: Extract<ComplaintEvent, { type: 'ProofSupplied' }>['payload'],
): Complaint['notInSource'] => {
  const theirs = supplied.items.map((item) => ({ ...item, by: 'complainant' as const }));
  const { notInSource } = { ...state, ...identityShown(state, theirs) };
  const there = new Set([
    ...(supplied.fields === undefined ? [] : ['complainant']),
    ...(supplied.fields?.['id-number'] === undefined ? [] : ['identity']),
    ...(supplied.consents === undefined ? [] : ['consents']),
    ...(supplied.claims === undefined ? [] : ['claims']),
  ]);
  return notInSource?.filter((field) => !there.has(field));
};

/** Art. 10: a picture of the document shows who complains as its number does; that of somebody who complains along does not. */
export const identityShown = (
  { notInSource, parties }: Pick<Complaint, 'notInSource' | 'parties'>,
  items: Complaint['evidence'],
): Pick<Complaint, 'notInSource'> => {
  const along = parties.filter(({ kind }) => kind !== 'complainant' && kind !== 'agent').map(({ person }) => person);
  const isShown = items.some(
    ({ purpose, by, person }) =>
      purpose === 'identity' && by === 'complainant' && (person === undefined || !along.includes(person)),
  );
  return isShown && notInSource !== undefined
    ? { notInSource: notInSource.filter((field) => field !== 'identity') }
    : {};
};

/** A document put right is one that was shown. */
export const identityCorrected = (
  { notInSource, parties }: Complaint,
  { person, fields }: Extract<ComplaintEvent, { type: 'PersonCorrected' }>['payload'],
): Pick<Complaint, 'notInSource'> =>
  notInSource !== undefined &&
  fields['id-number'] !== undefined &&
  parties.some((party) => party.kind === 'complainant' && party.person === person)
    ? { notInSource: notInSource.filter((field) => field !== 'identity') }
    : {};

/** The short path asks no helper how it was told; what its filings say of that was guessed from their files and is not repeated. */
export const partiesFiled = ({ channel, parties }: Pick<Filing, 'channel' | 'parties'>): Filing['parties'] =>
  channel === 'web-short' ? parties.map(({ told: _told, ...party }) => party) : parties;

/** A filing that came with a number of the national platform was registered there the day it counts as received. */
export const registrationIn = ({
  channel,
  externalNumber,
  nationalNumber,
  receivedOn,
  linked,
}: Filing): Registration | null => {
  if (nationalNumber !== undefined) return { number: nationalNumber, on: null, isReceipt: false };
  if (externalNumber === undefined || channel === 'hotline-12345') return null;
  const isReceipt = channel === 'platform-12315' && linked === undefined;
  return { number: externalNumber, on: isReceipt ? receivedOn : null, isReceipt };
};
