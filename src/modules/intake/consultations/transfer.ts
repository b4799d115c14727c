import { type Day, dayOf } from '#kernel/day.ts';
import { publicNumber } from '#kernel/public-number.ts';
import { isRefusal, type Refusal, refuse } from '#kernel/refusal.ts';
import type { Language } from '#kernel/translate.ts';
import { makeLetter, scopeOf } from '#modules/complaints/facade.ts';
import { openUnitOf, type Unit } from '#modules/directory/facade.ts';
import type { Context } from '#platform/context.ts';
import type { Tx } from '#platform/db.ts';
import { handOverIds, sealParcel } from '#platform/hand-over.ts';
import { enqueue } from '#platform/jobs.ts';
import type { Consultation, ConsultationChannel, LinkedFrom, Sealed } from './consultation.ts';
import type { TransferBody } from './contract.ts';
import { change, letterFacts, locked, openValues, sealAct, type Wish } from './handle.ts';
import { linkedQuestionJob } from './linked-question-job.ts';
import { receiverObjection, transferObjection } from './permits.ts';
import type { LockedConsultation } from './store.ts';

/** A question as it goes from one bureau to another: what was asked and by whom, with nothing of how it was handled. */
export type QuestionParcel = {
  readonly from: Omit<LinkedFrom, 'reasons'> & { readonly reasons: string };
  readonly channel: ConsultationChannel;
  readonly asker: {
    readonly name?: string;
    readonly phone?: string;
    readonly address?: string;
    readonly email?: string;
    readonly account?: string;
    readonly reference?: string;
  };
  readonly title?: string;
  readonly question: string;
  readonly problemCode?: string;
  readonly externalNumber?: string;
  readonly notInSource?: readonly string[];
  readonly language?: Language;
};

/** The matter in the words of the asker, short enough for a letter. */
const MATTER_LENGTH = 60;

/** FSL art. 115: a food question that is another body's is handed to it and the person told in writing. */
export const transferConsultation = async (
  context: Context,
  tx: Tx,
  wish: Wish & { readonly body: TransferBody },
): Promise<{ version: number } | Refusal> => {
  const found = await locked(tx, wish, 'transfer');
  if (isRefusal(found)) return found;
  const { reasons, foodMatter } = wish.body;
  const objection = transferObjection(found.state, foodMatter ?? false) ?? receiverObjection(wish.body, found.state);
  if (objection !== undefined) return objection;
  const on = dayOf(wish.at);
  const unit = wish.body.unit === undefined ? undefined : await receiverOf(tx, wish.body.unit, on);
  if (isRefusal(unit)) return unit;
  const to = unit?.name ?? wish.body.to ?? '';
  // Another bureau of market regulation has the same duty: what is lacking is the territory.
  const lack = unit === undefined ? (wish.body.lack ?? 'duty') : 'territory';
  const facts = await letterFacts(context, tx, found, wish.actor, wish.at);
  const matter = facts.question.slice(0, MATTER_LENGTH);
  const letter = { tenant: found.tenant, unit: facts.unit, on };
  const notice = await makeLetter(context, tx, {
    ...letter,
    code: 'food-transfer-notice',
    word: '咨移',
    data: (head) => ({
      ...head,
      addressee: facts.addressee,
      matterKind: 'consultation',
      receivedOn: facts.receivedOn,
      matter,
      transferredOn: on,
      receivingBody: to,
      ...(unit === undefined || unit.phone === '' ? {} : { receivingPhone: unit.phone }),
      lack,
      reason: reasons,
    }),
  });
  const cover = await makeLetter(context, tx, {
    ...letter,
    code: 'food-transfer',
    word: '咨移函',
    data: (head) => ({
      ...head,
      addressee: to,
      lack,
      matterKind: 'consultation',
      person: facts.addressee,
      receivedOn: facts.receivedOn,
      matter,
      enclosures: { papers: 1 },
      contact: facts.contact,
    }),
  });
  const sealed = await sealAct(context, tx, found, { kind: 'reasons', value: reasons }, [
    { code: 'food-transfer-notice', made: notice },
    { code: 'food-transfer', made: cover },
  ]);
  if (isRefusal(sealed)) return sealed;
  const link = unit === undefined ? undefined : linkTo(found, unit, on);
  const payload = {
    on,
    to,
    reasons: sealed.said,
    papers: sealed.papers,
    ...(link === undefined ? {} : { unit: link.unit.id, linked: link.number }),
  };
  const done = await change(context, tx, found, wish, 'transfer-consultation', {
    type: 'ConsultationTransferred',
    payload,
  });
  if (link !== undefined) await layDown(context, tx, found, wish, link, reasons);
  return done;
};

