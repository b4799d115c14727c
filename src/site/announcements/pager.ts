import type { Translate } from '#kernel/translate.ts';
import { html, type Safe } from '#site/kit/html.ts';

type Pages = { readonly page: number; readonly more: boolean };

/** To the newer and the older page of a list; nothing where there is one page only. */
export const pager = ({ page, more }: Pages, addressOf: (page: number) => string, t: Translate): Safe | false =>
  (page > 1 || more) &&
  html`<p>${page > 1 && html`<a href="${addressOf(page - 1)}">${t('site:announcements.newer')}</a> `}${
    more && html`<a href="${addressOf(page + 1)}">${t('site:announcements.older')}</a>`
  }</p>`;
