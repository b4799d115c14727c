import type { Translate } from '#kernel/translate.ts';
import { html, type Safe } from '#site/kit/html.ts';
import { layout, type Shell } from '#site/kit/layout.ts';
import { paths } from '#site/kit/paths.ts';

export type AboutView = { readonly shell: Shell };

/** Who answers for the site, and how long what is kept of people is kept (PIPL art. 17). */
export type PrivacyView = AboutView & {
  /** The unit of that authority that people turn to; unknown where the site is no authority's yet. */
  readonly contact?: { readonly name: string; readonly phone: string; readonly address: string };
  readonly years: Readonly<Record<'complaint' | 'report' | 'question' | 'request', number>>;
  readonly draftDays: number;
  readonly receiptMinutes: number;
  readonly logMonths: number;
};

const parts = (name: string, sections: readonly string[], t: Translate): Safe =>
  html`${sections.map((one) => html`<h2>${t(`site:about.${name}.${one}.title`)}</h2><p>${t(`site:about.${name}.${one}.text`)}</p>`)}`;

const contactPart = ({ name, phone, address }: NonNullable<PrivacyView['contact']>, t: Translate): Safe =>
  html`<p>${t('site:about.privacy.handler.contact')}</p>
<p><b>${name}</b>${phone !== '' && html`<br>${t('site:about.privacy.handler.phone')} <a class="num" href="tel:${phone}">${phone}</a>`}${address !== '' && html`<br>${t('site:about.privacy.handler.address')} ${address}`}</p>`;

const termsPart = ({ years, draftDays, receiptMinutes, logMonths }: PrivacyView, t: Translate): Safe => {
  const term = (name: string, values: Readonly<Record<string, number>>) =>
    html`<li>${t(`site:about.privacy.kept.terms.${name}`, values)}</li>`;
  return html`<ul>${term('complaint', { years: years.complaint })}${term('report', { years: years.report })}${term('question', { years: years.question })}${term('request', { years: years.request })}${term('draft', { days: draftDays })}${term('receipt', { minutes: receiptMinutes })}${term('log', { months: logMonths })}</ul>
<p>${t('site:about.privacy.kept.hold')}</p>`;
};

export function privacyNoticePage(view: PrivacyView, t: Translate): Safe {
  const title = t('site:about.privacy.title');
  const seenBy = ['operator', 'agreement', 'others', 'reporter'] as const;
  return layout(
    {
      shell: view.shell,
      title,
      back: paths.home,
      body: html`<h1>${title}</h1><h2>${t('site:about.privacy.handler.title')}</h2>
<p>${t('site:about.privacy.handler.text', { authority: view.shell.authority })}</p>
${view.contact !== undefined && contactPart(view.contact, t)}
${parts('privacy', ['what', 'basis', 'who'], t)}${seenBy.map((one) => html`<p>${t(`site:about.privacy.who.${one}`)}</p>`)}
${parts('privacy', ['kept'], t)}${termsPart(view, t)}${parts('privacy', ['cookies', 'rights'], t)}
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
