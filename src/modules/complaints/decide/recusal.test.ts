import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Day } from '#kernel/day.ts';
import { isRefusal } from '#kernel/refusal.ts';
import type { RuleSetting } from '#kernel/rule.ts';
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
  namedSecond,
  namedStranger,
  opened,
  outcome,
  people,
  refused,
  sealed,
  stateAfter,
  tenant,
} from '#test/decided.ts';
import { clocksOf } from '../clocks.ts';
import type { ComplaintEvent } from '../complaint.ts';
import { availableActs } from '../permits.ts';
import { foreseenObjection } from './foresee.ts';

const reasons = sealed('近亲属');
const willing = [filed(), accepted(), answered()] as const;
const asked = (on: Day = '2026-04-21', against: string | null = accounts.mediator): ComplaintEvent => ({
  type: 'MediationInterrupted',
  payload: { by: 'complainant', against, reasons, on },
});
const decided = (on: Day, recused = false, mediator: string = accounts.mediator): ComplaintEvent => ({
  type: 'RecusalDecided',
  payload: { recused, mediator, reasons, on },
});
const assigned: ComplaintEvent = {
  type: 'ComplaintAssigned',
  payload: { to: accounts.mediator, by: accounts.head, role: 'mediator' },
};
const appraisal = (from: Day): ComplaintEvent => ({
  type: 'AppraisalStarted',
  payload: { from, body: 'x', designated: true, costBorneBy: 'shared' },
});
const bothTold = ['recusal-decision → complainant', 'recusal-decision → respondent'];

describe('asking for recusal (art. 21(2))', () => {
  const ask = { act: 'interrupt', by: 'complainant', reasons } as const;

  test('either party asks, for itself only; an official or the entrusted body takes it down for either', () => {
    happens({ events: mediating, by: 'consumer' }, ask, ['MediationInterrupted']);
    happens({ events: mediating, by: 'respondent' }, { ...ask, by: 'respondent' }, ['MediationInterrupted']);
    happens({ events: mediating, by: 'mediator' }, { ...ask, by: 'respondent' }, ['MediationInterrupted']);
    refused({ events: mediating, by: 'respondent' }, ask, 'speaks-for-the-other-party');
  });

  test('from the day a mediator is named on: before the first session, and while an appraisal runs', () => {
    happens({ events: [...willing, assigned], by: 'consumer' }, ask, ['MediationInterrupted']);
    happens({ events: [...mediating, appraisal('2026-04-20')], by: 'consumer' }, ask, ['MediationInterrupted']);
    refused({ events: willing, by: 'consumer' }, ask, 'no-mediator-to-recuse');
    const foreseen = foreseenObjection('interrupt', stateAfter(willing), factsOf({ by: 'consumer' }));
    assert.equal(foreseen?.refusal, 'no-mediator-to-recuse');
    refused({ events: [filed()], by: 'consumer' }, ask, 'not-in-this-state');
  });

  test('about the mediator or one of those who assist', () => {
    const helped: ComplaintEvent = {
      type: 'MediationOpened',
      payload: {
        mediator: accounts.mediator,
        mode: 'phone',
        assistants: [sealed('赵律师'), sealed('钱工')],
        on: '2026-04-20',
      },
    };
    const events = [...willing, helped];
    const decision = happens({ events, by: 'consumer' }, { ...ask, assistant: 2 }, ['MediationInterrupted']);
    const [event] = decision.events;
    assert.ok(event?.type === 'MediationInterrupted');
    assert.deepEqual([event.payload.against, event.payload.assistant], [null, sealed('钱工')]);
    refused({ events, by: 'consumer' }, { ...ask, assistant: 3 }, 'no-such-assistant');
    const waiting = [...events, event];
    const granted = happens(
      { events: waiting, by: 'head' },
      { act: 'resume', recused: true, reasons },
      ['RecusalDecided'],
      bothTold,
    );
    const after = stateAfter([...waiting, ...granted.events]);
    assert.deepEqual(
      [after.assistants, after.mediator, after.phase],
      [[sealed('赵律师')], accounts.mediator, 'mediating'],
    );
    const [letter] = granted.papers;
    assert.ok(letter?.code === 'recusal-decision');
    assert.deepEqual([letter.details.assistant, letter.details.replacement], [sealed('钱工'), undefined]);
  });
});

