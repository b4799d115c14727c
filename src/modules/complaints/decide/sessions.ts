import { daysOf } from '#kernel/rule.ts';
import type { Decision, Facts } from '../commands.ts';
import type { Complaint } from '../complaint.ts';
import { evolve } from '../evolve.ts';
import type { PaperOrder, PaperParty } from '../paper-orders.ts';
import { closedPhases } from '../phases.ts';
import { noticeOfSession, papersOfSession, sessionAt, type WhyOff } from '../sessions.ts';
import { isVoid, sidesToldOf } from '../void-papers.ts';

/**
 * Art. 20: who was told of a session is told when it does not take place, by whatever act that comes about. An ending and a
 * new form 7 say it themselves; what falls with an acceptance falls with its papers.
 */
export const withSessionOff = (decision: Decision, state: Complaint, facts: Facts): Decision => {
  const at = sessionAhead(state, facts);
  const why = at === undefined ? undefined : whyOff(decision, state);
  if (at === undefined || why === undefined) return decision;
  const voids = papersOfSession(state);
  const off = {
    type: 'SessionCalledOff',
    payload: { at, why, on: facts.today, ...(voids.length === 0 ? {} : { voids }) },
  } as const;
  if (why === 'ended' || why === 'replaced') return { ...decision, events: [off, ...decision.events] };
  const body = why === 'entrusted' ? facts.organisation?.name : undefined;
  const details = { at, why, ...(body === undefined ? {} : { body }) } as const;
  const letters = sidesToldOf(state, voids).map((to): PaperOrder => {
    const paper = noticeOfSession(state, to) ?? null;
    return { code: 'session-off-notice', to: [to], details: { ...details, paper } };
  });
  return { ...decision, events: [...decision.events, off], papers: [...decision.papers, ...letters] };
};

export const sessionAhead = (state: Complaint, { now }: Pick<Facts, 'now'>): string | undefined => {
  const at = sessionAt(state);
  return at !== null && new Date(at).getTime() > now.getTime() ? at : undefined;
};

/** Who was told of the session ahead, and would be told that it is off. */
export const toldOfSession = (state: Complaint): PaperParty[] => sidesToldOf(state, papersOfSession(state));

/** Each party's notice of the session ahead, which names the mediator. */
const noticesAhead = (state: Complaint) =>
  (['complainant', 'respondent'] as const).flatMap((to) => {
    const paper = noticeOfSession(state, to);
    return paper === undefined || isVoid(state, paper) ? [] : [{ to, paper }];
  });

export const toldOfMediator = (state: Complaint): PaperParty[] => noticesAhead(state).map(({ to }) => to);

/**
 * Art. 20: both were told in advance who mediates; whoever has that notice, or will, is told who does instead, and may ask for
 * recusal of that person (art. 21). Without a session ahead the next form 7 says it (decision 0033).
 */
export const mediatorChanged = (mediator: string, state: Complaint, facts: Facts): readonly PaperOrder[] => {
  const at = sessionAhead(state, facts);
  if (at === undefined) return [];
  const recusalDays = daysOf(facts.law.rulebook, 'RCS-01', facts.today);
  const former = state.mediator === null ? {} : { former: state.mediator };
  return noticesAhead(state).map(({ to, paper }): PaperOrder => {
    return { code: 'mediator-change', to: [to], details: { mediator, ...former, at, paper, recusalDays } };
  });
};

const whyOff = ({ events }: Decision, state: Complaint): WhyOff | undefined => {
  if (events.some(({ type }) => type === 'MediationOpened')) return 'replaced';
  const after = events.reduce<Complaint>((before, event) => evolve(before, event), state);
  if (closedPhases.has(after.phase)) return closedPhases.has(state.phase) ? undefined : 'ended';
  if (after.acceptedOn === null) return undefined;
  if (after.phase === 'interrupted') return 'recusal';
  if (state.entrustedTo !== null && after.entrustedTo === null) return 'mandate-ended';
  // What the bureau itself had fixed; the body fixes its own and says so by its own form 7.
  if (events.some(({ type }) => type === 'MediationEntrusted')) return 'entrusted';
  // Art. 22: its days are left out, and resuming sets the next session.
  if (events.some(({ type }) => type === 'AppraisalStarted')) return 'appraisal';
  if (after.withdrawalStatedOn !== state.withdrawalStatedOn) return 'withdrawal';
  return after.mediator === null ? 'recusal' : undefined;
};
