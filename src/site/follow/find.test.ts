import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readFind, reportNumberIn } from './act-forms.ts';

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
