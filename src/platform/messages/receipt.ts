import { isPlainObject, textAt, valueAt } from './dotted.ts';

/** Why a message did not arrive, in the words of the house; the carrier's own code stands beside it. */
export const carrierReasons = [
  'no-such-number',
  'switched-off',
  'blocked',
  'expired',
  'rejected',
  'undeliverable',
  'unknown',
] as const;
export type CarrierReason = (typeof carrierReasons)[number];

/** What a carrier says of one message: `reference` is our own number of it, or the one the carrier gave it. */
export type Receipt = {
  readonly reference: string;
  readonly outcome: 'delivered' | 'failed';
  readonly reason?: CarrierReason;
  readonly code?: string;
};

/** How receipts of one operator read. Names are dotted paths (`data.list`). */
export type ReceiptReading = {
  /** Where the list lies; the whole body, one receipt or a list of them, when silent. */
  readonly list?: string;
  /** Members that hold the operator's number of the message, or ours; the first that is there counts. */
  readonly reference: readonly string[];
  readonly status: string;
  /** Values of `status` that say that it arrived, and those that say nothing yet. */
  readonly delivered: readonly string[];
  readonly waiting?: readonly string[];
  /** Member with the code of the failure; the status itself when silent. */
  readonly code?: string;
  /** The operator's codes in words of the house. */
  readonly reasons?: Readonly<Record<string, CarrierReason>>;
};

/** States of the short message protocols (SMPP, CMPP), which most operators hand on as they are. */
const usual: Readonly<Record<string, CarrierReason>> = {
  EXPIRED: 'expired',
  DELETED: 'rejected',
  UNDELIV: 'undeliverable',
  REJECTD: 'rejected',
  REJECT: 'rejected',
  UNKNOWN: 'unknown',
  'MK:0001': 'no-such-number',
  'MK:0000': 'no-such-number',
};

const MOST = 1_000;
const codeShape = /^[A-Za-z0-9:_.-]{1,40}$/u;
const referenceShape = /^[\x21-\x7e]{1,200}$/u;

/** The receipts of a body; undefined when it is none of this operator's shape. One that says nothing yet is left out. */
export const readReceipts = (reading: ReceiptReading, body: unknown): readonly Receipt[] | undefined => {
  const found = reading.list === undefined ? body : valueAt(body, reading.list);
  const list = Array.isArray(found) ? found : reading.list === undefined && isPlainObject(found) ? [found] : undefined;
  if (list === undefined || list.length > MOST) return undefined;
  const receipts: Receipt[] = [];
  for (const one of list) {
    const receipt = receiptIn(reading, one);
    if (receipt === undefined) return undefined;
    if (receipt !== 'waiting') receipts.push(receipt);
  }
  return receipts;
};

const receiptIn = (reading: ReceiptReading, one: unknown): Receipt | 'waiting' | undefined => {
  const status = textAt(one, reading.status);
  const reference = reading.reference
    .map((name) => textAt(one, name))
    .find((text) => text !== undefined && text !== '');
  if (status === undefined || reference === undefined || !referenceShape.test(reference)) return undefined;
  if (reading.waiting?.includes(status) === true) return 'waiting';
  if (reading.delivered.includes(status)) return { reference, outcome: 'delivered' };
  const code = (reading.code === undefined ? undefined : textAt(one, reading.code)) ?? status;
  return {
    reference,
    outcome: 'failed',
    reason: reading.reasons?.[code] ?? usual[code] ?? 'unknown',
    ...(codeShape.test(code) ? { code } : {}),
  };
};
