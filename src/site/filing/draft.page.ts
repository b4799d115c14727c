import type { Day } from '#kernel/day.ts';
import type { Translate } from '#kernel/translate.ts';
import { fieldsOf } from '#site/kit/fields.ts';
import { dayWords } from '#site/kit/figures.ts';
import { errorSummary, type FormState, formStates, postForm } from '#site/kit/form.ts';
import { html, type Safe } from '#site/kit/html.ts';
import { layout, type Shell } from '#site/kit/layout.ts';
import { confirmation } from '#site/kit/notices.ts';
import { paths } from '#site/kit/paths.ts';

export type SaveView = { readonly shell: Shell; readonly form: FormState; readonly back: string };

export const discardLink = (t: Translate): Safe => html`<a href="${paths.fileDiscard}">${t('filing:discard.link')}</a>`;

/** Keeps a draft for going on elsewhere: the phone is what opens it again. */
export function savePage(view: SaveView, t: Translate): Safe {
  const title = t('filing:save.title');
  return layout(
    {
      shell: view.shell,
      title,
      states: formStates(view.form, t),
      back: view.back,
      body: html`${errorSummary(view.form, t)}
${postForm({
  action: paths.fileSave,
  form: view.form,
  body: fieldsOf(view.form, t).text({
    name: 'phone',
    label: title,
    asHeading: true,
    hint: t('filing:save.hint'),
    inputmode: 'tel',
    autocomplete: 'tel',
    width: 20,
  }),
  act: t('filing:save.act'),
  beside: discardLink(t),
})}`,
    },
    t,
  );
}

export type SavedView = {
  readonly shell: Shell;
  readonly draftNumber: string;
  readonly keptUntil: Day;
  readonly resume: string;
};

export function savedPage(view: SavedView, t: Translate): Safe {
  const title = t('filing:saved.title');
  return layout(
    {
      shell: view.shell,
      title,
      states: [view.draftNumber],
      body: html`${confirmation(title, html`<p>${t('filing:saved.number')} <span class="number">${view.draftNumber}</span></p>`)}
<p>${t('filing:saved.text', { day: dayWords(view.keptUntil, t) })}</p>
<p>${t('filing:saved.notFiled')}</p>
<div class="acts"><a class="act" href="${view.resume}">${t('filing:saved.resume')}</a></div>`,
    },
    t,
  );
}

export type DiscardView = SaveView & {
  /** Files handed in to it. */
  readonly files: number;
  /** It has a number under a telephone, which opens nothing afterwards. */
  readonly saved: boolean;
};

/** What was typed cannot be brought back: asked once more. */
export function discardPage(view: DiscardView, t: Translate): Safe {
  const title = t('filing:discard.title');
  return layout(
    {
      shell: view.shell,
      title,
      states: formStates(view.form, t),
      back: view.back,
      body: html`${errorSummary(view.form, t)}<h1>${title}</h1>
<p>${t('filing:discard.text')}</p>
${view.files > 0 && html`<p>${t('filing:discard.files', { count: view.files })}</p>`}
${view.saved && html`<p>${t('filing:discard.saved')}</p>`}
${postForm({
  action: paths.fileDiscard,
  form: view.form,
  body: '',
  act: t('filing:discard.act'),
  grave: true,
  beside: html`<a href="${view.back}">${t('filing:discard.keep')}</a>`,
})}`,
    },
    t,
  );
}

export type ResumeView = { readonly shell: Shell; readonly form: FormState };

/** After this page a code goes to the phone; the code page is the account's. */
export function resumePage(view: ResumeView, t: Translate): Safe {
  const field = fieldsOf(view.form, t);
  const title = t('filing:resume.title');
  return layout(
    {
      shell: view.shell,
      title,
      states: formStates(view.form, t),
      back: paths.home,
      body: html`${errorSummary(view.form, t)}<h1>${title}</h1><p>${t('filing:resume.intro')}</p>
${postForm({
  action: paths.fileResume,
  form: view.form,
  body: html`${field.text({ name: 'draft', label: t('filing:resume.number'), hint: t('filing:resume.numberHint'), spellcheck: false, width: 20 })}
${field.text({ name: 'phone', label: t('filing:resume.phone'), inputmode: 'tel', autocomplete: 'tel', width: 20 })}`,
  act: t('site:sendCode'),
})}`,
    },
    t,
  );
}
