import type { Day } from '#kernel/day.ts';
import type { Complaint, ComplaintEvent } from './complaint.ts';
import type { Side } from './filing-parts.ts';

/** Service by public notice: what bears it, since when it counts, and the day its paper asks for since then. */

type Of<T extends ComplaintEvent['type']> = Extract<ComplaintEvent, { type: T }>['payload'];

/** `asked`: the day the paper named before, which a notice taken back brings again. */
export type Noticed = { readonly n: number; readonly to: Side; readonly until: Day; readonly asked: Day | null };

export type NoticeState = {
  /** Parties whom the last letter or walk to their address did not reach. */
  readonly inVain: readonly Side[];
  readonly noticed: readonly Noticed[];
  /** The day by which the respondent was last asked to answer. */
  readonly answerBy: Day | null;
};

export const nothingNoticed: NoticeState = { inVain: [], noticed: [], answerBy: null };

type Known = Pick<Complaint, 'papers' | 'proofs'> & NoticeState;
type Asked = Pick<Complaint, 'proofs' | 'answerBy'>;

const isLastNotice = ({ papers }: Known, n: number): boolean =>
  papers.findLast(({ code }) => code === 'respondent-notice')?.n === n;

/** The day this paper gives its reader for an answer or a proof. */
export const askedBy = (state: Known, n: number): Day | null =>
  state.proofs.find(({ paper }) => paper === n)?.dueOn ?? (isLastNotice(state, n) ? state.answerBy : null);

const asking = (state: Known, n: number, day: Day | null): Asked => ({
  proofs: state.proofs.map((one) => (one.paper === n && day !== null ? { ...one, dueOn: day } : one)),
  answerBy: isLastNotice(state, n) ? day : state.answerBy,
});

/** By these an address is tried; that a message fails says nothing of where somebody is. */
const toAddress: ReadonlySet<string> = new Set(['letter', 'hand', 'visit']);

const others = (inVain: readonly Side[], to: Side): readonly Side[] => inVain.filter((side) => side !== to);

/** Whoever was met refused or not is found; nobody else was. */
const notThere: ReadonlySet<string> = new Set(['returned', 'absent', 'wrong-number', 'no-answer']);

export const inVainAfterContact = (
  { inVain }: Pick<NoticeState, 'inVain'>,
  { party, channel, outcome }: Of<'ContactAttempted'>,
): readonly Side[] => {
  if (!toAddress.has(channel)) return inVain;
  return notThere.has(outcome) ? [...others(inVain, party), party] : others(inVain, party);
};

export const noticeServed = (state: Known, served: Of<'PaperDelivered'>): NoticeState & Asked => {
  const { n, to, channel, outcome, noticeUntil, dueOn } = served;
  const same = { inVain: state.inVain, noticed: state.noticed, proofs: state.proofs, answerBy: state.answerBy };
  if (to === 'bureau') return same;
  const rest = state.noticed.filter((one) => one.n !== n || one.to !== to);
  if (noticeUntil !== undefined)
    return {
      ...same,
      ...(dueOn === undefined ? {} : asking(state, n, dueOn)),
      noticed: [...rest, { n, to, until: noticeUntil, asked: dueOn === undefined ? null : askedBy(state, n) }],
    };
  if (outcome === 'sent') return same;
  if (outcome === 'failed')
    return toAddress.has(channel) ? { ...same, inVain: [...others(state.inVain, to), to] } : same;
  // Come all the same: that day counts, and the later day of the answer stays.
  return { ...same, noticed: rest, inVain: toAddress.has(channel) ? others(state.inVain, to) : state.inVain };
};

export const noticeOpened = (
  { inVain, noticed }: NoticeState,
  { n, to }: Of<'PaperOpened'>,
): Pick<NoticeState, 'inVain' | 'noticed'> => ({
  inVain: others(inVain, to),
  noticed: noticed.filter((one) => one.n !== n || one.to !== to),
});

export const noticeUndone = (
  state: Known,
  { n, to }: Of<'DeliveryTakenBack'>,
): Pick<NoticeState, 'noticed'> & Asked => {
  const taken = state.noticed.find((one) => one.n === n && one.to === to);
  return {
    noticed: state.noticed.filter((one) => one !== taken),
    ...(taken?.asked == null ? { proofs: state.proofs, answerBy: state.answerBy } : asking(state, n, taken.asked)),
  };
};

/** The day a paper that was last served by public notice counts as served. */
export const noticeUntil = ({ noticed }: Pick<NoticeState, 'noticed'>, n: number, to: string): Day | null =>
  noticed.find((one) => one.n === n && one.to === to)?.until ?? null;

/** A registered name is no secret, nor is one too long for a person's; of any other only the first character stands. */
export const isPublicName = (name: string, isRegistered: boolean): boolean =>
  isRegistered || Array.from(name.trim()).length > 4;
