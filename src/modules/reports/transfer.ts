import type { Actor } from '#kernel/actor.ts';
import { compareDays, type Day, dayOf } from '#kernel/day.ts';
import { publicNumber } from '#kernel/public-number.ts';
import { isRefusal, type Refusal, refuse } from '#kernel/refusal.ts';
import type { Language } from '#kernel/translate.ts';
import { type LetterMade, makeLetter } from '#modules/complaints/facade.ts';
import { openUnitOf, staffMember, type Unit } from '#modules/directory/facade.ts';
import type { Context } from '#platform/context.ts';
import type { Scope, Tx } from '#platform/db.ts';
import { filesToHandOver, type HandedFile } from '#platform/files/hand-over-files.ts';
import { handOverIds, sealParcel } from '#platform/hand-over.ts';
import { versionFault } from '#platform/http/etag.ts';
import { enqueue } from '#platform/jobs.ts';
import { openedTextsOf } from '#platform/opened-values.ts';
import type { NewEntry } from '#platform/vault.ts';
import { clocksOf, endOf, firstReceiptOf } from './clocks.ts';
import type { ReportRequest, TransferBody } from './contract.ts';
import { orderOfReport, refusedUnder } from './governing.ts';
import { lawFor } from './handle.ts';
import { linkedReportJob } from './linked-report-job.ts';
import { receiverObjection, transferObjection } from './permits.ts';
import { receiptOf, receiptsToHandOver } from './receipts.ts';
import {
  compartmentOf,
  evolve,
  knownReporter,
  type LinkedFrom,
  type PaperMade,
  type ReportChannel,
  type ReportEvent,
  type ReportEvidence,
  type Sealed,
} from './report.ts';
import { type LockedReport, lockReport, writeTransferred } from './store.ts';
import { type Way, wayTo } from './ways.ts';

/** A report as it goes from one authority to another: what was reported and by whom, with nothing of how it was handled. */
export type ReportParcel = {
  readonly fromTenant: string;
  readonly from: Omit<LinkedFrom, 'reasons'> & { readonly reasons: string };
  readonly channel: ReportChannel;
  /** Silent in parcels of a time when only food went on. */
  readonly food?: boolean;
  /** Where it is not the day it was handed over. */
  readonly receivedOn?: Day;
  readonly texts: Pick<ReportRequest, 'reporter' | 'reported' | 'clue' | 'basis' | 'place'>;
  readonly person?: string;
  readonly account?: string;
  readonly problemCode?: string;
  readonly externalNumber?: string;
  readonly language?: Language;
  readonly evidence: readonly ReportEvidence[];
  readonly files: readonly HandedFile[];
};

export type Transferring = {
  readonly actor: Actor;
  readonly at: Date;
  readonly number: string;
  readonly expectedVersion: number;
  readonly body: TransferBody;
  /** What the desk may see: the act leaves it to write under the receiver, and comes back to it. */
  readonly scope: Scope;
};

/** The matter in the words of the report, short enough for a letter. */
const MATTER_LENGTH = 60;
const basis = [{ text: 'fsl', article: '115' }];

/**
 * FSL art. 115: a food report that is another body's is handed to it, and a reporter who gave a name told in writing. Within one
 * authority any report is distributed by the intake body and given back to it (Order 121 art. 41).
 */
export const transferReport = async (
  context: Context,
  tx: Tx,
  wish: Transferring,
): Promise<{ version: number } | Refusal> => {
  const locked = await lockReport(tx, wish.number);
  if (locked === undefined) return refuse('report-not-found', { status: 404 });
  const { at } = wish;
  const { state } = locked;
  const stale = versionFault(wish.expectedVersion, state.version);
  if (stale !== undefined) return stale;
  return refusedUnder(
    await transferLocked(context, tx, wish, locked),
    state,
    dayOf(at),
    lawFor(context, locked.tenant),
  );
};

