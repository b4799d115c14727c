import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Day } from '#kernel/day.ts';
import { accepted, contacted, filed, happens, paperMade, refused, sealed, stateAfter } from '#test/decided.ts';
import type { CommandOf } from '../commands.ts';
import type { ComplaintEvent } from '../complaint.ts';

const words = { place: sealed('本局公告栏'), reasons: sealed('信函退回，住所已搬空') };
const notice = { act: 'deliver', paper: 1, to: 'respondent', channel: 'public-notice', ...words } as const;
const told = (
  outcome: 'failed' | 'sent' | 'delivered',
  channel = 'letter',
  at = '2026-04-20T02:00:00Z',
): ComplaintEvent => ({
  type: 'PaperDelivered',
  payload: { n: 1, to: 'respondent', channel, outcome, at },
});
const asked: ComplaintEvent = {
  type: 'RespondentNotified',
  payload: { on: '2026-04-18', answerBy: '2026-04-25', code: sealed('H7KM2-Q9XWD') },
};
const notified = [filed(), accepted(), asked, paperMade(1, 'respondent-notice', 'respondent')];
const inVain = [...notified, told('failed')];

const servedIn = (events: readonly ComplaintEvent[]) => {
  const [first] = events;
  assert.ok(first?.type === 'PaperDelivered');
  return first.payload;
};

describe('ANS-03 public notice comes last', () => {
  test('only once a letter came back or a visit was in vain', () => {
    const refusal = refused({ events: notified }, notice, 'public-notice-before-other-ways');
    assert.deepEqual(
      refusal.basis?.map(({ text, article }) => `${text} ${article}`),
      ['civil-procedure 95', 'penalty-procedure 82'],
    );
    // That a message fails says nothing of where somebody is.
    refused({ events: [...notified, told('failed', 'sms')] }, notice, 'public-notice-before-other-ways');
    const visit = contacted('absent');
    assert.ok(visit.type === 'ContactAttempted');
    refused({ events: [...notified, visit] }, notice, 'public-notice-before-other-ways');
    const events = [...notified, { ...visit, payload: { ...visit.payload, channel: 'visit' } }];
    happens({ events }, notice, ['PaperDelivered'], ['public-notice → file']);
    happens({ events: inVain }, notice, ['PaperDelivered'], ['public-notice → file']);
  });
  test('not while something is under way, nor where it has come', () => {
    refused({ events: [...inVain, told('sent')] }, notice, 'public-notice-while-under-way');
    refused({ events: [...inVain, told('delivered', 'hand')] }, notice, 'already-delivered');
  });
  test('nor put up before the first of it was in vain, nor when its days are over before it is entered', () => {
    const refusal = refused(
      { events: inVain },
      { ...notice, at: '2026-04-19T02:00:00Z' },
      'public-notice-put-up-too-early',
    );
    assert.deepEqual([refusal.field, refusal.params], ['at', { since: '2026-04-20' }]);
    // Found in between: what was in vain before no longer counts.
    const between = [...notified, told('failed', 'letter', '2026-04-18T02:00:00Z')];
    const reached = contacted('reached', 'respondent', '2026-04-19T02:00:00Z');
    assert.ok(reached.type === 'ContactAttempted');
    const found = [...between, { ...reached, payload: { ...reached.payload, channel: 'visit' } }, told('failed')];
    const early = { ...notice, at: '2026-04-18T03:00:00Z' };
    refused({ events: found }, early, 'public-notice-put-up-too-early');
    happens({ events: between }, early, ['PaperDelivered'], ['public-notice → file']);
    const late = refused(
      { events: inVain, on: '2026-05-20' },
      { ...notice, at: '2026-04-20T03:00:00Z' },
      'public-notice-over-already',
    );
    assert.deepEqual([late.field, late.params], ['at', { until: '2026-05-20' }]);
  });
  test('whoever refused to take it at the door has been found', () => {
    const visit = contacted('refused');
    assert.ok(visit.type === 'ContactAttempted');
    const events = [...inVain, { ...visit, payload: { ...visit.payload, channel: 'visit' } }];
    refused({ events }, notice, 'public-notice-before-other-ways');
  });
  test('with where it was put up and why, to a party, once', () => {
    const without = (name: 'place' | 'reasons'): CommandOf<'deliver'> => {
      const { [name]: _left, ...rest } = notice;
      return rest;
    };
    refused({ events: inVain }, without('place'), 'public-notice-without-place');
    refused({ events: inVain }, without('reasons'), 'public-notice-without-reasons');
    const toBody = [filed(), accepted(), paperMade(1, 'fraud-hand-over', 'bureau')];
    refused({ events: toBody }, { ...notice, to: 'bureau' }, 'public-notice-to-a-body');
    const { events } = happens({ events: inVain }, notice, ['PaperDelivered'], ['public-notice → file']);
    const { params } = refused({ events: [...inVain, ...events] }, notice, 'public-notice-made-already');
    assert.deepEqual(params, { until: '2026-05-21' });
  });
  test('every other way says how it went', () => {
    const hand = { act: 'deliver', paper: 1, to: 'respondent', channel: 'hand' } as const;
    refused({ events: notified }, hand, 'outcome-not-said');
  });
  test('of a notice nobody says how it went: it counts once its days are over', () => {
    for (const outcome of ['failed', 'delivered', 'recorded'] as const) {
      const refusal = refused({ events: inVain }, { ...notice, outcome }, 'outcome-said-of-a-notice');
      assert.deepEqual([refusal.status, refusal.field], [422, 'outcome']);
    }
  });
  test('not for a session that lies before the day it counts', () => {
    const opened: ComplaintEvent = {
      type: 'MediationOpened',
      payload: { mediator: 'm', mode: 'phone', on: '2026-04-20', at: '2026-05-08T01:30:00Z' },
    };
    const events = [filed(), accepted(), opened, paperMade(1, 'form-7', 'respondent'), told('failed')];
    refused({ events }, notice, 'session-before-notice-counts');
  });
  test('not of a paper that holds no more', () => {
    const events = [filed(), accepted(), paperMade(1, 'form-5', 'complainant'), told('failed')];
    const fell: ComplaintEvent = {
      type: 'DecisionAnnulled',
      payload: {
        ...{ version: 2, decision: 'ComplaintAccepted', back: 'under-review' },
        ...{ reasons: sealed('有误'), on: '2026-04-20', voids: [1], told: [] },
      },
    };
    refused({ events: [...events, fell] }, { ...notice, to: 'complainant' }, 'paper-void');
  });
});

