import type { PaperDetails } from '../paper-orders.ts';
import { enclosuresOf } from './enclosures.ts';
import {
  addressedTo,
  bodyName,
  type Composers,
  contactOf,
  headOf,
  matterOf,
  type PaperDesk,
  receivedOnOf,
  unitName,
} from './paper-desk.ts';

const settlementOf = (details: PaperDetails['competence-transfer'], desk: PaperDesk) => ({
  how: details.how,
  body: bodyName(desk, details.competent),
  ...(details.superior === undefined ? {} : { superior: details.superior }),
  ...(details.document === undefined ? {} : { document: details.document }),
});

/** Everybody who complains, as form 1 of the file names them. */
const personsOf = ({ complainant, along }: PaperDesk) => ({
  person: complainant.name,
  ...(along.length === 0 ? {} : { personAlong: along }),
});

/** Of several the one who is meant, or all of them. */
const suspectsOf = ({ person }: PaperDetails['fraud-hand-over'], desk: PaperDesk) => {
  const { complainant, along, state } = desk;
  const meant = person === undefined ? undefined : state.parties.find((party) => party.person === person);
  if (meant !== undefined && meant.kind !== 'complainant') return { suspect: desk.plain(meant.fields.name) };
  const isAll = meant === undefined && along.length > 0;
  return { suspect: complainant.name, ...(isAll ? { suspectAlong: along } : {}) };
};

/** Papers by which a matter goes from one body to another. */
export const betweenComposers: Composers<
  | 'form-3'
  | 'competence-request'
  | 'competence-question'
  | 'competence-notice'
  | 'competence-transfer'
  | 'food-transfer-notice'
  | 'food-transfer'
  | 'fraud-hand-over'
  | 'platform-data-request'
> = {
  'form-3': (details, desk, at) => ({
    ...headOf(desk, at),
    // The official sample is signed by a bureau: a centre sends on in the name of the authority that set it up.
    ...(desk.unit.kind === 'intake-centre' ? { authority: desk.authority } : {}),
    matterKind: 'complaint',
    addressee: unitName(desk, details.to),
    ...personsOf(desk),
    filedOn: receivedOnOf(desk),
    matter: matterOf(desk),
    reportBackOn: details.reportBackOn,
    enclosures: enclosuresOf(desk),
  }),
  'competence-request': (details, desk, at) => ({
    ...headOf(desk, at),
    addressee: details.superior,
    caseNumber: desk.state.number,
    receivedOn: receivedOnOf(desk),
    matter: matterOf(desk),
    ...(details.rival === undefined ? {} : { rival: bodyName(desk, details.rival) }),
    reason: desk.plain(details.reasons),
    contact: contactOf(desk),
  }),
  'competence-question': (details, desk, at) => ({
    ...headOf(desk, at),
    addressee: bodyName(desk, details.rival),
    caseNumber: desk.state.number,
    receivedOn: receivedOnOf(desk),
    matter: matterOf(desk),
    respondent: desk.respondent.name,
    respondentAddress: desk.respondent.address,
    arisenOn: details.arisenOn,
    reason: desk.plain(details.reasons),
    contact: contactOf(desk),
  }),
  'competence-notice': (details, desk, at) => {
    const body = desk.units.get(details.competent);
    return {
      ...headOf(desk, at),
      ...addressedTo(desk, at),
      receivedOn: receivedOnOf(desk),
      matter: matterOf(desk),
      ...settlementOf(details, desk),
      since: details.since,
      ...(body?.phone === undefined ? {} : { bodyPhone: body.phone }),
      ...(body?.address === undefined ? {} : { bodyAddress: body.address }),
      reason: desk.plain(details.reasons),
    };
  },
  'competence-transfer': (details, desk, at) => ({
    ...headOf(desk, at),
    addressee: bodyName(desk, details.competent),
    ...personsOf(desk),
    caseNumber: desk.state.number,
    receivedOn: receivedOnOf(desk),
    matter: matterOf(desk),
    ...settlementOf(details, desk),
    enclosures: enclosuresOf(desk),
    contact: contactOf(desk),
  }),
  'food-transfer-notice': (details, desk, at) => ({
    ...headOf(desk, at),
    ...addressedTo(desk, at),
    matterKind: 'complaint',
    receivedOn: receivedOnOf(desk),
    matter: matterOf(desk),
    transferredOn: desk.today,
    receivingBody: details.to,
    lack: details.lack,
    reason: desk.plain(details.reasons),
  }),
  'food-transfer': (details, desk, at) => ({
    ...headOf(desk, at),
    addressee: details.to,
    lack: details.lack,
    matterKind: 'complaint',
    ...personsOf(desk),
    receivedOn: receivedOnOf(desk),
    matter: matterOf(desk),
    enclosures: enclosuresOf(desk),
    contact: contactOf(desk),
  }),
  'fraud-hand-over': (details, desk, at) => ({
    ...headOf(desk, at),
    addressee: details.to,
    caseNumber: desk.state.number,
    matter: matterOf(desk),
    // Art. 42 is about those who make up a complaint to be paid.
    ...suspectsOf(details, desk),
    acts: details.acts,
    facts: desk.plain(details.reasons),
    materials: [
      desk.t('papers:fraud-hand-over.complaintFile'),
      ...(desk.state.evidence.length === 0
        ? []
        : [desk.t('papers:fraud-hand-over.evidence', { items: desk.state.evidence.length })]),
    ],
    contact: contactOf(desk),
  }),
  'platform-data-request': (details, desk, at) => ({
    ...headOf(desk, at),
    addressee: desk.operators.get(details.platform)?.name ?? details.platform,
    matter: matterOf(desk),
    shop: desk.shop ?? desk.respondent.name,
    finding:
      desk.plain(details.finding) ||
      desk.t(`papers:platform-data-request.${desk.state.failedContacts > 0 ? 'notReached' : 'notShown'}`),
    dueOn: details.dueOn,
    contact: contactOf(desk),
  }),
};
