import assert from 'node:assert/strict';
import { test } from 'node:test';
import { refuse } from '#kernel/refusal.ts';
import type { CaseView } from '#modules/complaints/case-contract.ts';
import { readFind, readSupply, reportNumberIn } from './act-forms.ts';
import { overIn } from './over.ts';

const phone = '13800000001';
const faultsOf = (number: string): string[] => {
  const reading = readFind({ number, phone });
  return 'faults' in reading ? reading.faults.map(({ field, says }) => `${field} ${says}`) : [];
};

test('what is no number of ours is told at the field, before any code is sent', () => {
  for (const none of ['12345', 'YUNQI-261129-MGT7BG-X', '1440300002026112900012']) {
    assert.deepEqual(faultsOf(none), ['number follow:fault.no-number'], none);
  }
  assert.deepEqual(faultsOf(''), ['number follow:fault.number']);
  assert.deepEqual(faultsOf(' yunqi-261129-mgt7bg-h '), []);
});

test('art. 37: a report is known by its number alone, whoever asks and whether or not there is one', () => {
  assert.equal(reportNumberIn({ number: ' yunqi-r261129-m65wqp-s', phone: '' }), 'YUNQI-R261129-M65WQP-S');
  assert.equal(reportNumberIn({ number: 'YUNQI-261129-MGT7BG-H' }), undefined);
  assert.equal(reportNumberIn({ number: 'YUNQI-R261129-M65WQP-X' }), undefined);
});

test('what the case bars is said on the case, what a form can still say stays on the form', () => {
  const as = (phase: CaseView['phase'], ...acts: string[]) =>
    ({ phase, acts: acts.map((act) => ({ act })) }) as Pick<CaseView, 'phase' | 'acts'>;
  const open = as('mediating', 'withdraw');
  assert.equal(overIn(refuse('withdrawal-already-stated'), 'withdraw', open), 'withdrawAgain');
  assert.equal(overIn(refuse('not-in-this-state'), 'withdraw', as('withdrawn')), 'withdrawAgain');
  assert.equal(overIn(refuse('already-rated'), 'rate', as('agreed')), 'rateAgain');
  assert.equal(overIn(refuse('not-in-this-state'), 'interrupt', as('terminated')), 'over');
  assert.equal(overIn(refuse('changed-meanwhile'), 'rate', as('agreed')), 'rateAgain', 'rated in another tab');
  assert.equal(overIn(refuse('changed-meanwhile'), 'interrupt', as('terminated')), 'over');
  for (const code of ['represented-not-agreed', 'agent-without-special-powers', 'changed-meanwhile'])
    assert.equal(overIn(refuse(code), 'withdraw', open), undefined, code);
});

test('where only proof of identity is asked for, an empty form is told at that field that words prove nothing', () => {
  const faults = (raw: Record<string, string>) => {
    const reading = readSupply(raw, 0);
    return 'faults' in reading ? reading.faults.map(({ field, says }) => `${field} ${says}`) : [];
  };
  assert.deepEqual(faults({ sorted: 'yes' }), ['identity follow:fault.no-identity']);
  assert.deepEqual(faults({}), ['files follow:fault.no-identity'], 'a form of before');
  assert.deepEqual(faults({ sorted: 'yes', text: '证件补办中' }), []);
  assert.deepEqual(faults({ sorted: 'yes', askedMore: 'yes' }), ['files follow:fault.nothing-supplied']);
  assert.deepEqual(faults({ askedMore: 'yes', saidAs: 'later' }), ['text follow:fault.when-it-comes']);
  assert.deepEqual(faults({ askedMore: 'yes', text: '下周补' }), ['saidAs follow:fault.said-as']);
});
