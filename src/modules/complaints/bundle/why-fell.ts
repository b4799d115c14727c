import { longDay } from '#kernel/day-text.ts';
import type { ComplaintEvent } from '../complaint.ts';
import type { PaperDesk } from '../paper-data/paper-desk.ts';
import type { Opened } from '../views/opened.ts';

/** An index is no place for pages of reasons: they stand in the paper that told of them. */
const MOST = 120;
const short = (text: string): string => {
  const letters = Array.from(text.replaceAll(/\s+/gu, ' ').trim());
  return letters.length > MOST ? `${letters.slice(0, MOST).join('')}…` : letters.join('');
};

/** Of each paper that holds no more: since when, and why. */
export const whyFell = (
  events: readonly ComplaintEvent[],
  { state, t }: Pick<PaperDesk, 'state' | 't'>,
  opened: Pick<Opened, 'text'>,
): ReadonlyMap<number, string> => {
  const fell = new Map<number, string>();
  for (const { type, payload } of events) {
    if (type === 'DecisionAnnulled') {
      // The first annulments name no papers: those of the decision fell.
      const papers = payload.voids ?? state.decisions.find(({ version }) => version === payload.version)?.papers ?? [];
      const why = short(opened.text(payload.reasons) ?? t('papers:case-statements.erased'));
      for (const n of papers) fell.set(n, t('papers:bundle.annulledOn', { day: longDay(payload.on, t), why }));
    }
    if (type === 'SessionCalledOff') {
      const why = t(`complaint:sessionOff.${payload.why}`);
      for (const n of payload.voids ?? [])
        fell.set(n, t('papers:bundle.calledOffOn', { day: longDay(payload.on, t), why }));
    }
  }
  return fell;
};
