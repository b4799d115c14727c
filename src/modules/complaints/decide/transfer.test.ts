import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  accepted,
  accounts,
  answered,
  delivered,
  factsOf,
  filed,
  happens,
  opened,
  paperMade,
  refused,
  sealed,
  stateAfter,
} from '#test/decided.ts';
import { clocksOf } from '../clocks.ts';
import type { ComplaintEvent } from '../complaint.ts';

const reasons = sealed('经核实，属于农产品种植环节。');
const food = filed({ food: true, objectCode: 'general-food' });
const transfer = { act: 'transfer', to: '望山县农业农村局', reasons } as const;
const begun = [food, accepted(), answered(), opened()];
const told = [
  'food-transfer-notice → complainant',
  'food-transfer → bureau',
  'form-8 → complainant',
  'form-8 → respondent',
];

describe('a food matter that shows itself outside the duty once it is accepted', () => {
  test('TER-06 REF-01 is handed on all the same (FSL art. 115), and both are told that the mediation ends with it', () => {
    for (const events of [[food, accepted()], begun]) {
      const decision = happens({ events }, transfer, ['ComplaintTransferredOut'], told);
      for (const paper of decision.papers.slice(2)) {
        assert.ok(paper.code === 'form-8');
        const { ground, found, transferredTo } = paper.details;
        assert.deepEqual([ground, found, transferredTo], [6, '1', '望山县农业农村局']);
      }
    }
    const pause: ComplaintEvent = {
      type: 'MediationInterrupted',
      payload: { on: '2026-04-20', by: 'complainant', against: accounts.mediator, reasons },
    };
    assert.equal(stateAfter([...begun, pause]).phase, 'interrupted');
    happens({ events: [...begun, pause] }, transfer, ['ComplaintTransferredOut'], told);
  });
  test('CMP-03 the sixty days are met with it and the seven days for telling both begin', () => {
    const { events } = happens({ events: begun }, transfer, ['ComplaintTransferredOut'], told);
    const papers = [paperMade(1, 'form-8', 'complainant'), paperMade(2, 'form-8', 'respondent')];
    const over = [...begun, ...events, ...papers];
    const clocks = (...more: ComplaintEvent[]) =>
      clocksOf(stateAfter([...over, ...more]), factsOf({}).law).map(({ rule, state }) => `${rule} ${state}`);
    assert.equal(stateAfter(over).phase, 'transferred');
    assert.deepEqual(clocks(), ['CMP-01 met', 'CMP-02 met', 'CMP-03 running']);
    assert.deepEqual(clocks(delivered(1, 'complainant'), delivered(2, 'respondent')).at(-1), 'CMP-03 met');
  });
  test('it is the bureau’s, not the intake body’s; what was withdrawn goes nowhere any more, nor what is no food', () => {
    refused({ events: begun, by: 'intake' }, transfer, 'not-permitted');
    const withdrawn: ComplaintEvent = { type: 'WithdrawalStated', payload: { on: '2026-04-21' } };
    refused({ events: [...begun, withdrawn] }, transfer, 'withdrawal-was-stated');
    const other = refused({ events: [filed(), accepted()] }, transfer, 'transfer-is-for-food');
    assert.deepEqual(other.instead, ['terminate', 'complete-particulars']);
  });
  test('an annulment leads back to where the case was', () => {
    const { events } = happens({ events: begun }, transfer, ['ComplaintTransferredOut'], told);
    const back = happens(
      { events: [...begun, ...events], by: 'head' },
      { act: 'annul', reasons },
      ['DecisionAnnulled'],
      ['annulment-notice → complainant'],
    );
    assert.equal(stateAfter([...begun, ...events, ...back.events]).phase, 'mediating');
  });
  test('a bureau without the power to decide is handed nothing', () => {
    const namedUnit = { id: 'lanchuan-beidu', kind: 'bureau', tenant: 'lanchuan', mayDecide: false } as const;
    const wish = { act: 'transfer', unit: namedUnit.id, reasons } as const;
    refused({ events: [food], namedUnit }, wish, 'bureau-may-not-decide');
  });
});
