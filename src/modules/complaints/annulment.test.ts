import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  accepted,
  answered,
  factsOf,
  filed,
  happens,
  mediating,
  people,
  sealed,
  stateAfter,
  tenant,
} from '#test/decided.ts';
import { clocksOf } from './clocks.ts';
import type { ComplaintEvent } from './complaint.ts';
import { availableActs } from './permits.ts';

const reasons = sealed('reasons');
const appraisal: ComplaintEvent = {
  type: 'AppraisalStarted',
  payload: { from: '2026-04-21', body: '市质检院', designated: true, costBorneBy: 'shared' },
};
const interruption: ComplaintEvent = {
  type: 'MediationInterrupted',
  payload: { by: 'complainant', against: people.mediator.account, reasons, on: '2026-04-21' },
};

const running: Readonly<Record<string, readonly ComplaintEvent[]>> = {
  accepted: [filed(), accepted(), answered(false)],
  mediating,
  interrupted: [...mediating, interruption],
  appraisal: [...mediating, appraisal],
  'in its second appraisal': [
    ...mediating,
    appraisal,
    { type: 'AppraisalEnded', payload: { to: '2026-04-22', result: reasons } },
    appraisal,
  ],
};

/** The ending of a case and its annulment, as they follow its events. */
const endedAndAnnulled = (events: readonly ComplaintEvent[]): ComplaintEvent[] => {
  const ended = [
    ...events,
    {
      type: 'MediationTerminated',
      payload: { on: '2026-04-23', ground: 3, reasons },
    } as const satisfies ComplaintEvent,
  ];
  const made = stateAfter(ended).decisions.at(-1);
  assert.ok(made);
  const { version, type: decision, before: back } = made;
  return [...ended, { type: 'DecisionAnnulled', payload: { version, decision, back, reasons, on: '2026-04-24' } }];
};

describe('an ending that is annulled leaves the case where it was', () => {
  for (const [where, events] of Object.entries(running))
    test(`${where}: the same acts, the same limits, the same days left out`, () => {
      const [before, after] = [stateAfter(events), stateAfter(endedAndAnnulled(events))];
      for (const actor of [people.handler, people.mediator, people.head, people.consumer])
        assert.deepEqual(availableActs(actor, after, tenant), availableActs(actor, before, tenant));
      assert.deepEqual(after.exclusions, before.exclusions);
      assert.deepEqual({ ...after, version: before.version, terminationDrafted: before.terminationDrafted }, before);
      const { law } = factsOf({});
      assert.deepEqual(clocksOf(after, law), clocksOf(before, law));
    });

  test('art. 26 an outcome that is none any more was rated for nothing: the next one is rated anew', () => {
    const rated: ComplaintEvent = { type: 'ComplaintRated', payload: { score: 1, on: '2026-04-23' } };
    const visited: ComplaintEvent = { type: 'ReturnVisited', payload: { on: '2026-04-23', outcome: 'reached' } };
    const events = endedAndAnnulled(mediating);
    const again = [...events.slice(0, -1), rated, visited, ...events.slice(-1), ...events.slice(-2, -1)];
    const state = stateAfter(again);
    assert.deepEqual([state.phase, state.rating, state.returnVisitedOn], ['terminated', null, null]);
    happens({ events: again, by: 'consumer' }, { act: 'rate', score: 5 }, ['ComplaintRated']);
  });

  test('art. 22 the appraisal that went on can be ended, and the mediation goes on', () => {
    const events = endedAndAnnulled([...mediating, appraisal]);
    const resume = { act: 'resume', endedOn: '2026-04-25', reasons } as const;
    happens({ events, on: '2026-04-25' }, resume, ['AppraisalEnded']);
  });
});
