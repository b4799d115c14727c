import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  accounts,
  filed,
  happens,
  namedHandler,
  namedMediator,
  namedStranger,
  refused,
  sealed,
  stateAfter,
} from '#test/decided.ts';
import { fold } from '../evolve.ts';

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
    const own = [filed({ bureau: 'yunqi-linxi', intake: 'yunqi-linxi' })];
    refused({ events: own, by: 'intake' }, route, 'already-there');
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
  test('after the end what is left goes to another handler, who mediated stays', () => {
    const withdrawn = { type: 'ComplaintWithdrawn', payload: { on: '2026-04-20' } } as const;
    const handed = { act: 'assign', to: accounts.handler } as const;
    const named = namedHandler;
    happens({ events: [filed(), withdrawn], named }, handed, ['ComplaintAssigned']);
    refused({ events: [filed(), withdrawn], named: namedMediator }, assign, 'mediator-of-an-ended-case');
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
