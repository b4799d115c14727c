import type { FastifyRequest } from 'fastify';
import type { Actor } from '#kernel/actor.ts';
import { maskPhone } from '#kernel/phone.ts';
import { isRefusal, type Refusal, refuse } from '#kernel/refusal.ts';
import { takesDown } from '#kernel/taking-down.ts';
import { type EvidenceItem, placeOfNumber } from '#modules/complaints/facade.ts';
import { unitOf } from '#modules/directory/facade.ts';
import {
  accountsBeside,
  askAtFrontDoor,
  closeDraft,
  type Draft,
  draftAccount,
  draftOnly,
  fileAtFrontDoor,
  reportAtFrontDoor,
} from '#modules/intake/facade.ts';
import { now } from '#platform/clock.ts';
import { nobody, type Tx } from '#platform/db.ts';
import { bindFiles } from '#platform/files/bind-files.ts';
import { itemOf } from '#platform/files/in-hand.ts';
import { draftFiles, dropDraftFiles } from '#platform/files/list-files.ts';
import { shownUntil } from '#site/visit/draft-at-hand.ts';
import type { SiteKit, Visit } from '#site/visit/visit.ts';
import type { FilingAnswers } from './answer-rows.ts';
import { filingRequestOf, leftOpen, waitedFor } from './filing-request.ts';
import type { Receipt } from './receipt.page.ts';
import type { Standing } from './receipt-clock.ts';
import { questionRequestOf, reportRequestOf } from './report-request.ts';
import { filesAsked } from './steps.ts';
import { type Told, toldOf } from './told.ts';

type KeptReceipt = Omit<Receipt, 'filedAt' | 'clock' | 'companion'> & {
  readonly filedAt: string;
  /** Of a complaint: whether a limit runs from this receipt, and by whose settings. */
  readonly standing?: Standing;
  readonly tenant?: string;
};

/** A complaint of somebody without a telephone is entered by nobody's account. */
const frontDoor: Actor = {
  kind: 'system',
  account: 'system:front-door',
  roles: [],
  tenants: [],
  bureaus: [],
  principals: [],
};

/** What the receipt page needs to be drawn again, for as long as this browser shows it. */
export type FiledDraft = {
  readonly receipts: readonly KeptReceipt[];
  /** Masked. */
  readonly phone: string | null;
  readonly until: string;
  readonly told?: Told;
};

/** A filing about to be made: everything its parts are made from, in one transaction. */
export type Filing = {
  readonly kit: SiteKit;
  readonly visit: Visit;
  readonly request: FastifyRequest;
  readonly draft: Draft;
  readonly answers: FilingAnswers;
  /** Where the report's own copy of the evidence lies, for a filing that is complaint and report. */
  readonly reportFiles?: string | undefined;
};

/** Makes what a draft says, once: files, evidence and receipts in one transaction; the draft is closed by it. */
export const fileDraft = async (tx: Tx, filing: Filing): Promise<FiledDraft | Refusal> => {
  const { kit, draft, answers } = filing;
  const at = now();
  const receipts: KeptReceipt[] = [];
  for (const make of makersFor(answers)) {
    const made = await make(tx, filing, at);
    if (isRefusal(made)) return made;
    receipts.push(made);
  }
  const { person } = answers;
  const phone = person?.kind === 'named' && person.phone !== undefined ? maskPhone(person.phone) : null;
  const told = toldOf(answers);
  const until = shownUntil(at);
  const filed: FiledDraft = { receipts, phone, until: until.toISOString(), ...(told === undefined ? {} : { told }) };
  await closeDraft(kit.context, tx, draft, filed, at, until);
  // What was handed in at a question that is asked no more stands nowhere afterwards.
  await dropDraftFiles(kit.context.files, tx, { draft: draft.draft });
  return filed;
};

type Maker = (tx: Tx, filing: Filing, at: Date) => Promise<KeptReceipt | Refusal>;

