import type { Translate } from '#kernel/translate.ts';
import { attributes, type Content, html, type Safe } from './html.ts';

export type Row = {
  readonly term: string;
  readonly value: Content;
  /** Where this answer can be changed. */
  readonly change?: string;
};

/** Words a person wrote, shown as they were written, line breaks and direction included. */
export const said = (text: string): Safe => html`<span class="said" dir="auto">${text}</span>`;

/** A case number breaks, where it must, before its last two groups: the check character never stands alone. */
export const numberWords = (number: string): Safe => {
  const [, head = '', tail = number] = /^(.*-)([^-]+-[^-]+)$/.exec(number) ?? [];
  return html`${head}<span class="nowrap">${tail}</span>`;
};

/** Terms and values; with `change` it is "check your answers". */
export function summaryList(rows: readonly Row[], t: Translate): Safe {
  return html`<dl class="list">${rows.map(
    ({ term, value, change }) =>
      html`<div><dt>${term}</dt><dd>${value}</dd>${
        change !== undefined &&
        html`<dd class="change noprint"><a href="${change}">${t('site:change')}<span class="unseen">${t('site:changeOf', { what: term })}</span></a></dd>`
      }</div>`,
  )}</dl>`;
}

export type Column = { readonly head: string; readonly figure?: boolean };

export function table(caption: string, columns: readonly Column[], rows: readonly (readonly Content[])[]): Safe {
  const figure = (at: number) => attributes({ class: columns[at]?.figure ? 'figure' : null });
  return html`<div class="scroll" role="region" aria-label="${caption}" tabindex="0"><table>
<caption>${caption}</caption>
<thead><tr>${columns.map(({ head }, at) => html`<th scope="col"${figure(at)}>${head}</th>`)}</tr></thead>
<tbody>${rows.map((row) => html`<tr>${row.map((cell, at) => html`<td${figure(at)}>${cell}</td>`)}</tr>`)}</tbody>
</table></div>`;
}

export type TimelineEntry = {
  readonly title: string;
  /** The instant for machines (ISO 8601) and in words. */
  readonly at: string;
  readonly when: string;
  /** Who did it. */
  readonly by?: string;
  readonly text?: Content;
};

/** Newest first. */
export function timeline(entries: readonly TimelineEntry[]): Safe {
  return html`<ol class="line">${entries.map(
    ({ title, at, when, by, text }) =>
      html`<li><h3>${title}</h3><p class="small soft num"><time datetime="${at}">${when}</time>${by !== undefined && ` · ${by}`}</p>${text && html`<div>${text}</div>`}</li>`,
  )}</ol>`;
}

export type Paging = {
  readonly shown: number;
  readonly total: number;
  readonly previous?: string;
  readonly next?: string;
};

export function pagination({ shown, total, previous, next }: Paging, t: Translate): Safe {
  return html`<nav class="noprint" aria-label="${t('site:pages.label')}"><p class="small soft">${t('site:pages.shown', { shown, total })}</p>
<ul class="pages">${previous !== undefined && html`<li><a rel="prev" href="${previous}">${t('site:pages.previous')}</a></li>`}${
    next !== undefined && html`<li><a rel="next" href="${next}">${t('site:pages.next')}</a></li>`
  }</ul></nav>`;
}
