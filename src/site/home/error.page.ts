import type { Translate } from '#kernel/translate.ts';
import { type Content, html, type Safe } from '#site/kit/html.ts';
import { layout, type Shell } from '#site/kit/layout.ts';
import { paths } from '#site/kit/paths.ts';

export const errorStatuses = [400, 403, 404, 409, 413, 429, 500, 503] as const;
export type ErrorStatus = (typeof errorStatuses)[number];

export type ErrorView = {
  readonly shell: Shell;
  readonly status: ErrorStatus;
  /** To quote when asking for help; the same number stands in the log. */
  readonly reference: string;
  /** What exactly, when it may be told: text of a refusal. */
  readonly detail?: string;
  /** A form that was not this browser's any more; it has words of its own. */
  readonly expired?: true;
  /** Where to go on: the page one came from, the case. */
  readonly back?: string;
};

export const isErrorStatus = (status: number): status is ErrorStatus => errorStatuses.some((one) => one === status);

/** What happened, why, what now, a number to quote. */
export function errorPage(view: ErrorView, t: Translate): Safe {
  const words = `site:error.${view.expired === true ? 'expired' : view.status}`;
  const title = t(`${words}.title`);
  const detail: Content =
    view.detail !== undefined && view.expired !== true && html`<p class="lead">${view.detail}</p>`;
  return layout(
    {
      shell: view.shell,
      title,
      states: [String(view.status)],
      body: html`<h1>${title}</h1>${detail}
<p>${t(`${words}.why`)}</p>
<p>${t(`${words}.now`)}</p>
<div class="acts">${
        view.back !== undefined
          ? html`<a class="act" href="${view.back}">${t('site:error.back')}</a>`
          : html`<a class="act" href="${paths.home}">${t('site:error.home')}</a>`
      }</div>
<p class="small soft">${t('site:error.reference')} <span class="num">${view.reference}</span></p>`,
    },
    t,
  );
}
