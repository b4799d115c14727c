import type { Language, Translate } from '#kernel/translate.ts';
import type { AssetAddresses } from './assets.ts';
import { attributes, type Content, html, namingFields, raw, type Safe } from './html.ts';
import { paths } from './paths.ts';

/** What every page stands in; the same for all pages of one request. */
export type Shell = {
  readonly assets: AssetAddresses;
  /** Address of the page itself with its query: the language and print switches lead back to it. */
  readonly address: string;
  readonly largePrint: boolean;
  /** Name of the authority whose site this is. */
  readonly authority: string;
  readonly demo: boolean;
  /** In companion standing a receipt here is not yet a filing; the page says so. */
  readonly companion: boolean;
  readonly signedIn?: { readonly name: string; readonly kind: string };
};

export type Page = {
  readonly shell: Shell;
  /** What the page is about: the heading, in words. */
  readonly title: string;
  /** What stands before the title in the window's name: step, number, outcome. */
  readonly states?: readonly string[];
  readonly back?: string;
  /** Reading pages keep to two thirds of the width. */
  readonly wide?: boolean;
  readonly body: Content;
};

const otherLanguage: Readonly<Record<Language, Language>> = { 'zh-CN': 'en', en: 'zh-CN' };

/** The page's own address with one switch set; the server keeps the wish and answers with the page. */
export function switchAddress(address: string, name: string, value: string): string {
  const [path = '/', query = ''] = address.split('?', 2);
  const wishes = new URLSearchParams(query);
  wishes.set(name, value);
  return `${path}?${wishes}`;
}

function switches(shell: Shell, t: Translate): Safe {
  const other = otherLanguage[t.language];
  return html`<ul class="switches">
<li><a href="${switchAddress(shell.address, 'language', other)}" lang="${other}" hreflang="${other}">${t(`site:language.${other}`)}</a></li>
<li><a href="${switchAddress(shell.address, 'print', shell.largePrint ? 'normal' : 'large')}">${t(shell.largePrint ? 'site:print.normal' : 'site:print.large')}</a></li>
<li>${
    shell.signedIn
      ? html`<a href="${paths.account}">${t('site:account.mine', { name: shell.signedIn.name })}</a>`
      : html`<a href="${paths.login}">${t('site:account.login')}</a>`
  }</li>
</ul>`;
}

const demoBanner = (
  t: Translate,
): Safe => html`<aside class="phase" aria-label="${t('site:demo.word')}"><div class="wrap">
<p><b>${t('site:demo.word')}</b> ${t('site:demo.text')} <a href="${paths.demoCast}">${t('site:demo.cast')}</a> · <a href="${paths.demoMailbox}">${t('site:demo.mailbox')}</a></p>
</div></aside>`;

const companionBanner = (
  t: Translate,
): Safe => html`<aside class="phase" aria-label="${t('site:companion.word')}"><div class="wrap">
<p><b>${t('site:companion.word')}</b> ${t('site:companion.text')}</p>
</div></aside>`;

const footer = (shell: Shell, t: Translate): Safe => html`<footer class="bottom"><div class="wrap">
<ul>
<li><a href="${paths.follow}">${t('site:footer.follow')}</a></li>
<li><a href="${paths.answer}">${t('site:footer.answer')}</a></li>
<li><a href="${paths.proof}">${t('site:footer.proof')}</a></li>
<li><a href="${paths.privacyNotice}">${t('site:footer.privacy')}</a></li>
<li><a href="${paths.accessibility}">${t('site:footer.accessibility')}</a></li>
<li><a href="${paths.staffLogin}">${t('site:footer.staff')}</a></li>
</ul>
<p>${t('site:footer.hotline', { authority: shell.authority })}</p>
</div></footer>`;

export function layout({ shell, title, states = [], back, wide = false, body }: Page, t: Translate): Safe {
  const name = [...states, title, t('site:service')].join(' — ');
  return html`${raw`<!doctype html>`}
<html${attributes({ lang: t.language, class: shell.largePrint ? 'large' : null })}>
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="format-detection" content="telephone=no">
<meta name="theme-color" content="#1557b0">
<title>${name}</title>
<link rel="icon" href="${shell.assets.icon}" type="image/svg+xml">
<link rel="stylesheet" href="${shell.assets.stylesheet}">
<script${attributes({ src: shell.assets.script, defer: true })}></script>
</head>
<body>
<a class="skip" href="#main">${t('site:skip')}</a>
<header class="top"><div class="wrap">
<a class="brand" href="${paths.home}"><b>${t('site:brand')}</b><span>${t('site:service')}</span></a>
${switches(shell, t)}
</div></header>
${shell.demo && demoBanner(t)}${shell.companion && companionBanner(t)}
<div class="wrap">
${back !== undefined && html`<nav aria-label="${t('site:back')}"><a class="back" href="${back}">${t('site:back')}</a></nav>`}
<main id="main" tabindex="-1"${attributes({ class: wide ? null : 'two' })}>
${namingFields(html`${body}`, t('site:colon'))}
</main>
</div>
${footer(shell, t)}
</body>
</html>
`;
}
