import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { mayHold } from '#kernel/case-holders.ts';
import type { Day } from '#kernel/day.ts';
import { isRefusal } from '#kernel/refusal.ts';
import {
  accounts,
  factsOf,
  filed,
  happens,
  namedHandler,
  namedMediator,
  namedStranger,
  outcome,
  people,
  refused,
  sealed,
  stateAfter,
} from '#test/decided.ts';
import type { ComplaintEvent } from '../complaint.ts';
import { fold } from '../evolve.ts';
import { foreseenObjection } from './foresee.ts';
import { namedUnder, receiverObjection } from './naming.ts';
import { papersForeseen } from './papers-foreseen.ts';

const atIntake = [filed({ bureau: 'yunqi-intake' })];
const reasons = sealed('reasons');

describe('forwarding and returning', () => {
  const route = { act: 'route', to: 'yunqi-linxi', reasoning: '经营地在该辖区' } as const;
  test('form 3 goes with the case and names a day to report back by', () => {
    const decision = happens({ events: atIntake, by: 'intake' }, route, ['ComplaintRouted'], ['form-3 → bureau']);
    const [order] = decision.papers;
    if (order?.code !== 'form-3') throw new Error('no form 3');
    if (order.details.reportBackOn !== '2026-04-30') throw new Error(order.details.reportBackOn);
  });
  test('only to a bureau, not where it lies already, not with a day in the past', () => {
    refused({ events: atIntake, by: 'intake' }, { ...route, to: 'linxi-association' }, 'no-such-bureau');
    refused(
      { events: atIntake, by: 'intake' },
      { ...route, reportBackOn: '2026-04-20' },
      'report-back-day-in-the-past',
    );
    const own = [filed({ bureau: 'yunqi-city', intake: 'yunqi-city' })];
    const early = [filed({ bureau: 'yunqi-city', intake: 'yunqi-city', standing: 'companion', receivedOn: null })];
    refused({ events: early, by: 'intake' }, { ...route, to: 'yunqi-city' }, 'already-there');
    happens({ events: own, by: 'intake' }, route, ['ComplaintRouted'], ['form-3 → bureau']);
  });
  test('trap 13, art. 41: a county bureau sends nothing to another; it gives back, or refuses and names the right one', () => {
    const companion = filed({ standing: 'companion', receivedOn: null, arrivedOn: '2026-04-15' });
    const onward = { ...route, to: 'yunqi-wangshan' };
    const why = refused({ events: [companion], by: 'intake' }, onward, 'form-3-goes-down-only');
    assert.deepEqual(why.instead, ['return-to-intake'], 'nothing is refused that nobody has received');
    const [state, facts] = [fold([companion]), factsOf({ by: 'intake' })];
    assert.equal(foreseenObjection('route', state, facts)?.refusal, 'form-3-goes-down-only', 'nor is it offered');
    const namedUnit = { id: 'yunqi-wangshan', kind: 'bureau', mayDecide: true } as const;
    assert.equal(namedUnder('route', state, { ...facts, namedUnit }), undefined, 'to nobody');
  });
  test('art. 41 a bureau that is its own intake takes up itself what it received, and is told so', () => {
    for (const bureau of ['yunqi-linxi', 'yunqi-city']) {
      const own = [filed({ bureau, intake: bureau })];
      const kept = happens({ events: own, by: 'intake' }, { ...route, to: bureau }, ['ComplaintRouted']);
      const { phase, startedOn, passedOn } = stateAfter([...own, ...kept.events]);
      assert.deepEqual([phase, startedOn, passedOn], ['under-review', '2026-04-15', false], 'its limit runs on');
    }
    const own = [filed({ bureau: 'yunqi-linxi', intake: 'yunqi-linxi' })];
    const onward = { ...route, to: 'yunqi-wangshan' };
    const alone = refused({ events: own, by: 'intake' }, onward, 'own-intake-has-nobody-below');
    assert.deepEqual(alone.instead, ['route', 'direct-elsewhere'], 'to itself, or to another way of redress');
    const facts = factsOf({ by: 'intake' });
    assert.equal(foreseenObjection('route', fold(own), facts), undefined, 'so the form is offered');
    assert.deepEqual(papersForeseen('route', fold(own), facts), [], 'without a letter to itself');
    const namedUnit = { id: 'yunqi-linxi', kind: 'bureau', mayDecide: true } as const;
    assert.deepEqual(namedUnder('route', fold(own), { ...facts, namedUnit }), [], 'with its own name');
    const early = [filed({ bureau: 'yunqi-linxi', intake: 'yunqi-linxi', standing: 'companion', receivedOn: null })];
    const unreceived = refused(
      { events: early, by: 'intake' },
      { ...route, to: 'yunqi-linxi' },
      'own-intake-has-nobody-below',
    );
    assert.deepEqual(unreceived.instead, ['register', 'direct-elsewhere'], 'nobody has received it yet');
    assert.equal(foreseenObjection('route', fold(early), facts)?.refusal, 'own-intake-has-nobody-below');
  });
  test('trap 13: the intake centre of a county bureau passes on within that bureau only', () => {
    const units = new Map([
      ...factsOf({}).units,
      ['linxi-intake', { kind: 'intake-centre', parent: 'yunqi-linxi' }] as const,
    ]);
    const facts = { ...factsOf({ by: 'intake' }), units };
    const state = fold([filed({ bureau: 'linxi-intake', intake: 'linxi-intake' })]);
    assert.equal(receiverObjection('yunqi-wangshan', state, facts)?.refusal, 'not-a-bureau-below');
    assert.equal(receiverObjection('yunqi-linxi', state, facts), undefined);
  });
  test('a case that moves leaves its handler, its mediator and its station at the bureau it comes from', () => {
    const assigned = (role: 'handler' | 'mediator', to: string) =>
      ({ type: 'ComplaintAssigned', payload: { role, to, by: accounts.head } }) as const;
    const worked = [
      filed(),
      assigned('handler', accounts.handler),
      assigned('mediator', accounts.mediator),
      { type: 'StationAssigned', payload: { station: 'yunqi-linxi-chengdong', by: accounts.head } },
    ] as const;
    const whoHasIt = ({ handler, mediator, station }: ReturnType<typeof fold>) => [handler, mediator, station];
    const before = [accounts.handler, accounts.mediator, 'yunqi-linxi-chengdong'];
    assert.deepEqual(whoHasIt(fold([...worked])), before);
    const on = '2026-04-16';
    const routed = { from: 'yunqi-linxi', to: 'yunqi-wangshan', receivedOn: on, reasoning: '' } as const;
    for (const move of [
      { type: 'ComplaintRouted', payload: routed },
      { type: 'ComplaintReturned', payload: { from: 'yunqi-linxi', to: 'yunqi-intake', receivedOn: on, reasons } },
      { type: 'CompetenceDecided', payload: { competent: 'yunqi-wangshan', on, reasons } },
      { type: 'ComplaintTakenOver', payload: { from: 'yunqi-linxi', to: 'yunqi-city', on, reasons } },
    ] as const)
      assert.deepEqual(whoHasIt(fold([...worked, move])), [null, null, null], move.type);
    const stays = { type: 'CompetenceDecided', payload: { competent: 'yunqi-linxi', on, reasons } } as const;
    assert.deepEqual(whoHasIt(fold([...worked, stays])), before);
  });
  test('a unit without power gives it back to the intake body, which has nobody to give it back to', () => {
    happens({ events: [filed()] }, { act: 'return-to-intake', reasons }, ['ComplaintReturned']);
    const linked = {
      number: 'LANCHUAN-260410-8F3KQ2-7',
      bureau: 'lanchuan-beidu',
      on: '2026-04-15',
      basis: 'order-121:33',
      firstReceivedOn: '2026-04-10',
    } as const;
    const up = happens({ events: [filed({ linked })] }, { act: 'return-to-intake', reasons }, ['ComplaintReturned']);
    const atIntakeNow = fold([filed({ linked }), ...up.events]);
    assert.deepEqual(
      [atIntakeNow.startedOn, atIntakeNow.firstReceivedOn, atIntakeNow.passedOn],
      ['2026-04-15', '2026-04-10', true],
    );
    const designated = { events: [filed({ linked: { ...linked, how: 'designated' } })] } as const;
    refused(designated, { act: 'return-to-intake', reasons }, 'competence-settled');
    const moved = filed({ bureau: 'yunqi-intake', intake: 'yunqi-intake' });
    const back = {
      type: 'CompetenceDecided',
      payload: { competent: 'yunqi-intake', on: '2026-04-16', reasons },
    } as const;
    refused({ events: [moved, back], by: 'intake' }, { act: 'return-to-intake', reasons }, 'not-permitted');
    const ownIntake = [
      filed({ bureau: 'yunqi-linxi', intake: 'yunqi-linxi' }),
      { type: 'CompetenceDecided', payload: { competent: 'yunqi-linxi', on: '2026-04-16', reasons } },
    ] as const;
    refused({ events: ownIntake }, { act: 'return-to-intake', reasons }, 'is-own-intake');
    // What was settled between bureaus or from above binds the one it fell to, until it is routed anew.
    const named = {
      type: 'CompetenceDecided',
      payload: { competent: 'yunqi-linxi', on: '2026-04-16', reasons },
    } as const;
    refused({ events: [filed(), named] }, { act: 'return-to-intake', reasons }, 'competence-settled');
  });
});

