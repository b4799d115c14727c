import type { Translate } from '#kernel/translate.ts';
import { type RefusedFile, refusedFiles } from '#site/kit/evidence.ts';
import { type Fields, fieldsOf } from '#site/kit/fields.ts';
import { errorSummary, type FormState, formStates, postForm } from '#site/kit/form.ts';
import { html, type Safe } from '#site/kit/html.ts';
import { layout, type Shell } from '#site/kit/layout.ts';
import { paths } from '#site/kit/paths.ts';
import { textLimits } from './answers.ts';
import { type CodeShown, codeFields } from './code-fields.ts';
import { helperRelations } from './read-people.ts';
import { tellingFields } from './telling-fields.ts';

export type ShortView = {
  readonly shell: Shell;
  readonly form: FormState;
  readonly refused?: readonly RefusedFile[];
  /** The phone is to be proved first. */
  readonly code?: CodeShown | undefined;
};

const helperFields = (field: Fields, t: Translate): Safe => html`${field.radios({
  name: 'helperRelation',
  legend: t('filing:helper.relation'),
  options: helperRelations.map((one) => ({ value: one, label: t(`filing:helper.relations.${one}`) })),
})}
${field.text({ name: 'helperName', label: t('filing:short.helperName'), width: 20 })}
${field.text({ name: 'helperPhone', label: t('filing:short.helperPhone'), hint: t('filing:helper.phoneHint'), inputmode: 'tel', width: 20 })}
${field.text({ name: 'helperStation', label: t('filing:helper.station'), hint: t('filing:helper.stationHint'), optional: true })}`;

/** Three questions; an officer calls and asks for the rest. */
export function shortPage(view: ShortView, t: Translate): Safe {
  const field = fieldsOf(view.form, t);
  const title = t('filing:short.title');
  return layout(
    {
      shell: view.shell,
      title,
      states: formStates(view.form, t),
      back: paths.home,
      body: html`${errorSummary(view.form, t)}<h1>${title}</h1><p>${t('filing:short.intro')}</p>
${view.refused !== undefined && refusedFiles(view.refused, t)}
${postForm({
  action: paths.fileShort,
  form: view.form,
  files: true,
  body: html`${field.text({ name: 'respondent', label: t('filing:short.respondent'), hint: t('filing:short.respondentHint') })}
${field.long({ name: 'facts', label: t('filing:short.facts'), hint: t('filing:short.factsHint'), rows: 6, most: textLimits.facts })}
${tellingFields(field, t, 'short')}
${field.text({ name: 'phone', label: t('filing:short.phone'), hint: t('filing:short.phoneHint'), inputmode: 'tel', autocomplete: 'tel', width: 20 })}
${field.text({ name: 'name', label: t('filing:short.name'), optional: true, autocomplete: 'name', width: 20 })}
${field.radios({
  name: 'who',
  legend: t('filing:short.who'),
  optional: true,
  options: [
    { value: 'self', label: t('filing:role.self.label') },
    {
      value: 'helper',
      label: t('filing:role.helper.label'),
      hint: t('filing:short.helperHint'),
      reveal: helperFields(field, t),
    },
  ],
})}
${view.code && codeFields(view.form, t, view.code, view.shell.demo)}`,
  act: t('filing:short.send'),
})}`,
    },
    t,
  );
}
