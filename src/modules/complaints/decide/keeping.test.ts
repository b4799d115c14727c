import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isRefusal } from '#kernel/refusal.ts';
import { delivered, factsOf, filed, mediating, paperMade, stateAfter } from '#test/decided.ts';
import { clocksOf } from '../clocks.ts';
import type { ComplaintEvent } from '../complaint.ts';
import { erasePerson, lessenAgain } from './keeping.ts';

const terminated = {
  type: 'MediationTerminated',
  payload: { on: '2026-04-21', ground: 2, reasons: { entry: 'reasons', commitment: '' } },
} as unknown as ComplaintEvent;
const ended = [...mediating, terminated, paperMade(1, 'form-8', 'complainant'), paperMade(2, 'form-8', 'respondent')];

const erased = (...events: readonly ComplaintEvent[]) => {
  const state = stateAfter([...events]);
  const person = state.parties.find((party) => party.kind === 'complainant')?.person ?? '';
  const decision = erasePerson({ act: 'erase-person', person, basis: 'pipl 47(1)(1)' }, state);
  const isRunning = clocksOf(state, factsOf({}).law).some(
    ({ rule, state: at }) => rule === 'CMP-03' && at === 'running',
  );
  return [isRefusal(decision) ? decision.refusal : decision.events[0]?.type, isRunning];
};

test('CMP-03 PIPL 47 nobody is erased while a paper is owed, to whichever side; once all are told it may be done', () => {
  assert.deepEqual(erased(filed()), ['erasing-while-the-case-runs', false]);
  assert.deepEqual(erased(...ended), ['erasing-before-all-are-told', true]);
  assert.deepEqual(erased(...ended, delivered(1, 'complainant')), ['erasing-before-all-are-told', true]);
  assert.deepEqual(erased(...ended, delivered(1, 'complainant'), delivered(2, 'respondent')), ['PersonErased', false]);
});

test('PIPL 47 who was erased before is erased from an old paper in whatever state the case is, and only one who is in it', () => {
  const again = { basis: 'pipl 47', lessened: { entry: 'c' }, firstOn: '2026-04-21', repeats: 'named-still' } as const;
  const state = stateAfter([filed()]);
  const [party] = state.parties;
  const payload = { person: party?.person ?? '', ...again };
  const decision = lessenAgain({ act: 'lessen-again', ...payload }, state);
  assert.deepEqual(isRefusal(decision) ? [] : decision.events, [{ type: 'PersonErased', payload }]);
  const stranger = lessenAgain({ act: 'lessen-again', ...payload, person: 'somebody' }, state);
  assert.equal(isRefusal(stranger) && stranger.refusal, 'person-not-found');
});
