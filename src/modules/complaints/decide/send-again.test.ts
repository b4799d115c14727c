import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { accepted, factsOf, filed, happens, paperMade, refused, sealed, stateAfter } from '#test/decided.ts';
import type { ComplaintEvent } from '../complaint.ts';
import { foreseenObjection } from './foresee.ts';

const reachable = filed({
  parties: stateAfter([filed()]).parties.map((party) => ({
    ...party,
    fields: { ...party.fields, phone: sealed('p') },
  })),
});
const made = [reachable, accepted(), paperMade(1, 'form-5', 'complainant')];
const told = (outcome: 'delivered' | 'sent' | 'failed', channel = 'sms'): ComplaintEvent => ({
  type: 'PaperDelivered',
  payload: { n: 1, to: 'complainant', channel, outcome, at: '2026-04-20T02:00:00.000Z' },
});
const vain: ComplaintEvent = {
  type: 'NoticeTold',
  payload: { notice: 'registration', channel: 'sms', outcome: 'failed', reason: 'no-such-number', at: '2026-04-20' },
};

describe('what did not arrive is sent again (NTC-01)', () => {
  test('the desk offers it only where something has not arrived', () => {
    const foreseen = (events: readonly ComplaintEvent[]) =>
      foreseenObjection('send-again', stateAfter(events), factsOf({ by: 'handler' }))?.refusal;
    assert.equal(foreseen([reachable, accepted()]), 'all-has-arrived');
    assert.equal(foreseen([...made, told('delivered')]), 'all-has-arrived');
    assert.equal(foreseen([...made, told('failed')]), undefined);
    assert.equal(foreseen([reachable, accepted(), vain]), undefined);
  });

  const again = { act: 'send-again', paper: 1, to: 'complainant', channel: 'sms' } as const;

  test('a paper whose message failed or is not known to have come, by the way an official chooses', () => {
    for (const before of [told('failed'), told('sent')]) {
      happens({ events: [...made, before] }, again, ['SentAgain']);
      happens({ events: [...made, before] }, { ...again, channel: 'letter' }, ['SentAgain']);
    }
    const state = stateAfter([
      ...made,
      told('failed'),
      { type: 'SentAgain', payload: { n: 1, to: 'complainant', channel: 'sms', on: '2026-04-21' } },
    ]);
    assert.deepEqual(state.sentAgain, [`1:complainant:${state.version}`]);
    refused({ events: [...made, told('delivered', 'hand')] }, again, 'already-delivered');
    refused({ events: made }, { ...again, paper: 7 }, 'no-such-paper-for-this-party');
    refused({ events: made }, { ...again, to: 'respondent' }, 'no-such-paper-for-this-party');
    refused({ events: made }, { ...again, channel: 'hand' }, 'told-in-person-is-recorded');
    refused({ events: made }, { ...again, channel: 'e-mail' }, 'no-such-way-on-file');
    refused({ events: made }, { act: 'send-again', channel: 'sms' }, 'nothing-to-send-again');
    refused({ events: made }, { ...again, notice: 'registration' }, 'nothing-to-send-again');
    refused({ events: [...made, told('failed')], by: 'consumer' }, again, 'not-permitted');
  });

  test('one more message does not hide that the first came back from a paper that lies on the site', () => {
    const state = stateAfter([...made, told('delivered', 'internet'), told('failed'), told('sent', 'e-mail')]);
    assert.deepEqual([state.siteOnly, state.unreached], [['1:complainant'], []]);
    const open = stateAfter([...made, told('delivered', 'internet'), told('sent', 'e-mail')]);
    assert.deepEqual([open.siteOnly, open.delivered], [['1:complainant'], ['1:complainant']]);
  });

  test('a notice in vain: another message, or told by people and recorded', () => {
    const notice = { act: 'send-again', notice: 'registration' } as const;
    const events = [...made, vain];
    assert.deepEqual(
      stateAfter(events).notices.map(({ state, reason }) => [state, reason]),
      [['failed', 'no-such-number']],
    );
    happens({ events }, { ...notice, channel: 'sms' }, ['SentAgain']);
    happens({ events }, { ...notice, channel: 'phone' }, ['NoticeTold']);
    refused({ events }, { ...notice, channel: 'e-mail' }, 'no-such-way-on-file');
    refused({ events: made }, { ...notice, channel: 'sms' }, 'notice-not-failed');
  });

  test('the platform puts on file what failed, once, and what comes after that', () => {
    const note = { act: 'note-notice', notice: 'registration', channel: 'sms' } as const;
    const by = 'delivery';
    happens({ events: made, by }, { ...note, outcome: 'failed', reason: 'refused' }, ['NoticeTold']);
    refused({ events: [...made, vain], by }, { ...note, outcome: 'failed' }, 'nothing-new-of-the-notice');
    refused({ events: made, by }, { ...note, outcome: 'sent' }, 'nothing-new-of-the-notice');
    happens({ events: [...made, vain], by }, { ...note, outcome: 'delivered' }, ['NoticeTold']);
    refused({ events: made, by: 'handler' }, { ...note, outcome: 'failed' }, 'not-permitted');
  });
});
