import type { Actor } from '#kernel/actor.ts';
import type { Day } from '#kernel/day.ts';
import { maskOf } from '#kernel/mask.ts';
import { isRefusal, type Refusal, refuse } from '#kernel/refusal.ts';
import { letterFile } from '#modules/complaints/facade.ts';
import { staffMember, unitOf } from '#modules/directory/facade.ts';
import type { Context } from '#platform/context.ts';
import type { Tx } from '#platform/db.ts';
import { countOnFirst, cursorOf, pageOf } from '#platform/lists/cursor.ts';
import {
  type AskerField,
  type Consultation,
  isForBody,
  owedPapers,
  type PaperMade,
  replacementOf,
  type Sealed,
} from './consultation.ts';
import type { ConsultationList, ConsultationQuery, ConsultationRow, ConsultationView } from './contract.ts';
import { openValues } from './handle.ts';
import { askerCorrectionObjection, availableActs, holdObjection, revealObjection } from './permits.ts';
import { readConsultation } from './store.ts';

const PAGE = 20;

/** One question as this person may see it: the asker's own values in clear to the asker, masked to everybody else. */
export const consultationView = async (
  context: Context,
  tx: Tx,
  number: string,
  actor: Actor,
): Promise<ConsultationView | undefined> => {
  const found = await readConsultation(tx, number);
  if (found === undefined) return undefined;
  const { state } = found;
  const refs = [
    state.title,
    state.question,
    state.answer?.text,
    state.asker.reference,
    state.from?.reasons,
    ...state.receiptCorrections.map(({ reasons }) => reasons),
    ...Object.values(state.asker.fields),
  ];
  const values = await openValues(context, tx, found, refs);
  const open = (ref: Sealed | undefined) => values(ref) ?? null;
  const isOwn = state.asker.account !== undefined && actor.principals.includes(state.asker.account);
  const own = (field: AskerField) => {
    const value = open(state.asker.fields[field]);
    return value === null || isOwn ? value : maskOf(field, value);
  };
  const owed = new Set(owedPapers(state).map(({ n }) => n));
  const kept = state.phase === 'retired' || state.erased ? [] : state.papers;
  const shown = isOwn ? kept.filter((paper) => paper.code !== 'food-transfer') : kept;
  return {
    number: state.number,
    version: state.version,
    phase: state.phase,
    bureau: state.bureau,
    bureauName: (await unitOf(tx, state.bureau))?.name ?? state.bureau,
    channel: state.channel,
    receivedOn: state.receivedOn,
    receivedAt: state.receivedAt ?? null,
    receiptCorrections: actor.kind === 'staff' ? await correctionsOf(tx, state, open) : [],
    filedAt: found.filedAt.toISOString(),
    closedOn: state.closedOn,
    asker: {
      person: actor.kind === 'staff' ? state.asker.person : null,
      name: own('name'),
      phone: own('phone'),
      address: own('address'),
      email: own('email'),
      reference: actor.kind === 'staff' ? open(state.asker.reference) : null,
    },
    askerCorrections: await askerCorrectionsOf(tx, state, actor),
    title: open(state.title),
    question: open(state.question),
    problemCode: state.problemCode ?? null,
    food: state.food,
    largePrint: state.largePrint === true,
    externalNumber: state.externalNumber ?? null,
    notInSource: [...(state.notInSource ?? [])],
    answer:
      state.answer === null
        ? null
        : {
            on: state.answer.on,
            at: state.answer.at ?? null,
            text: open(state.answer.text),
            basis: [...state.answer.basis],
          },
    transferredTo: state.transferredTo,
    ...(await linksOf(tx, state, (ref) => (actor.kind === 'staff' ? open(ref) : null))),
    contentHash: state.contentHash,
    papers: shown.map(({ n, code, number: paperNumber }) => ({
      n,
      code,
      number: paperNumber,
      url: `/api/v1/consultations/${state.number}/papers/${n}${isLarge(state, code) ? '?large=true' : ''}`,
      owed: owed.has(n),
      replacedBy: replacementOf(state, { n, code })?.number ?? null,
      told: state.told.filter((one) => one.n === n).map(({ channel, outcome, on }) => ({ channel, outcome, on })),
    })),
    acts: availableActs(actor, state),
    erased: state.erased,
    mayReveal: state.phase !== 'retired' && !state.erased && revealObjection(actor, state) === undefined,
    mayCorrectAsker: askerCorrectionObjection(actor, state) === undefined,
    mayHold: holdObjection(actor, state, 'place-hold') === undefined,
    mayLiftHold: holdObjection(actor, state, 'lift-hold') === undefined,
  };
};

