import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  accepted,
  accounts,
  answered,
  filed,
  happens,
  mediating,
  namedMediator,
  refused,
  sealed,
  stateAfter,
} from '#test/decided.ts';
import type { Command } from '../commands.ts';
import type { ComplaintEvent } from '../complaint.ts';

const agree: Command = {
  act: 'record-agreement',
  form: 'mediation-paper',
  performed: false,
  waivedByBoth: false,
  recoveredFen: 10_000,
  terms: sealed('terms'),
  outcome: [],
};
const form9 = ['form-9 → complainant, respondent, file'];
const taken = [filed(), accepted()];

describe('an agreement stands on the will of both (Order 121 arts 18, 21, 24)', () => {
  test('of a respondent that was never asked, or said no, there is none', () => {
    const asked = refused({ events: taken }, agree, 'respondent-not-asked-yet');
    assert.deepEqual([asked.field, asked.instead], ['respondentConsents', ['contact', 'answer']]);
    refused({ events: [...taken, answered(null)] }, agree, 'respondent-not-asked-yet');
    refused({ events: [...taken, answered(false)] }, agree, 'respondent-refuses-mediation');
    refused({ events: [...mediating, answered(false)] }, agree, 'respondent-refuses-mediation');
    refused({ events: taken }, { ...agree, respondentConsents: false }, 'respondent-not-asked-yet');
  });

  test('one that agrees at the counter says so with the agreement, and whoever records it has mediated', () => {
    for (const before of [[], [answered(false)]]) {
      const events = [...taken, ...before];
      const done = happens({ events }, { ...agree, respondentConsents: true }, ['AgreementRecorded'], form9);
      const state = stateAfter([...events, ...done.events]);
      assert.deepEqual([state.operatorConsent, state.mediator, state.phase], [true, accounts.handler, 'agreed']);
    }
  });

  test('what is on file already is not recorded a second time', () => {
    const { events } = happens(
      { events: mediating },
      { ...agree, respondentConsents: true },
      ['AgreementRecorded'],
      form9,
    );
    const [event] = events;
    assert.ok(event?.type === 'AgreementRecorded');
    assert.deepEqual([event.payload.respondentConsented, event.payload.mediator], [undefined, undefined]);
  });

  test('what both settled by themselves, as both have said, needed no mediation and has no mediator', () => {
    const told: ComplaintEvent = {
      type: 'OperatorAnswered',
      payload: { consentsToMediation: null, consentsToEntrust: null, items: [], by: 'phone', settledOn: '2026-04-20' },
    };
    const yes: ComplaintEvent = { type: 'SettlementAnswered', payload: { on: '2026-04-21', settled: true } };
    const dated = { ...agree, agreedOn: '2026-04-20' } as const;
    refused({ events: [...taken, told] }, dated, 'respondent-not-asked-yet');
    const events = [...taken, told, yes];
    const done = happens({ events }, dated, ['AgreementRecorded'], form9);
    assert.equal(stateAfter([...events, ...done.events]).mediator, null);
    refused({ events }, agree, 'respondent-not-asked-yet');
  });

  test('what was said with an agreement falls with it, and what was on file before stays', () => {
    const orders = ['annulment-notice → complainant', 'annulment-notice → respondent'];
    const annul = { act: 'annul', reasons: sealed('记错了案件') } as const;
    const after = (before: readonly ComplaintEvent[]) => {
      const made = happens({ events: before }, { ...agree, respondentConsents: true }, ['AgreementRecorded'], form9);
      const events = [...before, ...made.events];
      const fallen = happens({ events, by: 'head' }, annul, ['DecisionAnnulled'], orders);
      return [...events, ...fallen.events];
    };
    for (const [before, consent, refusal] of [
      [taken, null, 'respondent-not-asked-yet'],
      [[...taken, answered(false)], false, 'respondent-refuses-mediation'],
    ] as const) {
      const events = after(before);
      const state = stateAfter(events);
      assert.deepEqual([state.operatorConsent, state.mediator, state.phase], [consent, null, 'accepted']);
      refused({ events }, agree, refusal);
    }
    const state = stateAfter(after(mediating));
    assert.deepEqual([state.operatorConsent, state.mediator, state.phase], [true, accounts.mediator, 'mediating']);
  });
});

describe('mediation is opened with the will of the respondent (Order 121 art. 18)', () => {
  const open: Command = { act: 'open-mediation', mediator: accounts.mediator, mode: 'phone' };
  const said: Command = { ...open, respondentConsents: true };
  const on = (...more: readonly ComplaintEvent[]) => ({ events: [...taken, ...more], named: namedMediator });

  test('one that was not asked before is asked there and then, and that is on file', () => {
    const asked = refused(on(), open, 'respondent-not-asked-yet');
    assert.deepEqual([asked.field, asked.status], ['respondentConsents', 422]);
    refused(on(), { ...open, respondentConsents: false }, 'respondent-not-asked-yet');
    const { events } = happens(on(), said, ['MediationOpened']);
    assert.equal(stateAfter([...taken, ...events]).operatorConsent, true);
    assert.equal(stateAfter([...taken, ...events, answered(false)]).operatorConsent, false);
  });

  test('what is on file already is not recorded a second time', () => {
    const [event] = happens(on(answered(true)), said, ['MediationOpened']).events;
    assert.ok(event?.type === 'MediationOpened');
    assert.equal(event.payload.respondentConsented, undefined);
  });

  test('a refusal is not turned round in passing', () => {
    refused(on(answered(false)), open, 'respondent-refuses-mediation');
    refused(on(answered(false)), said, 'respondent-refuses-mediation');
  });
});
