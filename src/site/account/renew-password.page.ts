import type { Translate } from '#kernel/translate.ts';
import { fieldsOf } from '#site/kit/fields.ts';
import { errorSummary, type FormState, formStates, postForm } from '#site/kit/form.ts';
import { html, type Safe } from '#site/kit/html.ts';
import { layout, type Shell } from '#site/kit/layout.ts';
import { confirmation } from '#site/kit/notices.ts';
import { paths } from '#site/kit/paths.ts';

export type RenewPasswordView = { readonly shell: Shell; readonly form: FormState };

/** An official's own password anew, whenever they wish. */
export function renewPasswordPage(view: RenewPasswordView, t: Translate): Safe {
  const field = fieldsOf(view.form, t);
  const title = t('account:renew.title');
  return layout(
    {
      shell: view.shell,
      title,
      states: formStates(view.form, t),
      back: paths.account,
      body: html`${errorSummary(view.form, t)}<h1>${title}</h1><p>${t('account:renew.intro')}</p>
${postForm({
  action: paths.staffRenew,
  form: view.form,
  body: html`${field.text({ name: 'present', label: t('account:renew.present'), type: 'password', autocomplete: 'current-password', width: 20 })}
${field.text({ name: 'password', label: t('account:ownPassword.new'), hint: t('account:ownPassword.hint'), type: 'password', autocomplete: 'new-password', width: 20 })}
${field.text({ name: 'again', label: t('account:ownPassword.again'), type: 'password', autocomplete: 'new-password', width: 20 })}`,
  act: t('account:renew.act'),
})}`,
    },
    t,
  );
}

export function passwordRenewedPage(shell: Shell, t: Translate): Safe {
  const title = t('account:renew.done');
  return layout(
    {
      shell,
      title,
      body: html`${confirmation(title, html`<p>${t('account:renew.doneText')}</p>`)}<p><a href="${paths.account}">${t('account:own.title')}</a></p>`,
    },
    t,
  );
}
