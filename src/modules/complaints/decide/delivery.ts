import { type Refusal, refuse } from '#kernel/refusal.ts';
import type { CommandOf, Decision, Facts } from '../commands.ts';
import type { Complaint } from '../complaint.ts';
import type { PaperOrder, PaperParty } from '../paper-orders.ts';

export const recordDelivery = (command: CommandOf<'deliver'>, state: Complaint, facts: Facts): Decision | Refusal => {
  const paper = state.papers.find((made) => made.n === command.paper);
  if (paper === undefined || !paper.to.includes(command.to)) {
    return refuse('no-such-paper-for-this-party', { status: 422, field: 'paper', params: { paper: command.paper } });
  }
  // A job may run twice; an officer may well serve by hand what was sent before.
  const key = `${command.paper}:${command.to}`;
  const isNews = command.outcome !== 'sent' && state.sentOnly.includes(key);
  if (facts.actor.kind === 'system' && state.delivered.includes(key) && !isNews) {
    return refuse('already-delivered', { params: { paper: command.paper } });
  }
  const at = facts.now.toISOString();
  return {
    events: [
      {
        type: 'PaperDelivered',
        payload: { n: paper.n, to: command.to, channel: command.channel, outcome: command.outcome, at },
      },
    ],
    papers: command.channel === 'phone' && command.to !== 'bureau' ? [callRecordOf(command, command.to, at)] : [],
  };
};

/** What is told by telephone leaves no trace of its own: the call is written down. */
const callRecordOf = (command: CommandOf<'deliver'>, to: PaperParty, at: string): PaperOrder => ({
  code: 'call-record',
  to: ['file'],
  details: {
    paper: command.paper,
    to,
    at,
    reached: command.outcome !== 'failed',
    ...(command.note === undefined ? {} : { note: command.note }),
  },
});

/** The scan of the print with the wet seal becomes the file that is served; the one before keeps its hash. */
export const keepSealedCopy = (command: CommandOf<'keep-sealed-copy'>, state: Complaint): Decision | Refusal => {
  if (!state.papers.some((made) => made.n === command.paper)) {
    return refuse('no-such-paper', { status: 404, params: { paper: command.paper } });
  }
  return {
    events: [
      {
        type: 'SealedCopyKept',
        payload: { n: command.paper, file: command.file, sha256: command.sha256, pages: command.pages },
      },
    ],
    papers: [],
  };
};
