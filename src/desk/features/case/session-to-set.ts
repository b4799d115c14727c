import type { CaseView } from '#modules/complaints/case-contract.ts';

type Seen = Pick<CaseView, 'phase' | 'timeline' | 'toEnd'>;

/** The session that was called off last, where none was set since and the case could be mediated now. */
export const sessionToSet = ({
  phase,
  timeline,
  toEnd,
}: Seen): { readonly at: string; readonly why: string } | undefined => {
  if ((phase !== 'accepted' && phase !== 'mediating') || toEnd !== null) return undefined;
  const last = timeline.findLast(({ type }) => type === 'MediationOpened' || type === 'SessionCalledOff');
  const { at, why } = last?.details ?? {};
  return last?.type === 'SessionCalledOff' && typeof at === 'string' && typeof why === 'string'
    ? { at, why }
    : undefined;
};
