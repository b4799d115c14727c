import type { Translate } from '#kernel/translate.ts';
import {
  type EvidenceFile,
  type EvidenceLimits,
  evidenceAccept,
  evidenceList,
  evidenceWords,
  filesTwice,
  type RefusedFile,
  refusedFiles,
  type SeenBy,
} from '#site/kit/evidence.ts';
import { fieldsOf } from '#site/kit/fields.ts';
import { html, type Safe } from '#site/kit/html.ts';
import { more } from '#site/kit/notices.ts';
import { type StepView, stepPage } from './step-frame.ts';

export type EvidenceView = StepView & {
  readonly files: readonly EvidenceFile[];
  readonly limits: EvidenceLimits;
  readonly refused?: readonly RefusedFile[];
  /** Names of files that lay there already. */
  readonly twice?: readonly string[];
  readonly seenBy?: SeenBy;
};

export function evidencePage(view: EvidenceView, t: Translate): Safe {
  const field = fieldsOf(view.form, t);
  const title = t('filing:evidence.question');
  const some = view.files.length > 0;
  return stepPage(view, 'evidence', t, {
    title,
    files: true,
    before: html`<h1>${title}</h1>
<p>${t('filing:evidence.intro')}</p>
<ul><li>${t('filing:evidence.exampleReceipt')}</li><li>${t('filing:evidence.examplePhoto')}</li><li>${t('filing:evidence.exampleChat')}</li></ul>
${view.refused && refusedFiles(view.refused, t)}${filesTwice(view.twice, t)}`,
    fields: html`${field.file({
      name: 'files',
      label: t(some ? 'filing:evidence.another' : 'filing:evidence.choose'),
      hint: evidenceWords(view.limits, t),
      accept: evidenceAccept,
      multiple: true,
    })}
<p><button class="act second" name="act" value="upload">${t('site:evidence.upload')}</button></p>
${some && html`<h2>${t('site:evidence.have', { count: view.files.length })}</h2>${evidenceList(view.files, t, { removable: true, ...(view.seenBy && { seenBy: view.seenBy }) })}`}
${more(t('filing:evidence.careTitle'), html`<p>${t('filing:evidence.care')}</p>`)}`,
    act: t(some ? 'site:form.continue' : 'filing:evidence.without'),
  });
}