describe('deciding on it', () => {
  const waiting = [...mediating, asked()] as const;
  const grant = { act: 'resume', recused: true, mediator: accounts.second, reasons } as const;

  test('the head decides, nobody else, and not on a request about the head', () => {
    refused({ events: waiting, named: namedSecond }, grant, 'not-permitted');
    refused({ events: waiting, named: namedSecond, by: 'mediator' }, grant, 'not-permitted');
    happens({ events: waiting, named: namedSecond, by: 'head' }, grant, ['RecusalDecided'], bothTold);
    const byHead = [...willing, opened('2026-04-20', accounts.head), asked('2026-04-21', accounts.head)];
    refused({ events: byHead, by: 'head' }, { act: 'resume', recused: false, reasons }, 'mediator-decides-own-recusal');
  });

  test('CMP-02: both are told in writing, with the new mediator where there is one', () => {
    const { papers } = happens(
      { events: waiting, named: namedSecond, by: 'head' },
      grant,
      ['RecusalDecided'],
      bothTold,
    );
    const [order] = papers;
    assert.ok(order?.code === 'recusal-decision');
    assert.deepEqual(
      [order.details.mediator, order.details.granted, order.details.replacement],
      [accounts.mediator, true, accounts.second],
    );
    const declined = happens(
      { events: waiting, by: 'head' },
      { act: 'resume', recused: false, reasons },
      ['RecusalDecided'],
      bothTold,
    );
    const [letter] = declined.papers;
    assert.ok(letter?.code === 'recusal-decision');
    assert.deepEqual([letter.details.granted, letter.details.replacement], [false, undefined]);
  });

  test('the respondent is told only once it has heard of the complaint', () => {
    const events = [filed(), accepted(), assigned, asked()];
    happens(
      { events, by: 'head' },
      { act: 'resume', recused: false, reasons },
      ['RecusalDecided'],
      ['recusal-decision → complainant'],
    );
  });

  test('a granted one leads to another mediator, who may mediate this case', () => {
    const by = 'head';
    refused({ events: waiting, by }, { act: 'resume', reasons }, 'recusal-not-decided');
    refused({ events: waiting, by }, { ...grant, mediator: accounts.mediator }, 'recused-needs-another-mediator');
    refused({ events: waiting, by, named: namedStranger, officials: [namedMediator] }, grant, 'nobody-may-mediate');
    refused(
      { events: waiting, by: 'head', named: namedSecond },
      { act: 'assign', to: accounts.second, role: 'mediator' },
      'recusal-waits-for-decision',
    );
  });

  test('with nobody else to name it is granted all the same; the mediator is named later', () => {
    const granted = happens(
      { events: waiting, by: 'head' },
      { act: 'resume', recused: true, reasons },
      ['RecusalDecided'],
      bothTold,
    );
    const [letter] = granted.papers;
    assert.ok(letter?.code === 'recusal-decision');
    assert.deepEqual([letter.details.replacement, letter.details.later], [undefined, true]);
    const events = [...waiting, ...granted.events];
    const after = stateAfter(events);
    assert.deepEqual([after.mediator, after.phase], [null, 'mediating']);
    const open = { act: 'open-mediation', mediator: accounts.second, mode: 'phone' } as const;
    happens({ events, named: namedSecond, by: 'handler' }, open, ['MediationOpened']);
    happens({ events, named: namedSecond }, { act: 'assign', to: accounts.second, role: 'mediator' }, [
      'ComplaintAssigned',
    ]);
  });

  test('whoever was to step aside does nothing more of this mediation, whatever role that person holds (art. 21)', () => {
    const events = [...waiting, decided('2026-04-21', true, accounts.second)];
    const by = 'mediator';
    const agree = {
      act: 'record-agreement',
      form: 'record',
      performed: true,
      waivedByBoth: false,
      recoveredFen: 0,
      terms: reasons,
      outcome: [],
    } as const;
    const open = { act: 'open-mediation', mediator: accounts.second, mode: 'phone' } as const;
    const appraise = { act: 'appraise', body: 'x', designated: false, costBorneBy: 'shared' } as const;
    refused({ events, by, named: namedSecond }, open, 'recused-from-this-case');
    refused({ events, by }, agree, 'recused-from-this-case');
    refused({ events, by }, appraise, 'recused-from-this-case');
    happens({ events }, agree, ['AgreementRecorded'], ['mediation-record → file']);
    const acts = (who: 'mediator' | 'second') =>
      availableActs({ ...people.mediator, account: accounts[who] }, stateAfter(events), tenant);
    const ofMediating = ['open-mediation', 'appraise', 'record-agreement'] as const;
    assert.deepEqual(
      ofMediating.filter((act) => acts('mediator').includes(act)),
      [],
    );
    assert.deepEqual(
      ofMediating.filter((act) => acts('second').includes(act)),
      ofMediating,
    );
    assert.ok(acts('mediator').includes('deliver'));
  });

  test('TER-02 TER-03 TER-04 nor does that person say how the mediation went; what time or a paper says, anybody says', () => {
    const byHandler = [...willing, opened('2026-04-20', accounts.handler), asked('2026-04-21', accounts.handler)];
    const disputed: ComplaintEvent = { type: 'AppraisalNotAgreed', payload: { on: '2026-04-21', body: 'x' } };
    const aside = [...byHandler, decided('2026-04-21', true, accounts.second), contacted('refused'), disputed];
    for (const ground of [2, 3, 4]) {
      refused({ events: aside }, { act: 'terminate', ground, reasons }, 'recused-from-this-case');
      assert.ok(!isRefusal(outcome({ events: aside, by: 'head' }, { act: 'terminate', ground, reasons })));
    }
    refused({ events: byHandler }, { act: 'terminate', ground: 3, reasons }, 'recused-from-this-case');
    assert.ok(!isRefusal(outcome({ events: aside, on: '2026-06-20' }, { act: 'terminate', ground: 5, reasons })));
  });

  test('the mediation goes back to where it stood, the appraisal with its days left out', () => {
    const before = stateAfter([...willing, assigned, asked('2026-04-21'), decided('2026-04-22')]);
    assert.deepEqual([before.phase, before.mediator], ['accepted', accounts.mediator]);
    const inAppraisal = [...mediating, appraisal('2026-04-20'), asked('2026-04-21'), decided('2026-04-23')];
    const back = stateAfter(inAppraisal);
    assert.deepEqual(
      [back.phase, back.phaseBeforePause, back.exclusions],
      [
        'appraisal',
        'mediating',
        [
          { from: '2026-04-20', to: null, reason: 'appraisal' },
          { from: '2026-04-21', to: '2026-04-23', reason: 'recusal' },
        ],
      ],
    );
    const ended = stateAfter([
      ...inAppraisal,
      { type: 'AppraisalEnded', payload: { to: '2026-05-01', result: reasons } },
    ]);
    assert.equal(ended.phase, 'mediating');
    assert.ok(ended.exclusions.every((span) => span.to !== null));
  });
});

