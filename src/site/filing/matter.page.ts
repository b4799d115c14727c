import type { Translate } from '#kernel/translate.ts';
import { fieldsOf } from '#site/kit/fields.ts';
import { html, type Safe } from '#site/kit/html.ts';
import { inset, more } from '#site/kit/notices.ts';
import { paths } from '#site/kit/paths.ts';
import { type StepView, stepPage } from './step-frame.ts';
import { matters } from './steps.ts';

export type MatterView = StepView & {
  /** Another draft here was begun by somebody signed in; beginning takes its place. */
  readonly draftWaits?: true;
};

export function matterPage(view: MatterView, t: Translate): Safe {
  const field = fieldsOf(view.form, t);
  const title = t('filing:matter.title');
  return stepPage(view, 'matter', t, {
    title,
    fields: html`${
      view.draftWaits &&
      inset(
        html`<p>${t('site:home.draftWaits')} ${t('site:home.draftTakesItsPlace')} <a href="${paths.login}">${t('site:home.draftSignIn')}</a></p>`,
      )
    }${field.radios({
      name: 'matter',
      legend: title,
      asHeading: true,
      hint: t('filing:matter.hint'),
      options: matters.map((matter) => ({
        value: matter,
        label: t(`filing:matter.${matter}.label`),
        hint: t(`filing:matter.${matter}.hint`),
      })),
    })}
${more(t('filing:matter.differenceTitle'), html`<p>${t('filing:matter.differenceComplaint')}</p><p>${t('filing:matter.differenceReport')}</p><p>${t('filing:matter.differenceBoth')}</p>`)}
<p>${t('filing:matter.shortBefore')} <a href="${paths.fileShort}">${t('filing:matter.shortLink')}</a></p>`,
  });
}
