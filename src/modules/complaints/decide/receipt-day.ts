import type { Day } from '#kernel/day.ts';
import { dayInNumber } from '#kernel/public-number.ts';
import { correctedReceiptObjection } from '#kernel/receipt-day.ts';
import { type Refusal, refuse } from '#kernel/refusal.ts';
import { versionsOf } from '#kernel/rule.ts';
import { clocksOf, groundsFor, type LawFacts } from '../clocks.ts';
import type { CommandOf, Decision, Facts } from '../commands.ts';
import type { Complaint, DecisionMade, EventType, Sealed } from '../complaint.ts';
import { lawOfDecision } from '../governing.ts';
import type { PaperOrder } from '../paper-orders.ts';
import { withReceiptDay } from '../receipts.ts';
import { earlierPaper } from './review.ts';

const basis = [
  { text: 'order-121', article: '15' },
  { text: 'order-121', article: '45' },
];

/** Whoever files here is received the moment it is filed; what another authority received is its to put right. */
export const receiptDayObjection = ({ linked, channel, registration }: Complaint): Refusal | undefined => {
  if (linked !== undefined) return refuse('received-elsewhere', { basis, params: { number: linked.number } });
  const isOwnHand = channel === 'web' || channel === 'web-short';
  return isOwnHand && registration?.isReceipt !== true ? refuse('received-as-filed', { basis }) : undefined;
};

/** A wrong day of receipt put right: it chooses the law of the case and moves every limit that runs from it. */
export const correctReceipt = (
  { receivedOn, reasons }: CommandOf<'correct-receipt'>,
  state: Complaint,
  facts: Facts,
): Decision | Refusal => {
  const was = state.receivedOn;
  if (was === null) return refuse('not-received-yet', { basis, instead: ['register'] });
  const corrected = withReceiptDay(state, receivedOn);
  const objection =
    receiptDayObjection(state) ??
    correctedReceiptObjection(receivedOn, {
      was,
      today: facts.today,
      since: firstDayInLaw(facts.law),
      followed: whatFollowed(state),
      basis,
    }) ??
    lawObjection(corrected, state, facts);
  if (objection !== undefined) return objection;
  const told = toldWith(state);
  return {
    events: [
      {
        type: 'ReceiptDayCorrected',
        payload: {
          was,
          receivedOn,
          reasons,
          on: facts.today,
          ...(told === undefined ? {} : { decision: told.version }),
          moved: movedFrom(state, corrected, facts.law),
        },
      },
    ],
    papers: told === undefined ? [] : [noticeOf(told, { was, is: receivedOn, reasons }, state)],
  };
};

/** The decision whose paper told the complainant the other day. */
const toldWith = (state: Complaint): DecisionMade | undefined =>
  state.decisions.find(
    (made) => tellsReceipt.has(made.type) && earlierPaper(made, state, 'complainant').paper !== null,
  );

/** Nobody is told of another day who was never told of the first. */
export const isReceiptTold = (state: Complaint): boolean => toldWith(state) !== undefined;

const noticeOf = (
  made: DecisionMade,
  { was, is, reasons }: { readonly was: Day; readonly is: Day; readonly reasons: Sealed },
  state: Complaint,
): PaperOrder => ({
  code: 'correction-notice',
  to: ['complainant'],
  details: {
    ...earlierPaper(made, state, 'complainant'),
    reasons,
    corrections: [{ field: 'receivedOn', was, is }],
  },
});

/** Decisions whose paper says when the complaint was received. */
const tellsReceipt: ReadonlySet<EventType> = new Set([
  'ComplaintAccepted',
  'ComplaintRefused',
  'ComplaintTransferredOut',
  'ComplaintDirectedElsewhere',
]);

/** Before it no limit and no ground of any order is on record: such a day is a slip of the pen. */
const firstDayInLaw = ({ rulebook }: LawFacts): Day | undefined => versionsOf(rulebook, 'CMP-01')[0]?.effectiveFrom;

/** Only a registration comes later than the entry. */
const whatFollowed = (state: Complaint): readonly (Day | null | undefined)[] => [
  ...(state.registration?.isReceipt === true || state.channel === 'import' ? [] : [dayInNumber(state.number)]),
  ...state.receipts.map(({ isFirst, on }) => (isFirst ? null : on)),
  ...state.decisions.map(({ on }) => on),
  state.dispute?.since,
];

/** What was decided on a ground of one order cannot stand under another: that decision falls first. */
const lawObjection = (corrected: Complaint, state: Complaint, facts: Facts): Refusal | undefined => {
  const stands = state.decisions.every((made) => hasSameGrounds(made, corrected, state, facts));
  return stands ? undefined : refuse('decided-under-another-order', { field: 'receivedOn', basis, instead: ['annul'] });
};

const hasSameGrounds = (made: DecisionMade, corrected: Complaint, state: Complaint, facts: Facts): boolean => {
  const list = made.type === 'MediationTerminated' ? 'termination' : 'refusal';
  const law = lawOfDecision(made, facts.law);
  const textsOf = (of: Complaint) => groundsFor(list, of, made.on, law).map(({ basis: [first] }) => first.text);
  const [before, after] = [textsOf(state), textsOf(corrected)];
  return before.length === after.length && before.every((text, place) => text === after[place]);
};

const movedFrom = (state: Complaint, corrected: Complaint, law: LawFacts) => {
  const before = new Map(clocksOf(state, law).map(({ rule, reckoning }) => [rule, reckoning.dueOn]));
  return clocksOf(corrected, law).flatMap(({ rule, reckoning: { dueOn: to } }) => {
    const from = before.get(rule);
    return from == null || to === null || from === to ? [] : [{ rule, from, to }];
  });
};
