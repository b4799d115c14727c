import type { Translate } from '#kernel/translate.ts';
import { agentFields } from '#site/kit/agent-form.ts';
import {
  type EvidenceFile,
  type EvidenceLimits,
  evidenceAccept,
  evidenceList,
  evidenceWords,
  filesTwice,
  type RefusedFile,
  refusedFiles,
} from '#site/kit/evidence.ts';
import { type Fields, fieldsOf } from '#site/kit/fields.ts';
import { instantWords } from '#site/kit/figures.ts';
import { errorSummary, type FormState, formStates, postForm, progressLine } from '#site/kit/form.ts';
import { type Content, html, type Safe } from '#site/kit/html.ts';
import { layout, type Shell } from '#site/kit/layout.ts';
import { confirmation, inset, more } from '#site/kit/notices.ts';
import { paths } from '#site/kit/paths.ts';
import { type Row, said, summaryList } from '#site/kit/reading.ts';
import { type AnswerStep, statementMost, stepsOf } from './answer-forms.ts';

export type CodeView = {
  readonly shell: Shell;
  readonly form: FormState;
  /** The case this browser has open by its code. */
  readonly open?: string;
  /** Signed in as somebody who acts for an operator. */
  readonly hasAccount?: boolean;
};

/** The operator's door: no account, only the code of the notice. */
export function noticeCodePage(view: CodeView, t: Translate): Safe {
  const title = t('answer:code.title');
  return layout(
    {
      shell: view.shell,
      title,
      states: formStates(view.form, t),
      back: paths.home,
      body: html`${errorSummary(view.form, t)}<h1>${title}</h1>
${view.open !== undefined && inset(html`<p><a href="${paths.answerCase(view.open)}">${t('answer:code.goOn', { number: view.open })}</a></p>`)}
${view.hasAccount === true && inset(html`<p><a href="${paths.casesOfOperator}">${t('answer:code.account')}</a></p>`)}
<p>${t('answer:code.intro')}</p>
${postForm({
  action: paths.answer,
  form: view.form,
  body: fieldsOf(view.form, t).text({
    name: 'code',
    label: t('answer:code.label'),
    hint: t('answer:code.hint'),
    spellcheck: false,
    autocomplete: 'off',
    width: 12,
  }),
  act: t('answer:code.open'),
})}
${more(t('answer:code.otherTitle'), html`<p>${t('answer:code.other')}</p>`)}`,
    },
    t,
  );
}

export type AnswerStepView = {
  readonly shell: Shell;
  readonly form: FormState;
  readonly number: string;
  /** An agent takes part for the operator: one page more. */
  readonly represented?: boolean;
};

type StepParts = {
  readonly title: string;
  readonly body: (field: Fields) => Content;
  readonly files?: boolean;
  readonly act?: string;
};

function stepPage(view: AnswerStepView, step: AnswerStep, t: Translate, parts: StepParts): Safe {
  const steps = stepsOf(view.represented === true);
  const at = steps.indexOf(step);
  const progress = { step: at + 1, total: steps.length };
  const before = steps[at - 1];
  return layout(
    {
      shell: view.shell,
      title: parts.title,
      states: [...formStates(view.form, t, progress), view.number],
      back: before === undefined ? paths.answerCase(view.number) : paths.answerStep(before),
      body: html`${errorSummary(view.form, t)}${progressLine(progress, t)}
${postForm({
  action: paths.answerStep(step),
  form: view.form,
  files: parts.files ?? false,
  body: parts.body(fieldsOf(view.form, t)),
  act: parts.act ?? t('site:form.continue'),
})}`,
    },
    t,
  );
}

const row = (term: string, value: string | undefined): readonly Row[] =>
  value === undefined || value === '' ? [] : [{ term, value: said(value) }];

export function statementPage(view: AnswerStepView, t: Translate): Safe {
  return stepPage(view, 'statement', t, {
    title: t('answer:statement.title'),
    body: (field) =>
      field.long({
        name: 'statement',
        label: t('answer:statement.title'),
        asHeading: true,
        hint: t('answer:statement.hint'),
        rows: 10,
        most: statementMost,
      }),
  });
}

export type AnswerEvidenceView = AnswerStepView & {
  readonly files: readonly EvidenceFile[];
  readonly limits: EvidenceLimits;
  readonly refused?: readonly RefusedFile[];
  readonly twice?: readonly string[];
};

export function answerEvidencePage(view: AnswerEvidenceView, t: Translate): Safe {
  const title = t('answer:evidence.title');
  return stepPage(view, 'evidence', t, {
    title,
    files: true,
    body: (field) => html`<h1>${title}</h1><p>${t('answer:evidence.hint')}</p>
${view.refused && refusedFiles(view.refused, t)}${filesTwice(view.twice, t)}
${field.file({ name: 'files', label: t('answer:evidence.choose'), hint: evidenceWords(view.limits, t), accept: evidenceAccept, multiple: true })}
<p><button class="act second" name="act" value="upload">${t('site:evidence.upload')}</button></p>
${view.files.length > 0 && html`<h2>${t('site:evidence.have', { count: view.files.length })}</h2>${evidenceList(view.files, t, { removable: true })}`}`,
  });
}

