import type { FilingRequest } from '#modules/complaints/contract.ts';
import type { ClaimChoice } from '../../kit/fields/claims-field.tsx';
import type { ChosenFile } from '../../kit/fields/files-field.tsx';
import { clean, fen, given, type Particulars, purchaseOf, respondentOf } from '../../kit/particulars/particulars-of.ts';

/** What is told at the counter: three kinds, three files. */
export const entryKinds = ['complaint', 'report', 'question'] as const;
export type EntryKind = (typeof entryKinds)[number];

export type JointEntry = Partial<{
  name: string;
  phone: string;
  idType: string;
  idNumber: string;
  address: string;
}>;

/** The form as typed. Flat, so that every field has one name. */
export type Entry = Particulars &
  Partial<{
    kind: EntryKind;
    channel: string;
    externalNumber: string;
    receivedOn: string;
    hotlineReceivedOn: string;
    receivedLongAgo: boolean;
    name: string;
    unnamed: boolean;
    noPhone: boolean;
    largePrint: boolean;
    phone: string;
    idType: string;
    idNumber: string;
    specialGroup: string;
    address: string;
    email: string;
    tellBy: string;
    electronic: boolean;
    hasJoint: boolean;
    joint: readonly JointEntry[];
    secondRepresentative: number;
    jointAgreed: boolean;
    jointChoice: readonly ChosenFile[];
    hasAgent: boolean;
    agentName: string;
    agentPhone: string;
    agentAddress: string;
    agentMatters: string;
    agentPowers: string;
    agentUntil: string;
    agentIdType: string;
    agentIdNumber: string;
    agentEmail: string;
    agentOriginalSeen: boolean;
    agentPower: readonly ChosenFile[];
    hasHelper: boolean;
    helperRelation: string;
    helperName: string;
    helperPhone: string;
    helperStation: string;
    helperTold: string;
    helperRecording: readonly ChosenFile[];
    facts: string;
    basis: string;
    claims: readonly ClaimChoice[];
    claimText: string;
    publicity: boolean;
    entrust: boolean;
    evidence: readonly ChosenFile[];
  }>;

export const hotline = 'hotline-12345';
/** Ways in that bring a number of their own, and those that come in on a day before they are entered. */
export const cameWithNumber: ReadonlySet<string> = new Set(['hotline-12345', 'platform-12315']);
export const enteredLater: ReadonlySet<string> = new Set(['letter', 'hotline-12345', 'platform-12315']);

type Claims = FilingRequest['claims'];

const claimsOf = (claims: readonly ClaimChoice[] | undefined): Claims =>
  (claims ?? []).map((claim) => given({ kind: claim.kind, amountFen: fen(claim.amount) })) as Claims;

const agentOf = (entry: Entry) =>
  entry.hasAgent
    ? given({
        name: clean(entry.agentName),
        phone: clean(entry.agentPhone),
        address: clean(entry.agentAddress),
        matters: clean(entry.agentMatters) ?? '',
        powers: clean(entry.agentPowers) ?? '',
        until: clean(entry.agentUntil),
        idType: clean(entry.agentIdNumber) === undefined ? undefined : entry.agentIdType,
        idNumber: clean(entry.agentIdNumber),
        email: clean(entry.agentEmail),
        originalSeen: entry.agentOriginalSeen === true ? true : undefined,
      })
    : undefined;

const helperOf = (entry: Entry) =>
  entry.hasHelper
    ? given({
        relation: entry.helperRelation,
        name: clean(entry.helperName),
        phone: clean(entry.helperPhone),
        station: clean(entry.helperStation),
        told: clean(entry.helperTold),
      })
    : undefined;

/** Who complains is the first representative; one more may be chosen in writing (Order 121 art. 12). */
const jointOf = (entry: Entry) => {
  const people = entry.hasJoint ? (entry.joint ?? []).filter((one) => clean(one?.name) !== undefined) : [];
  if (people.length === 0) return {};
  const second = entry.secondRepresentative;
  return given({
    joint: people.map((one) =>
      given({
        name: clean(one.name),
        phone: clean(one.phone),
        idType: clean(one.idNumber) === undefined ? undefined : (one.idType ?? 'resident-id'),
        idNumber: clean(one.idNumber),
        address: clean(one.address),
      }),
    ),
    representatives: second === undefined || second >= people.length ? undefined : [second],
    jointAgreed: entry.jointAgreed === true ? true : undefined,
  });
};

