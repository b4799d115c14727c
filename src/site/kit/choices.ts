import type { Translate } from '#kernel/translate.ts';
import { type FormState, faultOf, fieldId, typedTexts } from './form.ts';
import { attributes, type Content, html, type Safe } from './html.ts';

export type ChoiceOption = {
  readonly value: string;
  readonly label: Content;
  readonly hint?: Content;
  /** Fields that belong to this option alone; without `:has()` in the browser they are simply always there. */
  readonly reveal?: Content;
};

export type ChoicesSpec = {
  readonly name: string;
  readonly legend: string;
  readonly hint?: Content;
  readonly asHeading?: boolean;
  readonly optional?: boolean;
  readonly options: readonly ChoiceOption[];
  /** An option that stands apart, after "or". */
  readonly apart?: ChoiceOption;
};

type Kind = 'radio' | 'checkbox';

function choice(form: FormState, kind: Kind, name: string, option: ChoiceOption, id: string): Safe {
  const own = attributes({
    type: kind,
    id,
    name,
    value: option.value,
    checked: typedTexts(form, name).includes(option.value),
    'aria-describedby': option.hint ? `${id}-own-hint` : null,
  });
  return html`<div class="choice"><input${own}><label for="${id}">${option.label}</label>
${option.hint && html`<div class="hint" id="${id}-own-hint">${option.hint}</div>`}
${option.reveal && html`<div class="reveal">${option.reveal}</div>`}</div>`;
}

/** Radios or checkboxes under one legend; the first one carries the group's id, so that the error summary leads to it. */
export function choiceGroup(form: FormState, t: Translate, kind: Kind, spec: ChoicesSpec): Safe {
  const id = fieldId(spec.name);
  const fault = faultOf(form, spec.name, t);
  const described = [spec.hint ? `${id}-hint` : '', fault ? `${id}-fault` : ''].filter((one) => one !== '').join(' ');
  const legend = html`${spec.legend}${spec.optional && html` <span class="optional">${t('site:form.optional')}</span>`}`;
  const group = html`<fieldset${attributes({ 'aria-describedby': described || null })}>
<legend>${spec.asHeading ? html`<h1>${legend}</h1>` : legend}</legend>
${spec.hint && html`<div class="hint" id="${id}-hint">${spec.hint}</div>`}
${fault !== undefined && html`<p class="fault" id="${id}-fault"><span class="unseen">${t('site:form.faultWord')}</span>${fault}</p>`}
${spec.options.map((option, at) => choice(form, kind, spec.name, option, at === 0 ? id : `${id}-${at}`))}
${spec.apart && html`<p class="or">${t('site:form.or')}</p>${choice(form, kind, spec.name, spec.apart, `${id}-apart`)}`}
</fieldset>`;
  return fault === undefined ? group : html`<div class="faulty">${group}</div>`;
}
