import type { Translate } from '#kernel/translate.ts';
import { fieldsOf } from '#site/kit/fields.ts';
import { html, type Safe } from '#site/kit/html.ts';
import { type StepView, stepPage } from './step-frame.ts';

export type ConsentsView = StepView;

export function consentsPage(view: ConsentsView, t: Translate): Safe {
  const field = fieldsOf(view.form, t);
  const title = t('filing:consents.question');
  const yesNo = (name: 'publish' | 'entrust'): Safe =>
    field.radios({
      name,
      legend: t(`filing:consents.${name}.legend`),
      hint: t(`filing:consents.${name}.hint`),
      options: [
        { value: 'yes', label: t(`filing:consents.${name}.yes`) },
        { value: 'no', label: t(`filing:consents.${name}.no`) },
      ],
    });
  return stepPage(view, 'consents', t, {
    title,
    fields: html`<h1>${title}</h1><p>${t('filing:consents.intro')}</p>
${view.role === 'joint' && html`<p>${t('filing:consents.jointIntro')}</p>`}${yesNo('publish')}${yesNo('entrust')}`,
  });
}
