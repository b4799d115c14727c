import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  accepted,
  answered,
  delivered,
  factsOf,
  filed,
  happens,
  mediating,
  paperMade,
  people,
  refused,
  sealed,
  stateAfter,
  tenant,
} from '#test/decided.ts';
import { clocksOf } from './clocks.ts';
import type { ComplaintEvent } from './complaint.ts';
import { undelivered } from './decide/closing.ts';
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

describe('an annulment of before acts named the papers that fall', () => {
  const events = [
    ...mediating,
    { type: 'MediationTerminated', payload: { on: '2026-04-21', ground: 3, reasons } },
    paperMade(1, 'form-8', 'complainant'),
    paperMade(2, 'form-8', 'respondent'),
    delivered(1, 'complainant'),
  ] as const satisfies readonly ComplaintEvent[];
  const made = stateAfter(events).decisions.at(-1);
  assert.ok(made);
  const { version, type: decision, before: back } = made;
  const annulled: ComplaintEvent = {
    type: 'DecisionAnnulled',
    payload: { version, decision, back, reasons, on: '2026-04-24' },
  };
  const notices = [paperMade(3, 'annulment-notice', 'complainant'), paperMade(4, 'annulment-notice', 'respondent')];

  test('its papers are owed to nobody all the same, and both have been told that it fell', () => {
    const state = stateAfter([...events, annulled, ...notices]);
    assert.deepEqual(
      state.voided.map(({ n, told }) => [n, told]),
      [
        [1, ['complainant', 'respondent']],
        [2, ['complainant', 'respondent']],
      ],
    );
    assert.deepEqual(
      undelivered(state).map(({ n }) => n),
      [3, 4],
    );
  });

  test('CMP-03 art. 23(2) the next ending waits for its own papers only', () => {
    const again = [
      ...[...events, annulled],
      { type: 'MediationTerminated', payload: { on: '2026-04-25', ground: 3, reasons } },
      paperMade(3, 'form-8', 'complainant', 'respondent'),
      delivered(3, 'complainant'),
      delivered(3, 'respondent'),
    ] as const satisfies readonly ComplaintEvent[];
    const { law } = factsOf({});
    const running = clocksOf(stateAfter(again), law).filter((clock) => clock.state === 'running');
    assert.ok(!running.some(({ rule }) => rule === 'CMP-03'), JSON.stringify(running.map(({ rule }) => rule)));
  });
});

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

  test('CMP-03 art. 23(2) its papers are owed to nobody: who was told hears that it fell, nothing else keeps the file open', () => {
    const events = [
      ...mediating,
      { type: 'MediationTerminated', payload: { on: '2026-04-21', ground: 3, reasons } },
      paperMade(1, 'form-8', 'complainant'),
      paperMade(2, 'form-8', 'respondent'),
      delivered(1, 'complainant'),
    ] as const satisfies readonly ComplaintEvent[];
    const annulled = happens(
      { events, by: 'head' },
      { act: 'annul', reasons },
      ['DecisionAnnulled'],
      ['annulment-notice → complainant'],
    );
    const after = [...events, ...annulled.events, paperMade(3, 'annulment-notice', 'complainant')];
    assert.deepEqual(
      undelivered(stateAfter(after)).map(({ n }) => n),
      [3],
    );
    refused({ events: after }, { act: 'send-again', paper: 2, to: 'respondent', channel: 'letter' }, 'paper-void');
    const again: readonly ComplaintEvent[] = [
      ...after,
      { type: 'MediationTerminated', payload: { on: '2026-04-22', ground: 3, reasons } },
      paperMade(4, 'form-8', 'complainant'),
      paperMade(5, 'form-8', 'respondent'),
      ...([3, 4] as const).map((n) => delivered(n, 'complainant')),
    ];
    const told = (state: ReturnType<typeof stateAfter>) =>
      clocksOf(state, factsOf({}).law).find(({ rule }) => rule === 'CMP-03')?.state;
    assert.equal(told(stateAfter(again)), 'running');
    const all = [...again, delivered(5, 'respondent')];
    assert.equal(told(stateAfter(all)), 'met');
    happens({ events: all }, { act: 'archive' }, ['ComplaintArchived']);
  });

  test('art. 23(2) a letter that was in the post when its decision fell: its reader hears of the annulment, once', () => {
    const events = [
      ...mediating,
      { type: 'MediationTerminated', payload: { on: '2026-04-21', ground: 3, reasons } },
      paperMade(1, 'form-8', 'complainant'),
      paperMade(2, 'form-8', 'respondent'),
    ] as const satisfies readonly ComplaintEvent[];
    const annulled = happens({ events, by: 'head' }, { act: 'annul', reasons }, ['DecisionAnnulled']);
    const came = { act: 'deliver', paper: 2, to: 'respondent', channel: 'letter', outcome: 'sent' } as const;
    const late = happens(
      { events: [...events, ...annulled.events] },
      came,
      ['PaperDelivered'],
      ['annulment-notice → respondent'],
    );
    happens({ events: [...events, ...annulled.events, ...late.events] }, came, ['PaperDelivered']);
  });

  test('art. 15 with an acceptance falls what stood on it: whoever was told of the complaint hears that too', () => {
    const events = [
      filed(),
      accepted(),
      paperMade(1, 'form-5', 'complainant'),
      paperMade(2, 'respondent-notice', 'respondent'),
      delivered(2, 'respondent'),
      paperMade(3, 'entrustment', 'bureau'),
    ] as const satisfies readonly ComplaintEvent[];
    const { events: annulled } = happens(
      { events, by: 'head' },
      { act: 'annul', reasons },
      ['DecisionAnnulled'],
      ['annulment-notice → respondent'],
    );
    assert.deepEqual(undelivered(stateAfter([...events, ...annulled])), []);
  });

  test('art. 22 the appraisal that went on can be ended, and the mediation goes on', () => {
    const events = endedAndAnnulled([...mediating, appraisal]);
    const resume = { act: 'resume', endedOn: '2026-04-25', reasons } as const;
    happens({ events, on: '2026-04-25' }, resume, ['AppraisalEnded']);
  });
});
