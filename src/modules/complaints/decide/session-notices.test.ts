import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  accepted,
  accounts,
  answered,
  delivered,
  filed,
  happens,
  namedHandler,
  namedMediator,
  namedSecond,
  opened,
  paperMade,
  sealed,
  stateAfter,
} from '#test/decided.ts';
import type { ComplaintEvent } from '../complaint.ts';
import { replacedNotice } from '../sessions.ts';
import { isVoid } from '../void-papers.ts';
import { undelivered } from './closing.ts';

const willing = [filed(), accepted(), answered(true, true)] as const;
const session = (day: string, on: '2026-04-20' | '2026-04-22' = '2026-04-20'): ComplaintEvent => ({
  type: 'MediationOpened',
  payload: { mediator: accounts.mediator, mode: 'phone', at: `${day}T01:30:00Z`, on },
});
const notices = [paperMade(5, 'form-7', 'complainant'), paperMade(6, 'form-7', 'respondent')];
const fixed = [...willing, session('2026-04-24'), ...notices];
const own = [...fixed, delivered(5, 'complainant')];
const ask = { act: 'interrupt', by: 'respondent', reasons: sealed('reasons') } as const;
const declined: ComplaintEvent = {
  type: 'RecusalDecided',
  payload: { recused: false, mediator: accounts.mediator, reasons: sealed('reasons'), on: '2026-04-22' },
};
const offTo = (party: string) => `session-off-notice → ${party}`;
const off = (events: readonly ComplaintEvent[]) =>
  events.flatMap((event) => (event.type === 'SessionCalledOff' ? [event.payload] : []));

describe('art. 20, 21(1) RCS-01 another mediator for a session that was announced', () => {
  const assign = { act: 'assign', to: accounts.second, role: 'mediator' } as const;
  const changeTo = (party: string) => `mediator-change → ${party}`;
  const changed = (events: readonly ComplaintEvent[]) =>
    happens(
      { events, named: namedSecond, by: 'head' },
      assign,
      ['ComplaintAssigned'],
      [changeTo('complainant'), changeTo('respondent')],
    );

  test('both are told who mediates and may ask for recusal anew, also whoever still waits for the notice', () => {
    const [first, second] = changed(own).papers;
    assert.ok(first?.code === 'mediator-change' && second?.code === 'mediator-change');
    const details = {
      mediator: accounts.second,
      former: accounts.mediator,
      at: '2026-04-24T01:30:00Z',
      recusalDays: 3,
    };
    assert.deepEqual(first.details, { ...details, paper: 5 });
    assert.deepEqual(second.details, { ...details, paper: 6 });
  });

  test('not without a session ahead, not for a handler, not of a session that is off', () => {
    happens({ events: [...willing, opened()], named: namedSecond, by: 'head' }, assign, ['ComplaintAssigned']);
    happens({ events: own, named: namedSecond, by: 'head', on: '2026-04-25' }, assign, ['ComplaintAssigned']);
    happens({ events: own, named: namedHandler, by: 'head' }, { act: 'assign', to: accounts.handler }, [
      'ComplaintAssigned',
    ]);
    const gone: ComplaintEvent = {
      type: 'SessionCalledOff',
      payload: { at: '2026-04-24T01:30:00Z', why: 'withdrawal', on: '2026-04-21', voids: [5, 6] },
    };
    happens({ events: [...own, gone], named: namedSecond, by: 'head' }, assign, ['ComplaintAssigned']);
  });

  test('with the session falls that letter too, and who knows of it by that letter alone is told once', () => {
    const letters = [paperMade(7, 'mediator-change', 'complainant'), paperMade(8, 'mediator-change', 'respondent')];
    const after = [...own, ...changed(own).events, ...letters, delivered(8, 'respondent')];
    const { events, papers } = happens(
      { events: after, by: 'respondent' },
      ask,
      ['MediationInterrupted', 'SessionCalledOff'],
      [offTo('complainant'), offTo('respondent')],
    );
    assert.deepEqual(off(events)[0]?.voids, [5, 6, 7, 8]);
    assert.deepEqual(
      papers.map(({ details }) => 'paper' in details && details.paper),
      [5, 6],
    );
    const state = stateAfter([...after, ...events]);
    assert.deepEqual([isVoid(state, 7), undelivered(state)], [true, []]);
    const late = { act: 'deliver', paper: 6, to: 'respondent', channel: 'letter', outcome: 'delivered' } as const;
    happens({ events: [...after, ...events] }, late, ['PaperDelivered']);
  });

  test('of two letters that come after the session is off, only the first is followed by that word', () => {
    const unsent = [...fixed, ...changed(own).events];
    const letters = [paperMade(7, 'mediator-change', 'complainant'), paperMade(8, 'mediator-change', 'respondent')];
    const { events } = happens({ events: [...unsent, ...letters], by: 'respondent' }, ask, [
      'MediationInterrupted',
      'SessionCalledOff',
    ]);
    const come = (paper: number) =>
      ({ act: 'deliver', paper, to: 'respondent', channel: 'letter', outcome: 'delivered' }) as const;
    const first = happens(
      { events: [...unsent, ...letters, ...events] },
      come(8),
      ['PaperDelivered'],
      [offTo('respondent')],
    );
    const [letter] = first.papers;
    assert.ok(letter?.code === 'session-off-notice' && letter.details.paper === 6);
    happens({ events: [...unsent, ...letters, ...events, ...first.events] }, come(6), ['PaperDelivered']);
  });
});

