import type { Translate } from '#kernel/translate.ts';
import { html, type Safe } from '#site/kit/html.ts';
import { layout, type Shell } from '#site/kit/layout.ts';
import { paths } from '#site/kit/paths.ts';

export type AboutView = { readonly shell: Shell };

const parts = (name: string, sections: readonly string[], t: Translate): Safe =>
  html`${sections.map((one) => html`<h2>${t(`site:about.${name}.${one}.title`)}</h2><p>${t(`site:about.${name}.${one}.text`)}</p>`)}`;

export function privacyNoticePage(view: AboutView, t: Translate): Safe {
  const title = t('site:about.privacy.title');
  return layout(
    {
      shell: view.shell,
      title,
      back: paths.home,
      body: html`<h1>${title}</h1>${parts('privacy', ['what', 'basis', 'who', 'kept', 'cookies', 'rights'], t)}
<p><a href="${paths.privacyRequest}">${t('site:about.privacy.request')}</a></p>`,
    },
    t,
  );
}

export function accessibilityPage(view: AboutView, t: Translate): Safe {
  const title = t('site:about.accessibility.title');
  return layout(
    {
      shell: view.shell,
      title,
      back: paths.home,
      body: html`<h1>${title}</h1>${parts('accessibility', ['aim', 'how', 'without', 'tell'], t)}`,
    },
    t,
  );
}
