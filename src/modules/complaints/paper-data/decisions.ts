import type { Day } from '#kernel/day.ts';
import { longDay } from '#kernel/day-text.ts';
import { moneyText } from '#kernel/money.ts';
import type { GroundParticulars } from '../ground-particulars.ts';
import type { Correction, PaperDetails } from '../paper-orders.ts';
import {
  addressedTo,
  type Composers,
  contactOf,
  headOf,
  linesOf,
  matterOf,
  type PaperAt,
  type PaperDesk,
  personOf,
  receivedOnOf,
  unitName,
} from './paper-desk.ts';

const letterOf = (desk: PaperDesk, at: PaperAt) => ({
  ...headOf(desk, at),
  ...addressedTo(desk, at),
  matter: matterOf(desk),
});

const earlierOf = (details: PaperDetails['annulment-notice'], desk: PaperDesk) => {
  const paper = desk.state.papers.find((made) => made.n === details.paper);
  return {
    decisionTitle: paper === undefined ? desk.t(`complaint:event.${details.decision}`) : titleOf(desk, paper.code),
    decisionNumber: paper?.number ?? desk.state.number,
    decidedOn: details.decidedOn,
    reason: sentence(desk.plain(details.reasons)),
  };
};

export const titleOf = (desk: PaperDesk, code: string): string => desk.t(`papers:${code}.title`);

/** The notice goes on after the reason: it must end as a sentence does. */
const sentence = (text: string): string => (/[。；，！？]$/u.test(text.trim()) ? text.trim() : `${text.trim()}，`);

const shownValue = (desk: PaperDesk, field: Correction['field'], value: number | Day | null): string => {
  if (typeof value === 'string') return longDay(value, desk.t);
  if (value === null) return desk.t('papers:notGiven');
  return field === 'ground' ? desk.t('papers:correction-notice.groundValue', { n: value }) : moneyText(value);
};

type Shown = keyof GroundParticulars & keyof typeof particularText;

/** What is named with a ground, as a notice says it; a statement that it is no food matter stands on no paper. */
const particularText = {
  rightBureau: (desk, id) => unitName(desk, id),
  competentBody: (_desk, body) => body,
  earlier: (desk, { body, on }) =>
    on === undefined ? body : desk.t('papers:correction-notice.earlierOn', { body, on: longDay(on, desk.t) }),
  factors: (desk, factors) =>
    factors.map((one) => desk.t(`law:consumer-dispute-factor.${one}`)).join(desk.t('papers:listSeparator')),
  knewOn: (desk, on) => longDay(on, desk.t),
  papersAtFault: (desk, papers) =>
    papers.map((one) => desk.t(`complaint:paperAtFault.${one}`)).join(desk.t('papers:listSeparator')),
  identityFault: (desk, fault) => desk.t(`complaint:identityFault.${fault}`),
  settledOn: (desk, on) => longDay(on, desk.t),
  found: (desk, found) =>
    found === 'fraud'
      ? desk.t('papers:correction-notice.fraud')
      : desk.t('papers:correction-notice.groundValue', { n: found }),
  ended: (desk, party) => personOf(desk, party).name,
} as const satisfies {
  readonly [Field in Exclude<keyof GroundParticulars, 'noFoodMatter'>]: (
    desk: PaperDesk,
    value: NonNullable<GroundParticulars[Field]>,
  ) => string;
};

const particularWords = <Field extends Shown>(desk: PaperDesk, field: Field, of: GroundParticulars): string => {
  const value = of[field];
  const text = particularText[field] as (desk: PaperDesk, value: NonNullable<GroundParticulars[Field]>) => string;
  return value == null ? desk.t('papers:notGiven') : text(desk, value);
};

const particularsCorrected = ({ particulars }: PaperDetails['correction-notice'], desk: PaperDesk) =>
  particulars === undefined
    ? []
    : (Object.keys(particularText) as Shown[]).flatMap((field) => {
        const [was, is] = [particulars.was, particulars.is].map((one) => particularWords(desk, field, one));
        return was === undefined || is === undefined || was === is
          ? []
          : [{ what: desk.t(`papers:correction-notice.field.${field}`), was, is }];
      });

const competentBodyOf = (details: GroundParticulars, desk: PaperDesk): { competentBody?: string } => {
  if (details.rightBureau !== undefined) return { competentBody: unitName(desk, details.rightBureau) };
  return details.competentBody === undefined ? {} : { competentBody: details.competentBody };
};

type Earlier = NonNullable<PaperDetails['form-6']['earlier']>;
const withoutHandler = ({ body, on }: Earlier) => (on === undefined ? { body } : { body, on });

