import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { maskOf } from './mask.ts';
import { maskPhone } from './phone.ts';

const cases: readonly (readonly [string, unknown, string])[] = [
  ['name', '张三', '张**'],
  ['name', '欧阳娜娜', '欧**'],
  ['name', '𠮷田', '𠮷**'],
  ['name', '', ''],
  ['phone', '13812341234', '138****1234'],
  ['phone', '+8613812341234', '138****1234'],
  ['phone', '0571-88886666', '****6666'],
  ['phone', '12315', '****'],
  ['id-number', '11010519491231002X', '110105********002X'],
  ['id-number', 'E12345678', 'E****78'],
  ['address', '浙江省云栖市临溪区文一路12号3幢', '浙江省云栖市临溪区****'],
  ['address', '北京市朝阳区建国路88号', '北京市朝阳区****'],
  ['address', '义乌市稠城街道幸福小区3幢402', '义乌市****'],
  ['address', '义乌市幸福小区3幢402', '义乌市****'],
  ['address', '内蒙古自治区锡林郭勒盟东乌珠穆沁旗某嘎查7号', '内蒙古自治区锡林郭勒盟东乌珠穆沁旗****'],
  ['address', '幸福路12号', '****'],
  ['address', '云栖市临溪区', '云栖市临溪区'],
  ['bank-account', '6222 0212 3456 7890 123', '****0123'],
  ['email', 'zhang@example.org', 'z****@example.org'],
  ['narrative', '我在店里买了一台冰箱', '****'],
  ['phone', { any: 'shape' }, '****'],
];

for (const [kind, value, masked] of cases) {
  test(`mask ${kind} ${JSON.stringify(value)}`, () => assert.equal(maskOf(kind, value), masked));
}

test('no mask cuts a character in half, whatever was typed', () => {
  const typed = fc.array(fc.constantFrom('1', '3', 'a', '漢', '𠮷', '🏳️‍🌈', ' ', '@', '市', '-'), { maxLength: 24 });
  fc.assert(
    fc.property(typed, (letters) => {
      const value = letters.join('');
      const shown = ['name', 'phone', 'id-number', 'address', 'bank-account', 'email'].map((kind) =>
        maskOf(kind, value),
      );
      for (const mask of [...shown, maskPhone(value)]) assert.ok(mask.isWellFormed(), JSON.stringify([value, mask]));
    }),
  );
});
