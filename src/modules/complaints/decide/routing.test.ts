import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { accounts, filed, happens, namedMediator, namedStranger, refused, sealed } from '#test/decided.ts';

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
  test('a unit without power gives it back to the intake body, which has nobody to give it back to', () => {
    happens({ events: [filed()] }, { act: 'return-to-intake', reasons }, ['ComplaintReturned']);
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
    refused({ events: [filed()] }, assign, 'assignee-not-of-this-bureau');
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
});

describe('CMP-07: who is competent', () => {
  test('CMP-07: the superior is asked in writing, with the other bureau where there is one', () => {
    happens(
      { events: [filed()] },
      { act: 'ask-superior', reasons, rival: 'yunqi-wangshan' },
      ['SuperiorAsked'],
      ['competence-request → bureau'],
    );
  });
  test('JUR-07: the nearest body above both is asked, and the paper is addressed to it', () => {
    const ask = (rival?: string) => {
      const made = happens(
        { events: [filed()] },
        { act: 'ask-superior', reasons, ...(rival === undefined ? {} : { rival }) },
        ['SuperiorAsked'],
        ['competence-request → bureau'],
      );
      const [event] = made.events;
      const [paper] = made.papers;
      assert.ok(event?.type === 'SuperiorAsked' && paper?.code === 'competence-request');
      return [event.payload.superior, paper.details.superior];
    };
    assert.deepEqual(ask(), ['yunqi-city', '云栖市市场监督管理局']);
    assert.deepEqual(ask('yunqi-wangshan'), ['yunqi-city', '云栖市市场监督管理局']);
    assert.deepEqual(ask('lanchuan-beidu'), ['云澜省市场监督管理局', '云澜省市场监督管理局']);
    assert.deepEqual(ask('yunqi-city'), ['云澜省市场监督管理局', '云澜省市场监督管理局']);
    refused({ events: [filed()] }, { act: 'ask-superior', reasons, rival: 'far-away' }, 'no-common-superior');
    refused({ events: [filed()] }, { act: 'ask-superior', reasons, rival: 'yunqi-linxi' }, 'rival-is-own');
    refused({ events: [filed()], above: new Map() }, { act: 'ask-superior', reasons }, 'no-superior-bureau');
  });
  test('the superior names a bureau, and only a bureau', () => {
    const asked = { type: 'SuperiorAsked', payload: { reasons, on: '2026-04-17' } } as const;
    const given = { events: [filed(), asked], by: 'intake' } as const;
    happens(given, { act: 'decide-competence', competent: 'yunqi-wangshan', reasons }, ['CompetenceDecided']);
    refused(given, { act: 'decide-competence', competent: 'nowhere', reasons }, 'no-such-bureau');
  });
  test('JUR-07: the bureau above takes a case over, where there is one, and its own days begin', () => {
    const given = { events: [filed()], by: 'intake' } as const;
    happens(given, { act: 'take-over', reasons }, ['ComplaintTakenOver']);
    refused(
      { events: [filed({ bureau: 'yunqi-city' })], by: 'intake' },
      { act: 'take-over', reasons },
      'not-the-superior',
    );
    refused({ events: [filed()], by: 'head' }, { act: 'take-over', reasons }, 'not-the-superior');
  });
});
