import { compareDays, type Day, dayOf } from '#kernel/day.ts';
import type { Complaint, PaperMade } from './complaint.ts';
import type { Side } from './filing-parts.ts';
import type { PaperRecipient } from './paper-orders.ts';

/** Which sessions of a mediation took place: what an act or an interruption left no room for was never held. */

type Mediation = Complaint['mediation'];

/** Why a session that was fixed does not take place. */
export type WhyOff = 'recusal' | 'mandate-ended' | 'entrusted' | 'appraisal' | 'withdrawal' | 'ended' | 'replaced';

/** A paper about a session that was called off: owed to nobody any more. */
export type OffNotice = {
  readonly n: number;
  readonly at: string;
  readonly why: WhyOff;
  /** Who had been told of the session by then. */
  readonly told: readonly Side[];
};

type Papers = Pick<Complaint, 'papers'>;
const sides: readonly Side[] = ['complainant', 'respondent'];

/** Form 7 of the last session fixed, as it is for one party. */
export const noticeOfSession = ({ papers }: Papers, side: Side): number | undefined =>
  papers.findLast(({ code, to }) => code === 'form-7' && to.includes(side))?.n;

/**
 * The notice a party had of an earlier session that this one took the place of: the form has no line for it, so whatever
 * brings the new one says so. One that reached nobody is not spoken of.
 */
export const replacedNotice = (
  { papers, calledOff }: Pick<Complaint, 'papers' | 'calledOff'>,
  n: number,
  to: PaperRecipient,
): PaperMade | undefined => {
  const own = papers.filter((paper) => paper.code === 'form-7' && paper.to.includes(to));
  const at = own.findIndex((paper) => paper.n === n);
  const offOf = (paper: PaperMade) => calledOff.find((off) => off.n === paper.n && off.why === 'replaced');
  const before = own.slice(0, Math.max(at, 0));
  const since = before.findLastIndex((paper) => offOf(paper) === undefined);
  return before.slice(since + 1).findLast((paper) => offOf(paper)?.told.some((side) => side === to));
};

/** What was written about the last session fixed: its notices, one to each party, and who mediates it after all. */
export const papersOfSession = (state: Papers): readonly number[] => {
  const notices = sides.flatMap((side) => noticeOfSession(state, side) ?? []);
  const changes = state.papers.filter(({ n, code }) => code === 'mediator-change' && n > Math.min(...notices));
  return [...notices, ...changes.map(({ n }) => n)];
};

/** The last session on file takes place no more; those before it did. */
export const withoutSession = (mediation: Mediation): Mediation =>
  mediation?.heldBefore === true ? { ...mediation, at: null, place: null } : null;

const dayOfSession = (mediation: Mediation): Day | undefined =>
  mediation?.at == null ? undefined : dayOf(new Date(mediation.at));

/** Nobody was left to hold a session of a later day; of the day itself nobody can say. */
export const heldUntil = (mediation: Mediation, on: Day): Mediation => {
  const day = dayOfSession(mediation);
  return day !== undefined && compareDays(day, on) > 0 ? withoutSession(mediation) : mediation;
};

/** Art. 21(2): nothing is mediated between the request for recusal and its decision. */
export const heldOutside = (mediation: Mediation, from: Day | undefined, to: Day): Mediation => {
  const day = dayOfSession(mediation);
  return from !== undefined && day !== undefined && compareDays(day, from) > 0 && compareDays(day, to) < 0
    ? withoutSession(mediation)
    : mediation;
};

/** The moment fixed for the last session, where it could be held. */
export const sessionAt = ({ mediation, phase, exclusions }: Complaint): string | null => {
  if (mediation === null || phase !== 'interrupted') return mediation?.at ?? null;
  const asked = interruptedSince(exclusions);
  return asked === undefined ? mediation.at : (heldUntil(mediation, asked)?.at ?? null);
};

export const interruptedSince = (exclusions: Complaint['exclusions']): Day | undefined =>
  exclusions.findLast(({ reason, to }) => reason === 'recusal' && to === null)?.from;
