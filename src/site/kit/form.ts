import type { Translate } from '#kernel/translate.ts';
import { attributes, type Content, html, type Safe, unnamed } from './html.ts';

/** One thing that is missing or cannot be read: `says` is the key of the text that tells what to do. */
export type FieldFault = {
  readonly field: string;
  readonly says: string;
  readonly values?: Readonly<Record<string, string | number>>;
};

/** What a form brings back so that nobody else can send it, nothing newer is overwritten and nothing is done twice. */
export type Guards = { readonly csrf: string; readonly version?: number; readonly idempotency: string };

export const guardFields = { csrf: '_csrf', version: '_version', idempotency: '_idempotency' } as const;

export type FormValues = Readonly<Record<string, string | readonly string[]>>;

/** A form as it is shown: what was typed stays as it was typed, beside what is said about it. */
export type FormState = {
  readonly guards: Guards;
  readonly values: FormValues;
  readonly faults: readonly FieldFault[];
  /** It came back because the browser's visit had ended: nothing was done, everything typed is there. */
  readonly expired?: true;
};

export const blankForm = (guards: Guards): FormState => ({ guards, values: {}, faults: [] });

export function typedText(form: FormState, name: string): string {
  const value = form.values[name];
  return typeof value === 'string' ? value : (value?.[0] ?? '');
}

export function typedTexts(form: FormState, name: string): readonly string[] {
  const value = form.values[name];
  if (value === undefined) return [];
  return typeof value === 'string' ? [value] : value;
}

export function faultOf(form: FormState, name: string, t: Translate): string | undefined {
  const fault = form.faults.find((one) => one.field === name);
  return fault && t(fault.says, fault.values);
}

/** Id of a field's control, and what the error summary links to. */
export const fieldId = (name: string): string => `f-${name}`;

export function formGuards(guards: Guards): Safe {
  return html`<input type="hidden" name="${guardFields.csrf}" value="${guards.csrf}">
<input type="hidden" name="${guardFields.idempotency}" value="${guards.idempotency}">
${guards.version !== undefined && html`<input type="hidden" name="${guardFields.version}" value="${guards.version}">`}`;
}

/** Sentences that fit any field: in the summary the field's label is put before them. */
const namesNoField = ({ says }: FieldFault): boolean => /^site:fault\.(?:unstorable|too-long|day-|money-)/.test(says);

export function errorSummary(form: FormState, t: Translate): Safe | false {
  if (form.expired === true)
    return html`<div class="problems" role="alert" tabindex="-1" data-problems>
<h2>${t('site:form.expired')}</h2><p>${t('site:form.expiredText')}</p>
</div>`;
  if (form.faults.length === 0) return false;
  return html`<div class="problems" role="alert" tabindex="-1" data-problems>
<h2>${t('site:form.problems', { count: form.faults.length })}</h2>
<ul>${form.faults.map((fault) => html`<li><a href="#${fieldId(fault.field)}"${attributes({ [unnamed]: namesNoField(fault) })}>${t(fault.says, fault.values)}</a></li>`)}</ul>
</div>`;
}

type FormParts = {
  readonly action: string;
  readonly form: FormState;
  readonly body: Content;
  /** Words on the button; what happens, not "submit". */
  readonly act: string;
  readonly beside?: Content;
  readonly files?: boolean;
  readonly grave?: boolean;
};

/** A whole form: guards, fields, one act. */
export function postForm({ action, form, body, act, beside, files = false, grave = false }: FormParts): Safe {
  const button = html`<button class="${grave ? 'act grave' : 'act'}" name="act" value="continue" data-once>${act}</button>`;
  return html`<form method="post" action="${action}" enctype="${files ? 'multipart/form-data' : 'application/x-www-form-urlencoded'}" novalidate>
${formGuards(form.guards)}
${body}
<div class="acts">${button}${beside}</div>
</form>`;
}

export type Progress = { readonly step: number; readonly total: number };

export const progressWords = (progress: Progress, t: Translate): string => t('site:form.step', { ...progress });

export function progressLine(progress: Progress, t: Translate): Safe {
  return html`<p class="step">${progressWords(progress, t)}<progress class="steps" value="${progress.step}" max="${progress.total}" aria-hidden="true"></progress></p>`;
}

/** What stands before the title in the window's name: that something is missing comes first. */
export function formStates(form: FormState, t: Translate, progress?: Progress): readonly string[] {
  return [
    ...(form.faults.length > 0 || form.expired === true ? [t('site:form.problemsShort')] : []),
    ...(progress ? [progressWords(progress, t)] : []),
  ];
}
