import { ownName } from '#kernel/paper-name.ts';
import { consentOnForm } from '../consents.ts';
import { titleOf } from './decisions.ts';
import { claimWords, ended, factsWords } from './dispute.ts';
import {
  addressedTo,
  type Composers,
  contactOf,
  dayAndTimeOf,
  headOf,
  matterOf,
  personOf,
  receivedOnOf,
} from './paper-desk.ts';

/** The registration, telling the other side, and writing down how it was told. */
export const noticeComposers: Composers<'form-1' | 'respondent-notice' | 'call-record'> = {
  'form-1': (_details, desk, at) => {
    const { complainant, respondent, state } = desk;
    const given = state.parties.find((party) => party.kind === 'complainant')?.fields;
    const clerk = desk.staff.get(desk.actor);
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
      facts: (t) => factsWords({ ...desk, t }),
      claim: (t) => claimWords({ ...desk, t }),
      ...(clerk === undefined ? {} : { clerk: { name: clerk.name, on: desk.today } }),
      proof: at.proof,
    };
  },
  'respondent-notice': (details, desk, at) => ({
    ...headOf(desk, at),
    ...addressedTo(desk, at),
    receivedOn: receivedOnOf(desk),
    matter: matterOf(desk),
    claim: (t) => ended(claimWords({ ...desk, t }), { t }),
    answerBy: details.answerBy,
    answerUrl: desk.answerUrl,
    answerCode: desk.plain(details.code),
    contact: contactOf(desk),
  }),
  'call-record': (details, desk) => {
    const { day, time } = dayAndTimeOf(details.at);
    const paper = desk.state.papers.find((made) => made.n === details.paper);
    const callee = personOf(desk, details.to);
    const title = paper === undefined ? '' : (ownName(paper, desk.t) ?? titleOf(desk, paper.code));
    return {
      caseNumber: desk.state.number,
      authority: desk.unit.name,
      calledOn: day,
      time,
      caller: contactOf(desk).name,
      callee: callee.name,
      phone: callee.phone,
      paperTitle: title,
      paperNumber: paper?.number ?? '',
      said: desk.t('papers:call-record.told', { title }),
      answer: desk.plain(details.note),
      outcome: details.reached ? 'reached' : 'no-answer',
    };
  },
};
