import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Day } from '#kernel/day.ts';
import {
  accepted,
  accounts,
  answered,
  delivered,
  factsOf,
  filed,
  happens,
  namedMediator,
  opened,
  paperMade,
  refused,
  sealed,
  stateAfter,
} from '#test/decided.ts';
import { mediationClock } from '../clocks.ts';
import type { ComplaintEvent } from '../complaint.ts';
import { isVoid, knowsOf, standingOfPaper } from '../void-papers.ts';
import { undelivered } from './closing.ts';
import { papersForeseen } from './papers-foreseen.ts';

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
      { act: 'contact', channel: 'visit', party: 'respondent', outcome: 'absent' },
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

describe('art. 20: a session that is called off', () => {
  const notices = [paperMade(5, 'form-7', 'complainant'), paperMade(6, 'form-7', 'respondent')];
  const fixed = [...willing, there, session('2026-04-24'), ...notices];
  const told = [...fixed, delivered(5, 'complainant')];
  const end = { act: 'end-entrusting', reasons } as const;
  const ask = { act: 'interrupt', by: 'respondent', reasons } as const;
  const offTo = (party: string) => `session-off-notice → ${party}`;
  const off = (events: readonly ComplaintEvent[]) =>
    events.flatMap((event) => (event.type === 'SessionCalledOff' ? [event.payload] : []));

  test('with the mandate: its notices are owed to nobody, and who was told of it is told that it is off', () => {
    const { events, papers } = happens(
      { events: told },
      end,
      ['EntrustingEnded', 'SessionCalledOff'],
      ['entrustment-end → bureau', offTo('complainant')],
    );
    assert.deepEqual(off(events), [
      { at: '2026-04-24T01:30:00Z', why: 'mandate-ended', on: '2026-04-21', voids: [5, 6] },
    ]);
    const letter = papers.at(-1);
    assert.ok(letter?.code === 'session-off-notice');
    assert.deepEqual(letter.details, { at: '2026-04-24T01:30:00Z', why: 'mandate-ended', paper: 5 });
    const state = stateAfter([...told, ...events]);
    assert.deepEqual([undelivered(state), isVoid(state, 6), standingOfPaper(state, 5)], [[], true, 'annulled']);
    assert.equal(state.mediation, null);
    happens({ events: fixed }, end, ['EntrustingEnded', 'SessionCalledOff'], ['entrustment-end → bureau']);
  });

  test('a notice that comes all the same is followed by that word, once', () => {
    const { events } = happens(
      { events: fixed },
      end,
      ['EntrustingEnded', 'SessionCalledOff'],
      ['entrustment-end → bureau'],
    );
    const deliver = { act: 'deliver', paper: 6, to: 'respondent', channel: 'letter', outcome: 'delivered' } as const;
    const came = happens({ events: [...fixed, ...events] }, deliver, ['PaperDelivered'], [offTo('respondent')]);
    happens({ events: [...fixed, ...events, ...came.events] }, deliver, ['PaperDelivered']);
    happens({ events: [...fixed, ...events] }, { ...deliver, outcome: 'failed' }, ['PaperDelivered']);
  });

  test('art. 21(2) with a request for recusal, or a withdrawal', () => {
    const asked = happens(
      { events: told, by: 'respondent' },
      ask,
      ['MediationInterrupted', 'SessionCalledOff'],
      [offTo('complainant')],
    );
    assert.equal(off(asked.events)[0]?.why, 'recusal');
    const answered = [...told, ...asked.events, decided('2026-04-22', accounts.mediator, false)];
    assert.equal(stateAfter(answered).mediation, null, 'to be fixed anew');
    const withdrawn = happens(
      { events: told, by: 'consumer' },
      { act: 'withdraw' },
      ['WithdrawalStated', 'SessionCalledOff'],
      [offTo('complainant')],
    );
    assert.equal(off(withdrawn.events)[0]?.why, 'withdrawal');
  });

  const own = told.filter((event) => event !== there);
  const association = { id: 'linxi-association', kind: 'association', name: '临溪区消费者协会', authorisedBy: 'x' };

  test('art. 19 with the mediation, when the bureau entrusts it: the letter says who mediates from now on', () => {
    const entrust = { act: 'entrust', organisation: association.id } as const;
    const { events, papers } = happens(
      { events: own, organisation: association },
      entrust,
      ['MediationEntrusted', 'SessionCalledOff'],
      ['entrustment → bureau', offTo('complainant')],
    );
    assert.equal(off(events)[0]?.why, 'entrusted');
    const letter = papers.at(-1);
    assert.ok(letter?.code === 'session-off-notice');
    assert.deepEqual(
      [letter.details.why, letter.details.body, letter.details.paper],
      ['entrusted', association.name, 5],
    );
    const after = [...own, ...events];
    assert.equal(stateAfter(after).mediation, null, 'the body fixes its own');
    const late = { act: 'deliver', paper: 6, to: 'respondent', channel: 'letter', outcome: 'delivered' } as const;
    const told = happens(
      { events: after, entrusted: association },
      late,
      ['PaperDelivered'],
      [offTo('respondent')],
    ).papers.at(-1);
    assert.ok(told?.code === 'session-off-notice' && told.details.body === association.name);
    const back = happens({ events: [...after, mandateOver] }, late, ['PaperDelivered'], [offTo('respondent')]);
    const [since] = back.papers;
    assert.ok(since?.code === 'session-off-notice' && since.details.why === 'mandate-ended');
  });

  test('CMP-02 art. 22 with an appraisal: its days are left out, and resuming leaves a session to be set anew', () => {
    const appraise = { act: 'appraise', body: '云栖质检院', designated: false, costBorneBy: 'shared' } as const;
    const { events } = happens(
      { events: own, by: 'mediator', on: '2026-04-22' },
      appraise,
      ['AppraisalStarted', 'SessionCalledOff'],
      [
        'appraisal-notice → complainant',
        'appraisal-notice → respondent',
        'appraisal-notice → bureau',
        offTo('complainant'),
      ],
    );
    assert.equal(off(events)[0]?.why, 'appraisal');
    const back = { type: 'AppraisalEnded', payload: { to: '2026-05-02', result: reasons } } as const;
    const due = (all: readonly ComplaintEvent[]) => mediationClock(stateAfter(all), factsOf({}).law)?.dueOn;
    const resumed = [...own, ...events, back];
    const state = stateAfter(resumed);
    assert.deepEqual([state.phase, state.mediation], ['mediating', null]);
    assert.deepEqual([due(own), due(resumed)], ['2026-06-16', '2026-06-26']);
    refused({ events: resumed, on: '2026-05-04' }, noAgreement, 'mediation-not-held');
    happens(
      { events: resumed, on: '2026-05-04', named: namedMediator, by: 'mediator' },
      { act: 'open-mediation', mediator: accounts.mediator, mode: 'phone', at: '2026-05-08T01:30:00Z' },
      ['MediationOpened'],
      ['form-7 → complainant', 'form-7 → respondent'],
    );
    happens({ events: own, by: 'mediator' }, { ...appraise, costBorneBy: 'not-agreed' }, ['AppraisalNotAgreed']);
    const held = { events: own, by: 'mediator', on: '2026-04-25' } as const;
    happens(
      held,
      appraise,
      ['AppraisalStarted'],
      ['appraisal-notice → complainant', 'appraisal-notice → respondent', 'appraisal-notice → bureau'],
    );
  });

  test('an ending and another session say so themselves', () => {
    const settled = { act: 'terminate', ground: 1, settledOn: '2026-04-21', reasons } as const;
    const direct = told.filter((event) => event !== there);
    const ended = happens({ events: direct }, settled, ['SessionCalledOff', 'MediationTerminated'], bothTold);
    const state = stateAfter([...direct, ...ended.events, paperMade(7, 'form-8', 'complainant')]);
    assert.deepEqual([state.decisions.at(-1)?.papers, isVoid(state, 5)], [[7], true]);
    const open = { act: 'open-mediation', mediator: accounts.mediator, mode: 'phone' } as const;
    const anew = happens({ events: direct, named: namedMediator }, open, ['SessionCalledOff', 'MediationOpened']);
    assert.equal(stateAfter([...direct, ...anew.events]).mediation?.at, null);
  });

  test('not one that was held, and not twice', () => {
    happens({ events: told, on: '2026-04-25' }, end, ['EntrustingEnded'], ['entrustment-end → bureau']);
    const gone = happens(
      { events: told, by: 'respondent' },
      ask,
      ['MediationInterrupted', 'SessionCalledOff'],
      [offTo('complainant')],
    );
    const events = [...told, ...gone.events];
    happens({ events, by: 'consumer' }, { act: 'withdraw' }, ['WithdrawalStated']);
  });

  test('who was told of the session knows of the acceptance, though its notice holds no more', () => {
    const both = [...told, delivered(6, 'respondent')];
    const { events } = happens(
      { events: both },
      end,
      ['EntrustingEnded', 'SessionCalledOff'],
      ['entrustment-end → bureau', offTo('complainant'), offTo('respondent')],
    );
    const state = stateAfter([...both, ...events]);
    const [acceptance] = state.decisions;
    assert.ok(acceptance);
    assert.equal(knowsOf(acceptance, state, 'respondent'), true);
  });

  test('the desk says beforehand who will be told', () => {
    const codes = (events: readonly ComplaintEvent[]) =>
      papersForeseen('end-entrusting', stateAfter(events), factsOf({})).map(({ code }) => code);
    assert.deepEqual(codes(told), ['session-off-notice', 'entrustment-end']);
    assert.deepEqual(codes([...willing, there, opened()]), ['entrustment-end']);
    const codesOf = (act: 'entrust' | 'appraise') =>
      papersForeseen(act, stateAfter(own), factsOf({})).map(({ code }) => code);
    assert.deepEqual(codesOf('entrust'), ['entrustment', 'session-off-notice']);
    assert.deepEqual(codesOf('appraise'), ['appraisal-notice', 'session-off-notice']);
  });
});
