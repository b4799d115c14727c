import { type Day, dayOf } from '#kernel/day.ts';
import type { Complaint, ComplaintEvent } from './complaint.ts';
import { isMoot } from './moot-papers.ts';
import { noticeUntil } from './served-by-notice.ts';
import { isVoid } from './void-papers.ts';

/** What the row of a paper that is owed says after something was noted of it. */

type Delivered = Extract<ComplaintEvent, { type: 'PaperDelivered' }>['payload'];
type Told = Pick<Complaint, 'delivered' | 'unreached' | 'sentOnly' | 'voided' | 'calledOff'>;

export const deliveryState = (
  before: Pick<Complaint, 'siteOnly'>,
  state: Told,
  { n, to, outcome }: Delivered,
): string => {
  const key = `${n}:${to}`;
  if (outcome === 'failed' && isVoid(state, n)) return 'void';
  if (!state.delivered.includes(key)) return 'failed';
  if (outcome === 'failed' && before.siteOnly.includes(key)) return 'unreached';
  return state.sentOnly.includes(key) ? 'sent' : 'delivered';
};

/** The day it went to the post, where nothing but that is known of it. */
export const postedOn = ({ channel, outcome, at }: Delivered): Day | null =>
  channel === 'letter' && outcome === 'sent' ? dayOf(new Date(at)) : null;

/** What a paper is once its mark was taken back: owed as a letter, unless it had been told before. */
export const stateAgain = (state: Told, { n, to }: Pick<Delivered, 'n' | 'to'>): string => {
  const key = `${n}:${to}`;
  if (!state.delivered.includes(key)) return isVoid(state, n) ? 'void' : 'to-print';
  if (state.unreached.includes(key)) return 'unreached';
  return state.sentOnly.includes(key) ? 'sent' : 'delivered';
};

/** Until when its public notice runs or ran; a paper that holds no more is served to nobody. */
export const noticeOn = (state: Complaint, n: number, to: string): Day | null => {
  const paper = state.papers.find((made) => made.n === n);
  const isOver = isVoid(state, n) || (paper !== undefined && isMoot(state, paper));
  return isOver ? null : noticeUntil(state, n, to);
};
