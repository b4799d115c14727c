import type { Translate } from '#kernel/translate.ts';
import { errorSummary, type FormState, formStates, postForm, progressLine } from '#site/kit/form.ts';
import { type Content, html, type Safe } from '#site/kit/html.ts';
import { layout, type Shell } from '#site/kit/layout.ts';
import { paths } from '#site/kit/paths.ts';
import { type CodeShown, proofFields } from './code-fields.ts';
import { discardLink } from './draft.page.ts';
import { type FilingRole, type FilingStep, type Matter, progressOf, stepBefore } from './steps.ts';

/** What every step of a filing knows. */
export type StepView = {
  readonly shell: Shell;
  readonly form: FormState;
  readonly matter: Matter;
  readonly role?: FilingRole;
  /** Opened from "check your answers": going on leads back there. */
  readonly changing?: boolean;
  /** No draft could be begun: a telephone is proved first, by this code once it was sent. */
  readonly proof?: { readonly code?: CodeShown | undefined };
  /** There is a draft already: it can be discarded. */
  readonly begun?: boolean;
};

type StepParts = {
  readonly title: string;
  readonly fields: Content;
  /** Between heading and form: a search, a list of what is there. */
  readonly before?: Content;
  readonly files?: boolean;
  readonly act?: string;
  readonly beside?: Content;
};

export function stepAction(step: FilingStep, changing = false): string {
  return changing ? `${paths.fileStep(step)}?change=1` : paths.fileStep(step);
}

function backFrom(view: StepView, step: FilingStep): string {
  if (view.changing) return paths.fileStep('check');
  const before = stepBefore(step, view.matter, view.role);
  return before ? paths.fileStep(before) : paths.home;
}

/** Keeps what is typed while one thinks; says so only when a script can do it. */
const keeper = (step: FilingStep, t: Translate): Safe =>
  html`<p class="small soft" role="status" data-keep="${paths.fileStep(step)}/keep" data-kept="${t('filing:kept')}" data-offline="${t('filing:keptNot')}"></p>`;

/** Everything kept for another day, or everything gone. */
export const waysOut = ({ begun }: StepView, t: Translate): Safe =>
  html`<a href="${paths.fileSave}">${t('filing:saveForLater')}</a>${begun && discardLink(t)}`;

/** One question: progress, what is missing, the fields, one act, and the way out with everything kept. */
export function stepPage(view: StepView, step: FilingStep, t: Translate, parts: StepParts): Safe {
  const progress = progressOf(step, view.matter, view.role);
  return layout(
    {
      shell: view.shell,
      title: parts.title,
      states: formStates(view.form, t, progress),
      back: backFrom(view, step),
      body: html`${errorSummary(view.form, t)}
${progressLine(progress, t)}
${parts.before}
${postForm({
  action: stepAction(step, view.changing),
  form: view.form,
  files: parts.files ?? false,
  body: html`${parts.fields}${view.proof && proofFields(view.form, t, view.proof.code, view.shell.demo)}${!parts.files && keeper(step, t)}`,
  act: parts.act ?? t('site:form.continue'),
  beside: html`${parts.beside}${waysOut(view, t)}`,
})}`,
    },
    t,
  );
}