/** Chosen beforehand until the person says otherwise. */
const presumed = (view: AnswerStepView): AnswerStepView =>
  view.form.values['who'] === undefined
    ? { ...view, form: { ...view.form, values: { ...view.form.values, who: 'self' } } }
    : view;

export function answerMediationPage(view: AnswerStepView, t: Translate): Safe {
  const title = t('answer:mediation.title');
  return stepPage(presumed(view), 'mediation', t, {
    title,
    body: (field) =>
      html`${field.radios({
        name: 'mediation',
        legend: title,
        asHeading: true,
        hint: t('answer:mediation.hint'),
        options: [
          {
            value: 'yes',
            label: t('answer:mediation.yes'),
            reveal: html`${field.radios({
              name: 'entrust',
              legend: t('answer:mediation.entrust'),
              hint: t('answer:mediation.entrustHint'),
              optional: true,
              options: [
                { value: 'yes', label: t('site:yes') },
                { value: 'no', label: t('site:no') },
              ],
            })}
${field.long({ name: 'wishedTimes', label: t('answer:mediation.times'), hint: t('answer:mediation.timesHint'), optional: true, rows: 2, most: 500 })}
${field.radios({
  name: 'who',
  legend: t('answer:mediation.who'),
  options: (['self', 'agent'] as const).map((who) => ({
    value: who,
    label: t(`answer:mediation.${who}`),
    hint: t(`answer:mediation.${who}Hint`),
  })),
})}`,
          },
          { value: 'no', label: t('answer:mediation.no'), hint: t('answer:mediation.noHint') },
        ],
      })}`,
  });
}

export type AnswerAgentView = AnswerStepView & { readonly papers: readonly string[] };

export function answerAgentPage(view: AnswerAgentView, t: Translate): Safe {
  const title = t('answer:agent.title');
  return stepPage(view, 'agent', t, {
    title,
    files: true,
    body: () => html`<h1>${title}</h1><p>${t('answer:agent.intro')}</p>${agentFields(view.form, view.papers, t)}`,
  });
}

export type AnswerCheckView = AnswerStepView & {
  readonly bureau: string;
  readonly statement?: string;
  readonly files: readonly EvidenceFile[];
  readonly mediation: boolean;
  readonly entrust?: boolean;
  readonly wishedTimes?: string;
  /** Name and powers of the agent. */
  readonly agent?: string;
};

export function answerCheckPage(view: AnswerCheckView, t: Translate): Safe {
  const title = t('answer:check.title');
  const change = (step: AnswerStep) => ({ change: paths.answerStep(step) });
  const yesNo = (value: boolean): string => t(value ? 'site:yes' : 'site:no');
  return stepPage(view, 'check', t, {
    title,
    body: (field) => html`<h1>${title}</h1>
${summaryList(
  [
    {
      term: t('answer:check.statement'),
      value: view.statement === undefined ? t('answer:check.noStatement') : said(view.statement),
      ...change('statement'),
    },
    {
      term: t('answer:case.evidence'),
      value:
        view.files.length === 0 ? t('filing:rows.noEvidence') : t('site:evidence.have', { count: view.files.length }),
      ...change('evidence'),
    },
    { term: t('answer:check.mediation'), value: yesNo(view.mediation), ...change('mediation') },
    ...(view.entrust === undefined ? [] : [{ term: t('answer:check.entrust'), value: yesNo(view.entrust) }]),
    ...row(t('answer:mediation.times'), view.wishedTimes),
    ...(view.agent === undefined
      ? []
      : [{ term: t('answer:check.agent'), value: said(view.agent), ...change('agent') }]),
  ],
  t,
)}
${field.text({ name: 'by', label: t('answer:check.by'), hint: t('answer:check.byHint'), autocomplete: 'name', width: 20 })}
${field.text({ name: 'byPhone', label: t('answer:check.byPhone'), hint: t('answer:check.byPhoneHint', { bureau: view.bureau }), optional: true, inputmode: 'tel', autocomplete: 'tel', width: 20 })}
${field.checks({ name: 'truthful', legend: t('answer:check.declaration'), options: [{ value: 'yes', label: t('answer:check.truthful') }] })}`,
    act: t('answer:check.send', { bureau: view.bureau }),
  });
}

export type AnswerDoneView = {
  readonly shell: Shell;
  readonly number: string;
  readonly bureau: string;
  readonly sentAt: Date;
  readonly mediation: boolean;
  /** The complainant had withdrawn before it came. */
  readonly withdrawn?: boolean;
};

const doneKey = ({ mediation, withdrawn }: AnswerDoneView): string => {
  if (withdrawn) return 'answer:withdrawn.next';
  return mediation ? 'answer:done.nextMediation' : 'answer:done.nextNone';
};

export function answerDonePage(view: AnswerDoneView, t: Translate): Safe {
  const title = t('answer:done.title');
  return layout(
    {
      shell: view.shell,
      title,
      states: [view.number],
      body: html`${confirmation(title, html`<p>${t('answer:done.at', { when: instantWords(view.sentAt, t), number: view.number })}</p>`)}
<h2>${t('answer:done.next')}</h2>
<p>${t(doneKey(view), { bureau: view.bureau })}</p>
${view.withdrawn !== true && html`<p>${t('answer:done.settle')}</p>`}
<div class="acts"><a class="act" href="${paths.answerCase(view.number)}">${t('answer:done.toCase')}</a></div>`,
    },
    t,
  );
}
