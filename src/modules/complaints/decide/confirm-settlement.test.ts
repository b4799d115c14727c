import assert from 'node:assert/strict';
import { test } from 'node:test';
import { accepted, answered, factsOf, filed, happens, people, refused, stateAfter } from '#test/decided.ts';
import type { ComplaintEvent, Party } from '../complaint.ts';
import { evolve } from '../evolve.ts';
import { settlementStanding } from '../settlement-told.ts';
import { foreseenObjection } from './foresee.ts';

const said = answered(null);
const told: ComplaintEvent = {
  type: 'OperatorAnswered',
  payload: { ...(said.type === 'OperatorAnswered' ? said.payload : assert.fail()), settledOn: '2026-04-20' },
};

test('TER-01: what the operator tells of a settlement is for the complainant to confirm; nobody is bound by it (art. 18)', () => {
  const yes = { act: 'confirm-settlement', settled: true } as const;
  const by = 'consumer';
  refused({ events: [filed(), accepted()], by }, yes, 'no-settlement-told');
  const foreseen = foreseenObjection('confirm-settlement', stateAfter([filed(), accepted()]), factsOf({ by }));
  assert.equal(foreseen?.refusal, 'no-settlement-told', 'nor is it offered');
  const events = [filed(), accepted(), told];
  assert.equal(settlementStanding(stateAfter(events)), 'asked');
  const [made] = happens({ events, by }, yes, ['SettlementAnswered']).events;
  assert.ok(made);
  const state = evolve(stateAfter(events), made);
  assert.deepEqual([settlementStanding(state), state.phase, state.withdrawalStatedOn], ['yes', 'accepted', null]);
  refused({ events: [...events, made], by }, yes, 'settlement-answered-so');
  happens({ events: [...events, made], by: 'handler' }, { ...yes, settled: false }, ['SettlementAnswered']);
  // Told once more, it is asked once more.
  assert.equal(settlementStanding(stateAfter([...events, made, told])), 'asked');
});

/** Told of a settlement in a case with one more party on the complainant's side. */
const toldWith = (more: Partial<Party>): ComplaintEvent[] => {
  const event = filed();
  const { parties } = event.type === 'ComplaintFiled' ? event.payload : assert.fail();
  return [filed({ parties: [...parties, { person: 'more', kind: 'agent', fields: {}, ...more }] }), accepted(), told];
};
const yes = { act: 'confirm-settlement', settled: true } as const;
const no = { ...yes, settled: false };

test('to say yes for another takes a special power; to say no does not (art. 11)', () => {
  const as = { ...people.consumer, account: 'agent', principals: ['agent'] };
  const events = toldWith({ account: 'agent', mandate: { powers: 'general' } });
  refused({ events, as }, yes, 'agent-without-special-powers');
  happens({ events, as }, no, ['SettlementAnswered']);
  happens({ events, by: 'consumer' }, yes, ['SettlementAnswered']);
});

test('to say yes for those represented takes their consent, and the answer keeps it (art. 12)', () => {
  const events = toldWith({ kind: 'joint' });
  refused({ events, by: 'consumer' }, yes, 'represented-consent-missing');
  happens({ events, by: 'consumer' }, no, ['SettlementAnswered']);
  const [made] = happens({ events, by: 'consumer' }, { ...yes, representedConsent: true }, [
    'SettlementAnswered',
  ]).events;
  assert.ok(made?.type === 'SettlementAnswered');
  assert.equal(made.payload.representedConsent, true);
});
