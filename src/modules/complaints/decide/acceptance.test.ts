import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { accepted, accounts, filed, happens, refused, sealed } from '#test/decided.ts';
import type { Command } from '../commands.ts';
import { fold } from '../evolve.ts';

const reasons = sealed('reasons');
const refuse = (ground: number): Command => ({ act: 'refuse', ground, reasons });
const told = ['form-6 → complainant'];

describe('accepting', () => {
  test('CMP-01: within the limit the complainant is told by form 5 who handles the case', () => {
    const decision = happens({ events: [filed()] }, { act: 'accept' }, ['ComplaintAccepted'], ['form-5 → complainant']);
    assert.deepEqual(decision.events[0]?.payload, { on: '2026-04-21', contact: accounts.handler });
  });
  test('without a known person or respondent there is nothing to accept', () => {
    refused({ events: [filed({ notInSource: ['complainant'] })] }, { act: 'accept' }, 'complainant-not-known');
    const nobody = filed({ respondent: { kind: 'unknown' }, parties: [] });
    refused({ events: [nobody] }, { act: 'accept' }, 'respondent-not-known');
  });
  test('not twice', () => {
    refused({ events: [filed(), accepted()] }, { act: 'accept' }, 'not-in-this-state');
  });
});

describe('refusing, ground by ground', () => {
  test('REF-01 names who has the power instead, but never the bureau itself', () => {
    happens(
      { events: [filed()] },
      { act: 'refuse', ground: 1, reasons, rightBureau: 'yunqi-wangshan' },
      ['ComplaintRefused'],
      told,
    );
    refused(
      { events: [filed()] },
      { act: 'refuse', ground: 1, reasons, rightBureau: 'yunqi-linxi' },
      'right-bureau-is-own',
    );
  });
  test('REF-01 for food is a transfer, not only a refusal', () => {
    refused({ events: [filed({ food: true })] }, refuse(1), 'food-matter-is-transferred');
  });
  test('REF-02 somebody else has dealt with the same dispute', () => {
    happens({ events: [filed()] }, refuse(2), ['ComplaintRefused'], told);
  });
  test('REF-03 no consumer dispute', () => {
    happens({ events: [filed()] }, refuse(3), ['ComplaintRefused'], told);
  });
  test('REF-04 more than three years', () => {
    happens({ events: [filed()] }, refuse(4), ['ComplaintRefused'], told);
  });
  test('REF-05 and REF-06 wait until the day given for the proof of identity is over', () => {
    const asked = {
      type: 'ProofRequested',
      payload: { kind: 'identity', dueOn: '2026-04-21', what: reasons },
    } as const;
    for (const ground of [5, 6]) {
      refused({ events: [filed(), asked] }, refuse(ground), 'proof-still-running');
      happens({ events: [filed(), asked], on: '2026-04-22' }, refuse(ground), ['ComplaintRefused'], told);
    }
    const supplied = { type: 'ProofSupplied', payload: { items: [] } } as const;
    happens({ events: [filed(), asked, supplied] }, refuse(5), ['ComplaintRefused'], told);
  });
  test('REF-07 another legal ground', () => {
    happens({ events: [filed()] }, refuse(7), ['ComplaintRefused'], told);
  });
  test('there is no eighth ground', () => {
    refused({ events: [filed()] }, refuse(8), 'no-such-refusal-ground');
  });
  test('REF-06 of a case received under the earlier order stands on the form as ground 7', () => {
    const old = filed({ receivedOn: '2026-04-14' });
    const decision = happens({ events: [old] }, refuse(6), ['ComplaintRefused'], told);
    const [order] = decision.papers;
    assert.ok(order?.code === 'form-6');
    assert.equal(order.details.ground, 7);
    refused({ events: [old] }, refuse(7), 'no-such-refusal-ground');
  });
});

describe('asking for papers', () => {
  const ask = (kind: 'identity' | 'voluntary', dueOn: '2026-04-20' | '2026-04-24' | '2026-04-27'): Command => ({
    act: 'request-proof',
    kind,
    dueOn,
    what: reasons,
  });
  test('CMP-04: proof of identity by form 4, by a day within the acceptance limit', () => {
    happens({ events: [filed()] }, ask('identity', '2026-04-24'), ['ProofRequested'], ['form-4 → complainant']);
    refused({ events: [filed()] }, ask('identity', '2026-04-20'), 'proof-day-in-the-past');
    refused({ events: [filed()] }, ask('identity', '2026-04-27'), 'proof-day-after-acceptance-limit');
  });
  test('further material is asked for as a wish, which no limit binds', () => {
    happens(
      { events: [filed()] },
      ask('voluntary', '2026-04-27'),
      ['ProofRequested'],
      ['supplement-request → complainant'],
    );
  });
  test('something must be supplied', () => {
    happens({ events: [filed()], by: 'consumer' }, { act: 'supply', items: [], text: reasons }, ['ProofSupplied']);
    refused({ events: [filed()], by: 'consumer' }, { act: 'supply', items: [] }, 'nothing-supplied');
  });
  test('what a short filing left open is asked by telephone and put on file: claims and the two questions of form 1', () => {
    const open = filed({ claims: [], consents: null, notInSource: ['complainant', 'claims', 'consents'] });
    const claims = [{ kind: 'refund', amountFen: 10_000 }] as const;
    const asked = { act: 'supply', items: [], claims, consents: { publicity: true, entrust: false } } as const;
    happens({ events: [open] }, asked, ['ProofSupplied']);
    const { act: _act, ...payload } = asked;
    const state = fold([open, { type: 'ProofSupplied', payload }]);
    assert.deepEqual(state.notInSource, ['complainant']);
    assert.deepEqual(state.consents, { publicity: true, entrust: false });
    assert.deepEqual(state.claims, claims);
  });
});

describe('elsewhere', () => {
  test('food outside the duty goes to the competent body, and the person is told in writing', () => {
    happens(
      { events: [filed({ food: true })] },
      { act: 'transfer', to: '望山县农业农村局', reasons },
      ['ComplaintTransferredOut'],
      ['food-transfer-notice → complainant', 'food-transfer → bureau'],
    );
    refused({ events: [filed()] }, { act: 'transfer', to: 'x', reasons }, 'transfer-is-for-food');
  });
  test('what is no complaint is shown its own way', () => {
    happens(
      { events: [filed()] },
      { act: 'direct-elsewhere', path: 'reconsideration', reasons },
      ['ComplaintDirectedElsewhere'],
      ['other-path-notice → complainant'],
    );
  });
});
