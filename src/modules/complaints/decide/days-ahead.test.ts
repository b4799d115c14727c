import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { RuleSetting } from '#kernel/rule.ts';
import { textsFor } from '#platform/texts.ts';
import {
  accepted,
  accounts,
  answered,
  association,
  factsOf,
  filed,
  happens,
  namedMediator,
  refused,
  sealed,
  stateAfter,
} from '#test/decided.ts';
import { actsFor } from '../views/acts.ts';

const zh = textsFor('zh-CN');

const bothTold = ['form-7 → complainant', 'form-7 → respondent'];

const days = (rule: string, name: string, value: string): RuleSetting[] => [
  { rule, name, value, effectiveFrom: '2026-04-15', effectiveTo: null },
];

describe('SES-01 how far ahead a session is set', () => {
  const events = [filed(), accepted('2026-04-17'), answered()];
  const given = { events, on: '2026-04-20', named: namedMediator } as const;
  const open = (at: string) => ({ act: 'open-mediation', mediator: accounts.mediator, mode: 'phone', at }) as const;

  test('not after the last day of mediation, and on it still', () => {
    happens(given, open('2026-06-16T02:00:00Z'), ['MediationOpened'], bothTold);
    const refusal = refused(given, open('2026-06-17T02:00:00Z'), 'session-after-the-limit');
    assert.deepEqual([refusal.field, refusal.params], ['at', { latest: '2026-06-16' }]);
  });
  test('a slip of a year is told with the last day that may be chosen', () => {
    const refusal = refused(given, open('2027-05-06T02:00:00Z'), 'session-too-far-ahead');
    assert.deepEqual([refusal.field, refusal.params], ['at', { days: 60, latest: '2026-06-19' }]);
  });
  test('within as many days as the authority decided', () => {
    const settings = days('SES-01', 'session-days-ahead', '15');
    happens({ ...given, settings }, open('2026-05-05T02:00:00Z'), ['MediationOpened'], bothTold);
    refused({ ...given, settings }, open('2026-05-06T02:00:00Z'), 'session-too-far-ahead');
  });
});

describe('SES-01 RPB-01 the last day of mediation that a holiday moves is not too far ahead (art. 45)', () => {
  // Sixty days from the third of August end in the days off of the National Day.
  const events = [filed(), accepted('2026-08-03'), answered(true, true)];
  const given = { events, on: '2026-08-03', named: namedMediator, organisation: association } as const;
  const open = (at: string) => ({ act: 'open-mediation', mediator: accounts.mediator, mode: 'phone', at }) as const;
  const entrust = (reportBackOn: `${number}-${number}-${number}`) =>
    ({ act: 'entrust', organisation: 'linxi-association', reportBackOn }) as const;

  test('a session, and the day by which an entrusted body reports', () => {
    happens(given, open('2026-10-08T02:00:00Z'), ['MediationOpened'], bothTold);
    refused(given, open('2026-10-09T02:00:00Z'), 'session-too-far-ahead');
    happens(given, entrust('2026-10-08'), ['MediationEntrusted'], ['entrustment → bureau']);
    refused(given, entrust('2026-10-09'), 'report-back-day-too-far-ahead');
  });
  test('an authority that decided for fewer days means those', () => {
    const settings = days('SES-01', 'session-days-ahead', '30');
    refused({ ...given, settings }, open('2026-10-08T02:00:00Z'), 'session-too-far-ahead');
  });
});

describe('ANS-03 how far ahead an answer is asked for', () => {
  const notify = (answerBy: `${number}-${number}-${number}`) =>
    ({ act: 'notify-respondent', answerBy, code: sealed('H7KM2-Q9XWD') }) as const;
  const given = { events: [filed(), accepted('2026-04-17')], on: '2026-04-20' } as const;

  test('of the respondent, of a platform, and of the complainant', () => {
    happens(given, notify('2026-05-20'), ['RespondentNotified'], ['respondent-notice → respondent']);
    const refusal = refused(given, notify('2026-05-21'), 'answer-day-too-far-ahead');
    assert.deepEqual([refusal.field, refusal.params], ['answerBy', { days: 30, latest: '2026-05-20' }]);
    const shop = { events: [filed({ respondent: { kind: 'unknown' } })], on: '2026-04-20' } as const;
    const ask = { act: 'request-platform-data', platform: 'platform-1', dueOn: '2027-04-30' } as const;
    assert.equal(refused(shop, ask, 'answer-day-too-far-ahead').field, 'dueOn');
    const proof = { act: 'request-proof', kind: 'voluntary', dueOn: '2027-04-30', what: sealed('发票') } as const;
    refused({ events: [filed(), accepted(), answered()], on: '2026-04-20' }, proof, 'answer-day-too-far-ahead');
  });
  test('within as many days as the authority decided', () => {
    const settings = days('ANS-03', 'answer-days-ahead', '60');
    happens({ ...given, settings }, notify('2026-06-19'), ['RespondentNotified'], ['respondent-notice → respondent']);
    refused({ ...given, settings }, notify('2026-06-20'), 'answer-day-too-far-ahead');
  });
});

