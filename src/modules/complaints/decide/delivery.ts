import { compareDays, type Day, dayOf } from '#kernel/day.ts';
import { type Refusal, refuse } from '#kernel/refusal.ts';
import type { CommandOf, Decision, Facts } from '../commands.ts';
import type { Complaint, PaperMade } from '../complaint.ts';
import { cameInOn } from '../evolve-facts.ts';
import type { InnerCommandOf } from '../inner-acts.ts';
import type { CaseClosed, PaperOrder, PaperParty } from '../paper-orders.ts';
import { isNewsOf, isServed, partyOpening } from '../telling.ts';
import { heardOnlyNow, sessionHeardOnlyNow } from '../void-papers.ts';
import { noticedBy, publicNoticeObjection, publicNoticeOf } from './serve-by-notice.ts';

const o121 = (article: string) => ({ text: 'order-121', article });
const telling = [o121('15'), o121('20'), o121('23(2)')];

export const recordDelivery = (command: CommandOf<'deliver'>, state: Complaint, facts: Facts): Decision | Refusal => {
  const paper = state.papers.find((made) => made.n === command.paper);
  if (paper === undefined || !paper.to.includes(command.to)) {
    return refuse('no-such-paper-for-this-party', { status: 422, field: 'paper', params: { paper: command.paper } });
  }
  // A job may run twice; an officer may well serve by hand what was sent before.
  if (command.channel === 'public-notice' && command.outcome !== undefined) {
    return refuse('outcome-said-of-a-notice', { status: 422, field: 'outcome' });
  }
  const outcome = command.channel === 'public-notice' ? 'recorded' : command.outcome;
  if (outcome === undefined) return refuse('outcome-not-said', { status: 422, field: 'outcome' });
  const attempt = { n: command.paper, to: command.to, outcome };
  if (facts.actor.kind === 'system' && !isNewsOf(state, attempt)) {
    return refuse('already-delivered', { params: { paper: command.paper } });
  }
  const objection =
    momentObjection(command, paper, state, facts) ??
    publicNoticeObjection(command, paper, state, facts) ??
    proofObjection(command);
  if (objection !== undefined) return objection;
  const at = command.at ?? facts.now.toISOString();
  const noticed = noticedBy(command, paper, state, facts);
  return {
    events: [
      {
        type: 'PaperDelivered',
        payload: {
          n: paper.n,
          to: command.to,
          channel: command.channel,
          outcome,
          at,
          ...(command.receiver === undefined ? {} : { receiver: command.receiver }),
          ...(command.proof === undefined ? {} : { proof: command.proof }),
          ...noticed,
        },
      },
    ],
    papers: [
      ...(command.channel === 'phone' && command.to !== 'bureau' ? [callRecordOf(command, command.to, at)] : []),
      ...publicNoticeOf(command, noticed, facts),
      ...noticesToLatecomer(state, attempt, facts),
    ],
  };
};

const momentObjection = (
  { at }: CommandOf<'deliver'>,
  paper: PaperMade,
  state: Complaint,
  { now }: Facts,
): Refusal | undefined => {
  if (at === undefined) return undefined;
  if (new Date(at).getTime() > now.getTime())
    return refuse('service-in-the-future', { status: 422, field: 'at', basis: telling });
  const since = couldBeServedFrom(paper, state);
  return since !== null && compareDays(dayOf(new Date(at)), since) < 0
    ? refuse('service-before-the-paper', {
        status: 422,
        field: 'at',
        basis: telling,
        params: { since },
      })
    : undefined;
};

/** The day of the decision it tells of, which may be entered later than it was signed; else the day the paper was made. */
const couldBeServedFrom = ({ n, on }: PaperMade, state: Complaint): Day | null =>
  state.decisions.find(({ papers }) => papers.includes(n))?.on ?? on ?? cameInOn(state);

/** What went to another body is proved by who took it there, and by more than that where nobody signed for it. */
const proofObjection = ({ to, outcome, channel, receiver, proof }: CommandOf<'deliver'>): Refusal | undefined => {
  if (to !== 'bureau' || outcome !== 'delivered') return undefined;
  if (receiver === undefined) return refuse('receiver-not-named', { status: 422, field: 'receiver' });
  return channel !== 'hand' && proof === undefined
    ? refuse('proof-of-service-missing', { status: 422, field: 'proof' })
    : undefined;
};

/** Marked as told by mistake: taken back with the reason, so that what is still owed is owed again. */
export const takeBackDelivery = (
  { paper: n, to, reasons }: CommandOf<'take-back-delivery'>,
  state: Complaint,
  facts: Facts,
): Decision | Refusal =>
  `${n}:${to}` in state.marked
    ? { events: [{ type: 'DeliveryTakenBack', payload: { n, to, reasons, on: facts.today } }], papers: [] }
    : refuse('no-mark-to-take-back', { field: 'paper' });