type Link = { readonly unit: Unit; readonly stream: string; readonly number: string; readonly on: Day };

const linkTo = (left: LockedConsultation, unit: Unit, on: Day): Link => {
  const { stream, chance } = handOverIds('linked-question', { ...left, version: left.state.version }, unit.id);
  return { unit, stream, number: publicNumber('Q', unit.tenant, on, chance), on };
};

const receiverOf = async (tx: Tx, id: string, on: Day): Promise<Unit | Refusal> => {
  const unit = await openUnitOf(tx, id, on);
  const basis = [{ text: 'fsl', article: '115' }];
  return unit === undefined || (unit.kind !== 'bureau' && unit.kind !== 'intake-centre')
    ? refuse('no-such-bureau', { status: 422, field: 'unit', basis, params: { unit: id } })
    : unit;
};

/** In the act's own transaction, sealed for the receiver, with the order to make the question there (decision 0022). */
const layDown = async (
  context: Context,
  tx: Tx,
  found: LockedConsultation,
  { actor, at }: Pick<Wish, 'actor' | 'at'>,
  { unit, stream, number, on }: Link,
  reasons: string,
): Promise<void> => {
  const { tenant } = unit;
  await context.files.keys.load(tenant, tx);
  const parcel = await parcelOf(context, tx, found, on, reasons);
  const { keyVersion, sealed } = sealParcel(context, 'question-hand-over', { tenant, stream }, parcel);
  await tx.rescope(scopeOf(actor, [found.tenant, tenant]));
  await tx.run(
    `insert into question_hand_over (tenant, stream, bureau, number, key_version, sealed, sent_at)
     values ($1, $2, $3, $4, $5, $6, $7)`,
    [tenant, stream, unit.id, number, keyVersion, sealed, at],
  );
  await enqueue(tx, linkedQuestionJob, { stream }, { tenant, key: `linked-question:${stream}` });
  await tx.rescope(scopeOf(actor));
};

const parcelOf = async (
  context: Context,
  tx: Tx,
  found: LockedConsultation,
  on: Day,
  reasons: string,
): Promise<QuestionParcel> => {
  const { state } = found;
  const { asker } = state;
  const open = await openValues(context, tx, found, [
    state.question,
    state.title,
    asker.reference,
    ...Object.values(asker.fields),
  ]);
  const given = <K extends string>(name: K, ref: Sealed | undefined): { readonly [key in K]?: string } => {
    const value = open(ref);
    return (value === undefined ? {} : { [name]: value }) as { readonly [key in K]?: string };
  };
  return {
    from: {
      number: state.number,
      bureau: state.bureau,
      on,
      firstReceivedOn: firstReceivedOn(state, dayOf(found.filedAt)),
      reasons,
    },
    channel: state.channel,
    asker: {
      ...given('name', asker.fields.name),
      ...given('phone', asker.fields.phone),
      ...given('address', asker.fields.address),
      ...given('email', asker.fields.email),
      ...given('reference', asker.reference),
      ...(asker.account === undefined ? {} : { account: asker.account }),
    },
    ...given('title', state.title),
    question: open(state.question) ?? '',
    ...(state.problemCode === undefined ? {} : { problemCode: state.problemCode }),
    ...(state.externalNumber === undefined ? {} : { externalNumber: state.externalNumber }),
    ...(state.largePrint === undefined ? {} : { largePrint: true }),
    ...(state.notInSource === undefined ? {} : { notInSource: state.notInSource }),
    ...(state.language === undefined ? {} : { language: state.language }),
  };
};

/** The day the department first had it, however often it went on since. */
const firstReceivedOn = ({ from, receivedOn }: Consultation, filedOn: Day): Day =>
  from?.firstReceivedOn ?? receivedOn ?? filedOn;
