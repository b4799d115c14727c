import type { Translate } from '#kernel/translate.ts';
import { html, type Safe } from '#site/kit/html.ts';
import { layout, type Shell } from '#site/kit/layout.ts';
import { inset } from '#site/kit/notices.ts';
import { paths } from '#site/kit/paths.ts';

export type HomeView = {
  readonly shell: Shell;
  /** How long a draft is kept. */
  readonly draftDays: number;
  /** A draft this browser began. */
  readonly draft?: { readonly resume: string };
  /** One that somebody signed in began: shown again to them alone. */
  readonly draftWaits?: true;
};

const doors = [
  { address: paths.follow, door: 'follow' },
  { address: paths.fileResume, door: 'resume' },
  { address: paths.fileShort, door: 'short' },
  { address: paths.answer, door: 'answer' },
  { address: paths.announcements, door: 'announcements' },
  { address: paths.proof, door: 'proof' },
  { address: paths.staffLogin, door: 'staff' },
] as const;

export function homePage(view: HomeView, t: Translate): Safe {
  const title = t('site:home.title');
  return layout(
    {
      shell: view.shell,
      title,
      wide: true,
      body: html`<div class="two"><h1>${title}</h1>
<p class="lead">${t('site:home.lead', { authority: view.shell.authority })}</p>
${view.draft && inset(html`<p><b>${t('site:home.draft')}</b> <a href="${view.draft.resume}">${t('site:home.draftResume')}</a> · <a href="${paths.fileDiscard}">${t('site:home.draftDiscard')}</a></p>`)}
${view.draftWaits && inset(html`<p>${t('site:home.draftWaits')} <a href="${paths.login}">${t('site:home.draftSignIn')}</a></p>`)}
<div class="acts"><a class="act" href="${paths.file}">${t('site:home.begin')}</a></div>
<p class="soft">${t('site:home.need', { days: view.draftDays })}</p></div>
<h2>${t('site:home.doors')}</h2>
<ul class="doors c2">${doors.map(
        ({ address, door }) =>
          html`<li><h3><a href="${address}">${t(`site:home.door.${door}.title`)}</a></h3><p>${t(`site:home.door.${door}.text`)}</p></li>`,
      )}</ul>
<div class="two"><h2>${t('site:home.course')}</h2>
<ol class="line">${(['file', 'decide', 'mediate', 'end'] as const).map(
        (part) =>
          html`<li><h3>${t(`site:home.courseOf.${part}.title`)}</h3><p>${t(`site:home.courseOf.${part}.text`)}</p><p class="small soft">${t(`site:home.courseOf.${part}.basis`)}</p></li>`,
      )}</ol>
<h2>${t('site:home.not')}</h2>
<ul>${(['danger', 'business', 'court', 'years'] as const).map((one) => html`<li>${t(`site:home.notOf.${one}`)}</li>`)}</ul></div>`,
    },
    t,
  );
}
