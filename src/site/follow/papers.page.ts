import type { Translate } from '#kernel/translate.ts';
import { instantWords } from '#site/kit/figures.ts';
import { html, type Safe } from '#site/kit/html.ts';
import { layout, type Shell } from '#site/kit/layout.ts';
import { nothingYet } from '#site/kit/notices.ts';
import { paths } from '#site/kit/paths.ts';

export type Paper = {
  readonly n: number;
  /** Title of the form, such as 投诉受理决定书. */
  readonly title: string;
  /** Official number, when the paper has one. */
  readonly number?: string;
  readonly madeAt: Date;
};

export function papersList(caseNumber: string, papers: readonly Paper[], t: Translate): Safe {
  return html`<ul class="files">${papers.map(
    ({
      n,
      title,
      number,
      madeAt,
    }) => html`<li><span><a href="${paths.paper(caseNumber, n)}">${title}</a> <span class="soft">PDF</span>
${t.language === 'en' && html` · <a href="${paths.paper(caseNumber, n)}?aid=en">${t('follow:papers.withAid')}</a>`}</span>
${number !== undefined && html`<span class="small num">${number}</span>`}
<span class="small soft num">${instantWords(madeAt, t)}</span></li>`,
  )}</ul>`;
}

export type PapersView = { readonly shell: Shell; readonly number: string; readonly papers: readonly Paper[] };

export function papersPage(view: PapersView, t: Translate): Safe {
  const title = t('follow:papers.title');
  return layout(
    {
      shell: view.shell,
      title,
      states: [view.number],
      back: paths.caseOf(view.number),
      body: html`<h1>${title}</h1>
<p>${t('follow:papers.intro')}</p>
${view.papers.length === 0 ? nothingYet(t('follow:case.noPapers')) : papersList(view.number, view.papers, t)}`,
    },
    t,
  );
}
