import type { Actor } from '#kernel/actor.ts';
import { dayOf } from '#kernel/day.ts';
import { isRefusal, type Refusal, refuse } from '#kernel/refusal.ts';
import { besideFile, type FoundLetter, orderBeside, scopeOf } from '#modules/complaints/facade.ts';
import { unitOf } from '#modules/directory/facade.ts';
import type { Context } from '#platform/context.ts';
import type { Tx } from '#platform/db.ts';
import { isForBody, owedPapers, type PaperMade } from './consultation.ts';
import type { LettersBody, LettersPostedBody } from './contract.ts';
import { openValues, tellOfConsultation } from './handle.ts';
import { availableActs, revealObjection } from './permits.ts';
import { type LoadedConsultation, readConsultation } from './store.ts';
import { isLarge } from './views.ts';

export type LeftOut = { readonly number: string; readonly why: Refusal };

/** Papers of a question that wait to be brought to somebody, for an official who may tell of them. */
const owedIn = async (
  tx: Tx,
  actor: Actor,
  number: string,
): Promise<{ readonly found: LoadedConsultation; readonly papers: readonly PaperMade[] } | Refusal> => {
  const found = await readConsultation(tx, number);
  if (found === undefined) return refuse('consultation-not-found', { status: 404 });
  const objection = revealObjection(actor, found.state);
  if (objection !== undefined) return objection;
  const papers = availableActs(actor, found.state).includes('tell') ? owedPapers(found.state) : [];
  return papers.length === 0 ? refuse('no-letter-owed', { status: 409 }) : { found, papers };
};

const addresseeOf = async (context: Context, tx: Tx, found: LoadedConsultation) => {
  const { name, address } = found.state.asker.fields;
  const open = await openValues(context, tx, found, [name, address]);
  const told = { name: open(name) ?? '', address: open(address) ?? '' };
  return told.name === '' || told.address === '' ? undefined : told;
};

/**
 * The owed letters of many questions for one print: the reason is given once and written down for every asker whose address
 * is opened. A letter to a body bears its name alone.
 */
export const orderLetters = async (
  context: Context,
  tx: Tx,
  actor: Actor,
  { numbers, reason, duplex = false, again = false }: LettersBody,
): Promise<
  { readonly batch: string | null; readonly printed: number; readonly left: readonly LeftOut[] } | Refusal
> => {
  const letters: { tenant: string; subject: string; paper: number }[] = [];
  const left: LeftOut[] = [];
  const opened: LoadedConsultation[] = [];
  for (const number of new Set(numbers)) {
    const owed = await owedIn(tx, actor, number);
    if (isRefusal(owed)) {
      left.push({ number, why: owed });
      continue;
    }
    const { found } = owed;
    const hasAddress = (await addresseeOf(context, tx, found)) !== undefined;
    const papers = owed.papers.filter((paper) => isForBody(paper) || hasAddress);
    if (papers.length < owed.papers.length)
      left.push({ number, why: refuse('no-address-for-letter', { status: 422 }) });
    if (papers.some((paper) => !isForBody(paper))) opened.push(found);
    for (const { n } of papers) letters.push({ tenant: found.tenant, subject: `stream:${found.stream}`, paper: n });
  }
  const ordered = await orderBeside(tx, actor, letters, { reason, duplex, again });
  if (isRefusal(ordered)) return ordered;
  for (const { tenant, stream, state } of opened)
    for (const field of ['name', 'address'] as const) {
      const entry = state.asker.fields[field]?.entry;
      if (entry !== undefined) await context.vault.reveal(tx, actor, { tenant, stream, entry }, reason.trim());
    }
  return { batch: ordered.batch, printed: letters.length, left };
};

/** The file of one print, for who ordered it. */
export const lettersOf = (context: Context, actor: Actor, batch: string, at: Date) =>
  besideFile(context, actor, { batch, at }, (tx, { subject, paper }) =>
    letterIn(context, tx, actor, subject.replace('stream:', ''), paper),
  );

/** Empty where it was told another way meanwhile. */
const letterIn = async (context: Context, tx: Tx, actor: Actor, stream: string, n: number): Promise<FoundLetter[]> => {
  const row = await tx.maybe<{ number: string; made_at: Date }>(
    `select c.number, p.made_at from consultation c
       join consultation_paper p on p.tenant = c.tenant and p.stream = c.stream and p.n = $3
      where c.tenant = any ($1::text[]) and c.stream = $2`,
    [actor.tenants, stream, n],
  );
  const owed = row === undefined ? undefined : await owedIn(tx, actor, row.number);
  if (row === undefined || owed === undefined || isRefusal(owed)) return [];
  const { found, papers } = owed;
  const paper = papers.find((one) => one.n === n);
  const unit = await unitOf(tx, found.state.bureau);
  if (paper === undefined || unit === undefined) return [];
  const opened = await context.vault.openEntry(tx, { ...found, entry: paper.data.entry });
  if ('refusal' in opened) return [];
  const canonical = String(opened.value);
  const { title, addressee = '' } = JSON.parse(canonical) as { title: string; addressee?: string };
  const to = isForBody(paper)
    ? { name: addressee.replace(/[：:，,]\s*$/u, '').trim(), address: '' }
    : await addresseeOf(context, tx, found);
  if (to === undefined) return [];
  const sender = { name: unit.name, phone: unit.phone };
  const common = { sender, addressee: to, title, paperNumber: paper.number, number: row.number };
  return [{ ...common, large: isLarge(found.state, paper.code), canonical, madeAt: row.made_at }];
};

/** Every owed letter of these questions left by post on that day: not before it was made, not in the future. */
export const markLettersPosted = async (
  context: Context,
  actor: Actor,
  { numbers, ...said }: LettersPostedBody,
  at: Date,
): Promise<{ readonly posted: number; readonly left: readonly LeftOut[] } | Refusal> => {
  const postedOn = said.postedOn ?? dayOf(at);
  if (postedOn > dayOf(at)) return refuse('posted-in-the-future', { status: 422, field: 'postedOn' });
  const left: LeftOut[] = [];
  let posted = 0;
  for (const number of new Set(numbers)) {
    const owed = await context.database.transact(scopeOf(actor), (tx) => owedIn(tx, actor, number));
    if (isRefusal(owed)) {
      left.push({ number, why: owed });
      continue;
    }
    for (const { n } of owed.papers) {
      const body = { paper: n, channel: 'letter', outcome: 'sent', on: postedOn } as const;
      const told = await context.database.transact(scopeOf(actor), (tx) =>
        tellOfConsultation(context, tx, { actor, at, number, body }),
      );
      if (isRefusal(told)) left.push({ number, why: told });
      else posted += 1;
    }
  }
  return { posted, left };
};
