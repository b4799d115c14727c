import assert from 'node:assert/strict';
import { test } from 'node:test';
import { decreeLines, readDecreeLines } from './decree-text.ts';

const faultsOf = (text: string) => readDecreeLines(text, 'holiday').faults.map(({ line, fault }) => `${line} ${fault}`);

test('a line is told what it lacks: a day, the name of the holiday, or a span that goes forward', () => {
  assert.deepEqual(faultsOf('2027-01-01'), ['1 no-name']);
  assert.deepEqual(faultsOf('2027-01-01 元旦\n2027-02-05 至 2027-02-11'), ['2 no-name']);
  assert.deepEqual(faultsOf('元旦'), ['1 no-day']);
  assert.deepEqual(faultsOf('2027-02-30 春节'), ['1 no-day']);
  assert.deepEqual(faultsOf('2027-02-11 至 2027-02-05 春节'), ['1 span']);
  assert.deepEqual(faultsOf('2027-02-05 至 春节'), ['1 span']);
  assert.deepEqual(faultsOf('2027-01-01 元旦\n\n2027-02-05 to 2027-02-11 春节'), []);
});

test('what is read is written again the same', () => {
  const { days } = readDecreeLines('2027-02-05 至 2027-02-07 春节\n2027-05-01 劳动节', 'holiday');
  const byDay = Object.fromEntries(days.map(({ day, name }) => [day, name]));
  assert.equal(
    decreeLines(byDay, (name) => name),
    '2027-02-05 至 2027-02-07 春节\n2027-05-01 劳动节',
  );
});
