/** What may arrive at a unit from outside. */
export type Arriving = 'complaint' | 'report' | 'question';

/** Any of them lets a bureau begin; what it may not decide itself it passes on by the acts of the law (Order 121 arts 16 and 41). */
const begun: Readonly<Record<Arriving, readonly string[]>> = {
  complaint: ['decide-complaints', 'mediate'],
  report: ['verify-reports', 'punish'],
  question: [],
};

/**
 * Whether something filed can arrive at a unit of that kind with those powers: an intake centre that distributes, or a bureau.
 * An association only mediates what it is entrusted with, a station acts for its bureau (Order 121 arts 8, 19 and 30).
 */
export const receives = (kind: string, powers: readonly string[], what: Arriving): boolean => {
  if (kind === 'intake-centre') return powers.includes('receive-and-distribute');
  const wanted = begun[what];
  return kind === 'bureau' && (wanted.length === 0 || wanted.some((power) => powers.includes(power)));
};
