import { type Refusal, refuse } from '#kernel/refusal.ts';
import type { CommandOf, Decision, Facts } from '../commands.ts';
import type { Complaint } from '../complaint.ts';
import type { InnerCommandOf } from '../inner-acts.ts';
import { isServed } from '../telling.ts';
import { isVoid } from '../void-papers.ts';

const basis = [
  { text: 'order-121', article: '15' },
  { text: 'order-121', article: '23(2)' },
];

/** One more attempt at what did not arrive, by the way an official chooses (Order 121; forms 5 to 8). */
export const sendAgain = (command: CommandOf<'send-again'>, state: Complaint, facts: Facts): Decision | Refusal => {
  if ((command.paper === undefined) === (command.notice === undefined))
    return refuse('nothing-to-send-again', { status: 422, field: 'paper', basis });
  return command.notice === undefined ? paperAgain(command, state, facts) : noticeAgain(command, state, facts);
};

/** Said beforehand: whatever was sent has come, and there is nothing to send once more. */
export const sendAgainObjection = (state: Complaint): Refusal | undefined => {
  const isOwed = state.papers.some(
    (paper) =>
      !isVoid(state, paper.n) &&
      paper.to.some((to) => (to === 'complainant' || to === 'respondent') && !isServed(state, paper.n, to)),
  );
  return isOwed || state.notices.some((one) => one.state === 'failed')
    ? undefined
    : refuse('all-has-arrived', { basis });
};

const paperAgain = (
  { paper: n, to = 'complainant', channel }: CommandOf<'send-again'>,
  state: Complaint,
  facts: Facts,
): Decision | Refusal => {
  const paper = state.papers.find((made) => made.n === n);
  if (paper === undefined || n === undefined || !paper.to.includes(to))
    return refuse('no-such-paper-for-this-party', { status: 422, field: 'paper', params: { paper: n ?? 0 } });
  if (isVoid(state, n)) return refuse('paper-void', { params: { paper: n } });
  if (isServed(state, n, to)) return refuse('already-delivered', { params: { paper: n } });
  if (channel === 'phone' || channel === 'hand')
    return refuse('told-in-person-is-recorded', { status: 422, field: 'channel', basis, instead: ['deliver'] });
  return (
    wayObjection(channel, to, state) ?? {
      events: [{ type: 'SentAgain', payload: { on: facts.today, channel, n, to } }],
      papers: [],
    }
  );
};

const noticeAgain = (
  { notice = '', channel }: CommandOf<'send-again'>,
  state: Complaint,
  facts: Facts,
): Decision | Refusal => {
  if (!state.notices.some((one) => one.notice === notice && one.state === 'failed'))
    return refuse('notice-not-failed', { status: 422, field: 'notice', basis });
  if (channel === 'sms' || channel === 'e-mail')
    return (
      wayObjection(channel, 'complainant', state) ?? {
        events: [{ type: 'SentAgain', payload: { on: facts.today, channel, notice } }],
        papers: [],
      }
    );
  // A call, a letter or a word at the counter is done by people: the act says that it was.
  const at = facts.now.toISOString();
  return { events: [{ type: 'NoticeTold', payload: { notice, channel, outcome: 'delivered', at } }], papers: [] };
};

/** Where the complainant has nothing of the kind on file. What an operator has is known outside the case. */
const wayObjection = (
  channel: 'sms' | 'e-mail' | 'letter',
  to: 'complainant' | 'respondent',
  { parties }: Complaint,
): Refusal | undefined => {
  if (to === 'respondent') return undefined;
  const needed = ({ sms: 'phone', 'e-mail': 'email', letter: 'address' } as const)[channel];
  return parties.some(
    ({ kind, fields }) => (kind === 'complainant' || kind === 'agent') && fields[needed] !== undefined,
  )
    ? undefined
    : refuse('no-such-way-on-file', { status: 422, field: 'channel', basis, instead: ['choose-telling'] });
};

/** What became of a message beside the papers: only what failed, and what came after that, is put on file. */
export const noteNotice = (
  { notice, channel, outcome, reason, code }: InnerCommandOf<'note-notice'>,
  state: Complaint,
  facts: Facts,
): Decision | Refusal => {
  const known = state.notices.find((one) => one.notice === notice);
  const isNews = outcome === 'failed' ? known?.state !== 'failed' : known !== undefined && known.state !== 'told';
  if (!isNews) return refuse('nothing-new-of-the-notice', { params: { notice } });
  return {
    events: [
      {
        type: 'NoticeTold',
        payload: {
          notice,
          channel,
          outcome,
          at: facts.now.toISOString(),
          ...(reason === undefined ? {} : { reason }),
          ...(code === undefined ? {} : { code }),
        },
      },
    ],
    papers: [],
  };
};
