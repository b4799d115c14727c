import assert from 'node:assert/strict';
import { test } from 'node:test';
import { wayFor } from './ways.ts';

test('the way of telling follows the wish, then what there is (NTC-01)', () => {
  const mobile = '13800000001';
  const email = 'lin@example.org';
  const none = undefined;
  for (const [wish, phone, mail, way] of [
    [none, mobile, email, 'sms'],
    [none, none, email, 'e-mail'],
    [none, none, none, 'letter'],
    ['e-mail', mobile, email, 'e-mail'],
    ['e-mail', mobile, none, 'sms'],
    ['e-mail', none, none, 'letter'],
    ['sms', none, email, 'e-mail'],
    ['letter', mobile, email, 'letter'],
  ] as const)
    assert.equal(wayFor({ wish, mobile: phone, email: mail }), way, `${wish} ${phone} ${mail}`);
});
