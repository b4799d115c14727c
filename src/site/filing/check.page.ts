import type { Translate } from '#kernel/translate.ts';
import { fieldsOf } from '#site/kit/fields.ts';
import { errorSummary, type FieldFault, formStates, postForm, progressLine } from '#site/kit/form.ts';
import { html, type Safe } from '#site/kit/html.ts';
import { layout } from '#site/kit/layout.ts';
import { inset, warning } from '#site/kit/notices.ts';
import { paths } from '#site/kit/paths.ts';
import { summaryList } from '#site/kit/reading.ts';
import { answeredSteps, type FilingAnswers, partKey } from './answer-rows.ts';
import { type CodeShown, codeFields } from './code-fields.ts';
import { waitedFor } from './filing-request.ts';
import { type StepView, waysOut } from './step-frame.ts';
import { asksForDispute, isDeclared, progressOf, stepBefore } from './steps.ts';
import { whoSeesWhat } from './who-sees-what.ts';

export type CheckView = StepView & {
  readonly answers: FilingAnswers;
  /** Doubts that stop nobody, gathered from the readings of all steps. */
  readonly warnings: readonly FieldFault[];
  /** The phone is to be proved first. */
  readonly code?: CodeShown | undefined;
};

function answersPart({ answers }: CheckView, t: Translate): Safe {
  return html`${answeredSteps(answers, t).map(({ step, rows }) => {
    const change = `${paths.fileStep(step)}?change=1`;
    const [head, ...rest] = rows;
    return html`<h2>${t(partKey(step, answers.matter))}</h2>${head && summaryList([{ ...head, change }, ...rest], t)}`;
  })}`;
}

function seenPart({ answers }: CheckView, t: Translate): Safe {
  const seen = whoSeesWhat(answers, t);
  return html`<h2>${t('filing:seen.title')}</h2><p>${t('filing:seen.intro')}</p>
<div class="columns c3">
<section><h3>${t('filing:seen.operator')}</h3><p class="small soft">${t('filing:seen.operatorNot')}</p>${summaryList(seen.operator, t)}</section>
<section><h3>${t('filing:seen.bureau')}</h3><ul>${seen.bureau.map((line) => html`<li>${line}</li>`)}</ul></section>
<section><h3>${t('filing:seen.public')}</h3>${
    seen.public.length === 0
      ? html`<p>${t('filing:seen.publicNothing')}</p>`
      : html`<p class="small soft">${t('filing:seen.publicNot')}</p>${summaryList(seen.public, t)}`
  }</section>
</div>`;
}

/** What is not written yet delays no filing; acceptance waits for what art. 10(1) asks for, and the purchase is none of that. */
const openPart = ({ answers }: CheckView, t: Translate): Safe | false => {
  const open = waitedFor(answers);
  const onReceipt = answers.purchase?.onReceipt === true;
  return (
    (open.length > 0 || onReceipt) &&
    inset(
      html`${open.length > 0 && html`<p>${t('filing:check.open')}</p><ul>${open.map((what) => html`<li>${t(`filing:check.opens.${what}`)}</li>`)}</ul>`}${onReceipt && html`<p>${t('filing:check.openPurchase')}</p>`}`,
    )
  );
};

const declaration = (view: CheckView, t: Translate): Safe =>
  fieldsOf(view.form, t).checks({
    name: 'truthful',
    legend: t('filing:check.declaration'),
    hint: t('filing:check.declarationHint'),
    options: [{ value: 'yes', label: t('filing:check.truthful') }],
  });

export function checkPage(view: CheckView, t: Translate): Safe {
  const progress = progressOf('check', view.matter, view.role);
  const title = t('filing:check.title');
  const before = stepBefore('check', view.matter, view.role);
  const kind = t(`filing:matter.${view.matter}.short`);
  return layout(
    {
      shell: view.shell,
      title,
      states: formStates(view.form, t, progress),
      back: before ? paths.fileStep(before) : paths.home,
      wide: true,
      body: html`${errorSummary(view.form, t)}${progressLine(progress, t)}
<h1>${title}</h1>
${view.matter === 'both' && inset(html`<p>${t('filing:check.both')}</p>`)}
${asksForDispute(view.matter) && openPart(view, t)}
${view.warnings.length > 0 && warning(html`${t('filing:check.warnings', { count: view.warnings.length })}<ul>${view.warnings.map(({ says, values }) => html`<li>${t(says, values)}</li>`)}</ul>`, t)}
${answersPart(view, t)}
${asksForDispute(view.matter) && seenPart(view, t)}
${postForm({
  action: paths.fileStep('check'),
  form: view.form,
  body: html`${view.code && codeFields(view.form, t, view.code, view.shell.demo)}${isDeclared(view.matter) && declaration(view, t)}`,
  act: t('filing:check.file', { kind }),
  beside: waysOut(view, t),
})}
${view.shell.companion && warning(t('filing:receipt.companion'), t)}`,
    },
    t,
  );
}