describe('ANS-03 ANS-02 an answer asked for by public notice', () => {
  const given = { events: [filed(), accepted('2026-04-17')], on: '2026-04-20' } as const;
  const notify = (answerBy: `${number}-${number}-${number}`) =>
    ({ act: 'notify-respondent', answerBy, publicNotice: true, code: sealed('H7KM2-Q9XWD') }) as const;

  test('is not due before the notice counts as served and the days of every answer are over', () => {
    const refusal = refused(given, notify('2026-05-26'), 'answer-before-notice-is-served');
    assert.deepEqual([refusal.field, refusal.params], ['answerBy', { deemedOn: '2026-05-20', earliest: '2026-05-27' }]);
    const { events } = happens(given, notify('2026-05-27'), ['RespondentNotified'], ['respondent-notice → respondent']);
    const [told] = events;
    assert.ok(told?.type === 'RespondentNotified' && told.payload.noticeUntil === '2026-05-20');
  });
  test('may be due as many days after the service as any other after its letter', () => {
    happens(given, notify('2026-06-19'), ['RespondentNotified'], ['respondent-notice → respondent']);
    const { params } = refused(given, notify('2026-06-20'), 'answer-day-too-far-after-notice');
    assert.deepEqual(params, { days: 30, deemedOn: '2026-05-20', latest: '2026-06-19' });
  });
  test('the form says beforehand the days in force at this bureau', () => {
    const said = (settings: RuleSetting[]) =>
      actsFor(stateAfter(given.events), factsOf({ on: given.on, settings }), zh).acts.find(
        ({ act }) => act === 'notify-respondent',
      )?.days;
    assert.deepEqual(said([]), { deemed: 30, answer: 7, ahead: 30 });
    const decided = [...days('ANS-03', 'public-notice-days', '60'), ...days('ANS-03', 'answer-days-ahead', '15')];
    assert.deepEqual(said(decided), { deemed: 60, answer: 7, ahead: 15 });
    const hint = zh('complaint:hint.publicNotice', said(decided));
    assert.match(hint, /满 60 日视为送达.*留出 7 日.*视为送达后 15 日/u);
  });
  test('as the authority decided', () => {
    const settings = days('ANS-03', 'public-notice-days', '60');
    refused({ ...given, settings }, notify('2026-06-25'), 'answer-before-notice-is-served');
    happens({ ...given, settings }, notify('2026-06-26'), ['RespondentNotified'], ['respondent-notice → respondent']);
  });
});

test('RPB-01 nobody is asked to report back in a year', () => {
  const entrust = (reportBackOn: `${number}-${number}-${number}`) =>
    ({ act: 'entrust', organisation: 'linxi-association', reportBackOn }) as const;
  const given = {
    events: [filed(), accepted(), answered(true, true)],
    on: '2026-04-20',
    organisation: association,
  } as const;
  happens(given, entrust('2026-06-19'), ['MediationEntrusted'], ['entrustment → bureau']);
  const refusal = refused(given, entrust('2026-06-20'), 'report-back-day-too-far-ahead');
  assert.deepEqual(refusal.params, { days: 60, latest: '2026-06-19' });
  const route = { act: 'route', to: 'yunqi-linxi', reasoning: '被投诉人在该辖区', reportBackOn: '2027-04-20' } as const;
  const atIntake = { events: [filed({ bureau: 'yunqi-intake' })], on: '2026-04-20', by: 'intake' } as const;
  refused(atIntake, route, 'report-back-day-too-far-ahead');
});
