import type { ClockCard } from '#kernel/clock-card.ts';
import type { Day } from '#kernel/day.ts';
import type { Translate } from '#kernel/translate.ts';
import type { Phase } from '#modules/complaints/vocabulary.ts';
import {
  type Agreed,
  type CaseFile,
  type CasePerson,
  clocksPart,
  evidencePart,
  type Meeting,
  meetingWords,
  type Paper,
  type PastClock,
  papersPart,
  peoplePart,
  phaseTag,
  type StoryEntry,
  storyPart,
} from '#site/kit/case-parts.ts';
import { dayWords, instantWords } from '#site/kit/figures.ts';
import { formGuards, type Guards } from '#site/kit/form.ts';
import { html, type Safe } from '#site/kit/html.ts';
import { layout, type Shell } from '#site/kit/layout.ts';
import { inset, warning } from '#site/kit/notices.ts';
import { type OperatorSees, operatorRows } from '#site/kit/operator-sees.ts';
import { paths } from '#site/kit/paths.ts';
import { said, summaryList } from '#site/kit/reading.ts';
import type { OperatorAct } from './act-forms.ts';

/** Where and when the parties meet, by whom it is led, and how long one may ask for another mediator. */
export type OperatorMeeting = Meeting & { readonly mediator?: string; readonly recusalDays?: number };

export type OperatorCaseView = {
  readonly shell: Shell;
  readonly guards: Guards;
  readonly number: string;
  readonly phase: Phase;
  /** The complainant withdrew and mediation waits to be ended. */
  readonly withdrawn?: boolean;
  readonly agreed?: Agreed;
  readonly bureau: string;
  readonly respondent: string;
  readonly filedAt: Date;
  /** `open`: an answer is still owed; `given`: it may be given anew; undefined: none is taken any more. */
  readonly answer?: 'open' | 'given';
  /** The last day named in the notice. */
  readonly answerBy?: Day;
  readonly overdue: boolean;
  /** Why it ended: the decision's own words. */
  readonly reason?: string;
  readonly meeting?: OperatorMeeting;
  readonly clocks: readonly ClockCard[];
  readonly pastClocks: readonly PastClock[];
  readonly acts: readonly OperatorAct[];
  readonly told: OperatorSees;
  readonly evidence: readonly CaseFile[];
  readonly story: readonly StoryEntry[];
  readonly papers: readonly Paper[];
  readonly people: readonly CasePerson[];
  /** By the code of the notice: the browser can let go of the case. */
  readonly byCode: boolean;
  /** Just done: words shown once above everything. */
  readonly done?: string;
};

const early: ReadonlySet<Phase> = new Set(['awaiting-registration', 'received', 'under-review', 'competence-dispute']);

const phaseKey = (view: OperatorCaseView, part: 'sentence' | 'next'): string => {
  if (view.withdrawn) return `answer:withdrawn.${part}`;
  if (view.phase === 'agreed' && part === 'next') return `answer:agreed.${view.agreed ?? 'paper'}`;
  if (view.phase === 'accepted' && part === 'next' && view.answer === 'given') return 'answer:phase.accepted.answered';
  return `answer:phase.${early.has(view.phase) ? 'early' : view.phase}.${part}`;
};

const phaseWords = (view: OperatorCaseView, part: 'sentence' | 'next', t: Translate): string =>
  t(phaseKey(view, part), {
    bureau: view.bureau,
    respondent: view.respondent,
  });

const head = (
  view: OperatorCaseView,
  t: Translate,
): Safe => html`<p class="step">${t('follow:case.number')} <span class="num">${view.number}</span></p>
<h1>${phaseWords(view, 'sentence', t)}</h1>
<p>${phaseTag(view.phase, t)} <span class="soft">${t('answer:case.filed', { when: instantWords(view.filedAt, t), respondent: view.respondent })}</span></p>
${view.done !== undefined && html`<div class="inset" role="status"><p><b>${view.done}</b></p></div>`}
${view.reason !== undefined && inset(html`<p><b>${t('follow:case.reason')}</b></p><p>${said(view.reason)}</p>`)}`;

const meetingPart = ({ mediator, recusalDays, ...meeting }: OperatorMeeting, t: Translate): Safe =>
  inset(html`<p><b>${t('answer:case.meeting')}</b></p><p>${meetingWords(meeting, t)}</p>
${mediator !== undefined && html`<p>${t('answer:case.mediator', { name: mediator })}</p>`}
${recusalDays !== undefined && html`<p>${t('answer:case.recusalDays', { days: recusalDays })}</p>`}`);

const answerWords = (day: Day, view: OperatorCaseView, t: Translate): Safe =>
  view.overdue
    ? warning(t('answer:case.late', { day: dayWords(day, t), bureau: view.bureau }), t)
    : inset(html`<p><b>${t('answer:case.by', { day: dayWords(day, t) })}</b></p>`);

const next = (view: OperatorCaseView, t: Translate): Safe => html`<h2>${t('follow:case.next')}</h2>
${view.answer === 'open' && view.answerBy !== undefined && answerWords(view.answerBy, view, t)}
<p>${phaseWords(view, 'next', t)}</p>
${view.meeting !== undefined && meetingPart(view.meeting, t)}
${clocksPart(view.clocks, view.pastClocks, t)}`;

const answerForm = (view: OperatorCaseView, t: Translate): Safe =>
  html`<form method="post" action="${paths.answerOf}">${formGuards(view.guards)}<input type="hidden" name="number" value="${view.number}">
<div class="acts"><button class="${view.answer === 'open' ? 'act' : 'act second'}" data-once>${t(view.answer === 'open' ? 'answer:case.begin' : 'answer:case.again')}</button></div></form>`;

const actsPart = (view: OperatorCaseView, t: Translate): Safe => {
  const list = html`<ul>${view.acts.map((act) => html`<li><a href="${paths.answerAct(view.number, act)}">${t(`answer:act.${act}.link`)}</a></li>`)}</ul>`;
  return html`<section class="noprint"><h2>${t('follow:case.acts')}</h2>
${view.answer === undefined && view.acts.length === 0 && html`<p>${t('answer:case.noActs', { bureau: view.bureau })}</p>`}
${view.answer === 'open' && answerForm(view, t)}${view.acts.length > 0 && list}${view.answer === 'given' && answerForm(view, t)}</section>`;
};

const leavePart = (view: OperatorCaseView, t: Translate): Safe =>
  html`<form class="noprint" method="post" action="${paths.answerLeave}">${formGuards(view.guards)}
<p class="small soft">${t('answer:case.leaveHint')}</p><div class="acts"><button class="act second">${t('answer:case.leave')}</button></div></form>`;

/** A case as its respondent follows it: by the code of the notice, or with an account of its own. */
export function operatorCasePage(view: OperatorCaseView, t: Translate): Safe {
  return layout(
    {
      shell: view.shell,
      title: t('follow:case.title', { number: view.number }),
      states: [t(`follow:phase.${view.phase}.word`)],
      back: view.byCode ? paths.answer : paths.cases,
      body: html`${head(view, t)}${next(view, t)}${actsPart(view, t)}
<h2>${t('follow:operator.matter')}</h2>${summaryList(operatorRows(view.told, t), t)}
${evidencePart(view.evidence, t)}${storyPart(view.story, t)}${papersPart(view.papers, t)}${peoplePart(view.people, t)}
${view.byCode && leavePart(view, t)}`,
    },
    t,
  );
}
