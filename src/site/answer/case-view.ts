import { compareDays, type Day, isDay } from '#kernel/day.ts';
import { longDay } from '#kernel/day-text.ts';
import { agentPowersText } from '#kernel/identity-words.ts';
import { daysOf, type Rulebook } from '#kernel/rule.ts';
import type { Translate } from '#kernel/translate.ts';
import type { CaseParty, CaseView } from '#modules/complaints/case-contract.ts';
import type { CasePerson } from '#site/kit/case-parts.ts';
import { paths } from '#site/kit/paths.ts';
import {
  agreedHow,
  cardsOf,
  evidenceOf,
  isWithdrawn,
  lastReason,
  meetingOf,
  papersOf,
  pastClocksOf,
  storyOf,
  togetherIn,
} from '#site/visit/case-parts.ts';
import { seenByOperator } from '#site/visit/seen-by-operator.ts';
import type { OperatorAct } from './act-forms.ts';
import type { OperatorCaseView, OperatorMeeting } from './case.page.ts';

type Shown = Omit<OperatorCaseView, 'shell' | 'guards' | 'byCode' | 'done'>;

/** The complaint as its respondent is told of it: the matter, and of the person only a masked name. */
export const operatorCaseOf = (view: CaseView, today: Day, rulebook: Rulebook, t: Translate): Shown => {
  const answerBy = answerByOf(view);
  const meeting = operatorMeeting(view, rulebook);
  const reason = lastReason(view);
  const agreed = agreedHow(view);
  const answer = answerState(view);
  return {
    number: view.number,
    phase: view.phase,
    withdrawn: isWithdrawn(view),
    ...(agreed === undefined ? {} : { agreed }),
    bureau: view.bureauName,
    respondent: view.respondent.name ?? t('follow:cases.noName'),
    filedAt: new Date(view.filedAt),
    ...(answer === undefined ? {} : { answer }),
    ...(answerBy === undefined ? {} : { answerBy }),
    overdue: answerBy !== undefined && compareDays(today, answerBy) > 0,
    ...(reason === undefined ? {} : { reason }),
    ...(meeting === undefined ? {} : { meeting }),
    clocks: cardsOf(view, today, t),
    pastClocks: pastClocksOf(view, today, t),
    acts: operatorActsOf(view),
    told: seenByOperator(view),
    evidence: evidenceOf(view, t, (file) => paths.answerEvidence(view.number, file)),
    story: storyOf(view, t),
    papers: papersOf(view, t, (n) => paths.answerPaper(view.number, n)),
    people: peopleOf(view, t),
  };
};

const isLawful = (view: CaseView, wanted: string): boolean => view.acts.some(({ act }) => act === wanted);

/** Telling of a settlement is no answer: whether mediation is agreed to stays to be said. */
const hasAnswered = (view: CaseView): boolean =>
  view.respondent.consentsToMediation !== null ||
  view.timeline.some(({ type, details }) => type === 'OperatorAnswered' && details['settledOn'] === undefined);

const answerState = (view: CaseView): 'open' | 'given' | undefined => {
  if (!isLawful(view, 'answer') || isWithdrawn(view)) return undefined;
  return hasAnswered(view) ? 'given' : 'open';
};

/** Who acts for the operator with a power of attorney. */
export const ownAgent = ({ parties }: CaseView): CaseParty | undefined =>
  parties.find(({ kind }) => kind === 'respondent-agent');

/** Whether the agent's power holds, and what to do where it does not. */
const agentNote = (view: CaseView, t: Translate): string | undefined => {
  const { standing, power } = ownAgent(view) ?? {};
  if (standing == null || standing === 'ended') return undefined;
  return t(`answer:case.agentStanding.${standing}`, {
    powers: power?.powers == null ? '' : agentPowersText(power.powers, t),
    until: isDay(power?.until) ? longDay(power.until, t) : '',
  });
};

/** Before its answer an operator says what it has to say there. */
export const operatorActsOf = (view: CaseView): OperatorAct[] => {
  const later: readonly OperatorAct[] = hasAnswered(view) ? ['add-statement'] : [];
  // Nobody is asked for anything more where the complaint was withdrawn; what it has to say it still may.
  if (isWithdrawn(view))
    return [
      ...(isLawful(view, 'answer') ? (['add-statement'] as const) : []),
      ...(isLawful(view, 'add-evidence') ? (['add-evidence'] as const) : []),
      ...(isLawful(view, 'end-agent') && ownAgent(view) !== undefined ? (['end-agent'] as const) : []),
    ];
  return [
    ...(isLawful(view, 'answer') ? later : []),
    ...(isLawful(view, 'add-evidence') ? (['add-evidence'] as const) : []),
    ...(isLawful(view, 'name-agent') && hasAnswered(view) ? (['name-agent'] as const) : []),
    ...(isLawful(view, 'end-agent') && ownAgent(view) !== undefined ? (['end-agent'] as const) : []),
    ...(isLawful(view, 'interrupt') ? (['ask-recusal'] as const) : []),
    ...(isLawful(view, 'answer') ? (['settled'] as const) : []),
  ];
};

/** The last day named in the notice; undefined before one was sent. */
const answerByOf = (view: CaseView): Day | undefined => {
  const told = view.timeline.findLast((entry) => entry.type === 'RespondentNotified')?.details['answerBy'];
  return isDay(told) ? told : undefined;
};

const operatorMeeting = (view: CaseView, rulebook: Rulebook): OperatorMeeting | undefined => {
  const meeting = meetingOf(view);
  if (meeting === undefined) return undefined;
  const { recusalDays, on } = view.timeline.findLast(({ type }) => type === 'MediationOpened')?.details ?? {};
  return {
    ...meeting,
    ...(view.mediatorName === null ? {} : { mediator: view.mediatorName }),
    ...(typeof recusalDays === 'number'
      ? { recusalDays }
      : isDay(on)
        ? { recusalDays: daysOf(rulebook, 'RCS-01', on) }
        : {}),
  };
};

const withNote = (person: CasePerson, note: string | undefined): CasePerson =>
  note === undefined ? person : { ...person, note };

const peopleOf = (view: CaseView, t: Translate): CasePerson[] => {
  const named = (role: CasePerson['role'], name: string | null | undefined, phone = ''): CasePerson[] =>
    name == null || name === '' ? [] : [{ role, name, ...(phone === '' ? {} : { phone }) }];
  const complainant = view.parties.find((party) => party.kind === 'complainant')?.masked.name;
  return [
    ...named('bureau', view.bureauName, view.bureauPhone),
    ...named('handler', view.handlerName),
    ...named('mediator', view.mediatorName),
    ...named('entrusted', view.entrustedToName),
    ...named('complainant', complainant ?? t('answer:case.notTold')),
    ...togetherIn(view, t),
    ...named('respondent', view.respondent.name),
    ...named('respondentAgent', ownAgent(view)?.masked.name).map((agent) => withNote(agent, agentNote(view, t))),
  ];
};
