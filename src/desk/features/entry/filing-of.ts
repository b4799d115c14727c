import { readMoney } from '#kernel/money.ts';
import type { FilingRequest } from '#modules/complaints/contract.ts';
import type { ClaimChoice } from '../../kit/fields/claims-field.tsx';
import type { ChosenFile } from '../../kit/fields/files-field.tsx';

/** The form as typed. Flat, so that every field has one name. */
export type Entry = Partial<{
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
  respondentKind: string;
  operator: string;
  operatorName: string;
  shop: string;
  platform: string;
  respondentName: string;
  respondentAddress: string;
  respondentContact: string;
  respondentPhone: string;
  online: boolean;
  platformName: string;
  shopLink: string;
  orderNumber: string;
  logisticsNumber: string;
  purchasedOn: string;
  amount: string;
  goods: string;
  brand: string;
  quantity: string;
  place: string;
  facts: string;
  claims: readonly ClaimChoice[];
  claimText: string;
  objectCode: string;
  problemCode: string;
  publicity: boolean;
  entrust: boolean;
  evidence: readonly ChosenFile[];
}>;

/** Ways in that bring a number of their own, and those that come in on a day before they are entered. */
export const cameWithNumber: ReadonlySet<string> = new Set(['hotline-12345', 'platform-12315']);
export const enteredLater: ReadonlySet<string> = new Set(['letter', 'hotline-12345', 'platform-12315']);

const clean = (text: string | undefined): string | undefined => {
  const trimmed = text?.trim();
  return trimmed === '' ? undefined : trimmed;
};

const fen = (text: string | undefined): number | undefined => {
  if (clean(text) === undefined) return undefined;
  const reading = readMoney(text ?? '');
  return 'fen' in reading ? reading.fen : undefined;
};

/** Members without a value are left out: the API takes none that are empty. */
const given = <T extends Record<string, unknown>>(values: T): T =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined && value !== '')) as T;

type Claims = FilingRequest['claims'];

const claimsOf = (claims: readonly ClaimChoice[] | undefined): Claims =>
  (claims ?? []).map((claim) => given({ kind: claim.kind, amountFen: fen(claim.amount) })) as Claims;

const respondentOf = (entry: Entry) =>
  given({
    kind: entry.respondentKind ?? 'unknown',
    operator: clean(entry.operator),
    platform: clean(entry.platform),
    shop: clean(entry.shop),
    name: clean(entry.respondentName),
    address: clean(entry.respondentAddress),
    contact: clean(entry.respondentContact),
    phone: clean(entry.respondentPhone),
  });

const purchaseOf = (entry: Entry) =>
  given({
    online: entry.online ?? false,
    platformName: entry.online ? clean(entry.platformName) : undefined,
    shopLink: entry.online ? clean(entry.shopLink) : undefined,
    orderNumber: entry.online ? clean(entry.orderNumber) : undefined,
    logisticsNumber: entry.online ? clean(entry.logisticsNumber) : undefined,
    purchasedOn: clean(entry.purchasedOn),
    amountFen: fen(entry.amount),
    goods: clean(entry.goods),
    brand: clean(entry.brand),
    quantity: clean(entry.quantity),
    place: entry.online ? undefined : clean(entry.place),
  });

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
