import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { delivered, filed, happens, mediating, paperMade, refused, sealed, stateAfter } from '#test/decided.ts';
import { archiveObjection } from './closing.ts';

const reasons = sealed('reasons');
const ended = [
  ...mediating,
  { type: 'MediationTerminated', payload: { on: '2026-04-21', ground: 3, reasons } },
] as const;

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
