import type { FilingRequest } from '#modules/complaints/contract.ts';
import type { ClaimChoice } from '../../kit/fields/claims-field.tsx';
import type { ChosenFile } from '../../kit/fields/files-field.tsx';
import { clean, fen, given, type Particulars, purchaseOf, respondentOf } from '../../kit/particulars/particulars-of.ts';

/** The form as typed. Flat, so that every field has one name. */
export type Entry = Particulars &
  Partial<{
    channel: string;
    externalNumber: string;
    receivedOn: string;
    name: string;
    phone: string;
    idType: string;
    idNumber: string;
    specialGroup: string;
    address: string;
    hasAgent: boolean;
    agentName: string;
    agentPhone: string;
    agentMatters: string;
    agentPowers: string;
    agentUntil: string;
    hasHelper: boolean;
    helperRelation: string;
    helperName: string;
    helperPhone: string;
    facts: string;
    claims: readonly ClaimChoice[];
    claimText: string;
    publicity: boolean;
    entrust: boolean;
    evidence: readonly ChosenFile[];
  }>;

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
        matters: clean(entry.agentMatters) ?? '',
        powers: clean(entry.agentPowers) ?? '',
        until: clean(entry.agentUntil),
      })
    : undefined;

const helperOf = (entry: Entry) =>
  entry.hasHelper
    ? given({ relation: entry.helperRelation, name: clean(entry.helperName), phone: clean(entry.helperPhone) })
    : undefined;

/** What goes to the API: the shape of `FilingRequest`, checked there. */
export const filingOf = (entry: Entry): Record<string, unknown> =>
  given({
    channel: entry.channel,
    externalNumber: cameWithNumber.has(entry.channel ?? '') ? clean(entry.externalNumber) : undefined,
    receivedOn: enteredLater.has(entry.channel ?? '') ? clean(entry.receivedOn) : undefined,
    complainant: given({
      name: clean(entry.name),
      phone: clean(entry.phone),
      idType: clean(entry.idNumber) === undefined ? undefined : entry.idType,
      idNumber: clean(entry.idNumber),
      address: clean(entry.address),
      specialGroup: clean(entry.specialGroup),
    }),
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
  });
