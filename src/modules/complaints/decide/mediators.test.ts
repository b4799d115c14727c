import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { isRefusal } from '#kernel/refusal.ts';
import {
  accepted,
  accounts,
  answered,
  factsOf,
  filed,
  happens,
  namedHandler,
  namedMediator,
  namedSecond,
  namedStranger,
  officialAt,
  opened,
  outcome,
  refused,
  sealed,
  stateAfter,
} from '#test/decided.ts';
import type { Official } from '../commands.ts';
import { whoMayMediate, whyNotMediator } from './mediators.ts';

const willing = [filed(), accepted(), answered()] as const;
const entrusted = {
  type: 'MediationEntrusted',
  payload: { organisation: 'linxi-association', on: '2026-04-20' },
} as const;
const open = (mediator: string) => ({ act: 'open-mediation', mediator, mode: 'phone' }) as const;
const ofAssociation = officialAt(accounts.second, '许婉', 'linxi-association', 'association-mediator');
const { units } = factsOf({});

describe('who may be named mediator (art. 21(1))', () => {
  test('staff of the bureau or of its station who hold the role there', () => {
    const state = stateAfter(willing);
    const stations = new Map([...units, ['linxi-station', { kind: 'station', parent: 'yunqi-linxi' }]]);
    const atStation: Official = {
      account: accounts.second,
      name: '邓江',
      offices: [{ bureau: 'linxi-station', roles: ['mediator'], sees: ['yunqi-linxi', 'linxi-station'] }],
    };
    assert.equal(whyNotMediator(namedMediator, state, units), undefined);
    assert.equal(whyNotMediator(atStation, state, stations), undefined);
    assert.equal(whyNotMediator(namedHandler, state, units), 'mediator-without-role');
    assert.equal(whyNotMediator(namedStranger, state, units), 'mediator-not-of-this-body');
  });

  test('who opens the cases from above is not of its staff, and roles never mix across places', () => {
    const state = stateAfter(willing);
    const above: Official = {
      account: accounts.second,
      name: '潘世杰',
      offices: [{ bureau: 'yunqi-city', roles: ['mediator'], sees: ['yunqi-city', 'yunqi-linxi'] }],
    };
    assert.equal(whyNotMediator(above, state, units), 'mediator-not-of-this-body');
    const twoPlaces: Official = { ...above, offices: [...above.offices, ...namedHandler.offices] };
    assert.equal(whyNotMediator(twoPlaces, state, units), 'mediator-without-role');
  });

  test('once entrusted also the mediators of that body, before that nobody of it', () => {
    refused(
      { events: willing, named: ofAssociation, officials: [namedMediator] },
      open(accounts.second),
      'mediator-not-of-this-body',
    );
    const events = [...willing, answered(null, true), entrusted];
    happens({ events, named: ofAssociation, by: 'association' }, open(accounts.second), ['MediationOpened']);
    happens({ events, named: namedMediator, by: 'association' }, open(accounts.mediator), ['MediationOpened']);
    const clerk = officialAt(accounts.second, '许婉', 'linxi-association', 'handler');
    refused({ events, named: clerk, officials: [namedMediator] }, open(accounts.second), 'mediator-without-role');
  });

  test('art. 19: with the mandate who mediated for the bureau goes, and who assisted', () => {
    const own = {
      type: 'MediationOpened',
      payload: { mediator: accounts.mediator, mode: 'phone', on: '2026-04-20', assistants: [sealed('志愿者')] },
    } as const;
    const before = stateAfter([...willing, own]);
    assert.deepEqual([before.mediator, before.assistants.length], [accounts.mediator, 1]);
    const after = stateAfter([...willing, own, entrusted]);
    assert.deepEqual([after.phase, after.mediator, after.assistants], ['mediating', null, []]);
    const asked = { act: 'interrupt', by: 'complainant', reasons: sealed('近亲属') } as const;
    refused({ events: [...willing, own, entrusted], by: 'consumer' }, { ...asked }, 'no-mediator-to-recuse');
  });

  test('a refusal names who could; with nobody it says so', () => {
    const third = officialAt(accounts.head, '方正平', 'yunqi-linxi', 'bureau-head', 'mediator');
    const given = { events: willing, named: namedHandler, officials: [namedMediator, third] };
    const decision = outcome(given, open(accounts.handler));
    assert.ok(isRefusal(decision));
    assert.deepEqual([decision.refusal, decision.params?.['who']], ['mediator-without-role', '何静、方正平']);
    refused({ events: willing, named: namedHandler }, open(accounts.handler), 'nobody-may-mediate');
    refused({ events: willing }, open(accounts.handler), 'nobody-may-mediate');
  });

  test('assigning a mediator asks the same', () => {
    const assign = { act: 'assign', to: accounts.handler, role: 'mediator' } as const;
    refused({ events: willing, named: namedHandler, officials: [namedMediator] }, assign, 'mediator-without-role');
    happens({ events: willing, named: namedMediator }, { ...assign, to: accounts.mediator }, ['ComplaintAssigned']);
  });

  test('nobody whose recusal was decided comes back into the case', () => {
    const reasons = sealed('近亲属');
    const events = [
      ...willing,
      opened(),
      {
        type: 'MediationInterrupted',
        payload: { by: 'complainant', against: accounts.mediator, reasons, on: '2026-04-21' },
      },
      { type: 'RecusalDecided', payload: { recused: true, mediator: accounts.second, reasons, on: '2026-04-22' } },
    ] as const;
    refused(
      { events, named: namedMediator, officials: [namedSecond] },
      open(accounts.mediator),
      'mediator-was-recused',
    );
    assert.deepEqual(whoMayMediate([namedMediator, namedSecond], stateAfter(events), units), [namedSecond]);
  });
});
