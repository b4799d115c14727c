import type { Day } from '#kernel/day.ts';
import type { Complaint, Filing } from './complaint.ts';

/** When each unit of this authority first had the case in its hands. */
export type Receipt = {
  readonly unit: string;
  /** Null while receipt waits for the national platform. */
  readonly on: Day | null;
  /** Its limit runs from the first receipt itself, and moves with it when that day is put right. */
  readonly isFirst: boolean;
};

export type Received = {
  /** Each unit once, at its first receipt. */
  readonly receipts: readonly Receipt[];
  /** Whether the present bureau's limit runs from a receipt of its own, after the first one. */
  readonly passedOn: boolean;
  /** Day from which the present bureau's acceptance limit runs (its own receipt). */
  readonly startedOn: Day | null;
};

/** What a bureau of the same authority, or of another, received before. */
export type EarlierReceipt = { readonly unit: string; readonly on: Day };

export const atFiling = ({ bureau, receivedOn, linked }: Filing): Received => ({
  receipts: [{ unit: bureau, on: receivedOn, isFirst: linked === undefined }],
  passedOn: linked !== undefined,
  startedOn: receivedOn,
});

/**
 * Between bureaus the receiver's limit runs from its own receipt; whoever had the case before, and the bureau whose own
 * centre passes it on, goes on from the receipt it has had (`receiptOf`).
 */
export const receivedAt = (state: Complaint, unit: string, on: Day, receiptOf?: string): Received => {
  const earlier = receiptOf === undefined ? undefined : state.receipts.find((one) => one.unit === receiptOf);
  const now = { unit, on: earlier?.on ?? on, isFirst: earlier?.isFirst ?? false };
  return { receipts: withReceipt(state.receipts, now), passedOn: !now.isFirst, startedOn: now.on };
};

/** Passed on while receipt waits for the national platform: no limit runs, and the day of the registration is everybody's first. */
export const handedOn = (state: Complaint, unit: string): Received => ({
  receipts: withReceipt(state.receipts, { unit, on: null, isFirst: true }),
  passedOn: false,
  startedOn: null,
});

/** Given back, it lies where the first limit was running all along. */
export const receivedBack = (state: Complaint, unit: string, on: Day): Received => {
  const isFirst = state.linked === undefined;
  return { receipts: withReceipt(state.receipts, { unit, on, isFirst }), passedOn: !isFirst, startedOn: on };
};

const withReceipt = (receipts: readonly Receipt[], now: Receipt): readonly Receipt[] =>
  receipts.some(({ unit }) => unit === now.unit) ? receipts : [...receipts, now];

/** The first receipt is another day than was thought: whatever runs from it goes along. */
export const withReceiptDay = (state: Complaint, on: Day): Complaint => ({
  ...state,
  receivedOn: on,
  firstReceivedOn: on,
  registration: state.registration?.isReceipt === true ? { ...state.registration, on } : state.registration,
  receipts: state.receipts.map((one) => (one.isFirst ? { ...one, on } : one)),
  passedOn: state.passedOn,
  startedOn: state.passedOn ? state.startedOn : on,
});

/** Whose receipt counts where the case goes to this unit now; nothing where that one receives it for the first time. */
export const earlierReceiptOf = (
  to: string,
  state: Complaint,
  units: ReadonlyMap<string, { readonly kind: string; readonly parent: string | null }>,
): { readonly receiptOf?: string } => {
  if (state.receipts.some(({ unit }) => unit === to)) return { receiptOf: to };
  const here = units.get(state.bureau);
  return here?.kind === 'intake-centre' && here.parent === to ? { receiptOf: state.bureau } : {};
};

/** Day from which the limit of that unit would run, were the case to go there today. */
export const limitWouldStartOn = (
  to: string,
  state: Complaint,
  units: Parameters<typeof earlierReceiptOf>[2],
  today: Day,
): Day => {
  const elsewhere = state.linked?.receipts?.find(({ unit }) => unit === to);
  if (elsewhere !== undefined) return elsewhere.on;
  return receivedAt(state, to, today, earlierReceiptOf(to, state, units).receiptOf).startedOn ?? today;
};

/** What the next authority is told of who had it before, so that it counts nobody's days twice. */
export const receiptsToHandOver = ({ receipts, linked }: Complaint): readonly EarlierReceipt[] => [
  ...(linked?.receipts ?? []),
  ...receipts.flatMap(({ unit, on }) => (on === null ? [] : [{ unit, on }])),
];
