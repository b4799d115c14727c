import type { Translate } from '#kernel/translate.ts';
import { fieldsOf } from '#site/kit/fields.ts';
import { errorSummary, type FormState, formGuards, formStates, postForm } from '#site/kit/form.ts';
import { html, type Safe } from '#site/kit/html.ts';
import { layout, type Shell } from '#site/kit/layout.ts';
import { confirmation } from '#site/kit/notices.ts';
import { paths } from '#site/kit/paths.ts';
import { summaryList } from '#site/kit/reading.ts';

type Contact = {
  readonly id: string;
  readonly name: string;
  readonly uscc: string | null;
  readonly address: string | null;
  readonly contactName: string | null;
  readonly contactPhone: string | null;
  readonly masked: boolean;
};

export type OperatorContactView = {
  readonly shell: Shell;
  readonly form: FormState;
  readonly contact: Contact;
  /** Just put right. */
  readonly done: boolean;
};

/** How the bureaus reach this operator, as the directory has it, and the way to put it right. */
export function operatorContactPage({ shell, form, contact, done }: OperatorContactView, t: Translate): Safe {
  const title = t('account:operator.title');
  const action = paths.accountOperator(contact.id);
  const field = fieldsOf(form, t);
  const orNone = (value: string | null): string => value ?? t('account:operator.none');
  return layout(
    {
      shell,
      title,
      states: formStates(form, t),
      back: paths.account,
      body: html`${done && confirmation(t('account:operator.done'), html`<p>${t('account:operator.doneText')}</p>`)}${errorSummary(form, t)}<h1>${title}</h1>
<p>${t('account:operator.intro')}</p>
${summaryList(
  [
    { term: t('account:operator.name'), value: contact.name },
    ...(contact.uscc === null ? [] : [{ term: t('account:operator.uscc'), value: contact.uscc }]),
    { term: t('account:operator.address'), value: orNone(contact.address) },
    { term: t('account:operator.contactName'), value: orNone(contact.contactName) },
    { term: t('account:operator.contactPhone'), value: orNone(contact.contactPhone) },
  ],
  t,
)}
${
  contact.masked &&
  html`<form method="post" action="${action}">${formGuards(form.guards)}<p>${t('account:operator.masked')} <button class="plain" name="act" value="open">${t('account:operator.open')}</button></p></form>`
}
<h2>${t('account:operator.correct')}</h2>
${postForm({
  action,
  form,
  body: html`${field.text({ name: 'contactName', label: t('account:operator.contactName'), optional: true, width: 20 })}
${field.text({ name: 'contactPhone', label: t('account:operator.contactPhone'), hint: t('account:operator.phoneHint'), inputmode: 'tel', width: 20 })}`,
  act: t('account:operator.act'),
})}
<p>${t('account:operator.rest')}</p>`,
    },
    t,
  );
}