/** What the platform itself did to tell a party, or heard of it from the carrier. */
export const noteTelling = (
  command: InnerCommandOf<'note-telling'>,
  state: Complaint,
  facts: Facts,
): Decision | Refusal => {
  const { paper: n, to, channel, outcome, reason, code, again, via, number } = command;
  if (!state.papers.some((made) => made.n === n && made.to.includes(to)))
    return refuse('no-such-paper-for-this-party', { status: 422, field: 'paper', params: { paper: n } });
  const isOld =
    again === undefined
      ? !isNewsOf(state, { n, to, outcome })
      : isServed(state, n, to) || state.leftAgain.includes(`${n}:${to}:${again}`);
  if (isOld) return refuse('already-delivered', { params: { paper: n } });
  const why = { ...(reason === undefined ? {} : { reason }), ...(code === undefined ? {} : { code }) };
  const anew = {
    ...(again === undefined ? {} : { again }),
    ...(via === undefined ? {} : { via }),
    ...(number === undefined ? {} : { number }),
  };
  return {
    events: [
      { type: 'PaperDelivered', payload: { n, to, channel, outcome, at: facts.now.toISOString(), ...why, ...anew } },
    ],
    papers: noticesToLatecomer(state, { n, to, outcome }, facts),
  };
};

/** What whoever reads this paper only now must hear beside it. */
export const noticesToLatecomer = (
  state: Complaint,
  attempt: Parameters<typeof heardOnlyNow>[1],
  facts: Facts,
): PaperOrder[] => [...noticeToLatecomer(state, attempt), ...offNoticeToLatecomer(state, attempt, facts)];

/** Under way when its decision was annulled, and come all the same: its reader must hear that it holds no more. */
const noticeToLatecomer = (state: Complaint, attempt: Parameters<typeof heardOnlyNow>[1]): PaperOrder[] => {
  const { n, to } = attempt;
  const late = heardOnlyNow(state, attempt);
  if (late === undefined || to === 'bureau') return [];
  const { decision, decidedOn, reasons } = late;
  const details = { decision, decidedOn, paper: n, reasons, ...closedSince(state) };
  return [{ code: 'annulment-notice', to: [to], details }];
};

/** A case that has ended by now does not go on. */
const closedSince = ({ phase, closedOn, decisions }: Complaint): { readonly closed?: CaseClosed } => {
  if (closedOn === null) return {};
  if (phase !== 'withdrawn') return { closed: { on: closedOn, how: 'otherwise' } };
  return { closed: { on: decisions.at(-1)?.upon.withdrawalStatedOn ?? closedOn, how: 'withdrawn' } };
};

/** A session that was called off while its notice was under way: whoever reads it now must not come. */
const offNoticeToLatecomer = (
  state: Complaint,
  attempt: Parameters<typeof sessionHeardOnlyNow>[1],
  { entrusted }: Facts,
): PaperOrder[] => {
  const { to } = attempt;
  const late = sessionHeardOnlyNow(state, attempt);
  if (late === undefined || to === 'bureau') return [];
  const { at, why } = late;
  const ofIt = state.calledOff.filter((paper) => paper.at === at).map(({ n }) => n);
  const paper =
    state.papers.findLast(({ n, code, to: whom }) => code === 'form-7' && ofIt.includes(n) && whom.includes(to))?.n ??
    null;
  // Form 8 or the next form 7 is on its way.
  if (why === 'ended' || why === 'replaced') return [];
  // Given back since: then nobody can be named, and the case is the bureau's own again.
  if (why === 'entrusted' && entrusted === undefined)
    return [{ code: 'session-off-notice', to: [to], details: { at, why: 'mandate-ended', paper } }];
  const body = why === 'entrusted' ? { body: entrusted?.name ?? '' } : {};
  return [{ code: 'session-off-notice', to: [to], details: { at, why, paper, ...body } }];
};

/** A party opened its own paper: put on record once, as the best proof there is that it was reached. */
export const noteOpening = (
  { paper, to }: InnerCommandOf<'note-opening'>,
  state: Complaint,
  facts: Facts,
): Decision | Refusal =>
  partyOpening(state, facts.actor, paper) === to
    ? { events: [{ type: 'PaperOpened', payload: { n: paper, to, at: facts.now.toISOString() } }], papers: [] }
    : refuse('already-delivered', { params: { paper } });

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
  const made = state.papers.find(({ n }) => n === command.paper);
  if (made === undefined) return refuse('no-such-paper', { status: 404, params: { paper: command.paper } });
  // Somebody was erased from it while the scan was looked at.
  if (made.lessened === true) return refuse('nothing-to-seal', { params: { paper: command.paper } });
  return {
    events: [
      {
        type: 'SealedCopyKept',
        payload: {
          ...{ n: command.paper, file: command.file, sha256: command.sha256, pages: command.pages },
          ...(command.comparedByEye && { comparedByEye: true }),
        },
      },
    ],
    papers: [],
  };
};
