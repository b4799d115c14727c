import type { Actor } from '#kernel/actor.ts';
import { type Day, dayOf } from '#kernel/day.ts';
import { longDay } from '#kernel/day-text.ts';
import { type Refusal, refuse } from '#kernel/refusal.ts';
import { codeName, operatorOf } from '#modules/directory/facade.ts';
import { audit } from '#platform/audit.ts';
import type { Context } from '#platform/context.ts';
import type { Tx } from '#platform/db.ts';
import { eventsOf } from '#platform/events.ts';
import { caseFiles } from '#platform/files/list-files.ts';
import { openedValuesOf } from '#platform/opened-values.ts';
import { doersOf, hashedEvents, historyOf } from './bundle/case-records.ts';
import { acceptanceClock } from './clocks.ts';
import type { Complaint, Sealed } from './complaint.ts';
import { consentOnForm } from './consents.ts';
import { isAboutPerson } from './evidence-audience.ts';
import { lawFor } from './handle.ts';
import { type DeskWanted, openPaperDesk } from './open-paper-desk.ts';
import { openingObjection } from './openings.ts';
import { claimWords } from './paper-data/dispute.ts';
import { dayAndTimeOf, type PaperDesk } from './paper-data/paper-desk.ts';
import type { CanonicalPaper } from './papers.ts';
import { composePaper, type PaperData } from './papers.ts';
import { placesOf, worksOnCase } from './permits.ts';
import { readComplaint } from './store.ts';
import { openFor } from './views/opened.ts';
import { mayOpenValues } from './who-may-open.ts';

/** Papers no act makes: printed when somebody asks, from what the case says now, and never kept. */
export type Print = 'receipt' | 'case-sheet' | 'case-history';

export type PrintMade = { readonly paper: CanonicalPaper; readonly at: Date; readonly name: string };

type PrintDesk = {
  readonly context: Context;
  readonly tx: Tx;
  readonly tenant: string;
  readonly stream: string;
  readonly state: Complaint;
  readonly desk: PaperDesk;
  readonly filedAt: Date;
  readonly idKind: string;
  readonly idNumber: string;
  readonly specialGroup: string;
};

/** The complainant may print what it filed; the case sheet with everybody's values in clear is for officials. */
export const makePrint = async (
  context: Context,
  tx: Tx,
  actor: Actor,
  number: string,
  print: Print,
  opening?: string,
): Promise<PrintMade | Refusal> => {
  const loaded = await readComplaint(tx, context.vault, number);
  if (loaded === undefined) return refuse('complaint-not-found', { status: 404 });
  const places = placesOf(actor, loaded.state, loaded.tenant);
  // Sheet and history show all of a case at once: they are opened at the bureau.
  const isThere = print === 'receipt' ? worksOnCase(places) : places.has('bureau');
  const isOfficer = isThere && mayOpenValues(actor, loaded.state);
  const isAllowed = isOfficer || (places.has('complainant') && print === 'receipt');
  if (!isAllowed) return refuse('paper-not-for-you', { status: 403 });
  if (print !== 'receipt') {
    const what = print === 'case-sheet' ? 'case-sheet' : 'history';
    const objection = await openingObjection(tx, actor, loaded, what, opening);
    if (objection !== undefined) return objection;
  }
  const { tenant, stream, state } = loaded;
  const [filed] = await eventsOf(tx, loaded);
  const filedAt = filed?.at ?? new Date(0);
  const wanted: DeskWanted = {
    tenant,
    stream,
    state,
    today: dayOf(filedAt),
    actor: filed?.actor ?? '',
    withAlong: print === 'case-sheet',
  };
  const desk = await openPaperDesk(context, tx, wanted);
  const complainant = state.parties.find((party) => party.kind === 'complainant');
  const { 'id-type': idType, 'id-number': idNumber, 'special-group': specialGroup } = complainant?.fields ?? {};
  const sealed = [idType, idNumber, specialGroup];
  const opened = await context.vault.openEntries(
    tx,
    loaded,
    sealed.flatMap((one) => (one === undefined ? [] : [one.entry])),
  );
  const values = openedValuesOf(opened);
  const textOf = (one: Sealed | undefined) => String(values.get(one?.entry ?? '') ?? '');
  const made = await composers[print]({
    context,
    tx,
    tenant,
    stream,
    state,
    desk,
    filedAt,
    idKind: textOf(idType),
    // The sheet is there to be copied without typing: the reason on record opens it with the rest.
    idNumber: textOf(idNumber),
    specialGroup: textOf(specialGroup),
  });
  await audit(tx, { tenant, account: actor.account, act: `print-${print}`, subject: `stream:${stream}` });
  return { paper: made, at: filedAt, name: `${made.title} ${number}` };
};

