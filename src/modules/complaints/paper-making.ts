import { dayOf } from '#kernel/day.ts';
import { PROOF_CODE_BYTES, proofCode } from '#kernel/proof-code.ts';
import type { Translate } from '#kernel/translate.ts';
import type { Context } from '#platform/context.ts';
import type { Tx } from '#platform/db.ts';
import { chance } from '#platform/ids.ts';
import type { Facts } from './commands.ts';
import type { Complaint, ComplaintEvent, PaperMade } from './complaint.ts';
import { openPaperDesk } from './open-paper-desk.ts';
import type { PaperDesk } from './paper-data/paper-desk.ts';
import { paperOf } from './paper-data.ts';
import type { OrderedPaper, PaperDetails, PaperOrder } from './paper-orders.ts';
import type { CanonicalPaper } from './papers.ts';
import { keptPaper } from './papers-render.ts';
import { publishNotice } from './public-notices.ts';
import { registrationDesk } from './registration-desk.ts';
import type { Sealing } from './sealing.ts';
import { type LoadedComplaint, nextNumber } from './store.ts';
import type { PaperRow } from './write.ts';

export type PapersWanted = {
  readonly loaded: LoadedComplaint;
  readonly decided: Complaint;
  readonly orders: readonly PaperOrder[];
  readonly facts: Facts;
  readonly sealing: Sealing;
};

export type PapersMade = {
  readonly events: readonly ComplaintEvent[];
  readonly rows: readonly PaperRow[];
};

/** The characters an official number carries after the unit's own; records for the file have none. */
const seriesWord: Readonly<Partial<Record<OrderedPaper, string>>> = {
  'form-3': '投分',
  'form-4': '投证',
  'form-5': '投受',
  'form-6': '投不受',
  'form-7': '投调通',
  'mediator-change': '投调变',
  'form-8': '投终',
  'form-9': '投调',
  'identity-request': '投核',
  'supplement-request': '投补',
  'respondent-notice': '投通',
  'platform-data-request': '投协',
  'food-transfer-notice': '投移',
  'food-transfer': '投移函',
  'other-path-notice': '投告',
  'unregistered-notice': '投未',
  'registration-reminder': '投提',
  'fraud-hand-over': '投移公',
  'annulment-notice': '投撤',
  'correction-notice': '投更',
  'competence-request': '投请',
  'competence-question': '投商',
  'competence-notice': '投管',
  'competence-transfer': '投管函',
  'session-off-notice': '投调取',
  'recusal-decision': '投回',
  'appraisal-notice': '投鉴',
  entrustment: '投委',
  'entrustment-end': '投委终',
  'public-notice': '投公',
};

/** Taken by the papers the program knows: no local letter is numbered in one of them. */
export const seriesWords: readonly string[] = Object.values(seriesWord);

/** Composes what the act ordered: canonical data sealed in the vault, its hash in the event, the PDF at first open. */
export const makePapers = async (context: Context, tx: Tx, wanted: PapersWanted): Promise<PapersMade> => {
  if (wanted.orders.length === 0) return { events: [], rows: [] };
  const { loaded, facts, sealing } = wanted;
  const isRegistration = wanted.orders.some((order) => order.code === 'form-1');
  const desk = await (isRegistration ? registrationDesk(context, tx, loaded) : deskFor(context, tx, wanted));
  const numbers = new Map<OrderedPaper, string>();
  const events: ComplaintEvent[] = [];
  const rows: PaperRow[] = [];
  let n = loaded.state.papers.length;
  for (const order of wanted.orders) {
    n += 1;
    const proof = proofCode(chance(PROOF_CODE_BYTES));
    // Form 1 bears the number of the case itself.
    const own = order.code === 'form-1' ? desk.state.number : undefined;
    const number = own ?? numbers.get(order.code) ?? (await officialNumber(tx, order, desk, facts));
    // One decision told to two parties is one decision: both copies carry its number.
    if (number !== null) numbers.set(order.code, number);
    const { events: told, row } = paperMade(order, desk, sealing, {
      at: facts.now,
      n,
      number,
      proof,
      publicUrl: context.publicUrl,
      aid: context.texts('en'),
    });
    events.push(...told);
    rows.push(row);
    if (order.code === 'public-notice')
      publishNotice(tx, loaded, { details: order.details, desk, number: number ?? '', proof });
  }
  return { events, rows };
};

export type PaperPlace = {
  readonly at: Date;
  readonly n: number;
  readonly number: string | null;
  readonly proof: string;
  readonly publicUrl: string;
  /** Below the paper for a reader of another language: always part of its data, shown where it helps. */
  readonly aid: Translate | undefined;
};

/** One ordered paper: composed, sealed, and as the events and the row that tell of it. */
export const paperMade = (
  order: PaperOrder,
  desk: PaperDesk,
  sealing: Sealing,
  { n, at: now, number, proof, publicUrl, aid }: PaperPlace,
): { events: ComplaintEvent[]; row: PaperRow } => {
  const at = {
    number: number ?? '',
    to: order.to,
    proof: { url: `${publicUrl}/proof/${proof}`, code: proof },
  };
  const { code, to } = order;
  const paper = paperOf(order, desk, at, aid);
  const { templateVersion } = paper;
  const named = order.code === 'local-letter' ? letterNamed(order, number, desk.state) : {};
  const { data, dataHash } = sealPaper(paper, keyHolderOf(to, desk), sealing);
  const { takenOverBy } = order;
  const owed = to.includes('bureau') && takenOverBy === undefined ? ({ owedToBody: true } as const) : {};
  const made: PaperMade = { n, code, number, to, templateVersion, data, dataHash, on: dayOf(now), ...owed, ...named };
  return {
    events: [
      { type: 'PaperMade', payload: made },
      ...(takenOverBy === undefined ? [] : [takenOver(n, takenOverBy, now)]),
    ],
    row: {
      n,
      code,
      number,
      recipients: to,
      templateVersion,
      entry: data.entry,
      dataHash,
      proof,
      // As it is signed: a centre sends on in the name of its authority.
      authority: paper.seal?.authority ?? desk.unit.name,
      ...named,
    },
  };
};

