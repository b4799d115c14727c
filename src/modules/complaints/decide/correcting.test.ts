import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Day } from '#kernel/day.ts';
import {
  accepted,
  answered,
  contacted,
  factsOf,
  filed,
  happens,
  mediating,
  number,
  opened,
  paperMade,
  people,
  refused,
  sealed,
  stateAfter,
  tenant,
} from '#test/decided.ts';
import type { CommandOf } from '../commands.ts';
import type { ComplaintEvent } from '../complaint.ts';
import { actsFor } from '../views/acts.ts';

const reasons = sealed('笔误');
const told = ['correction-notice → complainant', 'correction-notice → respondent'];
const onlyComplainant = ['correction-notice → complainant'];

const endedOn = (
  on: Day,
  payload: Omit<Extract<ComplaintEvent, { type: 'MediationTerminated' }>['payload'], 'on' | 'reasons'>,
  before: readonly ComplaintEvent[] = mediating,
): ComplaintEvent[] => [
  ...before,
  { type: 'MediationTerminated', payload: { on, reasons, ...payload } },
  paperMade(1, 'form-8', 'complainant'),
  paperMade(2, 'form-8', 'respondent'),
];
const refusedAs = (ground: number, events: readonly ComplaintEvent[] = [filed()]): ComplaintEvent[] => [
  ...events,
  { type: 'ComplaintRefused', payload: { on: '2026-04-20', ground, reasons } },
  paperMade(1, 'form-6', 'complainant'),
];

type Correct = CommandOf<'correct'>;
const correct = (events: readonly ComplaintEvent[], more: Partial<Correct>): Correct => ({
  act: 'correct',
  version: stateAfter(events).decisions.at(-1)?.version ?? 0,
  changed: {},
  reasons,
  ...more,
});
const puts = (events: readonly ComplaintEvent[], more: Partial<Correct>, papers = told) =>
  happens({ events, by: 'head', on: '2026-07-01' }, correct(events, more), ['DecisionCorrected'], papers);
const stands = (events: readonly ComplaintEvent[], more: Partial<Correct>, code: string) =>
  refused({ events, by: 'head', on: '2026-07-01' }, correct(events, more), code);

