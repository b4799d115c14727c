import type { Refusal } from '#kernel/refusal.ts';
import type { CaseView } from '#modules/complaints/facade.ts';

export const overWords = ['withdrawAgain', 'rateAgain', 'over'] as const;
type OverWords = (typeof overWords)[number];

/** What the case itself bars, whatever is written in the form. */
const overBy: Readonly<Record<string, OverWords>> = {
  'withdrawal-already-stated': 'withdrawAgain',
  'already-rated': 'rateAgain',
  'no-withdrawal-stated': 'over',
  'already-archived': 'over',
  'not-in-this-state': 'over',
};

/** Said of an act that somebody's act in between has left without sense. */
const ofAct: Readonly<Record<string, OverWords>> = { withdraw: 'withdrawAgain', rate: 'rateAgain' };

/**
 * What was done already, or can be done no more, is nothing to put right on a form: the case says so. Undefined where the
 * form can be sent anew.
 */
export const overIn = (
  { refusal }: Refusal,
  act: string,
  view: Pick<CaseView, 'phase' | 'acts'> | undefined,
): OverWords | undefined => {
  if (act === 'withdraw' && view?.phase === 'withdrawn') return 'withdrawAgain';
  const isGone = refusal === 'changed-meanwhile' && view?.acts.every((lawful) => lawful.act !== act) === true;
  return isGone ? (ofAct[act] ?? 'over') : overBy[refusal];
};