const receipt = async ({ context, tenant, state, desk, filedAt }: PrintDesk): Promise<CanonicalPaper> => {
  const { day, time } = dayAndTimeOf(filedAt.toISOString());
  const { receivedOn, registration } = state;
  const registered = registration?.isReceipt === true ? registration.number : undefined;
  const clock = receivedOn === null ? undefined : acceptanceClock(state, lawFor(context, tenant));
  const data: PaperData['filing-receipt'] = {
    number: state.number,
    authority: desk.unit.name,
    filedOn: day,
    filedTime: time,
    respondent: desk.respondent.name,
    matter: desk.problem ?? desk.t('papers:notGiven'),
    ...(state.amountFen === undefined ? {} : { amount: state.amountFen }),
    evidenceItems: state.evidence.filter((item) => item.by === 'complainant' && !isAboutPerson(item)).length,
    contentHash: state.contentHash,
    standing: state.standing,
    ...(registered === undefined ? {} : { registeredAs: registered }),
    ...(receivedOn === null || (registered === undefined && isReceivedByFiling(state, day)) ? {} : { receivedOn }),
    ...(clock === undefined ? {} : { clock }),
    followUrl: `${context.publicUrl}/follow`,
  };
  return composePaper('filing-receipt', data, desk.t, state.language === 'en' ? context.texts('en') : undefined);
};

const sheet = async (print: PrintDesk): Promise<CanonicalPaper> => {
  const { context, tx, tenant, stream, state, desk, filedAt, idKind, idNumber, specialGroup } = print;
  const { operator } = state.respondent;
  const registered = operator === undefined ? undefined : await operatorOf(tx, operator);
  const files = await caseFiles(context.files, tx, { tenant, stream });
  const names = new Map(files.flatMap((file) => (file.state === 'kept' ? [[file.file, file.name] as const] : [])));
  const objectName =
    state.objectCode === undefined ? undefined : await codeName(tx, 'object-12315', state.objectCode, 'zh-CN');
  const bought = (name: string): string => desk.purchase[name] ?? '';
  const data: PaperData['case-sheet'] = {
    number: state.number,
    ...(state.registration === null ? {} : { nationalNumber: state.registration.number }),
    channel: desk.t(`complaint:channel.${state.channel}`),
    receivedAt: receiptWords(state, filedAt, desk),
    complainant: desk.complainant.name,
    phone: desk.complainant.phone,
    idKind,
    idNumber,
    address: desk.complainant.address,
    specialGroup: specialGroup === '' ? '' : desk.t(`complaint:specialGroup.${specialGroup}`),
    ...(desk.along.length === 0 ? {} : { along: alongWords(desk) }),
    respondent: desk.respondent.name,
    creditCode: registered?.uscc ?? '',
    respondentPhone: desk.respondent.phone,
    respondentAddress: desk.respondent.address,
    goods: bought('goods'),
    objectCategory: objectName ?? '',
    brand: bought('brand'),
    quantity: bought('quantity'),
    amount: state.amountFen ?? null,
    purchasedOn: state.purchasedOn ?? null,
    harmedOn: state.knewOn ?? null,
    online: state.online,
    platform: desk.platform ?? bought('platformName'),
    shopLink: bought('shopLink'),
    orderNumber: bought('orderNumber'),
    logisticsNumber: bought('logisticsNumber'),
    problemType: desk.problem ?? '',
    narrative: desk.facts,
    claim: claimWords(desk),
    publicity: consentOnForm('publicity', state),
    entrusted: consentOnForm('entrust', state),
    evidence: state.evidence
      .filter((item) => !isAboutPerson(item))
      .map(({ file, mediaType }) => names.get(file) ?? mediaType),
  };
  return composePaper('case-sheet', data, context.texts('zh-CN'));
};

/** The day of receipt in law; the hour is known only where filing itself was the receipt. */
const receiptWords = (state: Complaint, filedAt: Date, { t }: PaperDesk): string => {
  const { day, time } = dayAndTimeOf(filedAt.toISOString());
  return isReceivedByFiling(state, day) ? `${longDay(day, t)} ${time}` : longDay(state.receivedOn ?? day, t);
};

/** What somebody sent by letter, told another desk or filed with another body was entered here at an hour of no meaning. */
const enteredLater: ReadonlySet<Complaint['channel']> = new Set([
  'letter',
  'hotline-12345',
  'platform-12315',
  'import',
]);

const isReceivedByFiling = ({ channel, linked, receivedOn }: Complaint, filedOn: Day): boolean =>
  (receivedOn === null || receivedOn === filedOn) && linked === undefined && !enteredLater.has(channel);

const alongWords = ({ along, t }: PaperDesk): string =>
  along
    .map((one) =>
      [`${one.name}${one.speaks ? t('papers:case-sheet.speaks') : ''}`, one.phone].filter(Boolean).join(' '),
    )
    .join(t('papers:listSeparator'));

const composers: Readonly<Record<Print, (print: PrintDesk) => Promise<CanonicalPaper>>> = {
  receipt,
  'case-sheet': sheet,
  'case-history': async ({ context, tx, tenant, stream, state, desk }) => {
    const events = await hashedEvents(tx, { tenant, stream }, state.version);
    const opened = await openFor(context, tx, { tenant, stream }, state, []);
    const history = historyOf(events, await doersOf(tx, events, desk), desk, opened);
    return composePaper('case-history', history, context.texts('zh-CN'));
  },
};

/** A sheet as `label：value` lines in its own order, to be copied from top to bottom. */
export const plainLines = (paper: CanonicalPaper): string => {
  const lines = paper.blocks.flatMap((block) =>
    block.kind !== 'sheet'
      ? []
      : block.groups.flatMap((group) => [
          ...group.rows.flat().map((cell) => `${cell.label}：${cell.value}`),
          ...(group.text === undefined ? [] : [`${(group.label ?? '').replaceAll('\n', '')}：${group.text.value}`]),
        ]),
  );
  return `${paper.title}\n${lines.join('\n')}\n`;
};
