import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { accepted, filed, happens, paperMade, people, refused, stateAfter } from '#test/decided.ts';
import type { ComplaintEvent } from './complaint.ts';
import { afterOpening, afterTakingBack, afterTelling, partyOpening } from './telling.ts';

type Outcome = 'delivered' | 'sent' | 'failed' | 'recorded';

const told = (outcome: Outcome, channel = 'sms'): ComplaintEvent => ({
  type: 'PaperDelivered',
  payload: { n: 1, to: 'complainant', channel, outcome, at: '2026-04-20T02:00:00.000Z' },
});

const made = [filed(), accepted(), paperMade(1, 'form-5', 'complainant')];
const deliveredAfter = (...attempts: ComplaintEvent[]) => {
  const state = stateAfter([...made, ...attempts]);
  return [state.delivered.includes('1:complainant'), state.sentOnly.includes('1:complainant')];
};

describe('what is known of a notice (NTC-01)', () => {
  test('a text message that was sent counts as told, until it is known not to have arrived', () => {
    assert.deepEqual(deliveredAfter(told('sent')), [true, true]);
    assert.deepEqual(deliveredAfter(told('sent'), told('failed')), [false, false]);
    assert.deepEqual(deliveredAfter(told('sent'), told('delivered')), [true, false]);
  });

  test('what was served for certain stays told, whatever is tried afterwards', () => {
    assert.deepEqual(deliveredAfter(told('delivered', 'hand'), told('failed')), [true, false]);
    assert.deepEqual(deliveredAfter(told('delivered', 'hand'), told('sent')), [true, false]);
    assert.deepEqual(deliveredAfter(told('sent'), told('delivered', 'hand'), told('failed')), [true, false]);
  });

  test('what lies open on the site stays told when the message that says so comes back, and that is said once', () => {
    const bySystem = { events: [...made, told('delivered', 'internet')], by: 'delivery' } as const;
    const heard = { act: 'note-telling', paper: 1, to: 'complainant', channel: 'sms' } as const;
    refused(bySystem, { ...heard, outcome: 'delivered' }, 'already-delivered');
    const failed = { ...heard, outcome: 'failed', reason: 'no-such-number', code: 'MK:0001' } as const;
    happens(bySystem, failed, ['PaperDelivered']);
    assert.deepEqual(deliveredAfter(told('delivered', 'internet'), told('failed')), [true, false]);
    const twice = { ...bySystem, events: [...bySystem.events, told('failed')] };
    refused(twice, failed, 'already-delivered');
    refused({ ...bySystem, events: [...made, told('delivered', 'hand')] }, failed, 'already-delivered');
    refused({ ...bySystem, by: 'handler' }, failed, 'not-permitted');
    refused(bySystem, { ...failed, to: 'respondent' }, 'no-such-paper-for-this-party');
  });

  test('the platform sends once, and may say later that it arrived or did not', () => {
    const command = { act: 'deliver', paper: 1, to: 'complainant', channel: 'sms' } as const;
    const given = { events: [...made, told('sent')], by: 'delivery' } as const;
    refused(given, { ...command, outcome: 'sent' }, 'already-delivered');
    happens(given, { ...command, outcome: 'delivered' }, ['PaperDelivered']);
    happens(given, { ...command, outcome: 'failed' }, ['PaperDelivered']);
  });

  test('a paper its reader has opened is served, whatever the carrier says of the message later', () => {
    const looked: ComplaintEvent = {
      type: 'PaperOpened',
      payload: { n: 1, to: 'complainant', at: '2026-04-20T03:00:00.000Z' },
    };
    assert.deepEqual(deliveredAfter(looked), [true, false]);
    assert.deepEqual(deliveredAfter(told('sent'), looked, told('failed')), [true, false]);
    assert.deepEqual(deliveredAfter(told('failed'), looked), [true, false]);
    const before = stateAfter(made);
    assert.equal(partyOpening(before, people.consumer, 1), 'complainant');
    assert.equal(partyOpening(before, people.respondent, 1), undefined, 'not addressed to it');
    assert.equal(partyOpening(before, people.handler, 1), undefined, 'an official proves nothing');
    assert.equal(partyOpening(stateAfter([...made, looked]), people.consumer, 1), undefined, 'once is enough');
  });
});

describe('a mark made by mistake is taken back', () => {
  const tried = (channel: 'letter' | 'sms' | 'hand', outcome: 'delivered' | 'sent' | 'failed') =>
    ({ n: 1, to: 'complainant', channel, outcome }) as const;
  const nothing = { delivered: [], sentOnly: [], siteOnly: [], unreached: [], marked: {} };
  const key = '1:complainant';

  test('to what stood before it, once, and only a mark made by hand', () => {
    const posted = afterTelling(nothing, tried('letter', 'sent'));
    assert.deepEqual([posted.delivered, posted.sentOnly, posted.marked], [[key], [key], { [key]: 'untold' }]);
    assert.deepEqual(afterTakingBack(posted, { n: 1, to: 'complainant' }, false), nothing);
    const message = afterTelling(nothing, tried('sms', 'sent'));
    assert.deepEqual(message.marked, {});
    const handed = afterTelling(message, tried('hand', 'delivered'));
    assert.deepEqual(handed.marked, { [key]: 'sent' });
    assert.deepEqual(afterTakingBack(handed, { n: 1, to: 'complainant' }, false), message);
  });

  test('not a failure, and nothing once the party has opened the paper', () => {
    assert.deepEqual(afterTelling(nothing, tried('letter', 'failed')).marked, {});
    const opened = afterOpening(
      { ...afterTelling(nothing, tried('letter', 'sent')), opened: [] },
      { n: 1, to: 'complainant' },
    );
    assert.deepEqual(opened.marked, {});
  });
});