const transferLocked = async (
  context: Context,
  tx: Tx,
  wish: Transferring,
  locked: LockedReport,
): Promise<{ version: number } | Refusal> => {
  const { actor, at, body } = wish;
  const { tenant, stream, state } = locked;
  const on = dayOf(at);
  const food = state.food || (body.foodMatter ?? false);
  const objection = transferObjection(actor, state) ?? receiverObjection(body, food);
  if (objection !== undefined) return objection;
  const unit = body.unit === undefined ? undefined : await receiverOf(tx, body.unit, on);
  if (isRefusal(unit)) return unit;
  const way = unit === undefined ? 'food' : wayTo(unit, { ...state, tenant, food });
  if (isRefusal(way)) return way;
  const here = await openUnitOf(tx, state.bureau, on);
  const since = unit === undefined || here === undefined ? undefined : receiptOf(unit, state, here, way);
  const to = unit?.name ?? body.to ?? '';
  // Another bureau of market regulation has the same duty: what is lacking is the territory.
  const lack = unit === undefined ? (body.lack ?? 'duty') : 'territory';
  const open = await openAll(context, tx, locked);
  const letters = await lettersOf(context, tx, locked, wish, { to, lack, unit, open, on, way, since });
  if (isRefusal(letters)) return letters;
  await context.vault.load(tenant, tx);
  const sealed = await sealUnder(context, tx, { tenant, stream, person: stream }, [
    { kind: 'reasons', value: body.reasons },
    ...(letters.cover === undefined ? [] : [{ kind: 'paper', value: letters.cover.canonical }]),
  ]);
  if (isRefusal(sealed)) return sealed;
  const [reasons, cover] = sealed;
  const reporter = knownReporter(state);
  const told =
    reporter === null || letters.notice === undefined
      ? []
      : await sealUnder(context, tx, { tenant, stream, person: reporter.person }, [
          { kind: 'paper', value: letters.notice.canonical },
        ]);
  if (isRefusal(told)) return told;
  if (reasons === undefined) throw new Error('nothing was sealed');
  const papers = [
    ...told.flatMap((data) =>
      letters.notice === undefined ? [] : [paperOf('food-transfer-notice', letters.notice, data)],
    ),
    ...(letters.cover === undefined || cover === undefined
      ? []
      : [paperOf(way === 'food' ? 'food-transfer' : 'form-3', letters.cover, cover)]),
  ].map((paper, i): PaperMade => ({ n: state.papers.length + i + 1, ...paper }));
  const link = unit === undefined ? undefined : linkTo(locked, unit, on);
  const event: ReportEvent = {
    type: 'ReportTransferred',
    payload: {
      on,
      to,
      reasons,
      papers,
      ...(link === undefined ? {} : { unit: link.unit.id, linked: link.number }),
      ...(way === 'food' ? {} : { way }),
    },
  };
  const after = evolve(state, event);
  const clocks = clocksOf(after, lawFor(context, tenant));
  await writeTransferred(tx, context, locked, { at, actor: actor.account, event, state: after, clocks });
  if (link !== undefined) await layDown(context, tx, locked, wish, link, { open, way, food, since });
  return { version: after.version };
};

type Open = (sealed: Sealed | undefined) => string | undefined;

const openAll = async (context: Context, tx: Tx, { tenant, stream, state }: LockedReport): Promise<Open> => {
  const refs = [
    state.clue,
    state.basis,
    state.place,
    ...Object.values(state.reported.fields),
    ...Object.values(state.reporter?.fields ?? {}),
  ];
  const entries = refs.flatMap((ref) => (ref === undefined ? [] : [ref.entry]));
  const opened = await context.vault.openEntries(tx, { tenant, stream }, entries);
  const values = openedTextsOf(opened);
  return (sealed) => (sealed === undefined ? undefined : values.get(sealed.entry));
};

const paperOf = (
  code: PaperMade['code'],
  { number, templateVersion, dataHash }: LetterMade,
  data: Sealed,
): Omit<PaperMade, 'n'> => ({ code, number, templateVersion, data, dataHash });

