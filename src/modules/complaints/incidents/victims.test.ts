import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Claimant, withoutDuplicates } from './victims.ts';

const claimant = (complaint: string, phones: string[], idNumbers: string[] = []): Claimant => ({
  complaint,
  person: `${complaint}-p`,
  phones,
  idNumbers,
});
const grouped = (claimants: Claimant[]) =>
  withoutDuplicates(claimants).map((group) => group.map(({ complaint }) => complaint).join('+'));

test('who complained twice is counted once, by phone or by id number, also over a third complaint', () => {
  assert.deepEqual(grouped([claimant('a', ['p1']), claimant('b', ['p2']), claimant('c', ['p1'])]), ['a+c', 'b']);
  assert.deepEqual(grouped([claimant('a', ['p1'], ['i1']), claimant('b', ['p2'], ['i1'])]), ['a+b']);
  assert.deepEqual(grouped([claimant('a', ['p1'], ['i1']), claimant('b', ['p2'], ['i1']), claimant('c', ['p2'])]), [
    'a+b+c',
  ]);
});

test('two people with one telephone and two id numbers stay two', () => {
  assert.deepEqual(grouped([claimant('a', ['p1'], ['i1']), claimant('b', ['p1'], ['i2'])]), ['a', 'b']);
  assert.deepEqual(
    grouped([claimant('a', ['p1'], ['i1']), claimant('b', ['p1'], ['i2']), claimant('c', ['p9'], ['i2'])]),
    ['a', 'b+c'],
  );
});

test('a couple on one complaint with one telephone stay two, also when both complain again', () => {
  const couple = [claimant('a', ['p1']), claimant('a', ['p1']), claimant('b', ['p1']), claimant('b', ['p1'])];
  assert.deepEqual(grouped(couple), ['a+b', 'a+b']);
});

test('nothing known about somebody joins them to nobody', () => {
  assert.deepEqual(grouped([claimant('a', []), claimant('b', [])]), ['a', 'b']);
});

test('eight hundred card holders are quick', () => {
  const many = Array.from({ length: 800 }, (_, i) =>
    claimant(`c${i}`, [`p${i % 700}`], i % 3 === 0 ? [`i${i % 700}`] : []),
  );
  assert.equal(withoutDuplicates(many).length, 700);
});
