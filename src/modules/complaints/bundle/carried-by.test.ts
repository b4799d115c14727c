import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { MessageRecord } from '#platform/messages/receipt-store.ts';
import { carriedBy, type TriedOnce } from './carried-by.ts';

const minute = (n: number): string => new Date(Date.UTC(2026, 10, 29, 8, n)).toISOString();

const message = (at: number, of: Partial<MessageRecord> = {}): MessageRecord => ({
  subjectRef: 'paper:case:1:complainant',
  channel: 'sms',
  recipientMasked: '138****0001',
  state: 'delivered',
  reference: `m${at}`,
  reason: null,
  code: null,
  at: new Date(minute(at)),
  receiptAt: null,
  ...of,
});

const tried = (channel: string, at: number, of: Partial<TriedOnce> = {}): TriedOnce => ({
  channel,
  at: minute(at),
  isOurs: !['hand', 'letter', 'phone'].includes(channel),
  ...of,
});

/** The messages beside each attempt, and those beside none. */
const told = (attempts: readonly TriedOnce[], messages: readonly MessageRecord[]): (string | null)[][] => {
  const { of, left } = carriedBy(attempts, messages);
  return [...attempts.map((one) => of.get(one) ?? []), left].map((list) => list.map(({ reference }) => reference));
};

test('what was handed over, posted or said proves itself, and the message before stands beside its own attempt', () => {
  for (const channel of ['hand', 'letter', 'phone'])
    assert.deepEqual(told([tried('internet', 1), tried(channel, 5)], [message(0)]), [['m0'], [], []]);
  // The officer was quicker than the record of the message.
  assert.deepEqual(told([tried('hand', 1)], [message(0)]), [[], ['m0']]);
});

test('what an officer put on file of a message of their own is none of ours', () => {
  const own = tried('sms', 5, { isOurs: false });
  assert.deepEqual(told([tried('sms', 1), own], [message(0)]), [['m0'], [], []]);
});

test('a receipt is an attempt of its own, and shows the message it speaks of', () => {
  assert.deepEqual(told([tried('sms', 1), tried('sms', 3)], [message(0)]), [[], ['m0'], []]);
});

test('each way keeps its messages: an e-mail none of a text message, an attempt anew none of the first', () => {
  const mail = message(4, { channel: 'email', subjectRef: 'paper:case:1:complainant:9' });
  assert.deepEqual(told([tried('sms', 1), tried('e-mail', 5, { again: 9 })], [message(0), mail]), [['m0'], ['m4'], []]);
  const again = message(4, { subjectRef: 'paper:case:1:complainant:9' });
  const attempts = [tried('internet', 1), tried('internet', 5, { again: 9 }), tried('sms', 8)];
  assert.deepEqual(told(attempts, [message(0), again]), [['m0'], [], ['m4'], []]);
  assert.deepEqual(told(attempts.slice(1, 2), [message(0)]), [[], ['m0']]);
});

test('messages tried between the first failure and the last are on file with the last, or while that is not known with the first', () => {
  const messages = [message(0), message(10), message(20)];
  assert.deepEqual(told([tried('sms', 1), tried('sms', 21)], messages), [['m0'], ['m10', 'm20'], []]);
  assert.deepEqual(told([tried('sms', 1)], messages.slice(0, 2)), [['m0', 'm10'], []]);
});