const makersFor = ({ matter }: FilingAnswers): readonly Maker[] => {
  if (matter === 'question') return [makeQuestion];
  if (matter === 'report') return [makeReport];
  return matter === 'both' ? [makeComplaint, makeReport] : [makeComplaint];
};

const incomplete = refuse('filing-incomplete', { status: 422 });

type Handed = Omit<EvidenceItem, 'by' | 'person' | 'purpose'> & { readonly purpose: string };

export const itemsIn = async (kit: SiteKit, tx: Tx, draft: string): Promise<Handed[]> => {
  await tx.rescope(draftOnly(draft));
  const files = await draftFiles(kit.context.files, tx, draft);
  return files.map((file) => ({ ...itemOf(file), purpose: file.purpose }));
};

/** A power of attorney or a choice of representatives proves for whom somebody speaks, a voice message is how it was told: no evidence, and not for the operator. */
export const asItem = ({ purpose, ...item }: Handed): EvidenceItem => ({
  ...item,
  by: 'complainant',
  ...(purpose === 'power-of-attorney' || purpose === 'representation' || purpose === 'telling' ? { purpose } : {}),
});

/** What a receipt counts: proof, and recordings of how it was told. */
export const countHanded = (items: readonly Handed[]): { readonly evidence: number; readonly heard: number } => {
  const of = (asked: string) => items.filter(({ purpose }) => purpose === asked).length;
  return { evidence: of('evidence'), heard: of('telling') };
};

/** The file is kept in Chinese, whoever filed it: words that stand in place of a recording are said in it too. */
const inFileWords = ({ kit, answers }: Filing): FilingAnswers =>
  answers.facts?.inRecording === true
    ? { ...answers, facts: { ...answers.facts, facts: kit.context.texts('zh-CN')('filing:facts.inRecordingWords') } }
    : answers;

const accountOf = async ({ kit, answers }: Filing, tx: Tx): Promise<string | undefined> =>
  answers.person?.kind === 'named' && answers.person.phone !== undefined
    ? await kit.context.people.consumers.accountFor(tx, answers.person.phone)
    : undefined;

/** Files of a draft go into the case made from it, in the same transaction. */
export const bindToCase = async (
  kit: SiteKit,
  tx: Tx,
  {
    draft,
    number,
    account,
    items,
  }: {
    readonly draft: string;
    readonly number: string;
    readonly account?: string | undefined;
    readonly items: readonly Handed[];
  },
): Promise<{ readonly tenant: string; readonly stream: string }> => {
  const principals = account === undefined ? [] : [account];
  if (account !== undefined) await tx.rescope({ ...nobody, principals, account });
  // Without an account the case is still in the scope of the door that took it.
  const place = await placeOfNumber(tx, number);
  await tx.rescope({ ...nobody, principals, account: draftAccount(draft), writes: [place.tenant] });
  const bound = await bindFiles(kit.context.files, tx, {
    draft,
    files: items.map(({ file }) => file),
    ...place,
    givenBy: account ?? frontDoor.account,
  });
  if (isRefusal(bound)) throw new Error(`evidence of a filing could not be bound: ${bound.refusal}`);
  return place;
};

