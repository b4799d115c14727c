import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { maskPhone, type PhoneKind, readPhone } from './phone.ts';

const TABLE: readonly (readonly [typed: string, kind: PhoneKind, text: string, line?: string])[] = [
  ['13800001234', 'mobile', '13800001234', '+8613800001234'],
  ['138 0000 1234', 'mobile', '13800001234', '+8613800001234'],
  ['138-0000-1234', 'mobile', '13800001234', '+8613800001234'],
  ['+86 138 0000 1234', 'mobile', '13800001234', '+8613800001234'],
  ['0086-13800001234', 'mobile', '13800001234', '+8613800001234'],
  ['8613800001234', 'mobile', '13800001234', '+8613800001234'],
  ['１３８００００１２３４', 'mobile', '13800001234', '+8613800001234'],
  ['17012345678-1234', 'mobile', '17012345678-1234', '+8617012345678'],
  ['17012345678转1234', 'mobile', '17012345678-1234', '+8617012345678'],
  ['0571-88001234', 'landline', '0571-88001234', '+8657188001234'],
  ['(0571) 88001234', 'landline', '0571-88001234', '+8657188001234'],
  ['057188001234', 'landline', '0571-88001234', '+8657188001234'],
  ['0571-88001234-802', 'landline', '0571-88001234-802', '+8657188001234'],
  ['010-65001234 转 8', 'landline', '010-65001234-8', '+861065001234'],
  ['+86 10 65001234', 'landline', '010-65001234', '+861065001234'],
  ['0898-6500123', 'landline', '0898-6500123', '+868986500123'],
  ['400-800-1234', 'national-service', '400-800-1234', '+864008001234'],
  ['4008001234', 'national-service', '400-800-1234', '+864008001234'],
  ['800 810 1234', 'national-service', '800-810-1234', '+868008101234'],
  ['12315', 'short', '12315', '12315'],
  ['95188', 'short', '95188', '95188'],
  ['+1 415 555 0132', 'foreign', '+14155550132', '+14155550132'],
  ['请打微信', 'unrecognised', '请打微信'],
  ['88001234', 'unrecognised', '88001234'],
  ['', 'unrecognised', ''],
];

for (const [typed, kind, text, line] of TABLE) {
  test(`reads “${typed}” as ${kind}`, () => {
    const reading = readPhone(typed);
    assert.deepEqual([reading.kind, reading.text, reading.line], [kind, text, line]);
  });
}

test('what was read once reads the same again', () => {
  for (const [typed] of TABLE) {
    const once = readPhone(typed);
    assert.deepEqual(readPhone(once.text), once);
  }
});

test('the extension is kept apart from the line', () => {
  assert.equal(readPhone('0571-88001234 分机 802').extension, '802');
  assert.equal(readPhone('13800001234').extension, undefined);
});

test('masking leaves enough to recognise one’s own number', () => {
  assert.equal(maskPhone('13800001234'), '138****1234');
  assert.equal(maskPhone('0571-88001234'), '***********34');
  assert.equal(maskPhone('12'), '**');
});

test('no input makes the reading throw, and none is lost', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (input) => {
      const reading = readPhone(input);
      if (reading.kind === 'unrecognised') assert.equal(reading.text, input.trim());
    }),
  );
});

test('long input is answered at once', () => {
  assert.equal(readPhone('1-'.repeat(50_000)).kind, 'unrecognised');
  assert.equal(readPhone('1 '.repeat(50_000)).kind, 'unrecognised');
});
