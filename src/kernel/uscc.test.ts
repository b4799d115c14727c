import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import fc from 'fast-check';
import { checkUscc, organisationCheckCharacter, usccCheckCharacter } from './uscc.ts';

const data = `${process.env.FANGXIN_DATA ?? '../shared/data'}/uscc-idcard`;
const skip = existsSync(data) ? false : 'skipped: no data';
const codes = (input: string) => checkUscc(input).warnings.map((warning) => warning.code);

const SOUND = [
  '91350100M000100Y43',
  '91330100799655058B',
  '9144030071526726XG',
  '914403001922038216',
  '11320000MB151840XJ',
];

test('codes of GB 32100-2015 and of known firms are sound', () => {
  for (const code of SOUND) {
    assert.deepEqual(checkUscc(code), { text: code, form: 'uscc', sound: true, warnings: [] });
  }
});

test('a wrong check digit says which position and what was expected', () => {
  assert.deepEqual(checkUscc('91330100799655058C').warnings, [
    { code: 'wrong-check-digit', position: 18, expected: 'B' },
  ]);
  assert.deepEqual(checkUscc('91310115MA1H8R7C6D').warnings, [
    { code: 'wrong-organisation-check', position: 17, expected: '4' },
    { code: 'wrong-check-digit', position: 18, expected: '7' },
  ]);
  assert.deepEqual(checkUscc('91350100M000100Y4Z').warnings, [
    { code: 'unknown-character', position: 18, character: 'Z' },
  ]);
});

test('the organisation code inside is checked apart', () => {
  const table = { '79965505': '8', '71526726': 'X', '19220382': '1', M000100Y: '4', MB151840: 'X' };
  for (const [first8, check] of Object.entries(table)) assert.equal(organisationCheckCharacter(first8), check);
  const first17 = '91330100799655051';
  const verdict = checkUscc(first17 + usccCheckCharacter(first17));
  assert.deepEqual(verdict.warnings, [{ code: 'wrong-organisation-check', position: 17, expected: '8' }]);
});

test('spaces, hyphens, small and full-width letters are forgiven', () => {
  for (const typed of [' 9144030071526726xg ', '91440300 71526726-XG', '９１４４０３００７１５２６７２６ＸＧ']) {
    assert.equal(checkUscc(typed).text, '9144030071526726XG');
    assert.equal(checkUscc(typed).sound, true);
  }
});

test('letters that look like digits are named by position', () => {
  const [warning] = checkUscc('91440300708461136O').warnings;
  assert.deepEqual(warning, { code: 'unknown-character', position: 18, character: 'O' });
  assert.deepEqual(codes('9I440300708461136T'), ['unknown-character']);
});

test('registration numbers of before 2015 are known and checked', () => {
  assert.deepEqual(checkUscc('330106000349996'), {
    text: '330106000349996',
    form: 'registration-number',
    sound: true,
    warnings: [],
  });
  assert.deepEqual(codes('330106000349995'), ['wrong-check-digit']);
});

test('nothing and other lengths are findings, not errors', () => {
  assert.deepEqual(codes(''), ['empty']);
  assert.deepEqual(codes('   '), ['empty']);
  assert.deepEqual(codes('9144030071526726'), ['wrong-length']);
  assert.deepEqual(codes('无照经营'), ['wrong-length']);
});

test('any changed character of a sound code is noticed', () => {
  const alphabet = '0123456789ABCDEFGHJKLMNPQRTUWXY';
  const place = fc.tuple(fc.constantFrom(...SOUND), fc.nat(17), fc.constantFrom(...alphabet));
  fc.assert(
    fc.property(place, ([code, at, character]) => {
      const changed = code.slice(0, at) + character + code.slice(at + 1);
      assert.equal(checkUscc(changed).sound, changed === code);
    }),
  );
});

test('no input makes the check throw', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 40 }), (input) => {
      assert.equal(typeof checkUscc(input).sound, 'boolean');
    }),
  );
});

test('collected codes: every verdict as computed elsewhere', { skip }, () => {
  const collected = JSON.parse(readFileSync(`${data}/uscc.json`, 'utf8')) as {
    code: string;
    gb32100_valid: boolean;
    gb11714_valid: boolean | null;
  }[];
  assert.ok(collected.length > 40);
  for (const { code, gb32100_valid, gb11714_valid } of collected) {
    const found = codes(code);
    const outer = found.every((finding) => finding === 'wrong-organisation-check');
    assert.equal(outer, gb32100_valid, code);
    if (gb11714_valid !== null) assert.equal(!found.includes('wrong-organisation-check'), gb11714_valid, code);
  }
});

test('codes of a real register: every 18-character and 15-digit code as computed elsewhere', { skip }, () => {
  const lines = readFileSync(`${data}/zj_entities_codes.csv`, 'utf8').trim().split('\n').slice(1);
  assert.ok(lines.length > 300);
  for (const line of lines) {
    const [code = '', kind, sound] = line.split(',');
    const found = codes(code).filter((finding) => finding !== 'wrong-organisation-check');
    assert.equal(found.length === 0, sound === 'True', `${kind} ${code}`);
  }
});