const makeComplaint: Maker = async (tx, filing, at) => {
  const { kit, visit, request, draft, answers } = filing;
  const wanted = filingRequestOf(inFileWords(filing), visit.t.language);
  if (wanted === undefined) return incomplete;
  const items = filesAsked(await itemsIn(kit, tx, draft.draft), answers.matter, answers.role);
  const account = await accountOf(filing, tx);
  if (account === undefined && wanted.complainant.phone !== undefined) return incomplete;
  if (wanted.agent !== undefined && !items.some(({ purpose }) => purpose === 'power-of-attorney'))
    return refuse('agent-without-power', { status: 422, basis: [{ text: 'order-121', article: '11' }] });
  const beside = await accountsBeside(kit.context, tx, wanted);
  const filer = beside.agent ?? account;
  // Whoever is signed in and files for nobody else needs no telephone to be known by.
  const open = leftOpen(answers);
  const isOwn = wanted.agent === undefined && wanted.helper === undefined;
  const receipt = await fileAtFrontDoor(kit.context, tx, {
    actor: filedBy(request.signedIn?.actor) ?? (filer === undefined ? frontDoor : consumer(filer)),
    at,
    request: wanted,
    evidence: items.map(asItem),
    complainantAccount: account ?? (isOwn ? undefined : null),
    accountsBeside: beside,
    home: kit.tenant,
    ...(open.length === 0 ? {} : { notInSource: open }),
  });
  if (isRefusal(receipt)) return receipt;
  const { tenant } = await bindToCase(kit, tx, { draft: draft.draft, number: receipt.number, account, items });
  const { number, filedAt, contentHash, standing } = receipt;
  const unit = await unitOf(tx, receipt.bureau);
  const { evidence: evidenceCount, heard: heardCount } = countHanded(items);
  return {
    ...{ kind: 'complaint', number, filedAt, contentHash, evidenceCount, heardCount, standing, tenant },
    open: waitedFor(answers),
    ...(unit === undefined ? {} : { bureau: { name: unit.name, phone: unit.phone } }),
  };
};

/** By this way everybody may help somebody complain: an official who takes nothing down at work does it as a person. */
export const filedBy = (signedIn: Actor | undefined): Actor | undefined =>
  signedIn?.kind === 'staff' && !takesDown(signedIn, 'complaint') ? undefined : signedIn;

/** No account of the reporter stands in the history of a report, nor beside its files. */
const reporter = 'system:front-door';

const makeReport: Maker = async (tx, filing, at) => {
  const { kit, visit, answers, draft } = filing;
  const wanted = reportRequestOf(answers);
  if (wanted === undefined) return incomplete;
  const from = filing.reportFiles ?? draft.draft;
  // Who speaks for whom belongs to the complaint: a report knows no agent and no helper.
  const items = filesAsked(await itemsIn(kit, tx, from), 'report');
  const unnamed = wanted.reporter === undefined;
  const account = unnamed ? undefined : await accountOf(filing, tx);
  const made = await reportAtFrontDoor(kit.context, tx, {
    actor: consumer(account ?? reporter),
    at,
    request: wanted,
    evidence: items.map(({ purpose: _purpose, ...item }) => item),
    reporterAccount: account,
    home: kit.tenant,
    language: visit.t.language,
  });
  if (isRefusal(made)) return made;
  if (items.length > 0) {
    await tx.rescope({ ...nobody, account: draftAccount(from), writes: [made.tenant] });
    const place = { tenant: made.tenant, stream: made.stream };
    const bound = await bindFiles(kit.context.files, tx, {
      draft: from,
      files: items.map(({ file }) => file),
      ...place,
      givenBy: reporter,
    });
    if (isRefusal(bound)) throw new Error(`evidence of a report could not be bound: ${bound.refusal}`);
  }
  const { number, filedAt, contentHash } = made;
  const { evidence: evidenceCount } = countHanded(items);
  return { kind: 'report', number, filedAt, contentHash, evidenceCount, ...(unnamed ? { unnamed } : {}) };
};

const makeQuestion: Maker = async (tx, filing, at) => {
  const { kit, visit, answers } = filing;
  const wanted = questionRequestOf(answers);
  const account = await accountOf(filing, tx);
  if (wanted === undefined || account === undefined) return incomplete;
  const made = await askAtFrontDoor(kit.context, tx, {
    actor: consumer(account),
    at,
    request: wanted,
    askerAccount: account,
    home: kit.tenant,
    language: visit.t.language,
  });
  if (isRefusal(made)) return made;
  const { number, filedAt, contentHash } = made;
  return { kind: 'question', number, filedAt, contentHash, evidenceCount: 0 };
};

export const consumer = (account: string): Actor => ({
  kind: 'consumer',
  account,
  roles: [],
  tenants: [],
  bureaus: [],
  principals: [account],
});
