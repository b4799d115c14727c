import type { Day } from '#kernel/day.ts';
import { maskOf } from '#kernel/mask.ts';
import type { Sealed } from '../complaint.ts';
import type { PaperParty } from '../paper-orders.ts';
import { type Composed, composedIn } from '../papers/wording.ts';
import type { MaterialToBring } from '../vocabulary.ts';
import { disputeWords } from './dispute.ts';
import { enclosuresOf } from './enclosures.ts';
import {
  addressedTo,
  type Composers,
  complainantsOf,
  contactOf,
  dayAndTimeOf,
  headOf,
  linesOf,
  matterOf,
  type PaperAt,
  type PaperDesk,
  personOf,
} from './paper-desk.ts';

const nameOfStaff = (desk: PaperDesk, account: string): string => desk.staff.get(account)?.name ?? '';

const placeOf = (mode: string, written: string): Composed =>
  written !== '' || mode === 'on-site' ? written : (t) => t(`papers:form-7.channel.${mode}`);

const numberOf = ({ state }: PaperDesk, paper: number | null): string | undefined =>
  state.papers.find(({ n }) => n === paper)?.number ?? undefined;

/** In the language of the paper itself. */
const here = ({ t: translate }: PaperDesk, said: Composed): string => composedIn(said, { translate });

/** `speaker：text` a line; a line without a speaker is the mediator's. */
const statementsOf = (desk: PaperDesk, text: string): { speaker: string; text: string }[] => {
  const mediator = desk.t('papers:mediation-record.mediator');
  return linesOf(text).map((line) => {
    const [, speaker, said] = /^([^：:]{1,20})[：:]\s*(.+)$/u.exec(line) ?? [];
    return speaker === undefined || said === undefined ? { speaker: mediator, text: line } : { speaker, text: said };
  });
};

const assistantsOf = (desk: PaperDesk, names: readonly Sealed[]): Composed[] =>
  names.map((sealed) => {
    const name = desk.plain(sealed);
    return (t) => t('papers:form-7.assistant', { name });
  });

/** Who speaks for a party with a power of attorney takes part beside it. */
const agentsOf = (desk: PaperDesk, on: Day): string[] =>
  (['complainant', 'respondent'] as const).flatMap((side) => {
    const agent = desk.agentOn(side, on);
    const party = desk.t(`complaint:party.${side}`);
    return agent === undefined ? [] : [desk.t('papers:mediation-record.agent', { party, name: agent.name })];
  });

/** What was asked and decided about recusal, or that nobody asked. */
const recusalsOf = (desk: PaperDesk): string => {
  const { recusals } = desk.state;
  if (recusals.length === 0) return desk.t('papers:mediation-record.noRecusal');
  return recusals
    .map(({ by, against, assistant, granted }) =>
      desk.t(`papers:mediation-record.${granted ? 'recusalGranted' : 'recusalDeclined'}`, {
        applicant: personOf(desk, by).name,
        name: against === null ? desk.plain(assistant) : nameOfStaff(desk, against),
      }),
    )
    .join('');
};

/** The business licence is the respondent's own: nobody else can bring it. */
const whatCanBeBrought = ({ to }: PaperAt, materials: readonly MaterialToBring[]): readonly MaterialToBring[] =>
  to.includes('respondent') ? materials : materials.filter((material) => material !== 'licence');

type Session = { readonly mediator: string; readonly at: string; readonly recusalDays: number };

/** What every letter about a session ahead says of it. */
const sessionOf = (
  desk: PaperDesk,
  paper: PaperAt,
  { mediator, at, recusalDays }: Session,
  assistants: readonly Sealed[],
) => {
  const { name, phone } = contactOf(desk, mediator);
  const { day, time } = dayAndTimeOf(at);
  return {
    ...headOf(desk, paper),
    ...addressedTo(desk, paper),
    matter: matterOf(desk),
    heldOn: day,
    time,
    recusalDays,
    mediators: [name, ...assistantsOf(desk, assistants)],
    phone,
  };
};

/** The other side learns the names of those who complain by form 9, and by nothing before it. */
const applicantTo = (desk: PaperDesk, { to }: PaperAt, applicant: PaperParty): string => {
  const { name } = personOf(desk, applicant);
  return applicant === 'respondent' || to.every((one) => one === 'complainant') ? name : maskOf('name', name);
};

/** Everything between acceptance and agreement. */
export const mediationComposers: Composers<
  | 'form-7'
  | 'mediator-change'
  | 'session-off-notice'
  | 'form-9'
  | 'mediation-record'
  | 'recusal-decision'
  | 'appraisal-notice'
  | 'entrustment'
  | 'entrustment-end'
