import type { Actor } from '#kernel/actor.ts';
import { type Day, dayOf } from '#kernel/day.ts';
import { withCopy } from '#kernel/paper-name.ts';
import { isRefusal, type Refusal, refuse } from '#kernel/refusal.ts';
import { organisationsOf } from '#modules/directory/facade.ts';
import { audit } from '#platform/audit.ts';
import type { Context } from '#platform/context.ts';
import type { Tx } from '#platform/db.ts';
import { newId } from '#platform/ids.ts';
import { agentInForce } from '../agents.ts';
import type { Complaint, Party, Sealed } from '../complaint.ts';
import { openPaperDesk } from '../open-paper-desk.ts';
import type { CanonicalPaper } from '../papers/canonical-paper.ts';
import { placesOf, worksOnCase } from '../permits.ts';
import { replacedNotice } from '../sessions.ts';
import { type LoadedComplaint, readComplaint } from '../store.ts';
import { mayOpenValues } from '../who-may-open.ts';
import { type Addressee, addresseeFor } from './addressee.ts';
import type { PrintBody } from './contract.ts';

export type LetterRef = PrintBody['letters'][number];
export type LeftOut = { readonly letter: LetterRef; readonly why: Refusal };
export type BatchMade = { readonly batch: string | null; readonly printed: number; readonly left: readonly LeftOut[] };

/** A letter that can be printed, found in the tray of somebody who may see where it goes. */
export type FoundLetter = LetterRef & {
  readonly loaded: LoadedComplaint;
  readonly addressee: Addressee;
  readonly sender: { readonly name: string; readonly phone: string };
  readonly title: string;
  readonly paperNumber: string | null;
  readonly replaces?: { readonly number: string; readonly on: Day };
  readonly largePrint: boolean;
};

/** Bodies of the directory that letters go to. */
const bodyKinds = ['association', 'mediation-body', 'appraisal-body'] as const;

type Tray = { readonly state: string; readonly printed: boolean };

/** The complainant's agent who wishes letters at an address of its own: they go there while its power holds. */
const letterAgent = (state: Complaint, to: LetterRef['to'], on: Day): Party | undefined => {
  const agent = to === 'complainant' ? agentInForce(state, 'complainant', on) : undefined;
  return agent?.wish?.tellBy === 'letter' && agent.fields.address !== undefined ? agent : undefined;
};

/** Whose name and address stand on the envelope, as values that are opened one by one. */
const sealedOf = ({ state }: LoadedComplaint, to: LetterRef['to'], on: Day): readonly Sealed[] => {
  const party = letterAgent(state, to, on) ?? state.parties.find(({ kind }) => kind === to);
  return (['name', 'address'] as const).flatMap((field) => party?.fields[field] ?? []);
};

export const findLetter = async (
  context: Context,
  tx: Tx,
  actor: Actor,
  letter: LetterRef,
  at: Date,
): Promise<(FoundLetter & Pick<Tray, 'printed'>) | Refusal> => {
  const loaded = await readComplaint(tx, context.vault, letter.number);
  if (loaded === undefined) return refuse('complaint-not-found', { status: 404 });
  const { tenant, stream, state } = loaded;
  if (!worksOnCase(placesOf(actor, state, tenant)) || !mayOpenValues(actor, state))
    return refuse('paper-not-for-you', { status: 403, basis: [{ text: 'pipl', article: '6' }] });
  const paper = state.papers.find(({ n, to }) => n === letter.n && to.includes(letter.to));
  const tray = await tx.maybe<Tray>(
    `select d.state, exists (select 1 from letter_print l where l.tenant = d.tenant and l.stream = d.stream and l.n = d.n
        and l.party = d.party) as printed
     from paper_delivery d where d.tenant = $1 and d.stream = $2 and d.n = $3 and d.party = $4`,
    [tenant, stream, letter.n, letter.to],
  );
  if (paper === undefined || tray === undefined)
    return refuse('no-such-paper-for-this-party', { status: 404, params: { paper: letter.n } });
  if (tray.state === 'void') return refuse('paper-void', { params: { paper: letter.n } });
  if (tray.state === 'delivered') return refuse('already-delivered', { params: { paper: letter.n } });
  const opened = await context.vault.openEntry(tx, { tenant, stream, entry: paper.data.entry });
  if ('refusal' in opened) return opened;
  const canonical = JSON.parse(String(opened.value)) as CanonicalPaper;
  const desk = await openPaperDesk(context, tx, { tenant, stream, state, today: dayOf(at), actor: actor.account });
  const bodies = letter.to === 'bureau' ? await organisationsOf(tx, tenant, bodyKinds, dayOf(at)) : [];
  const agent =
    letterAgent(state, letter.to, desk.today) === undefined ? undefined : desk.agentOn('complainant', desk.today);
  const persons = { complainant: agent ?? desk.complainant, respondent: desk.respondent };
  const addressee = addresseeFor(letter.to, persons, canonical, bodies);
  if (addressee === undefined) return refuse('no-address-for-letter', { status: 422 });
  return {
    ...letter,
    loaded,
    addressee,
    sender: { name: desk.unit.name, phone: desk.unit.phone },
    title: withCopy(canonical.title, paper, desk.t),
    paperNumber: paper.number,
    ...replaced(state, letter),
    largePrint: letter.to === 'complainant' && state.largePrint === true,
    printed: tray.printed,
  };
};

