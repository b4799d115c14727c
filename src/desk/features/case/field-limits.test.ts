import assert from 'node:assert/strict';
import { test } from 'node:test';
import { actBodies, actNames } from '#modules/complaints/contract.ts';
import { actForms } from './act-forms.ts';
import { limitsOf } from './field-limits.ts';

test('a field of an act ends where the interface ends: length, least and most', () => {
  assert.deepEqual(pick(limitsOf('request-platform-data', 'finding')), { maxLength: 500 });
  assert.deepEqual(pick(limitsOf('open-mediation', 'recusalDays')), { minimum: 1, maximum: 15 });
  assert.deepEqual(pick(limitsOf('accept', 'nothing-of-the-kind')), {});
});

test('every text an officer may type knows its end', () => {
  for (const act of actNames)
    for (const field of actForms[act]) {
      if (field.control !== 'long-text') continue;
      assert.notEqual(limitsOf(act, field.name).maxLength, undefined, `${act}.${field.name}`);
    }
  assert.ok(Object.keys(actBodies).length > 20);
});

const pick = ({ maxLength, minimum, maximum }: ReturnType<typeof limitsOf>) =>
  Object.fromEntries(Object.entries({ maxLength, minimum, maximum }).filter(([, value]) => value !== undefined));
