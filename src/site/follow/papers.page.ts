import type { Translate } from '#kernel/translate.ts';
import { type Paper, papersList } from '#site/kit/case-parts.ts';
import { html, type Safe } from '#site/kit/html.ts';
import { layout, type Shell } from '#site/kit/layout.ts';
import { nothingYet } from '#site/kit/notices.ts';
import { paths } from '#site/kit/paths.ts';

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
${view.papers.length === 0 ? nothingYet(t('follow:case.noPapers')) : papersList(view.papers, t)}`,
    },
    t,
  );
}
