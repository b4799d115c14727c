import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { isRefusal } from '#kernel/refusal.ts';
import {
  accepted,
  answered,
  delivered,
  factsOf,
  filed,
  happens,
  mediating,
  paperMade,
  refused,
  sealed,
  stateAfter,
} from '#test/decided.ts';
import type { Command } from '../commands.ts';
import { archiveObjection, terminateMediation } from './closing.ts';

const reasons = sealed('reasons');
const end = (ground: number): Command => ({ act: 'terminate', ground, reasons });
const bothTold = ['form-8 → complainant', 'form-8 → respondent'];
const ended = [
  ...mediating,
  { type: 'MediationTerminated', payload: { on: '2026-04-21', ground: 3, reasons } },
] as const;

describe('ending mediation, ground by ground', () => {
  test('TER-01 withdrawn or settled; CMP-03: both are told by form 8', () => {
    happens({ events: mediating }, end(1), ['MediationTerminated'], bothTold);
  });
  test('TER-02 needs a refusal or an absence on file', () => {
    refused({ events: [filed(), accepted()] }, end(2), 'no-refusal-or-absence-on-file');
    happens({ events: [filed(), accepted(), answered(false)] }, end(2), ['MediationTerminated'], bothTold);
    const called = {
      type: 'ContactAttempted',
      payload: { at: '2026-04-20T02:00:00Z', channel: 'phone', party: 'respondent', outcome: 'no-answer' },
    } as const;
    happens({ events: [filed(), accepted(), called] }, end(2), ['MediationTerminated'], bothTold);
  });
  test('TER-03 no agreement possible', () => {
    happens({ events: mediating }, end(3), ['MediationTerminated'], bothTold);
  });
  test('TER-04 no agreement on the cost of an appraisal', () => {
    happens({ events: mediating }, end(4), ['MediationTerminated'], bothTold);
  });
  test('TER-05 only when the sixty days of CMP-02 are over', () => {
    refused({ events: mediating, on: '2026-06-16' }, end(5), 'mediation-limit-not-over');
    const unaccepted = { ...stateAfter(mediating), acceptedOn: null };
    const outcome = terminateMediation({ act: 'terminate', ground: 5, reasons }, unaccepted, factsOf({}));
    assert.equal(isRefusal(outcome) && outcome.refusal, 'mediation-limit-not-running');
    happens({ events: mediating, on: '2026-06-17' }, end(5), ['MediationTerminated'], bothTold);
  });
  test('TER-06 a ground for refusing or a fraud came to light', () => {
    happens({ events: mediating }, end(6), ['MediationTerminated'], bothTold);
  });
  test('TER-07 death or dissolution', () => {
    happens({ events: mediating }, end(7), ['MediationTerminated'], bothTold);
  });
  test('TER-08 another legal ground, and no ninth', () => {
    happens({ events: mediating }, end(8), ['MediationTerminated'], bothTold);
    refused({ events: mediating }, end(9), 'no-such-termination-ground');
  });
  test('TER-02 of a case under the earlier order stands on the form under its present number', () => {
    const old = [filed({ receivedOn: '2026-04-14' }), accepted('2026-04-14')];
    const decision = happens({ events: old }, end(2), ['MediationTerminated'], bothTold);
    const [order] = decision.papers;
    assert.ok(order?.code === 'form-8');
    assert.equal(order.details.ground, 4);
  });
});

describe('withdrawing', () => {
  test('before acceptance the matter ends, after it an officer still decides', () => {
    happens({ events: [filed()], by: 'consumer' }, { act: 'withdraw' }, ['ComplaintWithdrawn']);
    const decision = happens({ events: mediating, by: 'consumer' }, { act: 'withdraw', reasons }, ['WithdrawalStated']);
    refused(
      { events: [...mediating, ...decision.events], by: 'consumer' },
      { act: 'withdraw' },
      'withdrawal-already-stated',
    );
  });
});

describe('after the end', () => {
  test('a suspected fraud is handed over with a letter, whatever the state', () => {
    const command = { act: 'hand-over-fraud', to: '临溪公安分局', reasons } as const;
    happens({ events: ended }, { ...command, acts: ['swapping'] }, ['FraudHandedOver'], ['fraud-hand-over → bureau']);
    happens({ events: [filed()] }, command, ['FraudHandedOver'], ['fraud-hand-over → bureau']);
  });
  test('the complainant rates once', () => {
    const decision = happens({ events: ended, by: 'consumer' }, { act: 'rate', score: 4 }, ['ComplaintRated']);
    refused({ events: [...ended, ...decision.events], by: 'consumer' }, { act: 'rate', score: 1 }, 'already-rated');
  });
  test('a return visit has a score only when somebody answered', () => {
    happens({ events: ended }, { act: 'return-visit', outcome: 'reached', score: 3 }, ['ReturnVisited']);
    refused({ events: ended }, { act: 'return-visit', outcome: 'not-reached', score: 3 }, 'score-without-an-answer');
  });
  test('the file is closed when the case has ended and everybody has been told', () => {
    const owed = [...ended, paperMade(1, 'form-8', 'complainant', 'respondent'), delivered(1, 'complainant')];
    refused({ events: owed }, { act: 'archive' }, 'papers-not-delivered');
    happens({ events: [...owed, delivered(1, 'respondent')] }, { act: 'archive' }, ['ComplaintArchived']);
    happens({ events: [...ended, paperMade(1, 'mediation-record', 'file')] }, { act: 'archive' }, [
      'ComplaintArchived',
    ]);
    refused({ events: mediating }, { act: 'archive' }, 'not-in-this-state');
    assert.equal(archiveObjection(stateAfter(mediating))?.refusal, 'case-not-ended');
  });
});
