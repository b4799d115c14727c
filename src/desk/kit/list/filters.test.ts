import assert from 'node:assert/strict';
import { test } from 'node:test';
import { addressWith, clearedAddress, queryOf } from './filters.ts';

test('a list asks what its address says of its own filters, over what it asks anyway', () => {
  const address = new URLSearchParams('phase=asked&q=&foreign=1&owed=true');
  assert.deepEqual(queryOf(address, ['phase', 'owed', 'q'], { open: 'true', phase: 'closed' }), {
    open: 'true',
    phase: 'asked',
    owed: 'true',
  });
});

test('setting a filter leaves the others, an empty one goes, and clearing keeps what is no filter', () => {
  const before = new URLSearchParams('tab=posted&phase=asked');
  assert.equal(addressWith(before, 'q', '云栖').get('q'), '云栖');
  assert.equal(addressWith(before, 'phase', undefined).toString(), 'tab=posted');
  assert.equal(addressWith(before, 'phase', '').toString(), 'tab=posted');
  assert.equal(clearedAddress(before, ['phase', 'q']).toString(), 'tab=posted');
  assert.equal(before.toString(), 'tab=posted&phase=asked');
});
