import type { Translate } from '#kernel/translate.ts';
import type { CaseView } from '#modules/complaints/case-contract.ts';
import { dayWords, instantWords } from '#site/kit/figures.ts';
import { formGuards, type Guards } from '#site/kit/form.ts';
import { html, type Safe } from '#site/kit/html.ts';
import { layout, type Shell } from '#site/kit/layout.ts';
import { inset, nothingYet } from '#site/kit/notices.ts';
import { type OperatorSees, operatorRows } from '#site/kit/operator-sees.ts';
import { paths } from '#site/kit/paths.ts';
import { said, summaryList, timeline } from '#site/kit/reading.ts';
import { type CaseAct, evidencePart, type FollowView, phaseTag } from './case.page.ts';
import { papersList } from './papers.page.ts';

export type OperatorCaseView = Pick<
  FollowView,
  'shell' | 'number' | 'phase' | 'story' | 'papers' | 'done' | 'evidence'
> & {
  readonly shell: Shell;
  readonly guards: Guards;
  readonly seen: CaseView;
  readonly told: OperatorSees;
  readonly mayAnswer: boolean;
  readonly acts: readonly CaseAct[];
};

const actsPart = (view: OperatorCaseView, t: Translate): Safe => {
  const told = view.seen.timeline.findLast(({ type }) => type === 'RespondentNotified')?.details['answerBy'];
  return html`<section class="noprint"><h2>${t('follow:case.acts')}</h2>
${
  view.mayAnswer &&
  html`${typeof told === 'string' && inset(html`<p><b>${t('answer:case.by', { day: dayWords(told as `${number}-${number}-${number}`, t) })}</b></p>`)}
<form method="post" action="${paths.answerOf}">${formGuards(view.guards)}<input type="hidden" name="number" value="${view.number}">
<div class="acts"><button class="act">${t('answer:case.begin')}</button></div></form>`
}
${!view.mayAnswer && view.acts.length === 0 && html`<p>${t('follow:case.noActs')}</p>`}
<ul>${view.acts.map((act) => html`<li><a href="${paths.caseAct(view.number, act)}">${t(`follow:act.${act}.link`)}</a></li>`)}</ul></section>`;
};

/** A case as its respondent follows it with an account of its own. */
export function operatorCasePage(view: OperatorCaseView, t: Translate): Safe {
  const { seen } = view;
  return layout(
    {
      shell: view.shell,
      title: t('follow:case.title', { number: view.number }),
      states: [t(`follow:phase.${view.phase}.word`)],
      back: paths.cases,
      body: html`<p class="step">${t('follow:case.number')} <span class="num">${view.number}</span></p>
<h1>${t('follow:operator.title', { respondent: seen.respondent.name ?? t('follow:cases.noName') })}</h1>
<p>${phaseTag(view.phase, t)} <span class="soft">${t('follow:operator.filed', { when: instantWords(new Date(seen.filedAt), t), bureau: seen.bureauName })}</span></p>
${view.done !== undefined && html`<div class="inset" role="status"><p><b>${view.done}</b></p></div>`}
${actsPart(view, t)}
<h2>${t('follow:operator.matter')}</h2>${summaryList(operatorRows(view.told, t), t)}
${evidencePart(view.evidence, t)}
<h2>${t('follow:case.story')}</h2>
${timeline(
  view.story.map(({ title, at, text }) => ({
    title,
    at: at.toISOString(),
    when: instantWords(at, t),
    ...(text === undefined ? {} : { text: html`<p>${said(text)}</p>` }),
  })),
)}
<h2>${t('follow:case.papers')}</h2>
${view.papers.length === 0 ? nothingYet(t('follow:case.noPapers')) : papersList(view.number, view.papers, t)}`,
    },
    t,
  );
}
