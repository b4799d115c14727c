import type { Translate } from '#kernel/translate.ts';
import { type ChoicesSpec, choiceGroup } from './choices.ts';
import { type FormState, faultOf, fieldId, typedText } from './form.ts';
import { attributes, type Content, html, type Safe } from './html.ts';

export type FieldSpec = {
  readonly name: string;
  readonly label: string;
  readonly hint?: Content;
  readonly optional?: boolean;
  /** The label is the question of the whole page. */
  readonly asHeading?: boolean;
  readonly autocomplete?: string;
  readonly inputmode?: 'text' | 'numeric' | 'decimal' | 'tel' | 'email' | 'search';
  readonly width?: 4 | 8 | 12 | 20;
  readonly type?: 'text' | 'password' | 'search' | 'tel';
  readonly spellcheck?: boolean;
};

export type LongSpec = FieldSpec & { readonly rows?: number; readonly most?: number };

export type SelectSpec = FieldSpec & {
  readonly options: readonly { readonly value: string; readonly label: string }[];
};

export type FileSpec = FieldSpec & {
  readonly accept?: string;
  readonly multiple?: boolean;
  /** A phone opens its recorder or camera at once. */
  readonly capture?: 'user' | 'environment';
};

type Frame = {
  readonly id: string;
  readonly describedBy: string | null;
  readonly before: Safe;
  readonly fault: boolean;
};

/** Label, hint and fault of one control, and the ids that tie them to it. */
function frame(form: FormState, t: Translate, spec: FieldSpec, also: readonly string[] = []): Frame {
  const id = fieldId(spec.name);
  const fault = faultOf(form, spec.name, t);
  const words = html`${spec.label}${spec.optional && html` <span class="optional">${t('site:form.optional')}</span>`}`;
  const described = [spec.hint ? `${id}-hint` : '', fault ? `${id}-fault` : '', ...also].filter((one) => one !== '');
  return {
    id,
    describedBy: described.length > 0 ? described.join(' ') : null,
    fault: fault !== undefined,
    before: html`<label for="${id}">${spec.asHeading ? html`<h1>${words}</h1>` : words}</label>
${spec.hint && html`<div class="hint" id="${id}-hint">${spec.hint}</div>`}
${fault !== undefined && html`<p class="fault" id="${id}-fault"><span class="unseen">${t('site:form.faultWord')}</span>${fault}</p>`}`,
  };
}

const field = ({ before, fault }: Frame, control: Content): Safe =>
  html`<div class="${fault ? 'field faulty' : 'field'}">${before}${control}</div>`;

const shared = (spec: FieldSpec, { id, describedBy, fault }: Frame) => ({
  id,
  name: spec.name,
  'aria-describedby': describedBy,
  'aria-invalid': fault ? 'true' : null,
  autocomplete: spec.autocomplete,
});

function input(form: FormState, t: Translate, spec: FieldSpec): Safe {
  const around = frame(form, t, spec);
  const own = attributes({
    type: spec.type ?? 'text',
    ...shared(spec, around),
    class: spec.width ? `w${spec.width}` : null,
    inputmode: spec.inputmode,
    spellcheck: spec.spellcheck === false ? 'false' : null,
    value: spec.type === 'password' ? null : typedText(form, spec.name) || null,
  });
  return field(around, html`<input${own}>`);
}

function long(form: FormState, t: Translate, spec: LongSpec): Safe {
  const counter = `${fieldId(spec.name)}-count`;
  const around = frame(form, t, spec, spec.most ? [counter] : []);
  const own = attributes({ ...shared(spec, around), rows: spec.rows ?? 6, 'data-most': spec.most });
  // HTML drops one line break right after <textarea>; the one written here is dropped instead of a person's own.
  return field(
    around,
    html`<textarea${own}>
${typedText(form, spec.name)}</textarea>${
      spec.most &&
      html`<p class="count" id="${counter}" data-left="${t('site:form.charactersLeft', { n: '#' })}" data-over="${t('site:form.charactersOver', { n: '#' })}">${t('site:form.charactersMost', { n: spec.most })}</p>`
    }`,
  );
}

function money(form: FormState, t: Translate, spec: FieldSpec): Safe {
  const around = frame(form, t, spec);
  const own = attributes({
    type: 'text',
    ...shared(spec, around),
    inputmode: 'decimal',
    value: typedText(form, spec.name) || null,
  });
  return field(around, html`<div class="money"><span aria-hidden="true">¥</span><input${own}></div>`);
}

/** One field for a day: it takes every way a day is written, and says so by example. */
const date = (form: FormState, t: Translate, spec: FieldSpec): Safe =>
  input(form, t, {
    ...spec,
    width: 12,
    inputmode: 'text',
    hint: spec.hint ? html`${spec.hint}<br>${t('site:form.dateExample')}` : t('site:form.dateExample'),
  });

function select(form: FormState, t: Translate, spec: SelectSpec): Safe {
  const around = frame(form, t, spec);
  const chosen = typedText(form, spec.name);
  return field(
    around,
    html`<select${attributes(shared(spec, around))}>
<option value="">${t('site:form.choose')}</option>
${spec.options.map(({ value, label }) => html`<option${attributes({ value, selected: value === chosen })}>${label}</option>`)}
</select>`,
  );
}

function file(form: FormState, t: Translate, spec: FileSpec): Safe {
  const around = frame(form, t, spec);
  const own = attributes({
    type: 'file',
    ...shared(spec, around),
    accept: spec.accept,
    multiple: spec.multiple,
    capture: spec.capture,
  });
  return field(
    around,
    html`<div class="upload" data-upload="${t('site:form.uploading', { percent: '#' })}"><input${own}></div>`,
  );
}

/** All fields of one form: each shows what was typed and what is said about it. */
export function fieldsOf(form: FormState, t: Translate) {
  return {
    text: (spec: FieldSpec): Safe => input(form, t, spec),
    long: (spec: LongSpec): Safe => long(form, t, spec),
    money: (spec: FieldSpec): Safe => money(form, t, spec),
    date: (spec: FieldSpec): Safe => date(form, t, spec),
    select: (spec: SelectSpec): Safe => select(form, t, spec),
    file: (spec: FileSpec): Safe => file(form, t, spec),
    radios: (spec: ChoicesSpec): Safe => choiceGroup(form, t, 'radio', spec),
    checks: (spec: ChoicesSpec): Safe => choiceGroup(form, t, 'checkbox', spec),
  };
}

export type Fields = ReturnType<typeof fieldsOf>;
