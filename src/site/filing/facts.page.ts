import type { Translate } from '#kernel/translate.ts';
import { fieldsOf } from '#site/kit/fields.ts';
import { html, type Safe } from '#site/kit/html.ts';
import { textLimits } from './answers.ts';
import type { CodeOption } from './purchase.page.ts';
import { type StepView, stepPage } from './step-frame.ts';
import { asksForDispute } from './steps.ts';
import { leftToFile } from './telling-fields.ts';

export type FactsView = StepView & {
  /** Kinds of problem from the directory's code table. */
  readonly problems: readonly CodeOption[];
  /** A recording lies there that may stand for the story. */
  readonly hasRecording?: boolean;
};

function questionFields(view: FactsView, title: string, t: Translate): Safe {
  return fieldsOf(view.form, t).long({
    name: 'question',
    label: title,
    asHeading: true,
    hint: t('filing:facts.questionHint'),
    rows: 10,
    most: textLimits.facts,
  });
}

function factsFields(view: FactsView, title: string, t: Translate): Safe {
  const field = fieldsOf(view.form, t);
  const dispute = asksForDispute(view.matter);
  return html`<h1>${title}</h1>
${
  dispute &&
  html`${view.role === 'helper' && leftToFile(view.form, t, { name: 'inRecording', step: 'facts', isThere: view.hasRecording === true })}
<p>${t('filing:facts.say')}</p>
<ul><li>${t('filing:facts.sayWhen')}</li><li>${t('filing:facts.sayWhat')}</li><li>${t('filing:facts.sayThen')}</li><li>${t('filing:facts.sayTalked')}</li></ul>
${field.long({ name: 'facts', label: t('filing:facts.facts'), hint: t('filing:facts.factsHint'), rows: 10, most: textLimits.facts })}`
}
${
  view.matter !== 'complaint' &&
  field.long({
    name: 'breach',
    label: t('filing:facts.breach'),
    hint: t(view.matter === 'both' ? 'filing:facts.breachHintBoth' : 'filing:facts.breachHint'),
    rows: 8,
    most: textLimits.facts,
  })
}
${view.problems.length > 0 && field.select({ name: 'problemCode', label: t('filing:facts.problemCode'), hint: t('filing:facts.problemCodeHint'), optional: true, options: view.problems })}
${field.text({ name: 'place', label: t('filing:facts.place'), hint: t('filing:facts.placeHint'), optional: true })}
${dispute && field.date({ name: 'knewOn', label: t('filing:facts.knewOn'), hint: t('filing:facts.knewOnHint'), optional: true })}`;
}

export function factsPage(view: FactsView, t: Translate): Safe {
  const title = t(view.matter === 'question' ? 'filing:facts.questionQuestion' : 'filing:facts.question');
  const fields = view.matter === 'question' ? questionFields : factsFields;
  return stepPage(view, 'facts', t, { title, fields: fields(view, title, t) });
}
