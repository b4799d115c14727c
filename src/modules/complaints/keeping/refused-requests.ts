import type { LegalBasis } from '#kernel/refusal.ts';

const pipl = (article: string): LegalBasis => ({ text: 'pipl', article });

/** Why a request about personal information is not granted, or not in full; the words stand under `papers:personal-data-answer.ground`. */
export const requestGrounds = {
  'case-runs': [pipl('47(1)(1)')],
  'term-not-over': [pipl('47(2)')],
  'legal-hold': [pipl('47(2)')],
  secrecy: [pipl('18(1)'), pipl('45(1)')],
  'not-held': [pipl('45(1)')],
  'not-wrong': [pipl('46(2)')],
  'identity-unproven': [{ text: 'gbt-35273', article: '8.7' }, pipl('50(1)')],
} as const satisfies Readonly<Record<string, readonly LegalBasis[]>>;
export type RequestGround = keyof typeof requestGrounds;

/** What was asked is true of what was done: whoever grants a deletion has deleted. */
export const answerFault = (
  kind: string,
  outcome: 'granted' | 'partly-granted' | 'refused',
  ground: RequestGround | undefined,
  cases: readonly { readonly kind: string; readonly done: string | null }[],
): 'ground-missing' | 'ground-without-refusal' | 'not-carried-out-yet' | 'carried-out-already' | undefined => {
  if (outcome !== 'granted' && ground === undefined) return 'ground-missing';
  if (outcome === 'granted' && ground !== undefined) return 'ground-without-refusal';
  const wanted = kind === 'delete' ? 'erased' : kind === 'correct' ? 'corrected' : undefined;
  if (wanted === undefined) return undefined;
  const done = cases.filter((one) => one.done === wanted).length;
  if (outcome === 'refused') return done > 0 ? 'carried-out-already' : undefined;
  const all = kind === 'delete' && outcome === 'granted' ? cases.length : 1;
  return done < Math.max(all, 1) ? 'not-carried-out-yet' : undefined;
};