describe('CMP-02 and the days of a request', () => {
  const stops: RuleSetting = {
    rule: 'CMP-02',
    name: 'recusal-stops-limit',
    value: 'yes',
    effectiveFrom: '2026-04-01',
    effectiveTo: null,
  };
  const mediationOf = (events: readonly ComplaintEvent[], settings: readonly RuleSetting[]) => {
    const { law } = factsOf({ settings });
    return clocksOf(stateAfter(events), law).find((clock) => clock.rule === 'CMP-02');
  };
  const over = [...mediating, asked('2026-04-21'), decided('2026-05-01')];

  test('by default they count; where the bureau has decided so, the reckoning leaves them out day by day', () => {
    assert.equal(mediationOf(over, [])?.reckoning.dueOn, '2026-06-16');
    const clock = mediationOf(over, [stops]);
    assert.equal(clock?.reckoning.dueOn, '2026-06-26');
    const out = clock?.reckoning.days.filter((day) => day.reason === 'excluded') ?? [];
    assert.deepEqual(
      [out.length, out[0]?.day, out.at(-1)?.day, out[0]?.name],
      [10, '2026-04-21', '2026-04-30', 'recusal'],
    );
    const later = { ...stops, effectiveFrom: '2026-04-18' } as const;
    assert.equal(mediationOf(over, [later])?.reckoning.dueOn, '2026-06-16', 'accepted before the decision began');
  });

  test('while it waits the limit stands still under the switch, and runs without it', () => {
    const waiting = [...mediating, asked('2026-04-21')];
    assert.deepEqual(
      [mediationOf(waiting, [])?.state, mediationOf(waiting, [])?.reckoning.dueOn],
      ['running', '2026-06-16'],
    );
    const paused = mediationOf(waiting, [stops]);
    assert.deepEqual([paused?.state, paused?.reckoning.dueOn], ['paused', null]);
    assert.deepEqual(paused?.reckoning.paused, { since: '2026-04-21', remaining: 57, reason: 'recusal' });
  });

  test('TER-05 CMP-02: an agreement and the ending by time follow the longer limit', () => {
    const agree = {
      act: 'record-agreement',
      form: 'record',
      performed: true,
      waivedByBoth: false,
      recoveredFen: 0,
      terms: reasons,
      outcome: [],
    } as const;
    refused({ events: over, on: '2026-06-20' }, agree, 'mediation-limit-passed');
    happens(
      { events: over, on: '2026-06-20', settings: [stops] },
      agree,
      ['AgreementRecorded'],
      ['mediation-record → file'],
    );
    const end = { act: 'terminate', ground: 5, reasons } as const;
    assert.ok(!isRefusal(outcome({ events: over, on: '2026-06-20' }, end)));
    refused({ events: over, on: '2026-06-20', settings: [stops] }, end, 'mediation-limit-not-over');
  });

  test('an ending closes the days of the request, and its annulment opens them again', () => {
    const ended: ComplaintEvent = { type: 'MediationTerminated', payload: { on: '2026-04-25', ground: 8, reasons } };
    const waiting = [...mediating, asked('2026-04-21')];
    const closed = stateAfter([...waiting, ended]);
    assert.deepEqual(closed.exclusions, [{ from: '2026-04-21', to: '2026-04-25', reason: 'recusal' }]);
    const back: ComplaintEvent = {
      type: 'DecisionAnnulled',
      payload: {
        version: closed.version,
        decision: 'MediationTerminated',
        back: 'interrupted',
        reasons,
        on: '2026-04-26',
      },
    };
    const again = stateAfter([...waiting, ended, back]);
    assert.deepEqual(
      [again.phase, again.exclusions, again.recusal?.before],
      ['interrupted', [{ from: '2026-04-21', to: null, reason: 'recusal' }], 'mediating'],
    );
  });
});
