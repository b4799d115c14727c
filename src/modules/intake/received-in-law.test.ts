import assert from 'node:assert/strict';
import { test } from 'node:test';
import { people } from '#test/decided.ts';
import { isReceivedAnyway } from './received-in-law.ts';

test('at the window, on the 12315 line and by letter a companion bureau receives; on the site and from 12345 it does not', () => {
  for (const channel of [undefined, 'counter', 'phone', 'letter', 'platform-12315'] as const)
    assert.equal(isReceivedAnyway(people.intake, channel), true, channel);
  for (const channel of ['hotline-12345', 'web', 'web-short', 'api'] as const)
    assert.equal(isReceivedAnyway(people.intake, channel), false, channel);
  for (const channel of [undefined, 'counter', 'platform-12315'] as const)
    assert.equal(isReceivedAnyway(people.consumer, channel), false, 'a consumer cannot say so');
});
