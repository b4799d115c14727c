import type { Translate } from '#kernel/translate.ts';
import { claimKinds } from '#modules/complaints/vocabulary.ts';
import { fieldsOf } from '#site/kit/fields.ts';
import { html, type Safe } from '#site/kit/html.ts';
import { textLimits } from './answers.ts';
import { type StepView, stepPage } from './step-frame.ts';

export type ClaimView = StepView;

export function claimPage(view: ClaimView, t: Translate): Safe {
  const field = fieldsOf(view.form, t);
  const title = t('filing:claim.question');
  const reveals = {
    refund: field.money({
      name: 'refund',
      label: t('filing:claim.refundAmount'),
      hint: t('filing:claim.refundHint'),
      optional: true,
    }),
    damages: field.money({
      name: 'damages',
      label: t('filing:claim.damagesAmount'),
      hint: t('filing:claim.damagesHint'),
      optional: true,
    }),
  };
  return stepPage(view, 'claim', t, {
    title,
    fields: html`${field.checks({
      name: 'claims',
      legend: title,
      asHeading: true,
      hint: t('filing:claim.hint'),
      options: claimKinds.map((claim) => ({
        value: claim,
        label: t(`filing:claim.${claim}`),
        ...(claim === 'refund' || claim === 'damages' ? { reveal: reveals[claim] } : {}),
      })),
    })}
${field.long({ name: 'details', label: t('filing:claim.details'), hint: t('filing:claim.detailsHint'), optional: true, rows: 4, most: textLimits.details })}`,
  });
}
