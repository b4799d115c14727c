import type { Translate } from '#kernel/translate.ts';
import { fieldsOf } from '#site/kit/fields.ts';
import { errorSummary, type FormState, fieldId, formStates, postForm } from '#site/kit/form.ts';
import { html, type Safe } from '#site/kit/html.ts';
import { layout, type Shell } from '#site/kit/layout.ts';
import { confirmation } from '#site/kit/notices.ts';
import { paths } from '#site/kit/paths.ts';

export type StepUpView = {
  readonly shell: Shell;
  readonly form: FormState;
  readonly to: string;
  /** Those this person can go: nobody is asked for a number no authenticator of theirs makes. */
  readonly ways: readonly ('code' | 'provider' | 'sign-in')[];
};

/** Before acts on keys, roles and accounts the second factor is shown again. */
export function stepUpPage(view: StepUpView, t: Translate): Safe {
  const byCode = view.ways.includes('code');
  const title = t(byCode ? 'account:stepUp.title' : 'account:stepUp.titlePlain');
  return layout(
    {
      shell: view.shell,
      title,
      states: formStates(view.form, t),
      back: view.to,
      body: html`${errorSummary(view.form, t)}
${byCode ? codeForm(view, title, t) : html`<h1>${title}</h1><p>${t('account:stepUp.hint')}</p>`}
${view.ways.includes('provider') && byProvider(view, t)}
${view.ways.includes('sign-in') && html`<p>${t('account:stepUp.neither')}</p><div class="acts"><a class="act" href="${paths.staffLogin}">${t('account:stepUp.signIn')}</a></div>`}`,
    },
    t,
  );
}

const codeForm = (view: StepUpView, title: string, t: Translate): Safe =>
  postForm({
    action: paths.stepUp,
    form: view.form,
    body: html`<input type="hidden" name="to" value="${view.to}">${fieldsOf(view.form, t).text({
      name: 'code',
      label: title,
      asHeading: true,
      hint: t('account:stepUp.hint'),
      inputmode: 'numeric',
      autocomplete: 'one-time-code',
      width: 8,
    })}`,
    act: t('site:form.continue'),
  });

const byProvider = (view: StepUpView, t: Translate): Safe => {
  const address = `${paths.providerAgain}?to=${encodeURIComponent(view.to)}`;
  const act = t('account:stepUp.provider', { name: t('account:staff.providerName') });
  return html`<p>${t('account:stepUp.providerText')}</p>
<div class="acts"><a class="${view.ways.includes('code') ? 'act second' : 'act'}" id="${fieldId('provider')}" href="${address}">${act}</a></div>`;
};

export type SteppedUpView = { readonly shell: Shell; readonly desk: string };

/** In a window of its own, opened from the desk, where the act waits. */
export function steppedUpPage(view: SteppedUpView, t: Translate): Safe {
  const title = t('account:stepUp.done');
  return layout(
    {
      shell: view.shell,
      title,
      body: html`${confirmation(title, html`<p>${t('account:stepUp.doneText')}</p>`)}
<p><a href="${view.desk}">${t('account:own.desk')}</a></p>`,
    },
    t,
  );
}
