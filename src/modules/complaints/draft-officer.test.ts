import assert from 'node:assert/strict';
import { test } from 'node:test';
import { accounts, factsOf, mediating, sealed, stateAfter } from '#test/decided.ts';
import type { ComplaintEvent } from './complaint.ts';
import { whyToEnd } from './decide/to-end.ts';

const reasons = sealed('reasons');

test('TER-05 whoever steps aside is named on no draft: it goes to who mediates instead, else to the handler, else to nobody (art. 21)', () => {
  const [old, next] = ['old-officer', 'next-officer'];
  const given = (to: string, role: 'handler' | 'mediator'): ComplaintEvent => ({
    type: 'ComplaintAssigned',
    payload: { to, by: accounts.head, role },
  });
  const draft: ComplaintEvent = { type: 'TerminationDrafted', payload: { on: '2026-06-17', forOfficer: old } };
  const recusal = (recused: boolean, mediator: string | null): ComplaintEvent[] => [
    { type: 'MediationInterrupted', payload: { by: 'complainant', against: old, reasons, on: '2026-06-17' } },
    { type: 'RecusalDecided', payload: { recused, mediator, reasons, on: '2026-06-17' } },
  ];
  const named = (...events: ComplaintEvent[]) => {
    const state = stateAfter([...mediating, ...events]);
    return [state.terminationDrafted, state.draftedFor, whyToEnd(state, factsOf({ on: '2026-06-17' }))?.officer];
  };
  const mediates = [given(old, 'mediator'), draft];
  assert.deepEqual(named(...mediates, ...recusal(true, next)), [true, next, next]);
  assert.deepEqual(named(...mediates, ...recusal(true, null)), [true, null, null]);
  assert.deepEqual(named(...mediates, ...recusal(false, old)), [true, old, old]);
  assert.deepEqual(named(given(next, 'handler'), ...mediates, ...recusal(true, null)), [true, next, next]);
  const both = [given(old, 'handler'), ...mediates];
  assert.deepEqual(named(...both, ...recusal(true, next)), [true, next, next]);
  assert.deepEqual(named(...both, ...recusal(true, null)), [true, null, null]);
  const opened: ComplaintEvent = {
    type: 'MediationOpened',
    payload: { mediator: next, mode: 'phone', on: '2026-06-17' },
  };
  assert.deepEqual(named(...mediates, opened), [true, next, next]);
});