const sealUnder = async (
  context: Context,
  tx: Tx,
  at: { readonly tenant: string; readonly stream: string; readonly person: string },
  entries: readonly NewEntry[],
): Promise<Sealed[] | Refusal> => {
  const put = await context.vault.putEntries(tx, { ...at, entries });
  return isRefusal(put) ? put : put.map(({ entry, commitment }) => ({ entry, commitment }));
};

type Facts = {
  readonly to: string;
  readonly lack: 'duty' | 'territory';
  readonly unit: Unit | undefined;
  readonly open: Open;
  readonly on: Day;
  readonly way: Way;
  /** From which day the receiver verifies, where that is not the day of the hand-over. */
  readonly since: Day | undefined;
};

/**
 * The letter to the other body names nobody: who reported is told to those who verify, not to whoever opens the post. What is
 * given back to the intake body goes without one.
 */
const lettersOf = async (
  context: Context,
  tx: Tx,
  { tenant, state }: LockedReport,
  { actor, body }: Transferring,
  { to, lack, unit, open, on, way, since = on }: Facts,
): Promise<{ cover?: LetterMade; notice?: LetterMade } | Refusal> => {
  if (way === 'returned') return {};
  const own = await openUnitOf(tx, state.bureau, on);
  if (own === undefined) return refuse('no-such-bureau', { status: 422, basis, params: { unit: state.bureau } });
  const member = await staffMember(tx, actor.account, on);
  const t = context.texts('zh-CN');
  const { receivedOn } = state;
  const reporter = knownReporter(state);
  const matter = (open(state.clue) ?? '').slice(0, MATTER_LENGTH);
  const letter = { tenant, unit: own, on, ungapped: true };
  const matterKind = 'report' as const;
  const person = t(`papers:food-transfer.${reporter === null ? 'unnamed' : 'named'}`);
  const enclosures = { papers: 1 + state.evidence.length };
  if (way === 'distributed') {
    const law = lawFor(context, tenant);
    const from = { firstReceivedOn: firstReceiptOf(state) };
    const [clock] = clocksOf({ receivedOn: since, prolongedOn: null, phase: 'verifying', from }, law);
    const due = clock === undefined ? on : endOf(clock.reckoning);
    // A limit that has run out meanwhile leaves a day that can still be kept.
    const reportBackOn = compareDays(due, on) < 0 ? on : due;
    const under = orderOfReport(state, on, law);
    const facts = { under, matterKind, addressee: to, person, filedOn: receivedOn, matter, reportBackOn, enclosures };
    return {
      cover: await makeLetter(context, tx, {
        ...letter,
        code: 'form-3',
        word: '举分',
        data: (head) => ({ ...head, ...facts }),
      }),
    };
  }
  const cover = await makeLetter(context, tx, {
    ...letter,
    code: 'food-transfer',
    word: '举移函',
    data: (head) => ({
      ...head,
      addressee: to,
      lack,
      matterKind,
      person,
      ...(reporter === null ? { untold: true } : {}),
      receivedOn,
      matter,
      enclosures,
      contact: { name: member?.name ?? own.name, phone: member?.phone ?? own.phone },
    }),
  });
  if (reporter === null) return { cover };
  const notice = await makeLetter(context, tx, {
    ...letter,
    code: 'food-transfer-notice',
    word: '举移',
    data: (head) => ({
      ...head,
      addressee: open(reporter.fields.name) ?? '',
      matterKind,
      receivedOn,
      matter,
      transferredOn: on,
      receivingBody: to,
      ...(unit === undefined || unit.phone === '' ? {} : { receivingPhone: unit.phone }),
      lack,
      reason: body.reasons,
    }),
  });
  return { cover, notice };
};

type Link = { readonly unit: Unit; readonly stream: string; readonly number: string; readonly on: Day };

const linkTo = (left: LockedReport, unit: Unit, on: Day): Link => {
  const ids = handOverIds('linked-report', { ...left, version: left.state.version }, unit.id);
  return { unit, stream: ids.stream, number: publicNumber('R', unit.tenant, on, ids.chance), on };
};

