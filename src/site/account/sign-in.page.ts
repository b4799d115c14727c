import type { Translate } from '#kernel/translate.ts';
import { fieldsOf } from '#site/kit/fields.ts';
import { errorSummary, type FormState, formGuards, formStates, postForm } from '#site/kit/form.ts';
import { html, type Safe } from '#site/kit/html.ts';
import { layout, type Shell } from '#site/kit/layout.ts';
import { inset, more } from '#site/kit/notices.ts';
import { paths } from '#site/kit/paths.ts';

export type PhoneView = {
  readonly shell: Shell;
  readonly form: FormState;
  /** A code was sent to this browser's person before: there it can be typed in. */
  readonly sent?: boolean;
};

/** Consumers and operators sign in with a code to their phone; there is no password to lose. */
export function phonePage(view: PhoneView, t: Translate): Safe {
  const title = t('account:phone.title');
  return layout(
    {
      shell: view.shell,
      title,
      states: formStates(view.form, t),
      back: paths.home,
      body: html`${errorSummary(view.form, t)}
${postForm({
  action: paths.login,
  form: view.form,
  body: fieldsOf(view.form, t).text({
    name: 'phone',
    label: title,
    asHeading: true,
    hint: t('account:phone.hint'),
    inputmode: 'tel',
    autocomplete: 'tel',
    width: 20,
  }),
  act: t('site:sendCode'),
})}
${view.sent === true && inset(html`<p>${t('account:phone.sent')} <a href="${paths.loginCode}">${t('account:phone.sentLink')}</a></p>`)}
${more(t('account:phone.withoutTitle'), html`<p>${t('account:phone.without')} <a href="${paths.follow}">${t('site:footer.follow')}</a></p>`)}
<p><a href="${paths.staffLogin}">${t('site:footer.staff')}</a></p>`,
    },
    t,
  );
}

export type PhoneCodeView = {
  readonly shell: Shell;
  readonly form: FormState;
  /** Where the form goes: login, following a case and resuming a draft share this page. */
  readonly action: string;
  readonly back: string;
  /** Masked number the code went to. */
  readonly phone: string;
  readonly minutes: number;
  /** No more may be sent for now: two of the last day are asked instead. */
  readonly two: boolean;
};

const oneTimeCode = { inputmode: 'numeric', width: 8 } as const;

const codeFields = (view: PhoneCodeView, title: string, t: Translate): Safe => {
  const field = fieldsOf(view.form, t);
  if (view.two)
    return html`<h1>${title}</h1><p>${t('account:twoCodes.why', { phone: view.phone })}</p>
${field.text({ name: 'code', label: t('account:twoCodes.first'), hint: t('account:twoCodes.hint'), ...oneTimeCode })}
${field.text({ name: 'other', label: t('account:twoCodes.other'), ...oneTimeCode })}`;
  const hint = t('account:code.hint', { phone: view.phone, minutes: view.minutes });
  return field.text({
    name: 'code',
    label: title,
    asHeading: true,
    hint,
    autocomplete: 'one-time-code',
    ...oneTimeCode,
  });
};

export function phoneCodePage(view: PhoneCodeView, t: Translate): Safe {
  const title = t(view.two ? 'account:twoCodes.title' : 'account:code.title');
  return layout(
    {
      shell: view.shell,
      title,
      states: formStates(view.form, t),
      back: view.back,
      body: html`${errorSummary(view.form, t)}
${postForm({
  action: view.action,
  form: view.form,
  body: codeFields(view, title, t),
  act: t('site:form.continue'),
})}
${view.shell.demo && inset(html`<p>${t(view.two ? 'account:twoCodes.demo' : 'account:code.demo')} <a href="${paths.demoMailbox}">${t('site:demo.mailbox')}</a></p>`)}
<h2>${t(view.two ? 'account:twoCodes.noneTitle' : 'account:code.noneTitle')}</h2>
<p>${t(view.two ? 'account:twoCodes.none' : 'account:code.none')}</p>
<form method="post" action="${view.action}">${formGuards(view.form.guards)}<button class="plain" name="act" value="again">${t(view.two ? 'account:twoCodes.again' : 'account:code.again')}</button></form>`,
    },
    t,
  );
}

export type StaffView = {
  readonly shell: Shell;
  readonly form: FormState;
  /** Sign-in with the authority's own identity provider, when there is one. */
  readonly provider?: { readonly name: string; readonly address: string };
};

export function staffPage(view: StaffView, t: Translate): Safe {
  const field = fieldsOf(view.form, t);
  const title = t('account:staff.title');
  return layout(
    {
      shell: view.shell,
      title,
      states: formStates(view.form, t),
      back: paths.home,
      body: html`${errorSummary(view.form, t)}<h1>${title}</h1>
${view.provider && html`<div class="acts"><a class="act second" href="${view.provider.address}">${t('account:staff.provider', { name: view.provider.name })}</a></div>`}
${postForm({
  action: paths.staffLogin,
  form: view.form,
  body: html`${field.text({ name: 'name', label: t('account:staff.name'), autocomplete: 'username', spellcheck: false, width: 20 })}
${field.text({ name: 'password', label: t('account:staff.password'), type: 'password', autocomplete: 'current-password', width: 20 })}`,
  act: t('site:form.continue'),
})}
${more(t('account:staff.lostTitle'), html`<p>${t('account:staff.lost')}</p>`)}`,
    },
    t,
  );
}

export type StaffCodeView = { readonly shell: Shell; readonly form: FormState };

export function staffCodePage(view: StaffCodeView, t: Translate): Safe {
  const title = t('account:staffCode.title');
  return layout(
    {
      shell: view.shell,
      title,
      states: formStates(view.form, t),
      back: paths.staffLogin,
      body: html`${errorSummary(view.form, t)}
${postForm({
  action: paths.staffCode,
  form: view.form,
  body: fieldsOf(view.form, t).text({
    name: 'code',
    label: title,
    asHeading: true,
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
