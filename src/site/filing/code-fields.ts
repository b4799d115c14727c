import type { Translate } from '#kernel/translate.ts';
import { fieldsOf } from '#site/kit/fields.ts';
import type { FormState } from '#site/kit/form.ts';
import { html, type Safe } from '#site/kit/html.ts';
import { inset } from '#site/kit/notices.ts';
import { paths } from '#site/kit/paths.ts';

/** The code asked for before this filing: to which phone, masked, and whether two of the last day are asked instead of a new one. */
export type CodeShown = { readonly phone: string; readonly two: boolean };

const oneTimeCode = { inputmode: 'numeric', width: 8, autocomplete: 'one-time-code' } as const;

export const codeFields = (form: FormState, t: Translate, { phone, two }: CodeShown, demo: boolean): Safe => {
  const field = fieldsOf(form, t);
  const label = t(two ? 'account:twoCodes.first' : 'filing:code.label');
  const hint = t(two ? 'account:twoCodes.why' : 'filing:code.hint', { phone });
  return html`${field.text({ name: 'code', label, hint, ...oneTimeCode })}
${two && field.text({ name: 'other', label: t('account:twoCodes.other'), hint: t('account:twoCodes.hint'), ...oneTimeCode })}
${demo && inset(html`<p>${t('account:code.demo')} <a href="${paths.demoMailbox}">${t('site:demo.mailbox')}</a></p>`)}`;
};

/** A name of its own: the steps have telephones of the people in the case. */
export const proofPhone = 'ownPhone';

/** Whoever will not wait proves a telephone: the number first, then the code that came. */
export const proofFields = (form: FormState, t: Translate, code: CodeShown | undefined, demo: boolean): Safe => {
  const field = fieldsOf(form, t);
  const hint = t('filing:begin.hint');
  return html`${field.text({ name: proofPhone, label: t('filing:begin.phone'), hint, inputmode: 'tel', width: 20, autocomplete: 'tel' })}
${code && codeFields(form, t, code, demo)}`;
};
