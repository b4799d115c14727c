import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { LARGEST_FEN, moneyText, readMoney, yuanText } from './money.ts';

const AMOUNTS: Readonly<Record<string, number>> = {
  '1280': 128_000,
  '1,280.00': 128_000,
  '¥1,280.00': 128_000,
  '￥ 1，280．5': 128_050,
  '１２８０元': 128_000,
  '0': 0,
  '0.01': 1,
  '12.50元': 1250,
  '12元5角': 1250,
  '12块5角3分': 1253,
  '12元零3分': 1203,
  '99块钱': 9900,
  人民币300元整: 30_000,
  'RMB 300': 30_000,
  '300 cny': 30_000,
  '1.28万': 1_280_000,
  '1.28万元': 1_280_000,
  '3千': 300_000,
  '2亿元': 20_000_000_000,
  '1.23000': 123,
  '-0': 0,
};

const FAULTS: Readonly<Record<string, string>> = {
  '': 'money-empty',
  '  ': 'money-empty',
  '¥': 'money-empty',
  '-5': 'money-negative',
  '¥-5': 'money-negative',
  '1,28': 'money-misplaced-comma',
  '12,80.00': 'money-misplaced-comma',
  '1.234': 'money-smaller-than-a-fen',
  '1.2.3': 'money-not-a-number',
  '5.': 'money-not-a-number',
  '.5': 'money-not-a-number',
  一百: 'money-not-a-number',
  '1e9': 'money-not-a-number',
  '12.5元3角': 'money-not-a-number',
  NaN: 'money-not-a-number',
  '99999999999999': 'money-too-large',
  '9999999999亿': 'money-too-large',
};

for (const [typed, fen] of Object.entries(AMOUNTS)) {
  test(`“${typed}” is ${fen} fen`, () => assert.deepEqual(readMoney(typed), { fen }));
}

for (const [typed, fault] of Object.entries(FAULTS)) {
  test(`“${typed}” answers ${fault}`, () => assert.deepEqual(readMoney(typed), { fault }));
}

test('amounts are written with two decimals and grouped', () => {
  assert.equal(moneyText(128_000), '¥1,280.00');
  assert.equal(moneyText(5), '¥0.05');
  assert.equal(moneyText(-128_000), '-¥1,280.00');
  assert.equal(moneyText(100_000_000), '¥1,000,000.00');
  assert.equal(yuanText(128_050), '1280.50');
});

test('a fraction of a fen is a bug and says so', () => {
  assert.throws(() => moneyText(0.5), RangeError);
  assert.throws(() => yuanText(Number.NaN), RangeError);
});

test('every amount survives being written and read', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: LARGEST_FEN }), (fen) => {
      assert.deepEqual(readMoney(moneyText(fen)), { fen });
      assert.deepEqual(readMoney(yuanText(fen)), { fen });
    }),
  );
});

test('no input makes the reading throw', () => {
  fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (input) => void readMoney(input)));
});
