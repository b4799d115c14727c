import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  accepted,
  factsOf,
  filed,
  type Given,
  happens,
  paperMade,
  refused,
  sealed,
  stateAfter,
} from '#test/decided.ts';
import { clocksOf } from '../clocks.ts';
import { papersForeseen } from './papers-foreseen.ts';

const reasons = sealed('日期录错');
const correct = (receivedOn: string) =>
  ({ act: 'correct-receipt', receivedOn: receivedOn as `${number}-${number}-${number}`, reasons }) as const;
const letter = (receivedOn: '2025-11-25' | '2013-11-25' | '2026-04-13') =>
  filed({ channel: 'letter', receivedOn, bureau: 'yunqi-linxi' });
const head = { by: 'head', on: '2026-04-21' } as const;
const dueOf = (events: Given['events'], rule: string) =>
  clocksOf(stateAfter(events), factsOf(head).law).find((clock) => clock.rule === rule)?.reckoning.dueOn;

describe('CMP-01 a wrong day of receipt is put right by the head, with reasons', () => {
  test('CMP-01 a letter of another year gets the limit and the order of its true day', () => {
    for (const wrong of ['2025-11-25', '2013-11-25'] as const) {
      const given = { events: [letter(wrong)], ...head };
      const { events } = happens(given, correct('2026-04-15'), ['ReceiptDayCorrected']);
      const [event] = events;
      if (event?.type !== 'ReceiptDayCorrected') throw new Error('not corrected');
      assert.equal(event.payload.was, wrong);
      const state = stateAfter([...given.events, ...events]);
      assert.deepEqual(
        [state.receivedOn, state.firstReceivedOn, state.startedOn, state.passedOn],
        ['2026-04-15', '2026-04-15', '2026-04-15', false],
      );
      assert.equal(dueOf([...given.events, ...events], 'CMP-01'), '2026-04-24');
      assert.deepEqual(
        event.payload.moved.map(({ to }) => to),
        wrong === '2013-11-25' ? [] : ['2026-04-24'],
      );
    }
  });
  test('CMP-01 what a bureau received by being passed on stays its own; the first receipt alone moves', () => {
    const routed = { from: 'yunqi-intake', to: 'yunqi-linxi', receivedOn: '2026-04-20', reasoning: '' } as const;
    const events = [
      filed({ channel: 'letter', receivedOn: '2026-04-13', bureau: 'yunqi-intake' }),
      { type: 'ComplaintRouted', payload: routed } as const,
    ];
    const decision = happens({ events, ...head }, correct('2026-04-10'), ['ReceiptDayCorrected']);
    const state = stateAfter([...events, ...decision.events]);
    assert.deepEqual([state.firstReceivedOn, state.startedOn, state.passedOn], ['2026-04-10', '2026-04-20', true]);
    refused({ events, ...head }, correct('2026-04-21'), 'receipt-after-what-followed');
  });
  test('CMP-01 a registration that was the receipt moves with it', () => {
    const registered = { externalNumber: '153', receivedOn: '2026-04-13', registeredOn: '2026-04-13' } as const;
    const events = [
      filed({ standing: 'companion', receivedOn: null }),
      { type: 'ComplaintRegistered', payload: registered } as const,
    ];
    const decision = happens({ events, ...head }, correct('2026-04-16'), ['ReceiptDayCorrected']);
    const state = stateAfter([...events, ...decision.events]);
    assert.deepEqual([state.registration?.on, state.startedOn], ['2026-04-16', '2026-04-16']);
  });
  test('CMP-01 after the decision the complainant is told what the paper should have said', () => {
    const form5 = paperMade(1, 'form-5', 'complainant');
    const events = [letter('2026-04-13'), accepted('2026-04-17'), form5];
    refused({ events, ...head }, correct('2026-04-20'), 'receipt-after-what-followed');
    const papers = ['correction-notice → complainant'];
    const notice = paperMade(2, 'correction-notice', 'complainant');
    const { events: put } = happens({ events, ...head }, correct('2026-04-10'), ['ReceiptDayCorrected'], papers);
    assert.deepEqual(stateAfter([...events, ...put, notice]).decisions[0]?.notices, [2]);
    const foretold = (before: Given['events']) =>
      papersForeseen('correct-receipt', stateAfter(before), factsOf(head)).map(({ code }) => code);
    assert.deepEqual(foretold(events), ['correction-notice']);
    assert.deepEqual(foretold(events.slice(0, 1)), []);
  });
  test('CMP-01 a ground of the other order does not survive: the decision falls first', () => {
    const refusal = { type: 'ComplaintRefused', payload: { on: '2026-04-20', ground: 1, reasons } } as const;
    refused({ events: [letter('2025-11-25'), refusal], ...head }, correct('2026-04-15'), 'decided-under-another-order');
    happens({ events: [letter('2026-04-13'), refusal], ...head }, correct('2026-03-10'), ['ReceiptDayCorrected']);
  });
  test('not ahead, not before the first rule, not after the entry, not the same, and by nobody else', () => {
    const given = { events: [letter('2025-11-25')], ...head };
    refused(given, correct('2026-04-22'), 'corrected-receipt-ahead');
    refused(given, correct('2014-03-14'), 'receipt-before-any-rule');
    refused(given, correct('2026-04-16'), 'receipt-after-what-followed');
    refused(given, correct('2025-11-25'), 'received-just-then');
    refused({ ...given, by: 'handler' }, correct('2026-04-15'), 'not-permitted');
    refused({ events: [filed()], ...head }, correct('2026-04-13'), 'received-as-filed');
    const linked = { number: 'LANCHUAN-260410-8F3KQ2-7', bureau: 'lanchuan-beidu', on: '2026-04-15' } as const;
    const from = filed({ channel: 'letter', linked: { ...linked, basis: 'order-121:33', firstReceivedOn: null } });
    refused({ events: [from], ...head }, correct('2026-04-13'), 'received-elsewhere');
  });
});
