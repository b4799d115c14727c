import type { Translate } from '#kernel/translate.ts';
import type { Phase } from '#modules/complaints/vocabulary.ts';
import { phaseTag } from '#site/kit/case-parts.ts';
import { fieldsOf } from '#site/kit/fields.ts';
import { instantWords } from '#site/kit/figures.ts';
import { errorSummary, type FormState, formStates, postForm } from '#site/kit/form.ts';
import { html, type Safe } from '#site/kit/html.ts';
import { layout, type Shell } from '#site/kit/layout.ts';
import { nothingYet } from '#site/kit/notices.ts';
import { paths } from '#site/kit/paths.ts';
import { numberWords, type Paging, pagination } from '#site/kit/reading.ts';

export type FindView = { readonly shell: Shell; readonly form: FormState };

/** A case by its number and the phone it was filed with; a code follows. */
export function findPage(view: FindView, t: Translate): Safe {
  const field = fieldsOf(view.form, t);
  const title = t('follow:find.title');
  return layout(
    {
      shell: view.shell,
      title,
      states: formStates(view.form, t),
      back: paths.home,
      body: html`${errorSummary(view.form, t)}<h1>${title}</h1>
${postForm({
  action: paths.follow,
  form: view.form,
  body: html`${field.text({ name: 'number', label: t('follow:find.number'), hint: t('follow:find.numberHint'), spellcheck: false, width: 20 })}
${field.text({ name: 'phone', label: t('follow:find.phone'), hint: t('follow:find.phoneHint'), inputmode: 'tel', autocomplete: 'tel', width: 20 })}`,
  act: t('site:sendCode'),
})}
<p>${t('follow:find.orLogin')} <a href="${paths.login}">${t('site:account.login')}</a></p>
<p class="soft">${t('follow:find.lost')}</p>`,
    },
    t,
  );
}

/** Whoever asks after a report: it is not shown here, and need not be sent again. */
export function reportAskedPage(view: { readonly shell: Shell; readonly number: string }, t: Translate): Safe {
  const title = t('follow:report.title');
  return layout(
    {
      shell: view.shell,
      title,
      states: [view.number],
      back: paths.follow,
      body: html`<h1>${title}</h1><p>${t('follow:report.number')} <b class="num">${numberWords(view.number)}</b></p>
<p>${t('follow:report.text')}</p><p>${t('follow:report.result')}</p>
<p><a href="${paths.follow}">${t('follow:report.other')}</a></p>`,
    },
    t,
  );
}

export type CaseLine = {
  readonly number: string;
  readonly kind: 'complaint' | 'question';
  readonly respondent: string;
  /** Questions have no phase here; they say their state in words. */
  readonly state: { readonly phase: Phase } | { readonly words: string };
  readonly filedAt: Date;
  /** What waits for this person. */
  readonly waits?: string;
};

export type CasesView = {
  readonly shell: Shell;
  readonly cases: readonly CaseLine[];
  readonly paging: Paging;
  readonly questions?: readonly CaseLine[];
  /** Complaints against the operators one acts for, instead of one's own. */
  readonly forOperator?: boolean;
  /** Whoever acts for operators has a list of its own beside this one. */
  readonly hasOwn?: boolean;
  /** How many complaints there are about the operators one acts for, for whoever acts for any. */
  readonly ofOperator?: number;
  /** Just done: that whoever looks has left a case, which is not among these any more. */
  readonly left?: string;
};

const addressOf = (one: CaseLine, forOperator: boolean): string => {
  if (one.kind === 'question') return paths.questionOf(one.number);
  return forOperator ? paths.answerCase(one.number) : paths.caseOf(one.number);
};

const line = (one: CaseLine, t: Translate, forOperator = false): Safe => html`<li>
<h2><a href="${addressOf(one, forOperator)}">${one.respondent || t('follow:cases.noName')}</a></h2>
<p>${'phase' in one.state ? phaseTag(one.state.phase, t) : one.state.words}${one.waits !== undefined && html` <b>${one.waits}</b>`}</p>
<p class="small soft num">${t(`follow:cases.kind.${one.kind}`)} ${one.number} · ${instantWords(one.filedAt, t)}</p></li>`;

export function casesPage(view: CasesView, t: Translate): Safe {
  const title = t(view.forOperator ? 'follow:operator.cases' : 'follow:cases.title');
  const nothing = view.forOperator
    ? nothingYet(t('follow:operator.none'), html`<a href="${paths.answer}">${t('answer:code.title')}</a>`)
    : nothingYet(t('follow:cases.none'), html`<a href="${paths.file}">${t('follow:cases.begin')}</a>`);
  return layout(
    {
      shell: view.shell,
      title,
      body: html`<h1>${title}</h1>
${view.left !== undefined && html`<div class="inset" role="status"><p><b>${view.left}</b></p></div>`}
${view.ofOperator !== undefined && html`<p><a href="${paths.casesOfOperator}">${t('follow:operator.also', { count: view.ofOperator })}</a></p>`}
${view.hasOwn === true && html`<p><a href="${paths.cases}">${t('follow:operator.own')}</a></p>`}
${
  view.cases.length > 0 &&
  html`<ul class="doors">${view.cases.map((one) => line(one, t, view.forOperator))}</ul>${pagination(view.paging, t)}`
}${
  view.questions !== undefined &&
  view.questions.length > 0 &&
  html`<h2>${t('follow:cases.questions')}</h2><ul class="doors">${view.questions.map((one) => line(one, t))}</ul>`
}${view.cases.length === 0 && !view.questions?.length && nothing}
${view.forOperator !== true && html`<p class="small soft">${t('follow:cases.reports')}</p>`}`,
    },
    t,
  );
}