/** By its form, as of its version; two of one form for one reader that bear no number are told apart. */
const letterNamed = (
  { details, to }: Extract<PaperOrder, { code: 'local-letter' }>,
  number: string | null,
  { papers }: Complaint,
): Pick<PaperMade, 'title' | 'englishTitle' | 'copy'> => {
  const { code, title, englishTitle } = details.form;
  const isAlike = (made: PaperMade) =>
    made.number === null &&
    made.code === 'local-letter' &&
    made.templateVersion.startsWith(`${code}.`) &&
    made.to.join() === to.join();
  const earlier = number === null ? papers.filter(isAlike).length : 0;
  return {
    title,
    ...(englishTitle === '' ? {} : { englishTitle }),
    ...(earlier === 0 ? {} : { copy: earlier + 1 }),
  };
};

/** A body on this platform has the paper with the case: when, how and by whom it was taken over is on file at once. */
const takenOver = (n: number, unit: string, at: Date): ComplaintEvent => ({
  type: 'PaperDelivered',
  payload: { n, to: 'bureau', channel: 'inside', outcome: 'delivered', at: at.toISOString(), unit },
});

/** What the respondent is told is its own paper as well: it does not go with the complainant's key (decision 0025). */
const keyHolderOf = (to: PaperMade['to'], desk: PaperDesk): string =>
  (to.includes('respondent') ? desk.state.parties.find((party) => party.kind === 'respondent')?.person : undefined) ??
  desk.complainantPerson;

const sealPaper = (paper: CanonicalPaper, holder: string, sealing: Sealing): Pick<PaperMade, 'data' | 'dataHash'> => {
  const { canonical, dataHash } = keptPaper(paper);
  return { data: sealing.text(holder, 'paper', canonical), dataHash };
};

/** A letter the authority words itself says in which series it is numbered. */
type Numbered =
  | { readonly code: Exclude<OrderedPaper, 'local-letter'> }
  | { readonly code: 'local-letter'; readonly details: PaperDetails['local-letter'] };

const officialNumber = async (tx: Tx, order: Numbered, desk: PaperDesk, facts: Facts): Promise<string | null> => {
  const series = seriesFor(order, desk.unit);
  if (series === undefined) return null;
  const year = Number(facts.today.slice(0, 4));
  return series.numbered(year, await nextNumber(tx, facts.tenant, series.name, year));
};

/**
 * The series such papers are numbered in; none for records that stay on file. It is named by what is printed, so that units of
 * one authority with the same prefix never give the same number twice.
 */
export const seriesFor = (
  order: Numbered,
  unit: PaperDesk['unit'],
): { readonly name: string; numbered(year: number, n: number): string } | undefined => {
  const word = order.code === 'local-letter' ? order.details.form.series : seriesWord[order.code];
  if (word === undefined || word === '') return undefined;
  const name = `${unit.documentPrefix}${word}`;
  return { name, numbered: (year, n) => `${name}〔${year}〕第${n}号` };
};

/** The case as it stood when the act was asked for, with whom and what the papers name beside it. */
const deskFor = (context: Context, tx: Tx, { loaded, facts, sealing, decided, orders }: PapersWanted) =>
  openPaperDesk(context, tx, {
    tenant: loaded.tenant,
    stream: loaded.stream,
    state: loaded.state,
    today: facts.today,
    actor: facts.actor.account,
    sealing,
    keys: loaded.personKeys,
    accounts: [
      ...(decided.mediator === null ? [] : [decided.mediator]),
      ...orders.flatMap((order) => (order.code === 'form-5' ? [order.details.contact] : [])),
    ],
    withAlong: orders.some(({ code, to }) => to.includes('complainant') || namesEverybody.has(code)),
    units: orders.flatMap(unitsNamed),
    operators: orders.flatMap((order) => (order.code === 'platform-data-request' ? [order.details.platform] : [])),
  });

/** For the file or for another body, and naming those who complain all the same. */
const namesEverybody: ReadonlySet<PaperOrder['code']> = new Set([
  ...(['mediation-record', 'form-3', 'competence-transfer', 'food-transfer', 'fraud-hand-over'] as const),
  'local-letter',
]);

const unitsNamed = (order: PaperOrder): string[] => unitsOn(order).flatMap((id) => (id === undefined ? [] : [id]));

const unitsOn = (order: PaperOrder): readonly (string | undefined)[] => {
  switch (order.code) {
    case 'form-6':
    case 'form-8':
      return [order.details.rightBureau];
    case 'correction-notice':
      return [order.details.particulars?.was.rightBureau, order.details.particulars?.is.rightBureau];
    case 'competence-request':
    case 'competence-question':
      return [order.details.rival];
    case 'competence-notice':
    case 'competence-transfer':
      return [order.details.competent];
    default:
      return [];
  }
};
