import { html, raw, type Safe } from './html.ts';

export type TagMood = 'open' | 'soon' | 'late' | 'done' | 'quiet';

/** Each mood has its own shape, so that a state is never colour alone. */
const shapes: Readonly<Record<TagMood, Safe>> = {
  open: raw`<svg viewBox="0 0 10 10" aria-hidden="true"><circle cx="5" cy="5" r="5"/></svg>`,
  soon: raw`<svg viewBox="0 0 10 10" aria-hidden="true"><path d="M5 0 10 10H0z"/></svg>`,
  late: raw`<svg viewBox="0 0 10 10" aria-hidden="true"><path d="M5 0 10 5 5 10 0 5z"/></svg>`,
  done: raw`<svg viewBox="0 0 10 10" aria-hidden="true"><path d="M0 5.4 1.6 3.8 3.8 6 8.6 1.2 10 2.8 3.8 9z"/></svg>`,
  quiet: raw`<svg viewBox="0 0 10 10" aria-hidden="true"><path d="M0 4h10v2H0z"/></svg>`,
};

export const tag = (mood: TagMood, word: string): Safe => html`<span class="tag ${mood}">${shapes[mood]}${word}</span>`;
