import { compareDays, type Day, dayOf } from '#kernel/day.ts';
import type { Complaint, ComplaintEvent } from './complaint.ts';
import type { Side } from './filing-parts.ts';

/** Service by public notice: what bears it, since when it counts, and the day its paper asks for since then. */

type Of<T extends ComplaintEvent['type']> = Extract<ComplaintEvent, { type: T }>['payload'];

/** `asked`: the day the paper named before, which a notice taken back brings again. */
export type Noticed = { readonly n: number; readonly to: Side; readonly until: Day; readonly asked: Day | null };

export type NoticeState = {
  /** Parties whom the last letter or walk to their address did not reach, and since when none did, but for what `foundBy` says. */
  readonly inVain: readonly { readonly side: Side; readonly since: Day }[];
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

type Tried = Pick<NoticeState, 'inVain' | 'foundBy'>;

/** `at`: when it was in vain; the first such day since anybody was found there stays, also where it is entered last. */
const triedAnew = (tried: Tried, to: Side, at: string | null): Tried => {
  const inVain = tried.inVain.filter(({ side }) => side !== to);
  const foundBy = tried.foundBy.filter((one) => one.to !== to);
  if (at === null) return { inVain, foundBy };
  const on = dayOf(new Date(at));
  const before = inVainSince(tried, to);
  const since = before !== null && compareDays(before, on) < 0 ? before : on;
  return { inVain: [...inVain, { side: to, since }], foundBy };
};

/** Since when every letter and walk to this party's address was in vain; null where something that still holds says otherwise. */
export const inVainSince = ({ inVain, foundBy }: Tried, to: Side): Day | null =>
  foundBy.some((one) => one.to === to) ? null : (inVain.find(({ side }) => side === to)?.since ?? null);

/** Whoever was met refused or not is found; nobody else was. */
const notThere: ReadonlySet<string> = new Set(['returned', 'absent', 'wrong-number', 'no-answer']);

export const inVainAfterContact = (
  { inVain, foundBy }: Tried,
  { party, channel, outcome, at }: Of<'ContactAttempted'>,
): Tried =>
  toAddress.has(channel)
    ? triedAnew({ inVain, foundBy }, party, notThere.has(outcome) ? at : null)
    : { inVain, foundBy };

export const noticeServed = (state: Known, served: Of<'PaperDelivered'>): NoticeState & Asked => {
  const { n, to, channel, outcome, at, noticeUntil, dueOn } = served;
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
  if (outcome === 'failed') return toAddress.has(channel) ? { ...same, ...triedAnew(state, to, at) } : same;
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
  ...triedAnew(state, to, null),
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

/** Somebody else on this side now: what was tried and put up for the one before is not theirs. */
export const noticesWithout = (
  state: NoticeState,
  side: Side,
): Pick<NoticeState, 'inVain' | 'foundBy' | 'noticed' | 'overtaken'> => ({
  inVain: state.inVain.filter((one) => one.side !== side),
  foundBy: state.foundBy.filter(({ to }) => to !== side),
  noticed: state.noticed.filter(({ to }) => to !== side),
  overtaken: state.overtaken.filter(({ to }) => to !== side),
});

/** The day a paper that was last served by public notice counts as served. */
export const noticeUntil = ({ noticed }: Pick<NoticeState, 'noticed'>, n: number, to: string): Day | null =>
  noticed.find((one) => one.n === n && one.to === to)?.until ?? null;
