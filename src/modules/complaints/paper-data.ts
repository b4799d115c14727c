import type { Translate } from '#kernel/translate.ts';
import { betweenComposers } from './paper-data/between-bodies.ts';
import { decisionComposers } from './paper-data/decisions.ts';
import { localComposers } from './paper-data/local-letter.ts';
import { mediationComposers } from './paper-data/mediation.ts';
import { noticeComposers } from './paper-data/notices.ts';
import type { Composers, PaperAt, PaperDesk } from './paper-data/paper-desk.ts';
import type { OrderedPaper, PaperDetails, PaperOrder } from './paper-orders.ts';
import { type CanonicalPaper, composePaper } from './papers.ts';

const composers: Composers = {
  ...decisionComposers,
  ...mediationComposers,
  ...betweenComposers,
  ...noticeComposers,
  ...localComposers,
};

type OrderOf<Code extends OrderedPaper> = { readonly code: Code; readonly details: PaperDetails[Code] };

const composed = <Code extends OrderedPaper>(
  order: OrderOf<Code>,
  desk: PaperDesk,
  at: PaperAt,
  aid: Translate | undefined,
): CanonicalPaper => composePaper<Code>(order.code, composers[order.code](order.details, desk, at), desk.t, aid);

/** An ordered paper with every word it carries; `aid` adds a reading aid in another language. */
export const paperOf = (order: PaperOrder, desk: PaperDesk, at: PaperAt, aid?: Translate): CanonicalPaper =>
  composed(order, desk, at, aid);
