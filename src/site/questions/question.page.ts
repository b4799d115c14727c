import type { Day } from '#kernel/day.ts';
import type { Translate } from '#kernel/translate.ts';
import { dayWords, instantWords } from '#site/kit/figures.ts';
import { html, type Safe } from '#site/kit/html.ts';
import { layout, type Shell } from '#site/kit/layout.ts';
import { inset } from '#site/kit/notices.ts';
import { paths } from '#site/kit/paths.ts';
import { type Row, said, summaryList } from '#site/kit/reading.ts';

export type QuestionPhase = 'asked' | 'answered' | 'transferred' | 'closed' | 'retired';

export type LinkedQuestion = {
  readonly number: string;
  readonly bureau: string;
  readonly on: Day;
  readonly address: string;
};

export type QuestionView = {
  readonly shell: Shell;
  readonly number: string;
  readonly phase: QuestionPhase;
  readonly bureau: string;
  readonly askedAt: Date;
  readonly question: string;
  readonly answer?: { readonly text: string; readonly on?: Day; readonly basis: readonly string[] };
  readonly transferredTo?: string;
  /** The question of another bureau that goes on with this one, or that this one goes on with. */
  readonly linkedTo?: LinkedQuestion;
  readonly linkedFrom?: LinkedQuestion;
  readonly papers: readonly { readonly code: string; readonly number: string; readonly address: string }[];
};

const factRows = (view: QuestionView, t: Translate): readonly Row[] => [
  { term: t('intake:question.number'), value: html`<b class="num">${view.number}</b>` },
  { term: t('intake:question.at'), value: instantWords(view.askedAt, t) },
  { term: t(`intake:question.${view.phase === 'transferred' ? 'receivedBy' : 'bureau'}`), value: said(view.bureau) },
  ...(view.phase === 'retired' ? [] : [{ term: t('intake:question.asked'), value: said(view.question) }]),
];

const answerRows = ({ answer }: QuestionView, t: Translate): readonly Row[] =>
  answer === undefined
    ? []
    : [
        { term: t('intake:question.answer'), value: said(answer.text) },
        ...(answer.on === undefined ? [] : [{ term: t('intake:question.answeredOn'), value: dayWords(answer.on, t) }]),
        ...(answer.basis.length === 0
          ? []
          : [
              {
                term: t('intake:question.basis'),
                value: html`<ul>${answer.basis.map((one) => html`<li>${one}</li>`)}</ul>`,
              },
            ]),
      ];

const linkWords = (
  key: 'linkedTo' | 'linkedFrom',
  { number, bureau, on, address }: LinkedQuestion,
  t: Translate,
): Safe =>
  html`<p>${t(`intake:question.${key}`, { bureau, day: dayWords(on, t) })} <a href="${address}" class="num">${number}</a></p>`;

/** What was asked and what was answered, for the one who asked. */
export function questionPage(view: QuestionView, t: Translate): Safe {
  const title = t('intake:question.title');
  const state = t(`intake:question.state.${view.phase}`);
  const answered = view.phase === 'retired' ? [] : answerRows(view, t);
  return layout(
    {
      shell: view.shell,
      title,
      states: [state, view.number],
      back: paths.cases,
      body: html`<h1>${title}</h1>${inset(html`<p>${state}</p>`)}
${view.linkedTo && linkWords('linkedTo', view.linkedTo, t)}
${view.linkedFrom && linkWords('linkedFrom', view.linkedFrom, t)}
${view.transferredTo && html`<p>${t('intake:question.transferred', { body: view.transferredTo })}</p>`}
${view.phase === 'retired' && html`<p>${t('intake:question.retired')}</p>`}
${answered.length > 0 && html`<h2>${t('intake:question.answer')}</h2>${summaryList(answered, t)}`}
<h2>${t('intake:question.asked')}</h2>${summaryList(factRows(view, t), t)}
${
  view.papers.length > 0 &&
  html`<h2>${t('intake:question.papers')}</h2><ul>${view.papers.map(
    (paper) =>
      html`<li><a href="${paper.address}">${t(`intake:question.paper.${paper.code}`)} ${paper.number}</a></li>`,
  )}</ul>`
}`,
    },
    t,
  );
}
