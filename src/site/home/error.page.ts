import type { Translate } from '#kernel/translate.ts';
import { type Content, html, type Safe } from '#site/kit/html.ts';
import { layout, type Shell } from '#site/kit/layout.ts';
import { paths } from '#site/kit/paths.ts';

export const errorStatuses = [400, 403, 404, 409, 413, 429, 500, 503] as const;
export type ErrorStatus = (typeof errorStatuses)[number];

export type ErrorView = {
  readonly shell: Shell;
  readonly status: ErrorStatus;
  /** To quote when asking for help; the same number stands in the log. None where it does not. */
  readonly reference?: string;
  /** What exactly, when it may be told: text of a refusal. */
  readonly detail?: string;
  /** A form that was not this browser's any more; it has words of its own. */
  readonly expired?: true;
  /** The address was right, and what it names is not there for this person. */
  readonly about?: 'case' | 'thing';
  /** Where to go on: the page one came from, the case. */
  readonly back?: string;
};

export const isErrorStatus = (status: number): status is ErrorStatus => errorStatuses.some((one) => one === status);

/** Somebody signed in is not sent to sign in. */
const kindOf = ({ expired, about, status, shell }: ErrorView): string => {
  if (expired === true) return 'expired';
  if (about !== undefined) return about;
  return status === 403 && shell.signedIn !== undefined ? '403-signed-in' : String(status);
};

/** A page or a case that is not there says so by its heading alone. */
const hasDetail = ({ expired, about, status }: ErrorView): boolean =>
  expired !== true && about !== 'case' && (status !== 404 || about === 'thing');

/** Where a case is found, for whoever has an account and for everybody else. */
const ways = ({ shell }: ErrorView, t: Translate): Content =>
  shell.signedIn === undefined
    ? html` <a href="${paths.follow}">${t('site:footer.follow')}</a>`
    : html` <a href="${paths.account}">${t('site:account.mine', { name: shell.signedIn.name })}</a>`;

const referenceOf = ({ reference }: ErrorView, t: Translate): Content =>
  reference !== undefined &&
  html`
<p class="small soft">${t('site:error.reference')} <span class="num">${reference}</span></p>`;

/** What happened, why, what now, a number to quote. */
export function errorPage(view: ErrorView, t: Translate): Safe {
  const words = `site:error.${kindOf(view)}`;
  const title = t(`${words}.title`);
  const detail: Content = view.detail !== undefined && hasDetail(view) && html`<p class="lead">${view.detail}</p>`;
  return layout(
    {
      shell: view.shell,
      title,
      states: [String(view.status)],
      body: html`<h1>${title}</h1>${detail}
<p>${t(`${words}.why`)}</p>
<p>${t(`${words}.now`)}${view.status === 404 && ways(view, t)}</p>
<div class="acts">${
        view.back !== undefined
          ? html`<a class="act" href="${view.back}">${t('site:error.back')}</a>`
          : html`<a class="act" href="${paths.home}">${t('site:error.home')}</a>`
      }</div>${referenceOf(view, t)}`,
    },
    t,
  );
}
