import { daysBetween } from '#kernel/day.ts';
import { longDay } from '#kernel/day-text.ts';
import { maskOf } from '#kernel/mask.ts';
import { ownName } from '#kernel/paper-name.ts';
import type { Translate } from '#kernel/translate.ts';
import { consentOnForm } from '../consents.ts';
import type { PaperDetails } from '../paper-orders.ts';
import { isPublicName } from '../public-name.ts';
import { titleOf } from './decisions.ts';
import { claimWords, ended, factsWords } from './dispute.ts';
import {
  addressedTo,
  type Composers,
  contactOf,
  dayAndTimeOf,
  headOf,
  matterOf,
  type PaperDesk,
  personOf,
  receivedOnOf,
} from './paper-desk.ts';

/** The registration, telling the other side, and writing down how it was told. */
export const noticeComposers: Composers<'form-1' | 'respondent-notice' | 'call-record' | 'public-notice'> = {
  'form-1': (_details, desk, at) => {
    const { complainant, respondent, state } = desk;
    const given = state.parties.find((party) => party.kind === 'complainant')?.fields;
    const filer = desk.staff.get(desk.actor);
    const clerk = desk.completed === undefined ? filer && { name: filer.name, on: desk.today } : desk.completed.clerk;
    return {
      registeringUnit: desk.unit.name,
      number: at.number,
      complainant: {
        name: complainant.name,
        phone: complainant.phone,
        idKind: desk.plain(given?.['id-type']),
        idNumber: desk.plain(given?.['id-number']),
        address: complainant.address,
      },
      along: desk.along,
      consents: { publicity: consentOnForm('publicity', state), entrusted: consentOnForm('entrust', state) },
      respondent: {
        name: respondent.name,
        contactPerson: respondent.contact,
        address: respondent.address,
        phone: respondent.phone,
      },
      facts: (t) => [factsWords({ ...desk, t }), ...completionWords(desk, t)].join('\n'),
      claim: (t) => claimWords({ ...desk, t }),
      ...(clerk === undefined ? {} : { clerk }),
      proof: at.proof,
    };
  },
  'respondent-notice': (details, desk, at) => ({
    ...headOf(desk, at),
    ...addressedTo(desk, at),
    receivedOn: receivedOnOf(desk),
    matter: matterOf(desk),
    claim: (t) => ended(claimWords({ ...desk, t }), { t }),
    ...(desk.state.operatorConsent === true ? { agreed: true as const } : {}),
    answerBy: details.answerBy,
    answerUrl: desk.answerUrl,
    answerCode: desk.plain(details.code),
    contact: contactOf(desk),
  }),
  'public-notice': (details, desk, at) => ({
    ...headOf(desk, at),
    ...announcedIn(details, desk),
    on: details.on,
    until: details.until,
    days: daysBetween(details.on, details.until),
    ...(details.dueOn === undefined ? {} : { dueOn: details.dueOn }),
    contact: contactOf(desk),
  }),
  'call-record': (details, desk) => {
    const { day, time } = dayAndTimeOf(details.at);
    const callee = personOf(desk, details.to);
    const { title, number } = paperNamed(desk, details.paper);
    return {
      caseNumber: desk.state.number,
      authority: desk.unit.name,
      calledOn: day,
      time,
      caller: contactOf(desk).name,
      callee: callee.name,
      phone: callee.phone,
      paperTitle: title,
      paperNumber: number,
      said: desk.t('papers:call-record.told', { title }),
      answer: desk.plain(details.note),
      outcome: details.reached ? 'reached' : 'no-answer',
    };
  },
};

/** Whose words stand on the form where they are not the complainant's: the official form has no other place to say it. */
const completionWords = ({ completed }: Pick<PaperDesk, 'completed'>, t: Translate): string[] =>
  (['facts', 'others'] as const).flatMap((what) => {
    const done = completed?.[what];
    return done === undefined
      ? []
      : [t(`papers:form-1.completed.${what}`, { unit: done.unit, day: longDay(done.on, t) })];
  });

/** Whom a public notice is for and which paper it serves, as everybody may read it. */
export const announcedIn = ({ paper: n, to }: PaperDetails['public-notice'], desk: PaperDesk) => {
  const { title, number } = paperNamed(desk, n);
  const { name } = personOf(desk, to);
  const isRegistered = to === 'respondent' && desk.state.respondent.operator !== undefined;
  return {
    addressee: isPublicName(name, isRegistered) && to === 'respondent' ? name : maskOf('name', name),
    paperTitle: title,
    paperNumber: number,
  };
};

const paperNamed = (desk: PaperDesk, n: number): { readonly title: string; readonly number: string } => {
  const paper = desk.state.papers.find((made) => made.n === n);
  return {
    title: paper === undefined ? '' : (ownName(paper, desk.t) ?? titleOf(desk, paper.code)),
    number: paper?.number ?? '',
  };
};
