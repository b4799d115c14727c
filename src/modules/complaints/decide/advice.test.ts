import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Translate } from '#kernel/translate.ts';
import {
  accepted,
  answered,
  contacted,
  factsOf,
  filed,
  mediating,
  paperMade,
  refused,
  sealed,
  stateAfter,
} from '#test/decided.ts';
import type { ComplaintEvent } from '../complaint.ts';
import { actsFor } from '../views/acts.ts';

const reasons = sealed('reasons');
const t = Object.assign((key: string) => key, { language: 'zh-CN' }) as unknown as Translate;
const appraisal: ComplaintEvent = {
  type: 'AppraisalStarted',
  payload: { from: '2026-04-21', body: '市质检院', designated: true, costBorneBy: 'shared' },
};

describe('what a refusal advises can be done now', () => {
  test('nothing that the state of the case shuts', () => {
    const given = { events: [...mediating, appraisal] };
    const terminate = (ground: number) => ({ act: 'terminate', ground, reasons }) as const;
    assert.equal(refused(given, terminate(4), 'no-appraisal-dispute-on-file').instead, undefined);
    const none = { events: [filed(), accepted(), answered(), appraisal] };
    assert.deepEqual(refused(none, terminate(3), 'mediation-not-held').instead, ['contact']);
    const ended: ComplaintEvent = { type: 'MediationTerminated', payload: { on: '2026-04-21', ground: 8, reasons } };
    const consents = { act: 'state-consents', publicity: true, items: [] } as const;
    const after = { events: [...mediating, ended], by: 'consumer' } as const;
    assert.equal(refused(after, consents, 'consents-are-so-already').instead, undefined);
    const open = { events: mediating, by: 'consumer' } as const;
    assert.deepEqual(refused(open, consents, 'consents-are-so-already').instead, ['add-evidence']);
  });

  test('nothing that the respondent or what was stated already shuts', () => {
    const answer = { act: 'record-platform-data', outcome: 'answered' } as const;
    assert.equal(refused({ events: mediating }, answer, 'platform-not-asked').instead, undefined);
  });

  test('an officer is told what another office may do, a party only what is its own', () => {
    const stated: ComplaintEvent = { type: 'WithdrawalStated', payload: { on: '2026-04-20' } };
    const events = [...mediating, stated];
    const open = { act: 'open-mediation', mediator: 'x', mode: 'phone' } as const;
    const advised = refused({ events, by: 'mediator' }, open, 'withdrawal-was-stated').instead;
    assert.deepEqual(advised, ['terminate', 'take-back-withdrawal']);
    const own = refused({ events, by: 'consumer' }, { act: 'withdraw' }, 'withdrawal-already-stated').instead;
    assert.deepEqual(own, ['take-back-withdrawal']);
    const interrupt = { act: 'interrupt', by: 'complainant', reasons } as const;
    const asked = refused({ events, by: 'consumer' }, interrupt, 'withdrawal-was-stated').instead;
    assert.deepEqual(asked, ['take-back-withdrawal'], 'ending it is the officer’s');
  });
});

test('art. 23 a ground the file of that day does not bear: no later entry adds to it, the decision is annulled', () => {
  const events: readonly ComplaintEvent[] = [
    ...mediating.slice(0, 3),
    { type: 'MediationTerminated', payload: { on: '2026-04-21', ground: 8, reasons } },
    paperMade(1, 'form-8', 'complainant'),
    paperMade(2, 'form-8', 'respondent'),
    contacted('refused', 'respondent', '2026-04-22T01:00:00Z'),
  ];
  const head = { by: 'head', on: '2026-04-22' } as const;
  const version = stateAfter(events).decisions.at(-1)?.version ?? 0;
  for (const [ground, code] of [
    [2, 'no-refusal-or-absence-on-file'],
    [3, 'mediation-not-held'],
    [4, 'no-appraisal-dispute-on-file'],
    [5, 'mediation-limit-not-over'],
    [1, 'no-withdrawal-or-settlement'],
  ] as const) {
    const refusal = refused({ events, ...head }, { act: 'correct', version, changed: { ground }, reasons }, code);
    assert.deepEqual(refusal.instead, ['annul'], code);
  }
  const { acts } = actsFor(stateAfter(events), factsOf(head), t);
  const grounds = acts.find(({ act }) => act === 'correct')?.decisions?.at(-1)?.grounds ?? [];
  for (const n of [2, 3, 4, 5])
    assert.deepEqual(grounds.find(({ number }) => number === n)?.why?.instead, ['annul'], `${n}`);
});
