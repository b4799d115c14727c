import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { filed, happens, refused, sealed, stateAfter } from '#test/decided.ts';
import type { ComplaintEvent, Party } from './complaint.ts';
import { partiesFiled } from './evolve-facts.ts';

const [complainant, respondent] = stateAfter([filed()]).parties;
assert.ok(complainant !== undefined && respondent !== undefined);
const along: Party = { ...complainant, person: 'along', kind: 'joint' };
const parties: Party[] = [complainant, along, respondent];

const helped = filed({ parties, jointAgreed: true, notInSource: ['identity', 'purchase'] });
const card = {
  file: 'f',
  sha256: '',
  mediaType: 'image/jpeg',
  bytes: 1,
  by: 'complainant',
  purpose: 'identity',
} as const;
const supplied = (item: object): ComplaintEvent => ({
  type: 'ProofSupplied',
  payload: { items: [{ ...card, ...item }] },
});
const added = (item: object): ComplaintEvent => ({ type: 'EvidenceAdded', payload: { items: [{ ...card, ...item }] } });
const corrected = (person: string, kind: 'id-number' | 'phone'): ComplaintEvent => ({
  type: 'PersonCorrected',
  payload: { person, fields: { [kind]: sealed('new') } },
});

const missing = (...events: ComplaintEvent[]) => stateAfter([helped, ...events]).notInSource;

describe('the identity of a helped complainant', () => {
  test('CMP-01: not shown it is asked for by its own name, and acceptance waits', () => {
    const { instead } = refused({ events: [helped] }, { act: 'accept' }, 'identity-not-shown');
    assert.deepEqual(instead, ['request-proof', 'supply', 'refuse']);
    refused(
      { events: [filed({ notInSource: ['complainant', 'identity'] })] },
      { act: 'accept' },
      'complainant-not-known',
    );
  });
  test('art. 10: it is shown by a picture of the document as by its number, handed in, taken in or put right', () => {
    const { person } = complainant;
    for (const shown of [
      supplied({ person }),
      supplied({ by: 'staff' }),
      added({ person }),
      { type: 'ProofSupplied', payload: { items: [], person, fields: { 'id-number': sealed('E1') } } } as const,
      corrected(person, 'id-number'),
    ]) {
      assert.deepEqual(missing(shown), ['purchase'], JSON.stringify(shown));
      happens({ events: [helped, shown] }, { act: 'accept' }, ['ComplaintAccepted'], ['form-5 → complainant']);
    }
  });
  test('evidence, the card of somebody else and another telephone number show nobody’s identity', () => {
    for (const other of [
      supplied({ purpose: 'evidence' }),
      supplied({ person: along.person }),
      added({ by: 'respondent' }),
      added({ by: 'staff' }),
      corrected(complainant.person, 'phone'),
      corrected(respondent.person, 'id-number'),
    ])
      assert.deepEqual(missing(other), ['identity', 'purchase'], JSON.stringify(other));
  });
  test('art. 12: it goes with the one it was missing of; who takes the place owes no document of somebody else', () => {
    const left = {
      type: 'ComplainantLeft',
      payload: { person: complainant.person, successor: along.person, why: 'withdrew', on: '2026-04-17', items: [] },
    } as const;
    assert.deepEqual(missing(left), ['purchase']);
  });
});

test('how a helper learned it stands where it was asked; the short path asks nobody', () => {
  const helper: Party = { ...along, kind: 'helper', relation: 'keeper', told: 'in-person' };
  const told = (channel: 'web' | 'web-short') => [
    partiesFiled({ channel, parties: [complainant, helper] })[1]?.told,
    stateAfter([filed({ channel, parties: [complainant, helper, respondent] })]).parties[1]?.told,
  ];
  assert.deepEqual(told('web'), ['in-person', 'in-person']);
  assert.deepEqual(told('web-short'), [undefined, undefined]);
});
