import assert from 'node:assert/strict';
import { test } from 'node:test';
import { addresseeFor } from './addressee.ts';

const person = (name: string, address: string) => ({ name, address, phone: '', contact: '' });
const both = { complainant: person('林晓禾 ', ' 桂花路 12 号'), respondent: person('强健健身', '') };

test('a letter goes to the party it is for, and nowhere without an address', () => {
  assert.deepEqual(addresseeFor('complainant', both, {}), { name: '林晓禾', address: '桂花路 12 号' });
  assert.equal(addresseeFor('respondent', both, { addressee: '强健健身：' }), undefined);
});

test('a body outside is known by what the letter calls it, one of the directory has its address', () => {
  assert.deepEqual(addresseeFor('bureau', both, { addressee: '云栖市公安局：' }), {
    name: '云栖市公安局',
    address: '',
  });
  assert.equal(addresseeFor('bureau', both, {}), undefined);
  const association = { name: '临溪区消费者协会', address: '临溪区桂花路 3 号' };
  assert.deepEqual(addresseeFor('bureau', both, { addressee: '临溪区消费者协会：' }, [association]), association);
});