describe('ANS-03 ANS-02 what follows from the day the notice counts', () => {
  test('the answer is due when the days of every answer are over', () => {
    const { events } = happens({ events: inVain }, notice, ['PaperDelivered'], ['public-notice → file']);
    const served = servedIn(events);
    assert.deepEqual([served.outcome, served.noticeUntil, served.dueOn], ['recorded', '2026-05-21', '2026-05-28']);
    assert.equal(stateAfter([...inVain, ...events]).answerBy, '2026-05-28');
  });
  test('counted from the day it was put up, by the days in force on that day', () => {
    const twice = [...notified, told('failed', 'letter', '2026-04-19T01:00:00Z'), told('failed')];
    const earlier = { ...notice, at: '2026-04-19T02:00:00Z' };
    const { events } = happens({ events: twice }, earlier, ['PaperDelivered'], ['public-notice → file']);
    assert.equal(servedIn(events).noticeUntil, '2026-05-19');
    const settings = [
      { rule: 'ANS-03', name: 'public-notice-days', value: '60', effectiveFrom: '2026-04-20', effectiveTo: null },
    ] as const;
    const since = (command: typeof notice | typeof earlier) =>
      servedIn(
        happens({ events: twice, settings: [...settings] }, command, ['PaperDelivered'], ['public-notice → file'])
          .events,
      ).noticeUntil;
    assert.deepEqual([since(earlier), since(notice)], ['2026-05-19', '2026-06-20']);
    refused({ events: twice }, { ...notice, at: '2026-04-22T02:00:00Z' }, 'service-in-the-future');
  });
  test('a proof asked for once the complaint is taken on has as many days as before, and nothing rests on it until then', () => {
    const request: ComplaintEvent = {
      type: 'ProofRequested',
      payload: { kind: 'identity', dueOn: '2026-04-22', what: sealed('身份证') },
    };
    const made = paperMade(1, 'identity-request', 'complainant');
    const failed = told('failed');
    assert.ok(made.type === 'PaperMade' && failed.type === 'PaperDelivered');
    const events: ComplaintEvent[] = [
      filed(),
      accepted(),
      request,
      { ...made, payload: { ...made.payload, on: '2026-04-17' } },
      { ...failed, payload: { ...failed.payload, to: 'complainant' } },
    ];
    const command = { ...notice, to: 'complainant' } as const;
    const served = happens({ events }, command, ['PaperDelivered'], ['public-notice → file']).events;
    assert.equal(servedIn(served).dueOn, '2026-05-26');
    const after = [...events, ...served];
    assert.deepEqual(
      stateAfter(after).proofs.map(({ dueOn }) => dueOn),
      ['2026-05-26'],
    );
    const back = { act: 'take-back-delivery', paper: 1, to: 'complainant', reasons: sealed('登记错了') } as const;
    const undone = [...after, ...happens({ events: after }, back, ['DeliveryTakenBack']).events];
    const state = stateAfter(undone);
    assert.deepEqual([state.proofs[0]?.dueOn, state.noticed, state.delivered], ['2026-04-22', [], []]);
  });
  test('form 4 asks for nothing behind the limit of acceptance: no notice that counts only then is made of it', () => {
    const request: ComplaintEvent = {
      type: 'ProofRequested',
      payload: { kind: 'identity', dueOn: '2026-04-23', what: sealed('身份证') },
    };
    const failed = told('failed');
    assert.ok(failed.type === 'PaperDelivered');
    const came = { ...failed, payload: { ...failed.payload, to: 'complainant' } } as const;
    const events = [filed(), request, paperMade(1, 'form-4', 'complainant'), came];
    const toComplainant = { ...notice, to: 'complainant' } as const;
    const refusal = refused({ events }, toComplainant, 'proof-notice-after-acceptance-limit');
    assert.deepEqual(
      [refusal.params, refusal.instead],
      [{ until: '2026-05-21', latest: '2026-04-24' }, ['contact', 'accept', 'refuse']],
    );
  });
  test('a wrong mark taken back leaves the address in vain, and a notice it cut short begins anew', () => {
    const back = { act: 'take-back-delivery', paper: 1, to: 'respondent', reasons: sealed('登记错了') } as const;
    const undo = (events: readonly ComplaintEvent[], on: Day) => [
      ...events,
      ...happens({ events, on }, back, ['DeliveryTakenBack']).events,
    ];
    const marked = [...inVain, told('delivered', 'hand')];
    refused({ events: marked }, notice, 'already-delivered');
    const { events } = happens(
      { events: undo(marked, '2026-04-21') },
      notice,
      ['PaperDelivered'],
      ['public-notice → file'],
    );
    const overtaken = [...inVain, ...events, told('delivered', 'hand')];
    const cut = stateAfter(undo(overtaken, '2026-05-20'));
    assert.deepEqual([cut.delivered, cut.noticed, cut.answerBy], [[], [], '2026-04-25']);
    const served = stateAfter(undo(overtaken, '2026-05-21'));
    assert.deepEqual([served.delivered, served.noticed.length], [['1:respondent'], 1]);
    const visit = { at: '2026-04-21T03:00:00Z', channel: 'visit', party: 'respondent', outcome: 'reached', nth: 1 };
    const met: ComplaintEvent = { type: 'ContactAttempted', payload: { ...visit } as never };
    refused({ events: undo([...marked, met], '2026-04-21') }, notice, 'public-notice-before-other-ways');
  });
  test('a message that fails later takes nothing of it, and what comes all the same ends it', () => {
    const served = happens({ events: inVain }, notice, ['PaperDelivered'], ['public-notice → file']).events;
    const late = stateAfter([...inVain, ...served, told('failed', 'sms')]);
    assert.deepEqual([late.delivered, late.noticed.length], [['1:respondent'], 1]);
    assert.deepEqual(stateAfter([...inVain, ...served, told('delivered', 'hand')]).noticed, []);
  });
  test('another respondent has neither what was in vain nor the notice of the one before', () => {
    const served = happens({ events: inVain }, notice, ['PaperDelivered'], ['public-notice → file']).events;
    const another: ComplaintEvent = {
      type: 'ParticularsCompleted',
      payload: { respondent: { kind: 'ordinary', operator: '00000000-0000-7000-8000-000000001002' } },
    };
    const events = [...inVain, ...served, another];
    const state = stateAfter(events);
    assert.deepEqual([state.noticed, state.inVain, state.answerBy], [[], [], null]);
    const next = [...events, paperMade(2, 'respondent-notice', 'respondent')];
    refused({ events: next }, { ...notice, paper: 2 }, 'public-notice-before-other-ways');
  });
  test('a case is not put away before', () => {
    const ended: ComplaintEvent = { type: 'ComplaintWithdrawn', payload: { on: '2026-04-20' } };
    const events = [...inVain, ended];
    const served = happens({ events }, notice, ['PaperDelivered'], ['public-notice → file']).events;
    const after = [...events, ...served];
    refused({ events: after, on: '2026-05-20' }, { act: 'archive' }, 'public-notice-still-running');
    happens({ events: after, on: '2026-05-21' }, { act: 'archive' }, ['ComplaintArchived']);
  });
});