describe('a ground is put right only where the decision could have stood on it', () => {
  const early = endedOn('2026-04-21', { ground: 3 });

  test('TER-05 not into the expiry of the sixty days when they were not over on the day of the decision', () => {
    stands(early, { changed: { ground: 5 } }, 'mediation-limit-not-over');
    puts(endedOn('2026-06-17', { ground: 3 }), { changed: { ground: 5 } });
  });

  test('TER-02 not into absence or refusal that the file did not show; what is put on file afterwards does not help', () => {
    stands(early, { changed: { ground: 2 } }, 'no-refusal-or-absence-on-file');
    stands([...early, contacted('refused')], { changed: { ground: 2 } }, 'no-refusal-or-absence-on-file');
    puts(endedOn('2026-04-21', { ground: 3 }, [...mediating, contacted('refused')]), { changed: { ground: 2 } });
  });

  test('TER-01 TER-06 TER-07 what the ground names is named, and lies not after the decision', () => {
    stands(early, { changed: { ground: 1 } }, 'no-withdrawal-or-settlement');
    stands(early, { changed: { ground: 1 }, settledOn: '2026-04-22' }, 'settlement-day-ahead');
    puts(early, { changed: { ground: 1 }, settledOn: '2026-04-20' });
    stands(early, { changed: { ground: 6 } }, 'found-ground-not-named');
    stands(early, { changed: { ground: 7 } }, 'ended-party-not-named');
    stands(early, { changed: { ground: 7 }, ended: 'respondent', found: '3' }, 'belongs-to-another-ground');
    const decision = puts(early, { changed: { ground: 7 }, ended: 'respondent' });
    assert.deepEqual(decision.events[0]?.payload, {
      version: 5,
      decision: 'MediationTerminated',
      changed: { ground: 7 },
      reasons,
      on: '2026-07-01',
      ended: 'respondent',
    });
  });

  test('REF-01 a food matter is transferred, and who has the power is named', () => {
    const food = refusedAs(3, [filed({ food: true })]);
    const competentBody = '临溪区卫生健康局';
    stands(food, { changed: { ground: 1 }, competentBody }, 'food-matter-is-transferred');
    const classed = refusedAs(3, [filed({ objectCode: 'education' })]);
    stands(classed, { changed: { ground: 1 } }, 'competent-body-not-named');
    stands(classed, { changed: { ground: 1 }, rightBureau: 'no-such-unit' }, 'no-such-bureau');
    puts(classed, { changed: { ground: 1 }, competentBody }, onlyComplainant);
    stands(refusedAs(3), { changed: { ground: 1 }, competentBody }, 'food-not-ruled-out');
  });

  test('TER-06 an item of art. 16 found later names as much in the correction as in the decision', () => {
    const into = (found: '1' | '2' | '4', more: Partial<Correct> = {}) => ({ changed: { ground: 6 }, found, ...more });
    stands(early, into('1', { noFoodMatter: true }), 'competent-body-not-named');
    stands(early, into('2'), 'earlier-body-not-named');
    stands(early, into('4'), 'day-of-knowing-not-named');
    const earlier = { earlierHandler: 'court', earlierBody: '临溪区人民法院' } as const;
    puts(early, into('2', earlier));
    stands(early, { changed: { ground: 3 }, ...earlier }, 'belongs-to-another-ground');
  });

  test('TER-06 an item of the earlier order is named in the notice as on the form', () => {
    const old = endedOn('2026-04-21', { ground: 4 }, [
      filed({ receivedOn: '2026-04-14' }),
      accepted('2026-04-14'),
      answered(),
      opened(),
    ]);
    const [order] = puts(old, { changed: { ground: 6 }, found: '6' }).papers;
    assert.ok(order?.code === 'correction-notice');
    assert.equal(order.details.particulars?.is.found, '6');
  });

  test('REF-02 who handled it before is named; a particular of the other list belongs to no refusal', () => {
    const events = refusedAs(3);
    stands(events, { changed: { ground: 2 }, earlierHandler: 'court' }, 'earlier-body-not-named');
    stands(events, { changed: { ground: 2 }, settledOn: '2026-04-20' }, 'belongs-to-another-ground');
    const [order] = puts(
      events,
      { changed: { ground: 2 }, earlierHandler: 'court', earlierBody: '临溪区人民法院' },
      onlyComplainant,
    ).papers;
    assert.ok(order?.code === 'correction-notice');
    assert.deepEqual(order.details.particulars, {
      was: {},
      is: { earlier: { handler: 'court', body: '临溪区人民法院' } },
    });
  });

  test('REF-05 no paper was missing while the day of form 4 had not passed', () => {
    const asked: ComplaintEvent = {
      type: 'ProofRequested',
      payload: { kind: 'identity', dueOn: '2026-04-22', what: reasons },
    };
    stands(refusedAs(3, [filed(), asked]), { changed: { ground: 5 } }, 'proof-still-running');
  });

  test('what is named with the ground can be put right by itself; the same again is no correction', () => {
    const events = endedOn('2026-04-21', { ground: 7, ended: 'respondent' });
    const decision = puts(events, { ended: 'complainant' });
    const [order] = decision.papers;
    assert.ok(order?.code === 'correction-notice');
    assert.deepEqual(order.details.corrections, []);
    assert.deepEqual(order.details.particulars, { was: { ended: 'respondent' }, is: { ended: 'complainant' } });
    const after = stateAfter([...events, ...decision.events]);
    assert.deepEqual([after.ground, after.decisions.at(-1)?.particulars], [7, { ended: 'complainant' }]);
    stands(events, { changed: { ground: 7 } }, 'nothing-to-correct');
  });

  test('a case of the earlier order: the notice counts as the paper does', () => {
    const old = filed({ receivedOn: '2026-04-10', objectCode: 'education' });
    const events = refusedAs(3, [old]);
    const [order] = puts(
      events,
      { changed: { ground: 2 }, earlierHandler: 'court', earlierBody: '临溪区人民法院' },
      onlyComplainant,
    ).papers;
    assert.ok(order?.code === 'correction-notice');
    assert.deepEqual(order.details.corrections, [{ field: 'ground', was: 3, is: 2 }]);
  });

  test('the desk says beforehand which grounds the file does not bear', () => {
    const state = stateAfter(early);
    const facts = { ...factsOf({ by: 'head', on: '2026-07-01' }), actor: people.head, tenant };
    assert.equal(state.number, number);
    const { acts } = actsFor(
      state,
      facts,
      Object.assign((key: string) => key, { language: 'zh-CN' as const }),
    );
    const grounds = acts.find(({ act }) => act === 'correct')?.decisions?.at(-1)?.grounds ?? [];
    const why = Object.fromEntries(grounds.map((one) => [one.number, one.why?.code ?? null]));
    assert.equal(why[5], 'mediation-limit-not-over');
    assert.equal(why[2], 'no-refusal-or-absence-on-file');
    assert.equal(why[3], null);
  });
});
