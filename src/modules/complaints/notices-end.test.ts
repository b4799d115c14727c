import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { accepted, accounts, filed, happens, paperMade, refused, sealed, stateAfter } from '#test/decided.ts';
import type { CommandOf } from './commands.ts';
import type { ComplaintEvent } from './complaint.ts';
import type { InnerCommand } from './inner-acts.ts';
import { endingIn } from './notices-ended.ts';

const words = { place: sealed('本局公告栏'), reasons: sealed('信函退回') };
const noticeTo = (to: 'complainant' | 'respondent'): CommandOf<'deliver'> => ({
  ...({ act: 'deliver', paper: 1, channel: 'public-notice' } as const),
  ...{ to, ...words },
});
const failed = (to: 'complainant' | 'respondent'): ComplaintEvent => ({
  type: 'PaperDelivered',
  payload: { n: 1, to, channel: 'letter', outcome: 'failed', at: '2026-04-20T02:00:00Z' },
});
const asked: ComplaintEvent = {
  type: 'RespondentNotified',
  payload: { on: '2026-04-18', answerBy: '2026-04-25', code: sealed('H7KM2-Q9XWD') },
};
const notified = [filed(), accepted(), asked, paperMade(1, 'respondent-notice', 'respondent')];
const inVain = [...notified, failed('respondent')];

const personOf = (events: readonly ComplaintEvent[]): string =>
  stateAfter(events).parties.find(({ kind }) => kind === 'respondent')?.person ?? '';
const correction = (events: readonly ComplaintEvent[], field: 'address' | 'phone', text: string): InnerCommand => ({
  act: 'correct-person',
  person: personOf(events),
  fields: { [field]: sealed(text) },
});
const corrected = (events: readonly ComplaintEvent[], address: string): ComplaintEvent[] => [
  ...events,
  ...happens({ events }, correction(events, 'address', address), ['PersonCorrected']).events,
];
const putUp = (events: readonly ComplaintEvent[], to: 'complainant' | 'respondent') => [
  ...events,
  ...happens({ events }, noticeTo(to), ['PaperDelivered'], ['public-notice → file']).events,
];

describe('ANS-03 where the address turns out to be another', () => {
  test('it is tried there first, and a paper whose notice runs is owed again', () => {
    const moved = corrected(inVain, '新址');
    refused({ events: moved }, noticeTo('respondent'), 'public-notice-before-other-ways');
    putUp([...moved, failed('respondent')], 'respondent');
    const running = putUp(inVain, 'respondent');
    const state = stateAfter(corrected(running, '新址'));
    assert.deepEqual([state.noticed, state.inVain, state.delivered, state.marked], [[], [], [], {}]);
    // The later day for the answer stays with whoever reads it later.
    assert.equal(state.answerBy, '2026-05-28');
  });
  test('a notice whose days are over has served its paper', () => {
    const events = putUp(inVain, 'respondent');
    const wish = correction(events, 'address', '新址');
    const { events: done } = happens({ events, on: '2026-05-21' }, wish, ['PersonCorrected']);
    const state = stateAfter([...events, ...done]);
    assert.deepEqual([state.noticed, state.delivered], [[], ['1:respondent']]);
  });
  test('nothing ends where the address is given again as it was, or another value is put right', () => {
    const tried = [...corrected(notified, '旧址'), failed('respondent')];
    const again = correction(tried, 'address', '再写');
    const sameAddress = new Map([['再写', new Set(['旧址', '邻人之址'])]]);
    for (const [given, wish] of [
      [{ events: tried, sameAddress }, again],
      [{ events: tried }, correction(tried, 'phone', '13800000009')],
    ] as const) {
      const { events } = happens(given, wish, ['PersonCorrected']);
      assert.deepEqual([events.map(endingIn), stateAfter([...tried, ...events]).inVain.length], [[undefined], 1]);
    }
    const { events } = happens({ events: tried }, again, ['PersonCorrected']);
    assert.deepEqual(stateAfter([...tried, ...events]).inVain, []);
  });
  test('acts of before did not say it: what they left stands as it stood', () => {
    const before: ComplaintEvent = {
      type: 'PersonCorrected',
      payload: { person: personOf(inVain), fields: { address: sealed('新址') } },
    };
    assert.equal(stateAfter([...inVain, before]).inVain.length, 1);
    putUp([...inVain, before], 'respondent');
  });
});

describe('ANS-03 art. 12 where another of those who complain comes first', () => {
  const respondent = { person: 'shop', kind: 'respondent', account: 'r', fields: {} } as const;
  const along = (person: string, kind: 'complainant' | 'joint') => ({ person, kind, account: person, fields: {} });
  const together = filed({
    parties: [{ ...along('lin', 'complainant'), account: accounts.consumer }, along('wang', 'joint'), respondent],
    jointAgreed: true,
  });
  const tried = [together, accepted(), paperMade(1, 'form-5', 'complainant'), failed('complainant')];
  const leave = { act: 'leave-joint', person: 'lin', why: 'died', items: [], reasons: sealed('来电告知') } as const;

  test('neither what was in vain nor the notice of the one before is theirs', () => {
    const left = [...tried, ...happens({ events: tried }, leave, ['ComplainantLeft']).events];
    refused({ events: left }, noticeTo('complainant'), 'public-notice-before-other-ways');
    const running = putUp(tried, 'complainant');
    assert.deepEqual(stateAfter(running).delivered, ['1:complainant']);
    const { events } = happens({ events: running }, leave, ['ComplainantLeft']);
    assert.deepEqual(events.map(endingIn), [{ side: 'complainant', owed: [1] }]);
    const state = stateAfter([...running, ...events]);
    assert.deepEqual([state.noticed, state.inVain, state.delivered], [[], [], []]);
  });
  test('one who only complains along leaves it as it is', () => {
    const { events } = happens({ events: tried }, { ...leave, person: 'wang' }, ['ComplainantLeft']);
    assert.equal(stateAfter([...tried, ...events]).inVain.length, 1);
  });
});