const correctionsOf = async (
  tx: Tx,
  { receiptCorrections }: Consultation,
  open: (ref: Sealed) => string | null,
): Promise<ConsultationView['receiptCorrections']> => {
  const shown: ConsultationView['receiptCorrections'] = [];
  for (const { was, receivedOn, on, approvedBy, reasons } of receiptCorrections) {
    const by = (await staffMember(tx, approvedBy, on))?.name ?? approvedBy;
    shown.push({ was, receivedOn, on, by, reasons: open(reasons) });
  }
  return shown;
};

const askerCorrectionsOf = async (
  tx: Tx,
  { askerCorrections }: Consultation,
  { kind }: Actor,
): Promise<ConsultationView['askerCorrections']> => {
  const shown: ConsultationView['askerCorrections'] = [];
  for (const { on, by, fields, along } of askerCorrections) {
    // The system is no member of the staff: what it passed on says from which question.
    const isOfficials = kind === 'staff' && along === undefined;
    const name = isOfficials ? ((await staffMember(tx, by, on))?.name ?? by) : null;
    shown.push({
      ...{ on, fields: [...fields] },
      by: name,
      along: kind === 'staff' ? (along ?? null) : null,
    });
  }
  return shown;
};

/** Whoever asked for large print gets letters so; a letter to another body stays as it is. */
export const isLarge = ({ largePrint }: Pick<Consultation, 'largePrint'>, code: PaperMade['code']): boolean =>
  largePrint === true && !isForBody({ code });

/** Number and bureau, and for officers why: no more of the other bureau's question is shown here. */
const linksOf = async (
  tx: Tx,
  { linkedTo, takenOn, from }: Consultation,
  open: (ref: Sealed) => string | null,
): Promise<Pick<ConsultationView, 'linkedTo' | 'linkedFrom'>> => {
  const shown = async (number: string, bureau: string, on: Day) => ({
    number,
    bureau,
    bureauName: (await unitOf(tx, bureau))?.name ?? bureau,
    on,
  });
  return {
    linkedTo: linkedTo === null ? null : { ...(await shown(linkedTo.number, linkedTo.unit, linkedTo.on)), takenOn },
    linkedFrom:
      from === undefined
        ? null
        : {
            ...(await shown(from.number, from.bureau, from.on)),
            firstReceivedOn: from.firstReceivedOn,
            reasons: open(from.reasons),
          },
  };
};

/** The file of one paper, and what to call it. */
export const consultationPaper = async (
  context: Context,
  tx: Tx,
  number: string,
  n: number,
  actor: Actor,
  large: boolean,
): Promise<{ readonly file: Promise<Buffer>; readonly name: string } | Refusal> => {
  const found = await readConsultation(tx, number);
  if (found === undefined) return refuse('consultation-not-found', { status: 404 });
  const paper = found.state.papers.find((one) => one.n === n);
  const isDesk = actor.kind === 'staff';
  if (paper === undefined || (paper.code === 'food-transfer' && !isDesk))
    return refuse('no-such-paper', { status: 404, params: { paper: n } });
  const row = await tx.one<{ made_at: Date }>(
    'select made_at from consultation_paper where tenant = $1 and stream = $2 and n = $3',
    [found.tenant, found.stream, n],
  );
  const opened = await context.vault.openEntry(tx, { ...found, entry: paper.data.entry });
  if ('refusal' in opened) return opened;
  return { file: letterFile(String(opened.value), row.made_at, large), name: `${paper.number}.pdf` };
};

type Row = Omit<ConsultationRow, 'filedAt' | 'receivedAt' | 'answeredAt'> & {
  stream: string;
  filed: Date;
  receivedAt: Date | null;
  answeredAt: Date | null;
};

const filedCursor = cursorOf('instant', 'id');

