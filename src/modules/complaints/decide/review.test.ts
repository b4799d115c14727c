import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Day } from '#kernel/day.ts';
import { textsFor } from '#platform/texts.ts';
import {
  accepted,
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
import type { ComplaintEvent } from '../complaint.ts';
import { actsFor } from '../views/acts.ts';
import { papersForeseen } from './papers-foreseen.ts';

const reasons = sealed('reasons');
const ended: readonly ComplaintEvent[] = [
  ...mediating,
  { type: 'MediationTerminated', payload: { on: '2026-04-21', ground: 2, reasons } },
  paperMade(1, 'form-8', 'complainant'),
  paperMade(2, 'form-8', 'respondent'),
];
const told = [...ended, delivered(1, 'complainant'), delivered(2, 'respondent')];

describe('annulling', () => {
  test('everybody who was told is told again, and the case is where it was', () => {
    const decision = happens(
      { events: told, by: 'head' },
      { act: 'annul', reasons },
      ['DecisionAnnulled'],
      ['annulment-notice → complainant', 'annulment-notice → respondent'],
    );
    const papers = decision.papers.map((order) => (order.code === 'annulment-notice' ? order.details.paper : 0));
    assert.deepEqual(papers, [1, 2]);
    const after = stateAfter([...told, ...decision.events]);
    assert.deepEqual([after.phase, after.closedOn], ['mediating', null]);
  });
  test('an archived case is open again', () => {
    const archived: ComplaintEvent = { type: 'ComplaintArchived', payload: { on: '2026-04-22' } };
    const decision = happens(
      { events: [...told, archived], by: 'head', on: '2026-04-23' },
      { act: 'annul', reasons },
      ['DecisionAnnulled'],
      ['annulment-notice → complainant', 'annulment-notice → respondent'],
    );
    assert.equal(stateAfter([...ended, archived, ...decision.events]).archivedOn, null);
  });
  test('one whose content is destroyed is not, and one that a former version opened again all the same runs on', () => {
    const archived: ComplaintEvent = { type: 'ComplaintArchived', payload: { on: '2026-04-22' } };
    const retired: ComplaintEvent = { type: 'FileRetired', payload: { rule: 'RET-04', years: 10, on: '2036-04-23' } };
    const objection = refused(
      { events: [...told, archived, retired], by: 'head' },
      { act: 'annul', reasons },
      'file-retired',
    );
    assert.deepEqual(objection.params, { on: '2036-04-23' });
    const { events } = happens(
      { events: told, by: 'head' },
      { act: 'annul', reasons },
      ['DecisionAnnulled'],
      ['annulment-notice → complainant', 'annulment-notice → respondent'],
    );
    assert.equal(stateAfter([...told, archived, retired, ...events]).retiredOn, null);
  });
  test('who rated the ending, was reached about it or went to law knows of it, and is told although no paper came', () => {
    const rated: ComplaintEvent = { type: 'ComplaintRated', payload: { score: 1, on: '2026-04-22' } };
    const visited = (outcome: string): ComplaintEvent => ({
      type: 'ReturnVisited',
      payload: { on: '2026-04-22', outcome },
    });
    const bundle: ComplaintEvent = {
      type: 'BundleMade',
      payload: { purpose: 'court', reference: '（2026）云 01 行初 7 号', on: '2026-04-22' },
    };
    const outcome: ComplaintEvent = {
      type: 'OutcomeRecorded',
      payload: { kind: 'court', reference: '（2026）云 01 行初 7 号', decidedOn: '2026-04-22', result: 'revoked' },
    };
    const toldAfter = (...more: ComplaintEvent[]) => {
      const on = '2026-04-23';
      const events = [...ended, ...more];
      const state = stateAfter(events);
      const foreseen = papersForeseen('annul', state, factsOf({ by: 'head', on })).flatMap(({ to }) => to);
      const wanted = foreseen.map((to) => `annulment-notice → ${to}`);
      const decision = happens({ events, by: 'head', on }, { act: 'annul', reasons }, ['DecisionAnnulled'], wanted);
      assert.deepEqual(
        stateAfter([...events, ...decision.events]).voided.map(({ told }) => told),
        [foreseen, foreseen],
      );
      return foreseen;
    };
    assert.deepEqual(toldAfter(), []);
    for (const event of [rated, visited('reached'), visited('declined'), bundle, outcome])
      assert.deepEqual(toldAfter(event), ['complainant'], event.type);
    assert.deepEqual(toldAfter(visited('not-reached')), []);
    assert.deepEqual(toldAfter(rated, delivered(2, 'respondent')), ['complainant', 'respondent']);
    assert.deepEqual(toldAfter(delivered(2, 'respondent')), ['respondent']);
  });
  test('an annulment of before, which does not say whom it told, is read as it was made', () => {
    const rated: ComplaintEvent = { type: 'ComplaintRated', payload: { score: 1, on: '2026-04-22' } };
    const made = stateAfter(ended).decisions.at(-1);
    const fell: ComplaintEvent = {
      type: 'DecisionAnnulled',
      payload: {
        ...{ version: made?.version ?? 0, decision: 'MediationTerminated', back: 'mediating', reasons },
        ...{ on: '2026-04-23', voids: [1, 2] },
      },
    };
    assert.deepEqual(
      stateAfter([...ended, rated, fell]).voided.map(({ told }) => told),
      [[], []],
    );
  });
  test('only the head, and only where a decision stands', () => {
    refused({ events: ended }, { act: 'annul', reasons }, 'not-permitted');
    const undone: ComplaintEvent[] = [
      filed(),
      accepted(),
      {
        type: 'DecisionAnnulled',
        payload: { version: 2, decision: 'ComplaintAccepted', back: 'accepted', reasons, on: '2026-04-20' },
      },
    ];
    refused({ events: undone, by: 'head' }, { act: 'annul', reasons }, 'no-decision-to-annul');
    const left: ComplaintEvent = {
      type: 'ComplaintTransferredOut',
      payload: {
        on: '2026-04-20',
        to: '澜川',
        basis: 'fsl:115',
        reasons,
        unit: 'lanchuan-beidu',
        linked: 'LANCHUAN-1',
      },
    };
    refused({ events: [filed(), left], by: 'head' }, { act: 'annul', reasons }, 'goes-on-elsewhere');
  });
});

describe('correcting', () => {
  test('the screen foretells a notice to whoever has a paper of the decision', () => {
    const foreseen = (events: readonly ComplaintEvent[]) =>
      papersForeseen('correct', stateAfter(events), factsOf({ by: 'head', on: '2026-04-23' }));
    assert.deepEqual(foreseen(ended), [{ code: 'correction-notice', to: ['complainant', 'respondent'] }]);
    assert.deepEqual(foreseen([filed(), accepted(), paperMade(1, 'form-5', 'complainant')]), [
      { code: 'correction-notice', to: ['complainant'] },
    ]);
  });
  test('an earlier decision is foretold as itself, not as the last one', () => {
    const facts = { ...factsOf({ by: 'head', on: '2026-04-23' }), actor: people.head, tenant };
    const words = Object.assign((key: string) => key, { language: 'zh-CN' as const });
    const foretold =
      actsFor(stateAfter(ended), facts, words).acts.find(({ act }) => act === 'correct')?.decisions ?? [];
    const [first, last] = foretold;
    assert.deepEqual([first?.decision, last?.decision], ['ComplaintAccepted', 'MediationTerminated']);
    assert.deepEqual(first?.papers, [{ code: 'correction-notice', to: ['complainant'] }]);
    assert.deepEqual(last?.papers, [{ code: 'correction-notice', to: ['complainant', 'respondent'] }]);
    assert.deepEqual(first?.grounds, [], 'an acceptance has no ground');
    assert.ok((last?.grounds ?? []).length > 0);
    happens(
      { events: ended, by: 'head', on: '2026-04-23' },
      { act: 'correct', version: first?.version ?? 0, changed: { amountFen: 500 }, reasons },
      ['DecisionCorrected'],
      ['correction-notice → complainant'],
    );
  });
  const decisionVersion = stateAfter(ended).decisions.at(-1)?.version ?? 0;
  const correct = { act: 'correct', version: decisionVersion, changed: { ground: 3 }, reasons } as const;
  test('a slip of the pen, with before and after on the notice to both', () => {
    const decision = happens(
      { events: ended, by: 'head' },
      correct,
      ['DecisionCorrected'],
      ['correction-notice → complainant', 'correction-notice → respondent'],
    );
    const [order] = decision.papers;
    assert.ok(order?.code === 'correction-notice');
    assert.deepEqual(order.details.corrections, [{ field: 'ground', was: 2, is: 3 }]);
    assert.equal(stateAfter([...ended, ...decision.events]).ground, 3);
  });
  test('nothing else, of no other decision, and something', () => {
    refused({ events: ended, by: 'head' }, { ...correct, version: 1 }, 'no-such-decision');
    refused({ events: ended, by: 'head' }, { ...correct, changed: {} }, 'nothing-to-correct');
    refused({ events: ended, by: 'head' }, { ...correct, changed: { ground: 9 } }, 'no-such-ground-of-this-decision');
    refused({ events: ended, by: 'head' }, { ...correct, changed: { recoveredFen: 1 } }, 'decision-recovered-nothing');
    const acceptance = stateAfter(mediating).decisions.at(0)?.version ?? 0;
    const ofAcceptance = { ...correct, version: acceptance };
    refused({ events: ended, by: 'head' }, ofAcceptance, 'decision-has-no-ground');
    refused({ events: ended, by: 'head' }, { ...correct, changed: { bureau: 'yunqi-wangshan' } }, 'not-correctable');
    for (const language of ['zh-CN', 'en'] as const)
      assert.doesNotMatch(
        textsFor(language)('complaint:refusals.not-correctable', { field: 'performed' }),
        /performed/,
      );
    refused({ events: ended, by: 'head' }, { ...correct, changed: { ground: '3' } }, 'not-correctable');
  });
});

describe('for the body above', () => {
  test('a bundle is ordered at any time, also after the file is closed', () => {
    const archived: ComplaintEvent = { type: 'ComplaintArchived', payload: { on: '2026-04-22' } };
    const order = { act: 'bundle', purpose: 'court', reference: '（2026）行初 7 号' } as const;
    happens({ events: [filed()] }, order, ['BundleMade']);
    happens({ events: [...ended, archived] }, order, ['BundleMade']);
  });
  test('a part of a bundle is of evidence there is, from the first to the last', () => {
    const order = { act: 'bundle', purpose: 'court', reference: '（2026）行初 7 号' } as const;
    const item = (n: number) =>
      ({ file: `f${n}`, bytes: 9, mediaType: 'application/pdf', sha256: `${n}`, by: 'complainant' }) as const;
    const events = [filed({ evidence: [item(1), item(2), item(3)] })];
    const partOf = (range: { evidenceFrom?: number; evidenceTo?: number }) => {
      const [made] = happens({ events }, { ...order, ...range }, ['BundleMade']).events;
      const { evidenceFrom, evidenceTo } = made?.type === 'BundleMade' ? made.payload : {};
      return [evidenceFrom, evidenceTo];
    };
    assert.deepEqual(partOf({}), [undefined, undefined]);
    assert.deepEqual(partOf({ evidenceFrom: 2 }), [2, 3]);
    assert.deepEqual(partOf({ evidenceTo: 2 }), [1, 2]);
    for (const range of [{ evidenceFrom: 4 }, { evidenceTo: 4 }, { evidenceFrom: 3, evidenceTo: 2 }])
      refused({ events }, { ...order, ...range }, 'no-such-part-of-the-evidence');
    refused({ events: [filed()] }, { ...order, evidenceFrom: 1 }, 'no-such-part-of-the-evidence');
  });
  test('what it said is recorded, not before it said it', () => {
    const said = { act: 'record-outcome', kind: 'court', reference: 'x', result: 'revoked' } as const;
    happens({ events: ended }, { ...said, decidedOn: '2026-04-21' }, ['OutcomeRecorded']);
    refused({ events: ended }, { ...said, decidedOn: '2026-04-22' }, 'outcome-day-ahead');
  });
  test('and not before the decision it reviews, also one annulled since; nor, about none made in time, before the complaint', () => {
    const said = { act: 'record-outcome', kind: 'court', reference: 'x' } as const;
    const of = (result: 'upheld' | 'changed' | 'revoked' | 'ordered-to-act', decidedOn: Day) =>
      ({ ...said, result, decidedOn }) as const;
    for (const result of ['upheld', 'changed', 'revoked'] as const) {
      const early = refused({ events: ended }, of(result, '2026-04-16'), 'outcome-before-the-decision');
      assert.deepEqual([early.field, early.params], ['decidedOn', { on: '2026-04-17' }], 'accepted that day');
      happens({ events: ended }, of(result, '2026-04-17'), ['OutcomeRecorded']);
    }
    const annulled = happens(
      { events: told, by: 'head' },
      { act: 'annul', reasons },
      ['DecisionAnnulled'],
      ['annulment-notice → complainant', 'annulment-notice → respondent'],
    );
    happens({ events: [...told, ...annulled.events] }, of('revoked', '2026-04-17'), ['OutcomeRecorded']);
    happens({ events: ended }, of('ordered-to-act', '2026-04-16'), ['OutcomeRecorded']);
    const since = refused({ events: ended }, of('ordered-to-act', '2026-04-14'), 'outcome-before-the-complaint');
    assert.deepEqual(since.params, { since: '2026-04-15' });
  });
});
