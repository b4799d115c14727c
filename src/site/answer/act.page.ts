import type { Translate } from '#kernel/translate.ts';
import { agentFields } from '#site/kit/agent-form.ts';
import { type HeldFiles, heldFiles } from '#site/kit/evidence.ts';
import { type Fields, fieldsOf } from '#site/kit/fields.ts';
import { filesByPurpose } from '#site/kit/files-by-purpose.ts';
import { errorSummary, type FormState, formStates, postForm } from '#site/kit/form.ts';
import { type Content, html, type Safe } from '#site/kit/html.ts';
import { layout, type Shell } from '#site/kit/layout.ts';
import { paths } from '#site/kit/paths.ts';
import { type OperatorAct, operatorPurposes } from './act-forms.ts';
import { statementMost } from './answer-forms.ts';

export type OperatorActView = {
  readonly shell: Shell;
  readonly form: FormState;
  readonly number: string;
  readonly mediator?: string;
  /** Those who assist the mediator: a party may ask that one of them steps aside. */
  readonly assistants?: readonly string[];
  /** Who acts for the operator now. */
  readonly agent?: string;
  readonly held?: HeldFiles | undefined;
};

export const withFiles: ReadonlySet<OperatorAct> = new Set(['add-evidence', 'name-agent']);

const by = (field: Fields, t: Translate): Safe =>
  field.text({
    name: 'by',
    label: t('answer:check.by'),
    hint: t('answer:check.byHint'),
    autocomplete: 'name',
    width: 20,
  });

const bodies: Readonly<Record<OperatorAct, (field: Fields, view: OperatorActView, t: Translate) => Content>> = {
  'add-statement': (field, _view, t) =>
    html`${field.long({ name: 'text', label: t('answer:act.add-statement.label'), hint: t('answer:act.add-statement.hint'), rows: 8, most: statementMost })}${by(field, t)}`,
  'add-evidence': (field, _view, t) => filesByPurpose(field, operatorPurposes, 'answer:act.purpose', t),
  'name-agent': (_field, { form }, t) => agentFields(form, [], t),
  'end-agent': (
    field,
    { agent },
    t,
  ) => html`${agent !== undefined && html`<p>${t('answer:check.now', { name: agent })}</p>`}
${field.long({ name: 'text', label: t('answer:act.end-agent.label'), optional: true, rows: 3, most: 800 })}${by(field, t)}`,
  'ask-recusal': (field, { mediator, assistants = [] }, t) => html`${
    assistants.length === 0
      ? mediator !== undefined && html`<p>${t('follow:act.ask-recusal.mediator', { name: mediator })}</p>`
      : field.radios({
          name: 'who',
          legend: t('follow:act.ask-recusal.who'),
          options: [
            ...(mediator === undefined
              ? []
              : [{ value: '0', label: t('follow:act.ask-recusal.theMediator', { name: mediator }) }]),
            ...assistants.map((name, at) => ({
              value: String(at + 1),
              label: t('follow:act.ask-recusal.assistant', { name }),
            })),
          ],
        })
  }
${field.long({ name: 'reasons', label: t('follow:act.ask-recusal.reasons'), hint: t('follow:act.ask-recusal.reasonsHint'), rows: 5, most: 4000 })}${by(field, t)}`,
  settled: (field, _view, t) =>
    html`${field.date({ name: 'settledOn', label: t('answer:act.settled.on') })}
${field.long({ name: 'text', label: t('answer:act.settled.label'), hint: t('answer:act.settled.hint'), optional: true, rows: 4, most: 2000 })}${by(field, t)}`,
};

/** Chosen beforehand until the person says otherwise. */
const presumed = (form: FormState): FormState =>
  form.values['purpose'] === undefined ? { ...form, values: { ...form.values, purpose: 'evidence' } } : form;

/** One act of the respondent: what it means, what it needs, the button that names it, and the way back. */
export function operatorActPage(view: OperatorActView, act: OperatorAct, t: Translate): Safe {
  const title = t(`answer:act.${act}.title`);
  const form = act === 'add-evidence' ? presumed(view.form) : view.form;
  return layout(
    {
      shell: view.shell,
      title,
      states: [...formStates(form, t), view.number],
      back: paths.answerCase(view.number),
      body: html`${errorSummary(form, t)}
${postForm({
  action: paths.answerAct(view.number, act),
  form,
  files: withFiles.has(act),
  body: html`${heldFiles(view.held, t)}<h1>${title}</h1><p>${t(`answer:act.${act}.text`)}</p>${bodies[act](fieldsOf(form, t), view, t)}`,
  act: t(`answer:act.${act}.button`),
  beside: html`<a href="${paths.answerCase(view.number)}">${t('site:cancel')}</a>`,
})}`,
    },
    t,
  );
}
