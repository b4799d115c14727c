import assert from 'node:assert/strict';
import { test } from 'node:test';
import { wayFor, wayForPaper } from './ways.ts';

const mobile = '13800000001';
const email = 'lin@example.org';
const none = undefined;

test('the way of telling follows the wish, then what there is (NTC-01)', () => {
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

test('a paper comes electronically to whom agreed; of whom nobody asked the authority decides (NTC-01)', () => {
  for (const [wish, consents, unasked, way] of [
    ['sms', true, 'letter', 'sms'],
    ['e-mail', true, 'letter', 'e-mail'],
    ['sms', false, 'message', 'letter'],
    ['e-mail', false, 'message', 'letter'],
    [none, none, 'message', 'sms'],
    [none, none, 'letter', 'letter'],
    [none, true, 'letter', 'sms'],
    // A wish told before anybody asked for a consent is followed as it was.
    ['sms', none, 'letter', 'sms'],
    ['letter', true, 'message', 'letter'],
  ] as const)
    assert.equal(wayForPaper({ wish, consents, unasked, mobile, email }), way, `${wish} ${consents} ${unasked}`);
});
