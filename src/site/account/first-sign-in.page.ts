import type { Translate } from '#kernel/translate.ts';
import { fieldsOf } from '#site/kit/fields.ts';
import { errorSummary, type FormState, formStates, postForm } from '#site/kit/form.ts';
import { html, type Safe } from '#site/kit/html.ts';
import { layout, type Shell } from '#site/kit/layout.ts';
import { inset } from '#site/kit/notices.ts';
import { paths } from '#site/kit/paths.ts';

export type OwnPasswordView = { readonly shell: Shell; readonly form: FormState };

/** The one-time password worked once; from here on only the person knows. */
export function ownPasswordPage(view: OwnPasswordView, t: Translate): Safe {
  const field = fieldsOf(view.form, t);
  const title = t('account:ownPassword.title');
  return layout(
    {
      shell: view.shell,
      title,
      states: formStates(view.form, t),
      back: paths.staffLogin,
      body: html`${errorSummary(view.form, t)}<h1>${title}</h1><p>${t('account:ownPassword.intro')}</p>
${postForm({
  action: paths.staffPassword,
  form: view.form,
  body: html`${field.text({ name: 'password', label: t('account:ownPassword.new'), hint: t('account:ownPassword.hint'), type: 'password', autocomplete: 'new-password', width: 20 })}
${field.text({ name: 'again', label: t('account:ownPassword.again'), type: 'password', autocomplete: 'new-password', width: 20 })}`,
  act: t('site:form.continue'),
})}`,
    },
    t,
  );
}

export type EnrolView = {
  readonly shell: Shell;
  readonly form: FormState;
  readonly qr: { readonly size: number; readonly path: string };
  /** For typing where nothing can be scanned. */
  readonly secret: string;
};

/** The second factor: scanned or typed into an authenticator, and proved by its first code. */
export function enrolPage(view: EnrolView, t: Translate): Safe {
  const title = t('account:enrol.title');
  const box = `0 0 ${view.qr.size} ${view.qr.size}`;
  return layout(
    {
      shell: view.shell,
      title,
      states: formStates(view.form, t),
      back: paths.staffLogin,
      body: html`${errorSummary(view.form, t)}<h1>${title}</h1><p>${t('account:enrol.intro')}</p>
<ol><li>${t('account:enrol.install')}</li>
<li>${t('account:enrol.scan')}<br><svg class="qr" viewBox="${box}" width="220" height="220" role="img" aria-label="${t('account:enrol.qr')}"><rect width="${view.qr.size}" height="${view.qr.size}" fill="#fff"/><path d="${view.qr.path}" fill="#000"/></svg></li>
<li>${t('account:enrol.type')}${inset(html`<p><code>${view.secret}</code></p>`)}</li></ol>
${postForm({
  action: paths.staffEnrol,
  form: view.form,
  body: fieldsOf(view.form, t).text({
    name: 'code',
    label: t('account:enrol.code'),
    hint: t('account:staffCode.hint'),
    inputmode: 'numeric',
    autocomplete: 'one-time-code',
    width: 8,
  }),
  act: t('account:staffCode.act'),
})}`,
    },
    t,
  );
}