describe('CMP-01: whose receipt the seven working days run from', () => {
  const to = (unit: string) => ({ act: 'route', to: unit, reasoning: '经营地在该辖区' }) as const;
  const receivedOn = '2026-04-10';
  const limit = ({ startedOn, firstReceivedOn, passedOn }: ReturnType<typeof fold>) => [
    startedOn,
    firstReceivedOn,
    passedOn,
  ];
  const decided = (given: Parameters<typeof outcome>[0], command: Parameters<typeof outcome>[1]) => {
    const decision = outcome(given, command);
    assert.ok(!isRefusal(decision), JSON.stringify(decision));
    return decision;
  };
  const acts = (
    events: readonly ComplaintEvent[],
    by: 'intake' | 'handler' | 'otherCounty',
    command: Parameters<typeof outcome>[1],
    on: Day,
  ) => [...events, ...decided({ events, by, on }, command).events];
  const back = { act: 'return-to-intake', reasons } as const;

  test('CMP-01 a bureau that had the case goes on from its first receipt, however often it goes round', () => {
    const taken = [filed({ receivedOn })];
    const once = acts(acts(taken, 'handler', back, '2026-04-22'), 'intake', to('yunqi-linxi'), '2026-04-22');
    assert.deepEqual(limit(fold(once)), [receivedOn, receivedOn, false]);
    const elsewhere = acts(acts(once, 'handler', back, '2026-04-23'), 'intake', to('yunqi-wangshan'), '2026-04-23');
    assert.deepEqual(limit(fold(elsewhere)), ['2026-04-23', receivedOn, true]);
    const again = acts(acts(elsewhere, 'otherCounty', back, '2026-04-24'), 'intake', to('yunqi-linxi'), '2026-04-27');
    assert.deepEqual(limit(fold(again)), [receivedOn, receivedOn, false]);
    const own = acts(acts(again, 'handler', back, '2026-04-28'), 'intake', to('yunqi-wangshan'), '2026-04-29');
    assert.deepEqual(limit(fold(own)), ['2026-04-23', receivedOn, true]);
  });
  test('CMP-01 inside one bureau nothing restarts; from its centre to another bureau the receipt there counts', () => {
    const centre = [filed({ receivedOn, bureau: 'yunqi-intake' })];
    assert.deepEqual(limit(fold(acts(centre, 'intake', to('yunqi-city'), '2026-04-15'))), [
      receivedOn,
      receivedOn,
      false,
    ]);
    assert.deepEqual(limit(fold(acts(centre, 'intake', to('yunqi-linxi'), '2026-04-15'))), [
      '2026-04-15',
      receivedOn,
      true,
    ]);
  });
  test('CMP-01 form 3 to a bureau whose limit has run out names a day that can still be kept', () => {
    const late = acts([filed({ receivedOn })], 'handler', back, '2026-04-22');
    const [order] = decided({ events: late, by: 'intake', on: '2026-04-22' }, to('yunqi-linxi')).papers;
    if (order?.code !== 'form-3') throw new Error('no form 3');
    assert.ok((order.details.reportBackOn ?? '') > '2026-04-22', order.details.reportBackOn);
  });
  test('CMP-01 settled back to a bureau that had it, the limit goes on there, and the complainant is told so', () => {
    const taken = [filed({ receivedOn })];
    const on = '2026-04-16';
    const away = { type: 'CompetenceDecided', payload: { competent: 'yunqi-wangshan', on, reasons } } as const;
    const there = [...taken, away];
    const asked = acts(there, 'otherCounty', { act: 'ask-superior', reasons }, '2026-04-20');
    const back = decided(
      { events: asked, by: 'intake', on: '2026-04-23' },
      { act: 'decide-competence', competent: 'yunqi-linxi', reasons },
    );
    assert.deepEqual(limit(fold([...asked, ...back.events])), [receivedOn, receivedOn, false]);
    const [notice] = back.papers;
    assert.equal(notice?.code === 'competence-notice' ? notice.details.since : undefined, receivedOn);
  });
  test('CMP-01 what earlier versions let restart stays as it was decided', () => {
    const routed = { from: 'yunqi-intake', to: 'yunqi-linxi', receivedOn: '2026-04-22', reasoning: '' } as const;
    const kept = fold([
      filed({ receivedOn }),
      { type: 'ComplaintReturned', payload: { from: 'yunqi-linxi', to: 'yunqi-intake', receivedOn, reasons } },
      { type: 'ComplaintRouted', payload: routed },
    ]);
    assert.deepEqual(limit(kept), ['2026-04-22', receivedOn, true]);
  });
});

