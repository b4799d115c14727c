import assert from 'node:assert/strict';
import test from 'node:test';
import { type Arriving, receives } from './receiving.ts';

const all: readonly Arriving[] = ['complaint', 'report', 'question'];
const county = ['decide-complaints', 'mediate', 'verify-reports', 'punish', 'food'];

test('a centre that distributes and a bureau with the power receive', () => {
  for (const what of all) {
    assert.ok(receives('intake-centre', ['receive-and-distribute'], what));
    assert.ok(receives('bureau', county, what));
    assert.ok(!receives('intake-centre', [], what));
  }
  assert.ok(receives('bureau', ['mediate'], 'complaint'));
  assert.ok(!receives('bureau', ['verify-reports'], 'complaint'));
  assert.ok(!receives('bureau', ['mediate'], 'report'));
  assert.ok(receives('bureau', [], 'question'));
});

test('an association and a station receive nothing in their own name', () => {
  for (const what of all) {
    assert.ok(!receives('association', ['mediate-when-entrusted'], what));
    assert.ok(!receives('station', county, what));
  }
});
