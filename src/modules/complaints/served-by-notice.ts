import { compareDays, type Day } from '#kernel/day.ts';
import type { Complaint, ComplaintEvent } from './complaint.ts';
import type { Side } from './filing-parts.ts';

/** Service by public notice: what bears it, since when it counts, and the day its paper asks for since then. */

type Of<T extends ComplaintEvent['type']> = Extract<ComplaintEvent, { type: T }>['payload'];

/** `asked`: the day the paper named before, which a notice taken back brings again. */
export type Noticed = { readonly n: number; readonly to: Side; readonly until: Day; readonly asked: Day | null };

export type NoticeState = {
  /** Parties whom the last letter or walk to their address did not reach, but for what `foundBy` says. */
  readonly inVain: readonly Side[];
  /** Marks since then by which one of them was reached after all: taken back, they say nothing. */
  readonly foundBy: readonly { readonly n: number; readonly to: Side }[];
  readonly noticed: readonly Noticed[];
  /** Notices that what was marked since had taken the place of. */
  readonly overtaken: readonly Noticed[];
  /** The day by which the respondent was last asked to answer. */
  readonly answerBy: Day | null;
};

export const nothingNoticed: NoticeState = { inVain: [], foundBy: [], noticed: [], overtaken: [], answerBy: null };

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

type Tried = Pick<NoticeState, 'inVain' | 'foundBy'>;

const triedAnew = ({ inVain, foundBy }: Tried, to: Side, isInVain: boolean): Tried => ({
  inVain: isInVain ? [...others(inVain, to), to] : others(inVain, to),
  foundBy: foundBy.filter((one) => one.to !== to),
});

/** Where the last letter or walk to this party's address was in vain, and nothing that still holds says otherwise. */
export const isTriedInVain = ({ inVain, foundBy }: Tried, to: Side): boolean =>
  inVain.includes(to) && foundBy.every((one) => one.to !== to);

/** Whoever was met refused or not is found; nobody else was. */
const notThere: ReadonlySet<string> = new Set(['returned', 'absent', 'wrong-number', 'no-answer']);

export const inVainAfterContact = (
  { inVain, foundBy }: Tried,
  { party, channel, outcome }: Of<'ContactAttempted'>,
): Tried =>
  toAddress.has(channel) ? triedAnew({ inVain, foundBy }, party, notThere.has(outcome)) : { inVain, foundBy };

export const noticeServed = (state: Known, served: Of<'PaperDelivered'>): NoticeState & Asked => {
  const { n, to, channel, outcome, noticeUntil, dueOn } = served;
  const { inVain, foundBy, noticed, overtaken, proofs, answerBy } = state;
  const same = { inVain, foundBy, noticed, overtaken, proofs, answerBy };
  if (to === 'bureau') return same;
  const isAnother = (one: { readonly n: number; readonly to: Side }) => one.n !== n || one.to !== to;
  const rest = noticed.filter(isAnother);
  if (noticeUntil !== undefined)
    return {
      ...same,
      ...(dueOn === undefined ? {} : asking(state, n, dueOn)),
      noticed: [...rest, { n, to, until: noticeUntil, asked: dueOn === undefined ? null : askedBy(state, n) }],
    };
  if (outcome === 'sent') return same;
  if (outcome === 'failed') return toAddress.has(channel) ? { ...same, ...triedAnew(state, to, true) } : same;
  // Come all the same: that day counts, and the later day of the answer stays.
  return {
    ...same,
    noticed: rest,
    overtaken: [...overtaken.filter(isAnother), ...noticed.filter((one) => !isAnother(one))],
    foundBy: toAddress.has(channel) ? [...foundBy.filter(isAnother), { n, to }] : foundBy,
  };
};

export const noticeOpened = (
  state: NoticeState,
  { n, to }: Of<'PaperOpened'>,
): Tried & Pick<NoticeState, 'noticed'> => ({
  ...triedAnew(state, to, false),
  noticed: state.noticed.filter((one) => one.n !== n || one.to !== to),
});

export const noticeUndone = (
  state: Known,
  { n, to, on }: Of<'DeliveryTakenBack'>,
): Omit<NoticeState, 'inVain'> & Asked => {
  const isIt = (one: { readonly n: number; readonly to: string }) => one.n === n && one.to === to;
  const former = state.overtaken.find(isIt);
  const taken = state.noticed.find(isIt) ?? (isCutShort(former, on) ? former : undefined);
  return {
    noticed: [
      ...state.noticed.filter((one) => !isIt(one)),
      ...(former === undefined || former === taken ? [] : [former]),
    ],
    overtaken: state.overtaken.filter((one) => !isIt(one)),
    foundBy: state.foundBy.filter((one) => !isIt(one)),
    ...(taken?.asked == null ? { proofs: state.proofs, answerBy: state.answerBy } : asking(state, n, taken.asked)),
  };
};

const isCutShort = (former: Noticed | undefined, on: Day): boolean =>
  former !== undefined && compareDays(on, former.until) < 0;

/** A notice that a wrong mark had ended before its days were over was taken down with it, and served nothing. */
export const hadCutShort = (
  { overtaken }: Pick<NoticeState, 'overtaken'>,
  { n, to, on }: Of<'DeliveryTakenBack'>,
): boolean =>
  isCutShort(
    overtaken.find((one) => one.n === n && one.to === to),
    on,
  );

/** The day a paper that was last served by public notice counts as served. */
export const noticeUntil = ({ noticed }: Pick<NoticeState, 'noticed'>, n: number, to: string): Day | null =>
  noticed.find((one) => one.n === n && one.to === to)?.until ?? null;