describe('assigning', () => {
  const assign = { act: 'assign', to: accounts.mediator, role: 'mediator' } as const;
  test('to somebody of the bureau who holds the role', () => {
    happens({ events: [filed()], named: namedMediator }, assign, ['ComplaintAssigned']);
  });
  test('not to a stranger, not without the role, not twice', () => {
    refused(
      { events: [filed()], named: namedStranger },
      { act: 'assign', to: accounts.second },
      'assignee-not-of-this-bureau',
    );
    refused(
      { events: [filed()], named: namedMediator },
      { act: 'assign', to: accounts.mediator },
      'assignee-lacks-the-role',
    );
    const before = {
      type: 'ComplaintAssigned',
      payload: { to: accounts.mediator, by: accounts.head, role: 'mediator' },
    } as const;
    refused({ events: [filed(), before], named: namedMediator }, assign, 'already-assigned');
  });
  test('to an intake officer only what lies with the intake body: she decides nothing of what a bureau handles', () => {
    const to = people.intake.account;
    const office = {
      bureau: 'yunqi-intake',
      roles: ['intake-officer'],
      sees: ['yunqi-intake', 'yunqi-linxi'],
    } as const;
    const named = { account: to, name: '苏晴', offices: [office] };
    const handed = { act: 'assign', to } as const;
    refused({ events: [filed()], named }, handed, 'assignee-lacks-the-role');
    happens({ events: atIntake, named, by: 'intake' }, handed, ['ComplaintAssigned']);
    assert.ok(mayHold(['intake-officer'], { kind: 'bureau', phase: 'received' }), 'a bureau that takes in for itself');
    assert.ok(!mayHold(['leader', 'mediator'], { kind: 'intake-centre' }));
    const own = { bureau: 'yunqi-linxi', intake: 'yunqi-linxi' };
    const waits = [filed({ ...own, standing: 'companion', receivedOn: null })];
    happens({ events: waits, named, by: 'intake' }, handed, ['ComplaintAssigned']);
  });
  test('after the end what is left goes to another handler, who mediated stays', () => {
    const withdrawn = { type: 'ComplaintWithdrawn', payload: { on: '2026-04-20' } } as const;
    const handed = { act: 'assign', to: accounts.handler } as const;
    const named = namedHandler;
    happens({ events: [filed(), withdrawn], named }, handed, ['ComplaintAssigned']);
    refused({ events: [filed(), withdrawn], named: namedMediator }, assign, 'mediator-of-an-ended-case');
  });
  test('of a file put away only while a paper or a message is owed; else it says why not', () => {
    const ended = [
      filed(),
      { type: 'ComplaintWithdrawn', payload: { on: '2026-04-20' } },
      { type: 'ComplaintArchived', payload: { on: '2026-04-21' } },
    ] as const;
    const handed = { act: 'assign', to: accounts.handler } as const;
    const named = namedHandler;
    refused({ events: ended, named }, handed, 'archived-and-nothing-owed');
    const at = '2026-04-22T02:00:00.000Z';
    const failed = {
      type: 'NoticeTold',
      payload: { notice: 'withdrawn', channel: 'sms', outcome: 'failed', at },
    } as const;
    happens({ events: [...ended, failed], named }, handed, ['ComplaintAssigned']);
  });
  test('to a station of the bureau, with a person or without, and back to the bureau itself', () => {
    const station = 'yunqi-linxi-chengdong';
    const given = { events: [filed()], named: namedMediator } as const;
    happens(given, { ...assign, station }, ['StationAssigned', 'ComplaintAssigned']);
    const [event] = happens(given, { act: 'assign', station }, ['StationAssigned']).events;
    if (event?.type !== 'StationAssigned') throw new Error('no station');
    const there = [filed(), event];
    refused({ events: there }, { act: 'assign', station }, 'already-assigned');
    happens({ events: there }, { act: 'assign', station: 'none' }, ['StationAssigned']);
    happens({ ...given, events: there }, { ...assign, station }, ['ComplaintAssigned']);
    refused(given, { act: 'assign' }, 'nobody-to-assign');
    refused(given, { act: 'assign', station: 'yunqi-wangshan-yunling' }, 'station-not-of-this-bureau');
    refused(given, { act: 'assign', station: 'yunqi-wangshan' }, 'station-not-of-this-bureau');
  });
  test('a station keeps a case no longer than its bureau does', () => {
    const station = {
      type: 'StationAssigned',
      payload: { station: 'yunqi-linxi-chengdong', by: accounts.head },
    } as const;
    const back = {
      type: 'ComplaintReturned',
      payload: { from: 'yunqi-linxi', to: 'yunqi-intake', receivedOn: '2026-04-15', reasons },
    } as const;
    if (stateAfter([filed(), station]).station !== 'yunqi-linxi-chengdong') throw new Error('not assigned');
    if (stateAfter([filed(), station, back]).station !== null) throw new Error('the station kept it');
  });
});
