import type { Day } from '#kernel/day.ts';
import type { Translate } from '#kernel/translate.ts';
import { dayWords } from '#site/kit/figures.ts';
import { html, type Safe } from '#site/kit/html.ts';
import { layout, type Shell } from '#site/kit/layout.ts';
import { nothingYet } from '#site/kit/notices.ts';
import { paths } from '#site/kit/paths.ts';
import { pager } from './pager.ts';

export type PublicNoticesView = {
  readonly shell: Shell;
  readonly page: number;
  readonly more: boolean;
  readonly rows: readonly {
    readonly number: string;
    readonly addressee: string;
    readonly paper: string;
    readonly paperNumber: string;
    readonly authority: string;
    readonly phone: string;
    readonly publishedOn: Day;
    readonly countsOn: Day;
    readonly dueOn: Day | null;
    readonly proof: string;
  }[];
};

/** Papers served by public notice whose days run, each for whoever knows themselves in it. */
export function publicNoticesPage({ shell, rows, page, more }: PublicNoticesView, t: Translate): Safe {
  const title = t('site:publicNotices.title');
  return layout(
    {
      shell,
      title,
      back: paths.announcements,
      body: html`<h1>${title}</h1>
<p>${t('site:publicNotices.intro')}</p>
${
  rows.length === 0
    ? nothingYet(t('site:publicNotices.none'))
    : html`<ul class="doors">${rows.map(
        (row) => html`<li><h2>${t('site:publicNotices.to', { addressee: row.addressee, paper: row.paper })}</h2>
<p>${t(`site:publicNotices.${row.paperNumber === '' ? 'textUnnumbered' : 'text'}`, {
          paper: row.paper,
          number: row.paperNumber,
          publishedOn: dayWords(row.publishedOn, t),
          countsOn: dayWords(row.countsOn, t),
        })}${row.dueOn !== null && html` ${t('site:publicNotices.due', { dueOn: dayWords(row.dueOn, t) })}`}</p>
<p class="small soft">${row.authority} · <span class="num">${row.phone}</span> · <a href="${paths.proofOf(row.proof)}"><span class="num">${row.number}</span></a></p></li>`,
      )}</ul>`
}
${pager({ page, more }, paths.publicNoticesPage, t)}`,
    },
    t,
  );
}
