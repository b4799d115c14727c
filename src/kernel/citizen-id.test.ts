import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import fc from 'fast-check';
import { checkCitizenId, maskCitizenId } from './citizen-id.ts';

const data = `${process.env.FANGXIN_DATA ?? '../shared/data'}/uscc-idcard`;
const skip = existsSync(data) ? false : 'skipped: no data';
const codes = (input: string) => checkCitizenId(input).warnings.map((warning) => warning.code);

test('the examples of GB 11643-1999', () => {
  assert.deepEqual(checkCitizenId('11010519491231002X'), {
    text: '11010519491231002X',
    form: 'citizen',
    sound: true,
    warnings: [],
    birthOn: '1949-12-31',
    sex: 'female',
  });
  assert.equal(checkCitizenId('440524188001010014').sex, 'male');
  assert.deepEqual(checkCitizenId('11010519491231001X').warnings, [
    { code: 'wrong-check-digit', position: 18, expected: '1' },
  ]);
});

test('small x, full-width digits and spaces are forgiven', () => {
  assert.equal(checkCitizenId(' １１０１０５ 19491231 002x').text, '11010519491231002X');
});

test('birth dates that never were', () => {
  assert.ok(codes('110105194902300029').includes('impossible-birth-date'));
  assert.ok(codes('110105190002290027').includes('impossible-birth-date'));
  assert.ok(!codes('110105200002290027').includes('impossible-birth-date'));
  assert.equal(checkCitizenId('110105194902300029').birthOn, undefined);
});

test('permits and foreigners’ cards are told apart', () => {
  assert.equal(checkCitizenId('81000019980902013X').form, 'residence-permit');
  assert.equal(checkCitizenId('932682198501010017').form, 'foreign-resident');
});

test('other lengths and letters are findings with a place', () => {
  assert.deepEqual(codes(''), ['empty']);
  assert.deepEqual(codes('E12345678'), ['wrong-length']);
  assert.deepEqual(checkCitizenId('1101051949A231002X').warnings, [{ code: 'unknown-character', position: 11 }]);
});

test('masking shows six and four', () => {
  assert.equal(maskCitizenId('11010519491231002X'), '110105********002X');
  assert.equal(maskCitizenId('E1234567'), '********');
});

test('no input makes the check throw', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 30 }), (input) => {
      assert.equal(typeof checkCitizenId(input).sound, 'boolean');
    }),
  );
});

test('collected test numbers: every verdict as published', { skip }, () => {
  const collected = JSON.parse(readFileSync(`${data}/idcard.json`, 'utf8')) as {
    id: string;
    valid: boolean;
    to18?: string;
  }[];
  assert.ok(collected.length >= 12);
  for (const { id, valid, to18 } of collected) {
    assert.equal(checkCitizenId(id).sound, valid, id);
    if (to18) assert.equal(checkCitizenId(id).text, to18);
  }
});
