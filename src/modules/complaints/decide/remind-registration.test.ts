import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Day } from '#kernel/day.ts';
import { delivered, filed, happens, paperMade, refused, sealed, stateAfter } from '#test/decided.ts';
import type { ComplaintEvent } from '../complaint.ts';
import { newlyMoot } from '../proving/newly-void.ts';
import { stillOwedTo } from './closing.ts';

const reasons = sealed('reasons');
const remind = { act: 'remind-registration' } as const;
const told = ['registration-reminder → complainant'];
const events = [filed({ standing: 'companion', receivedOn: null, arrivedOn: '2026-04-15' })] as const;
const reminded = (n: number, on: Day): ComplaintEvent => {
  const made = paperMade(n, 'registration-reminder', 'complainant');
  return made.type === 'PaperMade' ? { type: 'PaperMade', payload: { ...made.payload, on } } : made;
};
const given = (on: Day, more: readonly ComplaintEvent[] = []) =>
  ({ events: [...events, ...more], on, by: 'delivery' }) as const;
const days = (rule: string, name: string, value: string) =>
  [{ rule, name, value, effectiveFrom: '2026-04-15', effectiveTo: null }] as const;

describe('REG-02 whoever filed at a companion bureau is told that this is no filing yet', () => {
  test('ten days from the day it came, and once more after ten others; then no more', () => {
    refused(given('2026-04-24'), remind, 'nobody-to-remind');
    const first = happens(given('2026-04-25'), remind, [], told);
    assert.deepEqual(first.papers[0]?.details, { until: '2026-05-15', isLast: false });
    const once = [reminded(1, '2026-04-27')];
    refused(given('2026-05-06', once), remind, 'nobody-to-remind');
    const second = happens(given('2026-05-07', once), remind, [], told);
    assert.deepEqual(second.papers[0]?.details, { until: '2026-05-15', isLast: true });
    refused(given('2026-07-01', [...once, reminded(2, '2026-05-07')]), remind, 'nobody-to-remind');
  });
  test('where the day it came was not stated it counts from that in its number', () => {
    const unsaid = [filed({ standing: 'companion', receivedOn: null })];
    refused({ events: unsaid, on: '2026-04-24', by: 'delivery' }, remind, 'nobody-to-remind');
    happens({ events: unsaid, on: '2026-04-25', by: 'delivery' }, remind, [], told);
  });
  test('after as many days as the authority decided', () => {
    const settings = days('REG-02', 'registration-reminder-days', '5');
    happens({ ...given('2026-04-20'), settings }, remind, [], told);
  });
  test('only by the platform, only what waits, and nothing that came from a list of somebody else’s', () => {
    refused({ ...given('2026-04-25'), by: 'handler' }, remind, 'not-permitted');
    refused({ events: [filed()], on: '2026-04-25', by: 'delivery' }, remind, 'not-in-this-state');
    for (const channel of ['import', 'platform-12315'] as const) {
      const taken = [filed({ standing: 'companion', receivedOn: null, channel })];
      refused({ events: taken, on: '2026-06-25', by: 'delivery' }, remind, 'nobody-to-remind');
    }
  });
  test('what is registered meanwhile reminds of nothing: the letter is owed to nobody', () => {
    const before = stateAfter([...events, reminded(1, '2026-04-25')]);
    const owedIn = (state: typeof before) => state.papers.flatMap((paper) => stillOwedTo(paper, state));
    assert.deepEqual(owedIn(before), ['complainant']);
    const number = { type: 'ComplaintRegistered', payload: { externalNumber: '1', receivedOn: '2026-04-26' } } as const;
    const after = stateAfter([...events, reminded(1, '2026-04-25'), number]);
    assert.deepEqual([owedIn(after), newlyMoot(before, after)], [[], [1]]);
  });
});

describe('REG-03 what was closed unregistered and is open again waits anew from the annulment', () => {
  const lapse = { act: 'direct-elsewhere', path: 'national-platform', reasons } as const;
  const closedOn = (on: Day) => [
    ...events,
    ...happens({ events, on }, lapse, ['ComplaintDirectedElsewhere'], ['unregistered-notice → complainant']).events,
  ];
  const annulled = (on: Day, before: readonly ComplaintEvent[]) => [
    ...before,
    ...happens(
      { events: before, on, by: 'head' },
      { act: 'annul', reasons },
      ['DecisionAnnulled'],
      ['annulment-notice → complainant'],
    ).events,
  ];
  test('fifteen days, then it may be closed again', () => {
    const open = annulled('2026-06-20', closedOn('2026-05-16'));
    const early = refused({ events: open, on: '2026-07-05' }, lapse, 'registration-still-awaited');
    assert.deepEqual(early.params, { lapsed: '2026-07-05' });
    happens(
      { events: open, on: '2026-07-06' },
      lapse,
      ['ComplaintDirectedElsewhere'],
      ['unregistered-notice → complainant'],
    );
    const settings = days('REG-03', 'registration-days-anew', '7');
    happens(
      { events: open, on: '2026-06-28', settings },
      lapse,
      ['ComplaintDirectedElsewhere'],
      ['unregistered-notice → complainant'],
    );
  });
  test('never less than what REG-01 still leaves', () => {
    const path = { act: 'direct-elsewhere', path: 'reconsideration', reasons } as const;
    const closed = [
      ...events,
      ...happens(
        { events, on: '2026-04-20' },
        path,
        ['ComplaintDirectedElsewhere'],
        ['other-path-notice → complainant'],
      ).events,
    ];
    const early = refused(
      { events: annulled('2026-04-21', closed), on: '2026-05-15' },
      lapse,
      'registration-still-awaited',
    );
    assert.deepEqual(early.params, { lapsed: '2026-05-15' });
  });
  test('the person is reminded anew, twice', () => {
    const before = [...closedOn('2026-05-16'), delivered(1, 'complainant')];
    const open = annulled('2026-06-20', [...before, reminded(3, '2026-05-10')]);
    refused({ events: open, on: '2026-06-29', by: 'delivery' }, remind, 'nobody-to-remind');
    happens({ events: open, on: '2026-06-30', by: 'delivery' }, remind, [], told);
  });
});
