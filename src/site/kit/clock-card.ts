import type { ClockCard, ClockState } from '#kernel/clock-card.ts';
import type { Translate } from '#kernel/translate.ts';
import { html, type Safe } from './html.ts';

const looks: Readonly<Record<ClockState, string>> = {
  running: '',
  'due-soon': ' soon',
  'last-day': ' soon',
  overdue: ' late',
  paused: ' paused',
};

/** The clock card as the site draws it: what is left and until when first, the day-by-day reckoning one touch away. */
export function clockCard(card: ClockCard, t: Translate): Safe {
  return html`<section class="card clock${looks[card.state]}">
<header><h3>${card.title}</h3><p class="left">${card.remainingText}</p></header>
${card.means !== undefined && html`<p>${card.means}</p>`}<p class="due num">${card.dueText}</p>
${
  card.lines.length > 0 &&
  html`<details><summary>${t('site:clock.how')}</summary><div><ol class="days">${card.lines.map((line) => html`<li>${line}</li>`)}</ol>
${card.notes.map((note) => html`<p class="small num">${note}</p>`)}</div></details>`
}
<p class="basis">${card.basisText}</p>
</section>`;
}