> = {
  'form-7': (details, desk, at) => {
    return {
      ...sessionOf(desk, at, details, details.assistants ?? []),
      mode: details.mode,
      place: placeOf(details.mode, desk.plain(details.place)),
      ...(details.materials === undefined ? {} : { materials: whatCanBeBrought(at, details.materials) }),
      bring: linesOf(desk.plain(details.bring)),
    };
  },
  'mediator-change': (details, desk, at) => {
    return {
      ...sessionOf(desk, at, details, desk.state.assistants),
      ...(details.former === undefined ? {} : { former: nameOfStaff(desk, details.former) }),
      mediator: contactOf(desk, details.mediator).name,
      noticeNumber: numberOf(desk, details.paper) ?? '',
    };
  },
  'session-off-notice': (details, desk, at) => {
    const { day, time } = dayAndTimeOf(details.at);
    const number = numberOf(desk, details.paper);
    return {
      ...headOf(desk, at),
      ...addressedTo(desk, at),
      matter: matterOf(desk),
      heldOn: day,
      time,
      ...(number === undefined ? {} : { noticeNumber: number }),
      why: details.why,
      ...(details.body === undefined ? {} : { body: details.body }),
      contact: contactOf(desk, desk.state.handler ?? undefined),
    };
  },
  'form-9': (details, desk, at) => {
    const on = details.agreedOn ?? desk.today;
    const [complainantAgent, respondentAgent] = [desk.agentOn('complainant', on), desk.agentOn('respondent', on)];
    return {
      ...headOf(desk, at),
      complainant: desk.complainant,
      along: desk.along,
      ...(complainantAgent === undefined ? {} : { complainantAgent }),
      respondent: { ...desk.respondent, legalRepresentative: desk.plain(details.legalRepresentative) },
      ...(respondentAgent === undefined ? {} : { respondentAgent }),
      dispute: (t) => disputeWords({ ...desk, t }),
      terms: linesOf(desk.plain(details.terms)),
    };
  },
  'mediation-record': (details, desk) => {
    const { mediation, mediator } = desk.state;
    const account = mediator ?? desk.actor;
    const began = details.begunAt ?? mediation?.at ?? undefined;
    const begun = began === undefined ? undefined : dayAndTimeOf(began);
    // A session set for another day than that of the agreement is not the one this record is of.
    const from = begun?.day === details.agreedOn || details.begunAt !== undefined ? begun : undefined;
    const until = details.endedAt === undefined ? undefined : dayAndTimeOf(details.endedAt);
    return {
      caseNumber: desk.state.number,
      authority: desk.unit.name,
      heldOn: from?.day ?? details.agreedOn,
      endedOn: details.agreedOn,
      ...(from === undefined ? {} : { from: from.time }),
      ...(until === undefined ? {} : { until: until.time }),
      ...(mediation === null ? {} : { mode: mediation.mode }),
      place: mediation === null ? '' : here(desk, placeOf(mediation.mode, desk.plain(mediation.place ?? undefined))),
      mediators: [details.mediatedBy ?? contactOf(desk, account).name],
      recorder: contactOf(desk).name,
      complainant: complainantsOf(desk),
      respondent: desk.respondent.name,
      othersPresent: [
        ...agentsOf(desk, details.agreedOn),
        ...assistantsOf(desk, desk.state.assistants).map((name) => here(desk, name)),
        ...(details.present ?? []).map((name) => desk.plain(name)),
      ],
      recusalAnswer: recusalsOf(desk),
      statements: statementsOf(desk, desk.plain(details.statements)),
      outcome: `${desk.plain(details.terms)}\n${desk.t(`papers:mediation-record.${details.performed ? 'performed' : 'waived'}`)}`,
    };
  },
  'recusal-decision': (details, desk, at) => ({
    ...headOf(desk, at),
    ...addressedTo(desk, at),
    matter: matterOf(desk),
    applicant: applicantTo(desk, at, details.applicant),
    mediator: details.mediator === undefined ? desk.plain(details.assistant) : nameOfStaff(desk, details.mediator),
    granted: details.granted,
    ...(details.replacement === undefined ? {} : { replacement: nameOfStaff(desk, details.replacement) }),
    ...(details.later === undefined ? {} : { later: details.later }),
    reason: desk.plain(details.reasons),
  }),
  'appraisal-notice': (details, desk, at) => ({
    ...headOf(desk, at),
    ...(at.to[0] === 'bureau' ? { addressee: details.body } : addressedTo(desk, at)),
    matter: matterOf(desk),
    body: details.body,
    designated: details.designated,
    from: details.from,
    costBorneBy: details.costBorneBy,
  }),
  entrustment: (details, desk, at) => ({
    ...headOf(desk, at),
    addressee: details.name,
    matter: matterOf(desk),
    acceptedOn: desk.state.acceptedOn ?? desk.today,
    reportBackOn: details.reportBackOn,
    enclosures: enclosuresOf(desk),
    contact: contactOf(desk),
  }),
  'entrustment-end': (details, desk, at) => ({
    ...headOf(desk, at),
    addressee: details.name,
    matter: matterOf(desk),
    ...entrustedBy(desk),
    how: details.how,
    endedOn: desk.today,
    ...(details.reasons === undefined ? {} : { reason: desk.plain(details.reasons) }),
    contact: contactOf(desk),
  }),
};

/** The last letter that entrusted the mediation: the one whose mandate is over. */
const entrustedBy = ({ state }: PaperDesk): { readonly entrusted?: { readonly on: Day; readonly number: string } } => {
  const letter = state.papers.findLast(({ code }) => code === 'entrustment');
  return letter?.number == null || letter.on === undefined
    ? {}
    : { entrusted: { on: letter.on, number: letter.number } };
};
