import assert from 'node:assert/strict';
import { test } from 'node:test';
import { citizenIdCheckCharacter } from './citizen-id.ts';
import { isPersonalNumber, shownCode } from './personal-number.ts';
import { organisationCheckCharacter, usccCheckCharacter } from './uscc.ts';

const citizen = (first17: string) => first17 + citizenIdCheckCharacter(first17);
const business = (first16: string) => {
  const first17 = first16 + organisationCheckCharacter(first16.slice(8));
  return first17 + (usccCheckCharacter(first17) ?? '');
};

test('a code that is an identity number is a person’s: of 18 characters, of 15, with two of the tax office, however it is typed', () => {
  const number = citizen('33010619850312402');
  for (const code of [
    number,
    `${number}01`,
    '330106850312402',
    ` ${number.slice(0, 6)} ${number.slice(6).toLowerCase()}`,
  ])
    assert.equal(isPersonalNumber(code), true, code);
  assert.equal(shownCode(number), `330106********${number.slice(-4)}`);
});

test('a mistyped identity number is still a person’s', () => {
  const number = citizen('33010619850312402');
  assert.equal(isPersonalNumber(number.slice(0, 17) + (number.endsWith('1') ? '2' : '1')), true);
});

test('a business’s code is shown as it is, also where its digits could be a birthday', () => {
  for (const code of [
    business('91330106MA2B1C3D'),
    business('9233010619850312'),
    '91330106MA2B1C3D00',
    '330106000012345',
    '',
    'L330106',
  ])
    assert.equal(shownCode(code), code);
  assert.equal(shownCode(null), null);
});
