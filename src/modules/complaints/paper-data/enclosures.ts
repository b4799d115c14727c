import { claimWords, longestFacts } from './dispute.ts';
import type { PaperDesk } from './paper-desk.ts';

/** The registration sheet and each file of the case; their pages only where every one is counted. */
export const enclosuresOf = (desk: PaperDesk): { papers: number; pages?: number } => {
  const { evidence } = desk.state;
  const pages = [registrationPages(desk), ...evidence.map((item) => item.pages)];
  const papers = pages.length;
  return pages.every((count) => count !== undefined)
    ? { papers, pages: pages.reduce((sum, count) => sum + count, 0) }
    : { papers };
};

const LINES_ON_ONE_PAGE = 14;
const CHARACTERS_A_LINE = 30;

/** Form 1 is typeset later: short of these lines it is one page for certain, of a longer one nobody knows yet. */
const registrationPages = (desk: PaperDesk): 1 | undefined => {
  const { complainant, respondent, state } = desk;
  // Those who complain along are named on a further page.
  if (state.parties.some(({ kind }) => kind === 'joint' || kind === 'representative')) return undefined;
  const cells = [...Object.values(complainant), ...Object.values(respondent)];
  const isPlain = cells.every((text) => text.length <= CHARACTERS_A_LINE);
  // The form keeps eight lines for the facts and four for the claim, whatever stands there.
  const lines = Math.max(8, linesIn(longestFacts(desk))) + Math.max(4, linesIn(claimWords(desk)));
  return isPlain && lines <= LINES_ON_ONE_PAGE ? 1 : undefined;
};

const linesIn = (text: string): number =>
  text.split(/\r?\n/u).reduce((sum, line) => sum + Math.max(1, Math.ceil(line.length / CHARACTERS_A_LINE)), 0);
