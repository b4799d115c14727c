import type { Complaint, ComplaintEvent } from './complaint.ts';
import type { NoticeStanding } from './telling-events.ts';

type Said = Extract<ComplaintEvent, { type: 'NoticeTold' | 'SentAgain' }>;

/** What stands of the notices that failed once; papers sent anew are remembered by the act that sent them. */
export const withNotices = (state: Complaint, event: Said): Complaint => {
  if (event.type === 'NoticeTold') {
    const { notice, outcome, reason, at } = event.payload;
    return standing(state, {
      notice,
      state: outcome === 'failed' ? 'failed' : 'told',
      reason: outcome === 'failed' ? (reason ?? 'unknown') : null,
      on: at,
    });
  }
  const { n, to, notice, on } = event.payload;
  if (notice !== undefined) return standing(state, { notice, state: 'waiting', reason: null, on });
  return { ...state, sentAgain: [...state.sentAgain, `${n}:${to}:${state.version}`] };
};

const standing = (state: Complaint, now: NoticeStanding): Complaint => ({
  ...state,
  notices: [...state.notices.filter(({ notice }) => notice !== now.notice), now],
});

/** A job that runs twice finds that its attempt has left. */
export const leftAgain = (
  state: Complaint,
  { n, to, outcome, again }: Extract<ComplaintEvent, { type: 'PaperDelivered' }>['payload'],
): Pick<Complaint, 'leftAgain'> =>
  again === undefined || outcome === 'failed'
    ? { leftAgain: state.leftAgain }
    : { leftAgain: [...state.leftAgain, `${n}:${to}:${again}`] };
