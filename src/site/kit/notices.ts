import type { Translate } from '#kernel/translate.ts';
import { type Content, html, type Safe } from './html.ts';

/** Something is done: the outcome as the heading, its number below. */
export function confirmation(title: string, body: Content): Safe {
  return html`<div class="panel"><h1>${title}</h1>${body}</div>`;
}

export const inset = (body: Content): Safe => html`<div class="inset">${body}</div>`;

/** A warning begins with its word, so that colour is not what says it. */
export function warning(body: Content, t: Translate): Safe {
  return html`<div class="warn"><b>${t('site:warningWord')}</b> ${body}</div>`;
}

export const more = (summary: string, body: Content): Safe =>
  html`<details><summary>${summary}</summary><div>${body}</div></details>`;

export const nothingYet = (says: string, how?: Content): Safe =>
  inset(html`<p>${says}</p>${how && html`<p>${how}</p>`}`);