const replaced = (state: Complaint, { n, to }: LetterRef): Pick<FoundLetter, 'replaces'> => {
  const { number, on } = replacedNotice(state, n, to) ?? {};
  return number == null || on === undefined ? {} : { replaces: { number, on } };
};

/**
 * Many letters for one print: the reason is given once and written down for every person whose address is opened. The
 * lines are the permit to fetch the file for ten minutes. Letters that were printed before are asked about first.
 */
export const orderPrint = async (
  context: Context,
  tx: Tx,
  actor: Actor,
  wish: PrintBody,
  at: Date,
): Promise<BatchMade | Refusal> => {
  const reason = wish.reason.trim();
  if (reason.length < 2) return refuse('reason-missing', { status: 422, field: 'reason' });
  const found: (FoundLetter & Pick<Tray, 'printed'>)[] = [];
  const left: LeftOut[] = [];
  for (const letter of distinct(wish.letters)) {
    const one = await findLetter(context, tx, actor, letter, at);
    if (isRefusal(one)) left.push({ letter, why: one });
    else found.push(one);
  }
  const before = found.filter(({ printed }) => printed).length;
  if (before > 0 && wish.again !== true) return refuse('printed-before', { status: 409, params: { letters: before } });
  if (found.length === 0) return { batch: null, printed: 0, left };
  const batch = newId();
  for (const [place, letter] of found.entries())
    await recordLetter(context, tx, actor, letter, { batch, place, at, reason, duplex: wish.duplex === true });
  return { batch, printed: found.length, left };
};

const distinct = (letters: readonly LetterRef[]): readonly LetterRef[] => [
  ...new Map(letters.map((letter) => [`${letter.number} ${letter.n} ${letter.to}`, letter])).values(),
];

type Printing = {
  readonly batch: string;
  readonly place: number;
  readonly at: Date;
  readonly reason: string;
  readonly duplex: boolean;
};

const recordLetter = async (
  context: Context,
  tx: Tx,
  actor: Actor,
  letter: FoundLetter,
  { batch, place, at, reason, duplex }: Printing,
): Promise<void> => {
  const { tenant, stream } = letter.loaded;
  for (const { entry } of sealedOf(letter.loaded, letter.to, dayOf(at))) {
    const opened = await context.vault.reveal(tx, actor, { tenant, stream, entry }, reason);
    // What a register says of the party stands on the letter then; there is nothing of the person left to open.
    if ('refusal' in opened && opened.refusal === 'reason-missing') throw new Error('a reveal without its reason');
  }
  await audit(tx, {
    tenant,
    account: actor.account,
    act: 'print-letter',
    subject: `stream:${stream}`,
    reason,
    detail: { batch, paper: letter.n, to: letter.to },
  });
  await tx.run(
    `insert into letter_print (tenant, stream, n, party, batch, place, account, duplex, printed_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [tenant, stream, letter.n, letter.to, batch, place, actor.account, duplex, at],
  );
};
