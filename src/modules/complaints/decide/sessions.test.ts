import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Day } from '#kernel/day.ts';
import { accepted, accounts, answered, filed, happens, opened, refused, sealed, stateAfter } from '#test/decided.ts';
import type { ComplaintEvent } from '../complaint.ts';

const reasons = sealed('reasons');
const willing = [filed(), accepted(), answered(true, true)] as const;
const there: ComplaintEvent = {
  type: 'MediationEntrusted',
  payload: { organisation: 'linxi-association', on: '2026-04-20' },
};
const session = (day: Day, on: Day = '2026-04-20'): ComplaintEvent => ({
  type: 'MediationOpened',
  payload: { mediator: accounts.mediator, mode: 'phone', at: `${day}T01:30:00Z`, on },
});
const mandateOver: ComplaintEvent = {
  type: 'EntrustingEnded',
  payload: { organisation: 'linxi-association', by: 'body', reasons, on: '2026-04-22' },
};
const asked: ComplaintEvent = {
  type: 'MediationInterrupted',
  payload: { by: 'respondent', against: accounts.mediator, reasons, on: '2026-04-22' },
};
const decided = (on: Day, mediator: string | null, recused = true): ComplaintEvent => ({
  type: 'RecusalDecided',
  payload: { recused, mediator, reasons, on },
});
const noAgreement = { act: 'terminate', ground: 3, reasons } as const;
const bothTold = ['form-8 → complainant', 'form-8 → respondent'];
const ends = (events: readonly ComplaintEvent[], on: Day) =>
  happens({ events, on }, noAgreement, ['MediationTerminated'], bothTold);
const begun = [...willing, session('2026-04-24')];

describe('TER-03 no agreement: only after a mediation that took place', () => {
  test('the mandate of whoever was to hold the session had ended before its hour', () => {
    const events = [...willing, there, session('2026-04-24'), mandateOver];
    refused({ events, on: '2026-04-25' }, noAgreement, 'mediation-not-held');
    const held = [...willing, there, opened(), session('2026-04-24'), mandateOver];
    ends(held, '2026-04-25');
    assert.deepEqual(stateAfter(held).mediation, { mode: 'phone', at: null, place: null, heldBefore: true });
    ends([...willing, there, session('2026-04-21'), mandateOver], '2026-04-25');
  });

  test('nothing ends so while a request for recusal waits, whatever was held before', () => {
    refused({ events: [...begun, asked], on: '2026-04-25' }, noAgreement, 'mediation-interrupted');
    refused({ events: [...willing, opened(), asked], on: '2026-04-25' }, noAgreement, 'mediation-interrupted');
  });

  test('the hour of the session lay in the interruption', () => {
    const later = [...begun, asked, decided('2026-04-26', null)];
    refused({ events: later, on: '2026-04-27' }, noAgreement, 'mediation-not-held');
    const declined = [...begun, asked, decided('2026-04-26', accounts.mediator, false)];
    refused({ events: declined, on: '2026-04-27' }, noAgreement, 'mediation-not-held');
    ends([...declined, session('2026-04-28', '2026-04-27')], '2026-04-29');
    refused(
      { events: [...begun, asked], on: '2026-04-25' },
      { act: 'contact', channel: 'phone', party: 'respondent', outcome: 'absent' },
      'no-session-to-miss',
    );
  });

  test('decided in time, it is held by whoever mediates; with nobody named it is not', () => {
    ends([...begun, asked, decided('2026-04-23', accounts.mediator, false)], '2026-04-25');
    ends([...begun, asked, decided('2026-04-23', accounts.second)], '2026-04-25');
    refused(
      { events: [...begun, asked, decided('2026-04-23', null)], on: '2026-04-25' },
      noAgreement,
      'mediation-not-held',
    );
  });

  test('an ending that was annulled brings back no session of the days between', () => {
    const ended: ComplaintEvent = { type: 'MediationTerminated', payload: { on: '2026-04-23', ground: 2, reasons } };
    const made = stateAfter([...begun, ended]).decisions.at(-1);
    assert.ok(made);
    const annulled: ComplaintEvent = {
      type: 'DecisionAnnulled',
      payload: { version: made.version, decision: made.type, back: made.before, reasons, on: '2026-04-27' },
    };
    refused({ events: [...begun, ended, annulled], on: '2026-04-28' }, noAgreement, 'mediation-not-held');
  });

  test('a correction names no ground the interruption had barred', () => {
    const ended: ComplaintEvent = { type: 'MediationTerminated', payload: { on: '2026-04-25', ground: 2, reasons } };
    const events = [...willing, opened(), asked, ended];
    const version = stateAfter(events).decisions.at(-1)?.version ?? 0;
    refused(
      { events, on: '2026-04-27', by: 'head' },
      { act: 'correct', version, changed: { ground: 3 }, reasons },
      'mediation-interrupted',
    );
  });
});