const chosen = `tenant = any ($1::text[]) and bureau = any ($2::text[])
  and ($3::text is null or phase = $3) and (not $4 or phase in ('asked', 'answered', 'transferred'))
  and (not $5 or owed > 0) and ($6::text is null or number = $6 or number like '%-' || $6 || '%' or external_number = $6)
  and ($7::text is null or bureau = $7) and ($8::text is null or channel = $8) and (not $9 or food)`;

const soughtIn = (q: string | undefined): string | null => {
  const sought = (q ?? '')
    .trim()
    .toUpperCase()
    .replaceAll(/[%_\\]/gu, '');
  return sought === '' ? null : sought;
};

/** Oldest first while open: who has waited longest is answered first. */
export const consultationList = async (
  tx: Tx,
  actor: Actor,
  query: ConsultationQuery,
): Promise<ConsultationList | Refusal> => {
  const limit = query.limit ?? PAGE;
  const after = filedCursor.read(query.cursor);
  if (isRefusal(after)) return after;
  const sought = soughtIn(query.q);
  const values = [
    actor.tenants,
    actor.bureaus,
    query.phase ?? null,
    query.phase === undefined && query.open !== false && sought === null,
    query.owed === true,
    sought,
    query.bureau ?? null,
    query.channel ?? null,
    query.food === true,
  ];
  const rows = await tx.rows<Row>(
    `select stream, number, version, phase, bureau, channel, asker_masked as asker, food, received_on as "receivedOn",
       answered_on as "answeredOn", received_at as "receivedAt", answered_at as "answeredAt", owed,
       owed > 0 and coalesce((select e.payload ->> 'outcome' = 'failed' from event e where e.tenant = consultation.tenant
         and e.stream = consultation.stream and e.type = 'ConsultationTold' order by e.version desc limit 1), false) as "inVain",
       large_print as "largePrint", handed_on as "handedOn", filed_at as filed
     from consultation where ${chosen} and ($10::timestamptz is null or (filed_at, stream) > ($10, $11::uuid))
     order by filed_at, stream limit $12`,
    [...values, after?.[0] ?? null, after?.[1] ?? null, limit + 1],
  );
  const { shown, next } = pageOf(rows, limit, (last) => filedCursor.write(last.filed.toISOString(), last.stream));
  return {
    rows: shown.map(({ stream: _stream, filed, receivedAt, answeredAt, ...row }) => ({
      ...row,
      filedAt: filed.toISOString(),
      receivedAt: receivedAt?.toISOString() ?? null,
      answeredAt: answeredAt?.toISOString() ?? null,
    })),
    next,
    total: await countOnFirst(tx, query.cursor, `from consultation where ${chosen}`, values),
  };
};

export type OwnQuestion = {
  readonly number: string;
  readonly phase: string;
  readonly filedAt: Date;
  /** How the question begins; null once it is no longer kept. */
  readonly opening: string | null;
};

const OPENING = 40;

const openingOf = (text: string): string => {
  const line = [...text.replaceAll(/\s+/gu, ' ').trim()];
  return line.length <= OPENING ? line.join('') : `${line.slice(0, OPENING).join('')}…`;
};

/** One's own questions in every tenant, newest first; the scope's principals must be the asker's own. */
export const ownQuestions = async (
  context: Context,
  tx: Tx,
  account: string,
  limit: number,
): Promise<OwnQuestion[]> => {
  const rows = await tx.rows<Omit<OwnQuestion, 'opening'> & { tenant: string; stream: string }>(
    `select c.tenant, c.stream, c.number, case when c.phase = 'closed' and c.handed_on is not null then 'transferred' else c.phase end
       as phase, c.filed_at as "filedAt"
     from case_locator l join consultation c on c.tenant = l.tenant and c.stream = l.stream
     where l.key_kind = 'account' and l.key = $1 and l.kind = 'consultation'
     order by c.filed_at desc, c.stream limit $2`,
    [account, limit],
  );
  const questions = rows.length === 0 ? new Map<string, unknown>() : await context.vault.openKind(tx, rows, 'question');
  return rows.map(({ tenant: _tenant, stream, ...row }) => {
    const text = questions.get(stream);
    return { ...row, opening: typeof text === 'string' ? openingOf(text) : null };
  });
};