test('art. 20 a new notice says which earlier one it takes the place of, to whoever had that', () => {
  const open = {
    act: 'open-mediation',
    mediator: accounts.mediator,
    mode: 'phone',
    at: '2026-04-28T01:30:00Z',
  } as const;
  const next = (events: readonly ComplaintEvent[]) =>
    happens(
      { events, named: namedMediator, by: 'mediator' },
      open,
      ['SessionCalledOff', 'MediationOpened'],
      ['form-7 → complainant', 'form-7 → respondent'],
    ).events;
  const letters = (n: number) => [paperMade(n, 'form-7', 'complainant'), paperMade(n + 1, 'form-7', 'respondent')];
  const once = [...own, ...next(own), ...letters(7)];
  const earlier = (events: readonly ComplaintEvent[], n: number, to: 'complainant' | 'respondent') =>
    replacedNotice(stateAfter(events), n, to)?.n;
  assert.deepEqual([earlier(once, 7, 'complainant'), earlier(once, 8, 'respondent')], [5, undefined]);
  assert.equal(earlier(once, 5, 'complainant'), undefined);
  const twice = [...once, ...next(once), ...letters(9)];
  assert.deepEqual([earlier(twice, 9, 'complainant'), earlier(twice, 10, 'respondent')], [5, undefined]);
  const came = [...twice, delivered(8, 'respondent')];
  assert.equal(earlier(came, 10, 'respondent'), 8, 'out for service when it was replaced, and come since');
  const gone = happens(
    { events: own, by: 'respondent' },
    ask,
    ['MediationInterrupted', 'SessionCalledOff'],
    [offTo('complainant')],
  ).events;
  const anew = [...own, ...gone, declined, session('2026-04-28', '2026-04-22'), ...letters(8)];
  assert.equal(earlier(anew, 8, 'complainant'), undefined, 'a letter of its own said so');
});

describe('art. 15 an acceptance that was annulled, and the notice of a session that was off before', () => {
  const there: ComplaintEvent = {
    type: 'MediationEntrusted',
    payload: { organisation: 'linxi-association', on: '2026-04-20' },
  };
  const set = [
    ...[filed(), accepted(), paperMade(1, 'form-5', 'complainant'), delivered(1, 'complainant')],
    ...[there, session('2026-04-24'), ...notices, delivered(5, 'complainant')],
  ];
  const over = happens(
    { events: set },
    { act: 'end-entrusting', reasons: sealed('reasons') },
    ['EntrustingEnded', 'SessionCalledOff'],
    ['entrustment-end → bureau', offTo('complainant')],
  );
  const annul = { act: 'annul', reasons: sealed('reasons') } as const;
  const fell = happens(
    { events: [...set, ...over.events], by: 'head' },
    annul,
    ['DecisionAnnulled'],
    ['annulment-notice → complainant'],
  );
  const events = [...set, ...over.events, ...fell.events];
  const come = (outcome: 'delivered' | 'sent' | 'failed') =>
    ({ act: 'deliver', paper: 6, to: 'respondent', channel: 'letter', outcome }) as const;

  test('one that had not left is withdrawn without a word', () => {
    const [annulled] = fell.events;
    assert.ok(annulled?.type === 'DecisionAnnulled');
    assert.deepEqual(annulled.payload.voids, [1, 5, 6]);
    assert.deepEqual([isVoid(stateAfter(events), 6), undelivered(stateAfter(events))], [true, []]);
    happens({ events }, come('failed'), ['PaperDelivered']);
  });

  test('come all the same, its reader hears of the annulment, once, and of no session', () => {
    const late = happens({ events }, come('sent'), ['PaperDelivered'], ['annulment-notice → respondent']);
    happens({ events: [...events, ...late.events] }, come('delivered'), ['PaperDelivered']);
  });
});