const receiverOf = async (tx: Tx, id: string, on: Day): Promise<Unit | Refusal> =>
  (await openUnitOf(tx, id, on)) ??
  refuse('no-such-bureau', { status: 422, field: 'unit', basis, params: { unit: id } });

/** In the act's own transaction, sealed for the receiver, with the order to make the report there (decision 0022). */
const layDown = async (
  context: Context,
  tx: Tx,
  locked: LockedReport,
  { scope, at, body }: Transferring,
  { unit, stream, number, on }: Link,
  said: Pick<Facts, 'open' | 'way' | 'since'> & { readonly food: boolean },
): Promise<void> => {
  const { tenant } = unit;
  await context.files.keys.load(tenant, tx);
  const parcel = await parcelOf(context, tx, locked, { tenant, stream }, { on, reasons: body.reasons, ...said });
  const { keyVersion, sealed } = sealParcel(context, 'report-hand-over', { tenant, stream }, parcel);
  await tx.rescope({ ...scope, writes: [tenant] });
  await tx.run(
    `insert into report_hand_over (tenant, stream, bureau, number, key_version, sealed, sent_at)
     values ($1, $2, $3, $4, $5, $6, $7)`,
    [tenant, stream, compartmentOf(unit.id), number, keyVersion, sealed, at],
  );
  await enqueue(tx, linkedReportJob, { stream }, { tenant, key: `linked-report:${stream}` });
  await tx.rescope(scope);
};

const parcelOf = async (
  context: Context,
  tx: Tx,
  { tenant, stream, state }: LockedReport,
  to: { readonly tenant: string; readonly stream: string },
  said: Pick<Facts, 'open' | 'way' | 'on' | 'since'> & { readonly food: boolean; readonly reasons: string },
): Promise<ReportParcel> => {
  const { open, way, on, reasons, food, since } = said;
  const { reported, source } = state;
  const reporter = knownReporter(state);
  const given = <K extends string>(name: K, ref: Sealed | undefined): { readonly [key in K]?: string } => {
    const value = open(ref);
    return (value === undefined ? {} : { [name]: value }) as { readonly [key in K]?: string };
  };
  const { fields, ...known } = reported;
  const row =
    reporter === null
      ? undefined
      : await tx.maybe<{ account: string | null }>('select account from reporter where tenant = $1 and stream = $2', [
          tenant,
          stream,
        ]);
  const names = state.evidence.map(({ file }) => file);
  return {
    fromTenant: tenant,
    from: {
      number: state.number,
      bureau: state.bureau,
      on,
      firstReceivedOn: firstReceiptOf(state),
      reasons,
      receipts: receiptsToHandOver(state),
      ...(way === 'food' ? {} : { way, runningSince: state.receivedOn }),
    },
    food,
    ...(since === undefined ? {} : { receivedOn: since }),
    channel: source.by === 'reporter' ? source.channel : 'letter',
    texts: {
      clue: open(state.clue) ?? '',
      ...given('basis', state.basis),
      ...given('place', state.place),
      reported: {
        kind: 'unknown',
        ...known,
        ...given('name', fields.name),
        ...given('address', fields.address),
        ...given('phone', fields.phone),
        ...given('contact', fields.contact),
        ...given('clue', fields.clue),
      },
      ...(reporter === null
        ? {}
        : {
            reporter: {
              name: open(reporter.fields.name) ?? '',
              phone: open(reporter.fields.phone) ?? '',
              ...given('address', reporter.fields.address),
              ...given('idType', reporter.fields['id-type']),
              ...given('idNumber', reporter.fields['id-number']),
            },
          }),
    },
    ...(reporter === null ? {} : { person: reporter.person }),
    ...(row?.account == null ? {} : { account: row.account }),
    ...(state.problemCode === undefined ? {} : { problemCode: state.problemCode }),
    ...(state.externalNumber === undefined ? {} : { externalNumber: state.externalNumber }),
    ...(state.language === undefined ? {} : { language: state.language }),
    evidence: state.evidence,
    files: names.length === 0 ? [] : await filesToHandOver(context.files, tx, { tenant, stream }, to, names),
  };
};
