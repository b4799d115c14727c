import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  accepted,
  accounts,
  answered,
  contacted,
  factsOf,
  filed,
  happens,
  mediating,
  namedMediator,
  opened,
  refused,
  sealed,
  stateAfter,
} from '#test/decided.ts';
import type { Command } from '../commands.ts';
import type { ComplaintEvent } from '../complaint.ts';
import { toldOfShownWay } from '../shown-way.ts';
import { foreseenObjection } from './foresee.ts';

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
  const foresees = (...more: readonly ComplaintEvent[]) =>
    foreseenObjection('open-mediation', stateAfter([...taken, ...more]), factsOf({}))?.refusal;

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

  test('a refusal is not turned round in passing, nor one said on the telephone', () => {
    for (const no of [answered(false), contacted('refused')])
      for (const command of [open, said]) {
        const { instead } = refused(on(no), command, 'respondent-refuses-mediation');
        assert.deepEqual(instead, ['answer', 'terminate']);
        assert.equal(foresees(no), 'respondent-refuses-mediation');
      }
    assert.equal(foresees(), undefined);
    happens(on(contacted('refused'), answered(true)), open, ['MediationOpened']);
    happens(on(contacted('refused'), contacted('reached', 'respondent', '2026-04-21T01:00:00Z')), said, [
      'MediationOpened',
    ]);
    happens(on(contacted('refused', 'complainant')), said, ['MediationOpened']);
  });

  const twice = [contacted('no-answer'), contacted('no-answer', 'respondent', '2026-04-20T05:00:00Z')];
  const consented = () => [...taken, ...twice, ...happens(on(...twice), said, ['MediationOpened']).events];

  test('TER-02 whoever consents has been reached: what it did not answer before ends nothing any more', () => {
    const end: Command = { act: 'terminate', ground: 2, reasons: sealed('reasons') };
    const silent = [...taken, ...twice, opened()];
    happens({ events: silent }, end, ['MediationTerminated'], ['form-8 → complainant', 'form-8 → respondent']);
    refused({ events: consented() }, end, 'no-refusal-or-absence-on-file');
    // Put on file afterwards, it still came before.
    const before = contacted('refused', 'respondent', '2026-04-21T01:00:00Z');
    refused({ events: [...consented(), before] }, end, 'no-refusal-or-absence-on-file');
    const after = contacted('refused', 'respondent', '2026-04-21T03:00:00Z');
    happens(
      { events: [...consented(), after] },
      end,
      ['MediationTerminated'],
      [...['form-8 → complainant', 'form-8 → respondent']],
    );
  });

  test('and has heard of the complaint: it is told of a recusal and of an acceptance that falls', () => {
    const asked: ComplaintEvent = {
      type: 'MediationInterrupted',
      payload: { by: 'complainant', against: accounts.mediator, reasons: sealed('reasons'), on: '2026-04-21' },
    };
    const reasons = sealed('reasons');
    happens(
      { events: [...consented(), asked], by: 'head' },
      { act: 'resume', recused: false, reasons },
      ['RecusalDecided'],
      ['recusal-decision → complainant', 'recusal-decision → respondent'],
    );
    const back: ComplaintEvent = {
      type: 'EntrustingEnded',
      payload: { organisation: 'linxi-association', by: 'bureau', reasons, on: '2026-04-21' },
    };
    happens(
      { events: [...consented(), back], by: 'head' },
      { act: 'annul', reasons },
      ['DecisionAnnulled'],
      [...['annulment-notice → complainant', 'annulment-notice → respondent']],
    );
  });

  test('JUR-05 a seller that consents can be reached', () => {
    const [event] = happens(on(), said, ['MediationOpened']).events;
    assert.ok(event);
    assert.equal(toldOfShownWay(event), 'reached');
    assert.equal(toldOfShownWay(opened()), undefined);
    const asShown: ComplaintEvent = {
      type: 'ContactAttempted',
      payload: {
        ...{ at: '2026-04-20T02:00:00Z', channel: 'phone', party: 'respondent', outcome: 'no-answer', asShown: true },
      },
    };
    assert.equal(stateAfter([...taken, asShown, opened()]).unreachedAsShown.length, 1);
    assert.equal(stateAfter([...taken, asShown, event]).unreachedAsShown.length, 0);
  });
});