/** Scans about persons, and what was told by voice: the bureau sees them, the other party never (Order 121 arts 11, 12). */
const papersOf = (entry: Entry) => {
  const power = entry.hasAgent ? (entry.agentPower ?? []) : [];
  const choice = entry.hasJoint ? (entry.jointChoice ?? []) : [];
  const telling = entry.hasHelper ? (entry.helperRecording ?? []) : [];
  const papers = [
    ...power.map(({ file }) => ({ file, purpose: 'power-of-attorney' })),
    ...choice.map(({ file }) => ({ file, purpose: 'representation' })),
    ...telling.map(({ file }) => ({ file, purpose: 'telling' })),
  ];
  return papers.length === 0 ? undefined : papers;
};

/** An older day is sent with the word that the paper was looked at once more. */
const receiptOf = ({ channel, receivedOn, receivedLongAgo }: Entry) =>
  enteredLater.has(channel ?? '')
    ? given({ receivedOn: clean(receivedOn), receivedLongAgo: receivedLongAgo === true ? true : undefined })
    : {};

/** The shape of `FilingRequest`, checked by the API. */
const complaintOf = (entry: Entry): Record<string, unknown> =>
  given({
    channel: entry.channel,
    externalNumber: cameWithNumber.has(entry.channel ?? '') ? clean(entry.externalNumber) : undefined,
    ...receiptOf(entry),
    hotlineReceivedOn: entry.channel === hotline ? clean(entry.hotlineReceivedOn) : undefined,
    complainant: given({
      name: clean(entry.name),
      phone: entry.noPhone ? undefined : clean(entry.phone),
      idType: clean(entry.idNumber) === undefined ? undefined : entry.idType,
      idNumber: clean(entry.idNumber),
      address: clean(entry.address),
      email: clean(entry.email),
      specialGroup: clean(entry.specialGroup),
    }),
    tellBy: clean(entry.tellBy),
    electronic: clean(entry.tellBy) === 'letter' ? false : entry.electronic,
    largePrint: entry.largePrint === true ? true : undefined,
    ...jointOf(entry),
    agent: agentOf(entry),
    helper: helperOf(entry),
    respondent: respondentOf(entry),
    purchase: purchaseOf(entry),
    facts: clean(entry.facts),
    claims: claimsOf(entry.claims),
    claimText: clean(entry.claimText),
    consents: { publicity: entry.publicity ?? false, entrust: entry.entrust ?? false },
    objectCode: entry.objectCode,
    problemCode: entry.problemCode,
    evidence: entry.evidence?.map((one) => one.file),
    papers: papersOf(entry),
  });

/** The shape of `ReportRequest`; a reporter who gives no name is left out, as form 2 leaves the fields blank. */
const reportOf = (entry: Entry): Record<string, unknown> =>
  given({
    ...arrivalOf(entry),
    reporter: entry.unnamed
      ? undefined
      : given({
          name: clean(entry.name),
          phone: clean(entry.phone),
          idType: clean(entry.idNumber) === undefined ? undefined : entry.idType,
          idNumber: clean(entry.idNumber),
          address: clean(entry.address),
        }),
    reported: respondentOf(entry),
    clue: clean(entry.facts),
    basis: clean(entry.basis),
    place: clean(entry.place),
    problemCode: entry.problemCode,
    evidence: entry.evidence?.map((one) => one.file),
  });

/** The shape of `QuestionRequest`. */
const questionOf = (entry: Entry): Record<string, unknown> =>
  given({
    ...arrivalOf(entry),
    asker: given({
      name: clean(entry.name),
      phone: clean(entry.phone),
      address: clean(entry.address),
      email: clean(entry.email),
    }),
    question: clean(entry.facts),
    largePrint: entry.largePrint === true ? true : undefined,
    problemCode: entry.problemCode,
  });

const arrivalOf = (entry: Entry) => ({
  channel: entry.channel,
  externalNumber: cameWithNumber.has(entry.channel ?? '') ? clean(entry.externalNumber) : undefined,
  ...receiptOf(entry),
});

const ways = {
  complaint: { path: '/complaints', bodyOf: complaintOf },
  report: { path: '/reports', bodyOf: reportOf },
  question: { path: '/consultations', bodyOf: questionOf },
} as const;

/** Where an entry goes, and what is sent there. */
export const wishOf = (entry: Entry): { readonly path: string; readonly body: Record<string, unknown> } => {
  const { path, bodyOf } = ways[entry.kind ?? 'complaint'];
  return { path, body: bodyOf(entry) };
};