/** What an item of art. 16 rests on, on the refusal and on the end of a mediation where it was found later. */
const itemRestsOn = (details: GroundParticulars, desk: PaperDesk) => ({
  ...(details.factors === undefined ? {} : { factors: details.factors }),
  ...(details.earlier === undefined ? {} : { earlier: withoutHandler(details.earlier) }),
  ...(details.knewOn === undefined ? {} : { knewOn: details.knewOn }),
  ...(details.papersAtFault === undefined ? {} : { papersAtFault: details.papersAtFault }),
  ...(details.identityFault === undefined ? {} : { identityFault: details.identityFault }),
  ...competentBodyOf(details, desk),
});

/** Decisions on whether a complaint is taken up, and what becomes of them. */
export const decisionComposers: Composers<
  | 'form-4'
  | 'form-5'
  | 'form-6'
  | 'form-8'
  | 'identity-request'
  | 'supplement-request'
  | 'other-path-notice'
  | 'unregistered-notice'
  | 'registration-reminder'
  | 'annulment-notice'
  | 'correction-notice'
> = {
  'form-4': (details, desk, at) => ({
    ...headOf(desk, at),
    ...addressedTo(desk, at),
    dueOn: details.dueOn,
    materials: linesOf(desk.plain(details.what)),
    phone: desk.unit.phone,
    postalAddress: desk.unit.address,
  }),
  'form-5': (details, desk, at) => ({
    ...letterOf(desk, at),
    receivedOn: receivedOnOf(desk),
    contact: contactOf(desk, details.contact),
  }),
  'form-6': (details, desk, at) => ({
    ...letterOf(desk, at),
    receivedOn: receivedOnOf(desk),
    grounds: [details.ground],
    reason: desk.plain(details.reasons),
    ...itemRestsOn(details, desk),
  }),
  'form-8': (details, desk, at) => ({
    ...letterOf(desk, at),
    grounds: [details.ground],
    ...(desk.order === 'order-20' && desk.mediationLimit !== undefined ? { limit: desk.mediationLimit } : {}),
    ...(details.settledOn === undefined ? {} : { settledOn: details.settledOn }),
    ...(details.found === undefined ? {} : { found: details.found }),
    ...(details.ended === undefined ? {} : { ended: personOf(desk, details.ended).name }),
    ...(details.transferredTo === undefined ? {} : { transferredTo: details.transferredTo }),
    ...itemRestsOn(details, desk),
    reason: desk.plain(details.reasons),
  }),
  'identity-request': (details, desk, at) => ({
    ...letterOf(desk, at),
    dueOn: details.dueOn,
    items: linesOf(desk.plain(details.what)),
    contact: contactOf(desk),
  }),
  'supplement-request': (details, desk, at) => ({
    ...letterOf(desk, at),
    receivedOn: receivedOnOf(desk),
    items: linesOf(desk.plain(details.what)),
    suggestedBy: details.dueOn,
    contact: contactOf(desk),
  }),
  'other-path-notice': (details, desk, at) => ({
    ...letterOf(desk, at),
    receivedOn: receivedOnOf(desk),
    path: details.path,
    way: desk.t(`papers:other-path-notice.ways.${details.path}`, {
      authority: desk.unit.name,
      address: desk.unit.address,
      phone: desk.unit.phone,
      superior: desk.authority,
    }),
    reason: desk.plain(details.reasons),
  }),
  'unregistered-notice': (details, desk, at) => ({
    ...letterOf(desk, at),
    arrivedOn: receivedOnOf(desk),
    reason: desk.plain(details.reasons),
    contact: contactOf(desk),
  }),
  'registration-reminder': ({ until, isLast }, desk, at) => ({
    ...letterOf(desk, at),
    arrivedOn: receivedOnOf(desk),
    until,
    isLast,
    contact: contactOf(desk),
  }),
  'annulment-notice': (details, desk, at) => ({
    ...headOf(desk, at),
    ...addressedTo(desk, at),
    ...earlierOf(details, desk),
    ...(details.decision === 'ComplaintWithdrawn' ? { ofWithdrawal: true as const } : {}),
    ...(details.closed === undefined ? {} : { closed: details.closed }),
    ...(at.to.includes('respondent') ? { toRespondent: true as const } : {}),
  }),
  'correction-notice': (details, desk, at) => ({
    ...headOf(desk, at),
    ...addressedTo(desk, at),
    ...earlierOf(details, desk),
    corrections: [
      ...details.corrections.map(({ field, was, is }) => ({
        what: desk.t(`papers:correction-notice.field.${field}`),
        was: shownValue(desk, field, was),
        is: shownValue(desk, field, is),
      })),
      ...particularsCorrected(details, desk),
    ],
  }),
};
