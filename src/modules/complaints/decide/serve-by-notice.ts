import { addDays, compareDays, type Day, dayOf, daysBetween, laterDay } from '#kernel/day.ts';
import { type Refusal, refuse } from '#kernel/refusal.ts';
import { daysOf } from '#kernel/rule.ts';
import type { CommandOf, Facts } from '../commands.ts';
import type { Complaint, PaperMade } from '../complaint.ts';
import type { PaperOrder, PaperParty } from '../paper-orders.ts';
import type { PaperServed } from '../served.ts';
import { askedBy, inVainSince, noticeUntil } from '../served-by-notice.ts';
import { isVoid } from '../void-papers.ts';
import { proofLimit } from './acceptance.ts';
import { deemedServedOn } from './days-ahead.ts';

/**
 * Order 121 has no article on service: what both procedures say of a public notice is kept to, that it comes last, and that the file
 * says why and how it was made.
 */
const basis = [
  { text: 'civil-procedure', article: '95' },
  { text: 'penalty-procedure', article: '82' },
];

type Serving = CommandOf<'deliver'>;
const isParty = (to: Serving['to']): to is PaperParty => to !== 'bureau';

/** Public notice is the last way: only where letter or walk was in vain, nothing is under way, and the file says why. */
export const publicNoticeObjection = (
  command: Serving,
  paper: PaperMade,
  state: Complaint,
  facts: Facts,
): Refusal | undefined => {
  const { to, channel, place, reasons } = command;
  if (channel !== 'public-notice') return undefined;
  const key = `${paper.n}:${to}`;
  const refused = (code: string, field: string, params = {}) => refuse(code, { status: 422, field, basis, params });
  if (!isParty(to)) return refused('public-notice-to-a-body', 'to');
  if (isVoid(state, paper.n)) return refuse('paper-void', { params: { paper: paper.n } });
  const running = noticeUntil(state, paper.n, to);
  if (running !== null) return refused('public-notice-made-already', 'paper', { until: running });
  if (state.sentOnly.includes(key)) return refused('public-notice-while-under-way', 'channel');
  if (state.delivered.includes(key) && !state.unreached.includes(key))
    return refuse('already-delivered', { params: { paper: paper.n } });
  const since = inVainSince(state, to);
  if (since === null) return refused('public-notice-before-other-ways', 'channel');
  if (place === undefined) return refused('public-notice-without-place', 'place');
  if (reasons === undefined) return refused('public-notice-without-reasons', 'reasons');
  const on = noticedOn(command, facts);
  const until = deemedServedOn(facts, on);
  if (compareDays(on, since) < 0) return refused('public-notice-put-up-too-early', 'at', { since });
  if (compareDays(until, facts.today) <= 0) return refused('public-notice-over-already', 'at', { until });
  return sessionObjection(paper, state, until) ?? proofObjection(paper, state, until, facts);
};

/** Nothing stops the days for the decision on acceptance: what asks for papers before it cannot count behind them (art. 15). */
const proofObjection = ({ n }: PaperMade, state: Complaint, until: Day, facts: Facts): Refusal | undefined => {
  const latest = state.proofs.some(({ paper }) => paper === n) ? proofLimit(state, facts) : null;
  return latest === null || compareDays(until, latest) < 0
    ? undefined
    : refuse('proof-notice-after-acceptance-limit', {
        status: 422,
        field: 'channel',
        basis: [...basis, { text: 'order-121', article: '10(3)' }, { text: 'order-121', article: '15' }],
        params: { until, latest },
        instead: ['contact', 'accept', 'refuse'],
      });
};

/** Whoever is told of a session only when it is over was not told. */
const sessionObjection = (paper: PaperMade, { mediation }: Complaint, until: Day): Refusal | undefined => {
  const at = mediation?.at;
  return paper.code === 'form-7' && at != null && compareDays(dayOf(new Date(at)), until) <= 0
    ? refuse('session-before-notice-counts', {
        status: 422,
        field: 'channel',
        basis: [...basis, { text: 'order-121', article: '20' }],
        params: { until },
      })
    : undefined;
};

const noticedOn = ({ at }: Serving, { today }: Facts): Day => (at === undefined ? today : dayOf(new Date(at)));

type Noticed = Pick<PaperServed, 'noticeUntil' | 'dueOn' | 'place' | 'reasons'>;

/** When it counts as served, and the day of the answer or proof that follows from it (ANS-03, ANS-02). */
export const noticedBy = (command: Serving, paper: PaperMade, state: Complaint, facts: Facts): Noticed => {
  const { channel, place, reasons } = command;
  if (channel !== 'public-notice' || place === undefined || reasons === undefined) return {};
  const until = deemedServedOn(facts, noticedOn(command, facts));
  const asked = askedBy(state, paper.n);
  const dueOn = asked === null ? null : laterDay(asked, addDays(until, daysGiven(paper, asked, facts)));
  return { noticeUntil: until, place, reasons, ...(dueOn === null ? {} : { dueOn }) };
};

/** An answer has the days every answer has, a proof as many as its paper gave. */
const daysGiven = ({ code, on }: PaperMade, asked: Day, { law, today }: Facts): number =>
  code === 'respondent-notice' || on === undefined
    ? daysOf(law.rulebook, 'ANS-02', today)
    : Math.max(1, daysBetween(on, asked));

/** The text that is put up: no more of the addressee than it takes to know oneself. */
export const publicNoticeOf = (command: Serving, served: Noticed, facts: Facts): PaperOrder[] => {
  const { paper, to } = command;
  const { noticeUntil: until, dueOn } = served;
  if (until === undefined || !isParty(to)) return [];
  const details = { paper, to, on: noticedOn(command, facts), until, ...(dueOn === undefined ? {} : { dueOn }) };
  return [{ code: 'public-notice', to: ['file'], details }];
};
